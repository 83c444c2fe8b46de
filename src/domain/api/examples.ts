import type { ROUTES } from '../api.ts';

/** A value of an earlier example's answer: what the document shows in its place, and where it is found in a run. */
export interface Earlier {
	/** Title of the earlier example. */
	readonly from: string;
	/** Path in its answer, with dots. */
	readonly path: string;
	readonly shown: string | number;
}

/** One request as the API's document shows it, and as the tests send it: in this order, to a server of its own. */
export interface ApiExample {
	readonly route: keyof typeof ROUTES;
	readonly title: string;
	/** Names in the path. */
	readonly params?: Readonly<Record<string, string | Earlier>>;
	readonly query?: Readonly<Record<string, string | number>>;
	readonly body?: Readonly<Record<string, unknown>>;
	readonly status: number;
	/** The server needs a city with roads and units for it. */
	readonly note?: string;
}

/** Where the examples are: in the middle of Dongguan. */
const AT = { lon: 113.752, lat: 23.021 };
const INCIDENT: Earlier = { from: 'An alarm with coordinates', path: 'id', shown: '2026-1121-0001' };
const SECTOR: Earlier = { from: 'A sector', path: 'id', shown: 's-2026-1121-0001' };
const TEAM: Earlier = { from: 'A team that went in', path: 'id', shown: 'g-2026-1121-0001' };
const REQUEST: Earlier = { from: 'Two aerial appliances', path: 'id', shown: 'r-2026-1121-0001' };
const NOTE: Earlier = { from: 'Heard on the radio', path: 'id', shown: 'n-2026-1121-0001' };
const MEASUREMENT: Earlier = { from: 'A clear width', path: 'id', shown: 'm-2026-1121-0001' };
const INCIDENT_VERSION: Earlier = { from: 'As it stands', path: 'version', shown: 2 };

/** Every route that can be shown by one request after another. */
export const API_EXAMPLES: readonly ApiExample[] = [
	{ route: 'health', title: 'Health', status: 200 },
	{ route: 'ready', title: 'Ready', status: 200 },
	{ route: 'session', title: 'Who am I', status: 200 },
	{ route: 'pack', title: 'The pack', status: 200 },
	{ route: 'stations', title: 'Stations', status: 200 },
	{
		route: 'water',
		title: 'Hydrants of some streets',
		query: { west: 113.74, south: 23.01, east: 113.76, north: 23.03, limit: 500 },
		status: 200,
	},
	{ route: 'search', title: 'Coordinates in GCJ-02', query: { q: '113.7573,23.0184', crs: 'gcj02' }, status: 200 },
	{ route: 'service', title: 'Figures', status: 200 },
	{ route: 'travelTable', title: 'Travel table', status: 200 },
	{ route: 'assess', title: 'A place', query: AT, status: 200 },
	{
		route: 'assessSituation',
		title: 'A place in a situation',
		body: { ...AT, situation: { level: 3, fireFloor: 4, wind: { fromDeg: 135, speedMps: 3 } } },
		status: 200,
	},
	{
		route: 'raiseIncident',
		title: 'An alarm with coordinates',
		body: {
			...AT,
			crs: 'wgs84',
			type: 'fire',
			level: 2,
			description: '三楼冒烟，有人被困',
			fireFloor: 3,
			trapped: 2,
			origin: '119',
			caller: { name: '王女士', phone: '13800000000' },
		},
		status: 201,
	},
	{ route: 'incidents', title: 'Open incidents', query: { closed: 0 }, status: 200 },
	{ route: 'incident', title: 'As it stands', params: { id: INCIDENT }, status: 200 },
	{ route: 'incidentAssessment', title: 'Its assessment', params: { id: INCIDENT }, status: 200 },
	{ route: 'acknowledgeIncident', title: 'Seen', params: { id: INCIDENT }, status: 200 },
	{
		route: 'handOverIncident',
		title: 'Told 110 too',
		params: { id: INCIDENT },
		body: {
			direction: 'to',
			agency: '110',
			reason: '需要交通管制',
			threeWayNote: '报警人、110、119 三方通话，110 派员到场',
		},
		status: 200,
	},
	{ route: 'units', title: 'Units', status: 200 },
	{ route: 'dispatches', title: 'Who is sent', params: { id: INCIDENT }, status: 200 },
	{
		route: 'addClosure',
		title: 'A street closed for two hours',
		body: {
			shape: {
				type: 'LineString',
				coordinates: [
					[113.7519, 23.0209],
					[113.7521, 23.0211],
				],
			},
			reason: '排水施工',
		},
		status: 201,
	},
	{ route: 'closures', title: 'Closures', status: 200 },
	{
		route: 'liftClosure',
		title: 'Open again',
		params: { id: { from: 'A street closed for two hours', path: 'id', shown: 'c-2026-1121-0001' } },
		status: 200,
	},
	{
		route: 'addKeyUnit',
		title: 'A shopping centre',
		body: {
			district: null,
			name: '国贸城',
			category: 1,
			address: '鸿福路200号',
			...AT,
			contacts: [{ name: '李主管', phone: '13900000000', duty: '消防安全管理人' }],
		},
		status: 201,
	},
	{ route: 'keyUnits', title: 'Key units', status: 200 },
	{
		route: 'addTask',
		title: 'A task',
		body: { district: null, title: '核查南侧消防通道', details: '登高场地是否被占用' },
		status: 201,
	},
	{
		route: 'reportTask',
		title: 'Done',
		params: { id: { from: 'A task', path: 'id', shown: '2026-1121-0001' } },
		body: { text: '已清空', state: 'done' },
		status: 200,
	},
	{
		route: 'addDrawing',
		title: 'Staging area',
		body: { district: null, geometry: { type: 'Point', coordinates: [113.7521, 23.0209] }, label: '集结点' },
		status: 201,
	},
	{
		route: 'addSector',
		title: 'A sector',
		body: { incidentId: INCIDENT, name: '东侧', task: 'attack', officer: '李队长' },
		status: 201,
	},
	{
		route: 'changeSector',
		title: 'Another officer',
		params: { id: SECTOR },
		body: { version: 1, officer: '陈队长' },
		status: 200,
	},
	{ route: 'sectors', title: 'Sectors', query: { incidentId: '2026-1121-0001' }, status: 200 },
	{
		route: 'addTeam',
		title: 'A team that went in',
		body: {
			incidentId: INCIDENT,
			sectorId: SECTOR,
			name: '攻坚一组',
			people: 4,
			task: '三楼搜救',
			airMin: 30,
			enteredAtMs: 1_763_697_600_000,
		},
		status: 201,
	},
	{ route: 'accountTeam', title: 'All answered', params: { id: TEAM }, body: { people: 4 }, status: 200 },
	{
		route: 'changeTeam',
		title: 'To another floor',
		params: { id: TEAM },
		body: { version: 2, task: '四楼搜救' },
		status: 200,
	},
	{ route: 'orderEvacuation', title: 'Leave', params: { id: INCIDENT }, body: { reason: '楼板变形' }, status: 200 },
	{
		route: 'confirmEvacuation',
		title: 'The sector is out',
		params: { id: INCIDENT },
		body: { sectorId: SECTOR },
		status: 200,
	},
	{ route: 'endEvacuation', title: 'All are out', params: { id: INCIDENT }, body: { reason: '全部撤出' }, status: 200 },
	{ route: 'exitTeam', title: 'They came out', params: { id: TEAM }, status: 200 },
	{ route: 'teams', title: 'Teams', status: 200 },
	{
		route: 'addRequest',
		title: 'Two aerial appliances',
		body: { incidentId: INCIDENT, what: { kind: 'vehicle', type: 'YT' }, count: 2, reason: '高层外攻' },
		status: 201,
	},
	{
		route: 'answerRequest',
		title: 'Agreed',
		params: { id: REQUEST },
		body: { version: 1, state: 'approved', answer: '派两车' },
		status: 200,
	},
	{ route: 'withdrawRequest', title: 'Not needed any more', params: { id: REQUEST }, status: 200 },
	{ route: 'requests', title: 'Requests', status: 200 },
	{
		route: 'addNote',
		title: 'Heard on the radio',
		body: { incidentId: INCIDENT, kind: 'radio', text: '三楼东侧有人呼救', place: AT },
		status: 201,
	},
	{
		route: 'changeNote',
		title: 'Misheard',
		params: { id: NOTE },
		body: { version: 1, text: '四楼东侧有人呼救' },
		status: 200,
	},
	{ route: 'notes', title: 'Notes', status: 200 },
	{
		route: 'addMeasurement',
		title: 'A clear width',
		body: {
			incidentId: INCIDENT,
			kind: 'clear-width',
			name: '东侧通道',
			points: [
				{ ...AT, heightM: 0, snap: { kind: 'edge', buildingId: null } },
				{ lon: 113.75206, lat: 23.021, heightM: 0, snap: { kind: 'edge', buildingId: null } },
			],
			value: 6.1,
			error: 0.5,
			surface: 'pack-geometry',
			datum: 'CGCS2000',
			packVersion: '0123456789ab',
		},
		status: 201,
	},
	{
		route: 'changeMeasurement',
		title: 'Another name',
		params: { id: MEASUREMENT },
		body: { version: 1, name: '东侧消防车道' },
		status: 200,
	},
	{ route: 'measurements', title: 'Measurements', status: 200 },
	{ route: 'changes', title: 'What changed', query: { since: 0, limit: 100 }, status: 200 },
	{
		route: 'closeIncident',
		title: 'Over',
		params: { id: INCIDENT },
		body: { reason: '已处置完毕，移交单位' },
		status: 200,
	},
	{
		route: 'changeIncident',
		title: 'Changing a closed one is refused',
		params: { id: INCIDENT },
		body: { version: INCIDENT_VERSION, level: 3 },
		status: 409,
	},
	{ route: 'incidentEvents', title: 'What happened', params: { id: INCIDENT }, status: 200 },
	{ route: 'incidentHistory', title: 'For a replay', params: { id: INCIDENT }, status: 200 },
];
