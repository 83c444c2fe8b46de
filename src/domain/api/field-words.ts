import type { ROLES } from '../access/identity.ts';
import type { DispatchTime } from '../records/dispatch.ts';
import type { UnitState } from '../records/unit-state.ts';

/** What each value of an enum means. */
type Words = Readonly<Record<string, readonly [zh: string, en: string]>>;

const STATE_WORDS: Readonly<Record<UnitState, readonly [string, string]>> = {
	'10': ['备勤', 'standing by'],
	'20': ['出动', 'turning out'],
	'21': ['途中', 'on the road'],
	'22': ['到场', 'at the scene'],
	'23': ['出水', 'water on'],
	'24': ['停水', 'water off'],
	'25': ['返队', 'on the way back'],
	'26': ['驻防', 'posted elsewhere'],
	'27': ['运水', 'carrying water'],
	'30': ['训练', 'training'],
};

const ROLE_WORDS: Readonly<Record<(typeof ROLES)[number], readonly [string, string]>> = {
	commander: ['指挥员', 'commander'],
	dispatcher: ['调度员', 'takes calls and sends units'],
	crew: ['消防员', 'crew of a vehicle'],
	'grid-assistant': ['网格员', 'assistant of a town or village'],
	planner: ['规划员', 'keeps key units, plans, water and stations'],
	administrator: ['管理员', 'runs the server, sees no incident'],
	auditor: ['审计员', 'reads all but personal data, changes nothing'],
};

/** What the values of the API's enums mean, each found by its values: in Chinese, as the service says it, and in English. */
export const ENUM_WORDS: readonly { readonly about: string; readonly words: Words }[] = [
	{ about: 'Duty status of a vehicle, GA/T 974.39-2011', words: STATE_WORDS },
	{ about: 'Role', words: ROLE_WORDS },
	{
		about: 'As what it is assessed; `typeCode` says it in the words of the service',
		words: {
			fire: ['火灾', 'fire'],
			rescue: ['抢险救援', 'rescue'],
			hazmat: ['危化品', 'dangerous chemicals'],
			other: ['其他', 'anything else'],
		},
	},
	{
		about: 'Scheme that `level` counts in, XF/T 1340; levels of two schemes are never compared',
		words: { fire: ['火警 一级至五级', '1 to 5'], rescue: ['应急救援 一级至四级', '1 to 4'] },
	},
	{
		about: 'Whether it is answered at once',
		words: { urgent: ['紧急', 'urgent'], 'not-urgent': ['非紧急', 'not urgent'] },
	},
	{
		about: 'The other service',
		words: {
			'110': ['公安', 'police'],
			'12345': ['政务热线', 'city hotline'],
			'120': ['急救', 'ambulance'],
			'122': ['交警', 'traffic police'],
			other: ['其他部门', 'another one'],
		},
	},
	{
		about: 'Direction of a hand-over',
		words: { to: ['移交', 'given to the other service'], from: ['接转', 'taken over from it'] },
	},
	{
		about: 'Where an alarm came from',
		words: {
			map: ['地图', 'a click on the map'],
			search: ['搜索', 'a search'],
			api: ['接口', 'another program'],
			'119': ['火警电话', 'the fire line'],
			'110': ['公安', 'police'],
			'12345': ['政务热线', 'city hotline'],
			sensor: ['物联设备', 'a sensor'],
		},
	},
	{
		about: 'Datum of coordinates that come in; those that go out are WGS84',
		words: {
			wgs84: ['WGS84 / CGCS2000', 'GPS'],
			gcj02: ['火星坐标', 'AMap, Tencent'],
			bd09: ['百度坐标', 'Baidu'],
		},
	},
	{
		about: 'Water source',
		words: {
			hydrant: ['地上消火栓', 'hydrant above ground'],
			'hydrant-underground': ['地下消火栓', 'hydrant below ground'],
			tank: ['消防水池', 'tank'],
			natural: ['天然水源', 'river, lake or pond'],
			standpipe: ['消防水鹤', 'high-flow standpipe'],
		},
	},
	{
		about: 'State of a water source; unknown is not ok',
		words: {
			ok: ['完好', 'works'],
			faulty: ['故障', 'does not'],
			stale: ['待检', 'its test is overdue'],
			unknown: ['未知', 'not known'],
		},
	},
	{
		about: 'Kind of fire station, 建标152',
		words: {
			special: ['特勤站', 'special duty'],
			first: ['一级站', 'first class'],
			second: ['二级站', 'second class'],
			small: ['小型站', 'small'],
			micro: ['微型消防站', 'micro station'],
			unknown: ['未知', 'not known'],
		},
	},
	{
		about: 'State of a task',
		words: {
			open: ['待办', 'nobody has taken it'],
			accepted: ['已接', 'taken'],
			done: ['完成', 'done'],
			cancelled: ['取消', 'called off'],
		},
	},
	{
		about: 'State of a plan',
		words: { draft: ['草案', 'draft'], approved: ['批准', 'approved'], withdrawn: ['作废', 'withdrawn'] },
	},
	{
		about: 'Who',
		words: {
			user: ['人员', 'a person who signed in'],
			service: ['接口', 'a machine with a token'],
			demo: ['演示', 'anybody on this machine, in the demo'],
			system: ['系统', 'the server itself'],
			nobody: ['未登录', 'nobody who signed in'],
		},
	},
	{
		about: 'Whether people sign in',
		words: { demo: ['演示', 'nobody need sign in'], accounts: ['账号', 'people sign in'] },
	},
	{
		about: 'What a sector is there for (战斗段)',
		words: {
			attack: ['内攻', 'attack'],
			rescue: ['搜救', 'rescue'],
			'water-supply': ['供水', 'water supply'],
			exposure: ['堵截', 'exposures'],
			aerial: ['举高', 'aerial appliances'],
			ventilation: ['排烟', 'ventilation'],
			logistics: ['保障', 'logistics'],
			other: ['其他', 'anything else'],
		},
	},
	{
		about: 'What became of a request',
		words: {
			asked: ['已请求', 'asked for'],
			approved: ['已同意', 'agreed to'],
			sent: ['已派出', 'on its way'],
			arrived: ['已到场', 'arrived'],
			refused: ['不同意', 'refused'],
			withdrawn: ['撤回', 'taken back'],
		},
	},
	{
		about: 'Kind of a note',
		words: {
			note: ['记录', 'a note'],
			order: ['命令', 'an order'],
			report: ['报告', 'a report'],
			radio: ['电台', 'heard on the radio'],
			decision: ['决定', 'a decision'],
		},
	},
	{
		about: 'What was measured',
		words: {
			distance: ['距离', 'distance, metres'],
			height: ['高度', 'height, metres'],
			'plan-area': ['平面面积', 'plan area, square metres'],
			'facade-area': ['立面面积', 'facade area, square metres'],
			'clear-width': ['净宽', 'clear width, metres'],
			bearing: ['方位', 'bearing, degrees clockwise from north'],
		},
	},
	{
		about: 'What a point was caught by',
		words: {
			corner: ['角点', 'a corner'],
			edge: ['边', 'an edge'],
			roof: ['屋面', 'a roof'],
			facade: ['立面', 'a facade'],
			road: ['道路', 'the middle of a road'],
			ground: ['地面', 'the ground'],
			none: ['无', 'nothing'],
		},
	},
	{
		about: 'What was measured on',
		words: {
			'pack-geometry': ['城市数据', 'geometry of the city pack'],
			terrain: ['地形', 'the terrain'],
			'flat-ground': ['平地', 'ground taken as flat'],
		},
	},
	{
		about: 'Stage of the operation',
		words: {
			'first-attack': ['首战', 'first attack'],
			reinforcement: ['增援', 'reinforcement'],
			'all-out': ['总攻', 'all-out'],
		},
	},
	{
		about: 'How a height is known',
		words: {
			measured: ['实测', 'measured'],
			registered: ['登记', 'registered'],
			computed: ['计算', 'computed'],
			norm: ['规范', 'as the norm has it'],
			estimated: ['估计', 'estimated'],
			said: ['口述', 'somebody said so'],
			unknown: ['未知', 'not known'],
		},
	},
	{
		about: 'Which response time is held against its limit',
		words: {
			ordered: ['接警到下令', 'from the alarm to the order'],
			driven: ['出动到到场', 'on the road'],
			water: ['到场到出水', 'from arriving to the first jet'],
		},
	},
	{
		about: 'What a feature of the report is',
		words: {
			incident: ['警情', 'the incident'],
			mark: ['标绘', 'a tactical mark'],
			measurement: ['测量', 'a measurement'],
			note: ['记录', 'a note'],
			track: ['车辆轨迹', 'where a vehicle drove'],
		},
	},
	{
		about: 'What a mark was caught by',
		words: { facade: ['立面', 'a facade'], corner: ['角点', 'a corner'], road: ['道路', 'a road'] },
	},
	{ about: 'How it went', words: { done: ['完成', 'done'], refused: ['拒绝', 'refused'] } },
	{
		about: 'How it is known',
		words: { said: ['口述', 'somebody said so'], measured: ['实测', 'measured'] },
	},
	{
		about: 'What was done',
		words: { closed: ['关闭', 'closed'], reopened: ['重新打开', 'opened again'] },
	},
	{
		about: 'Type of a vehicle, by the letters of its model',
		words: {
			SG: ['水罐车', 'water tender'],
			PM: ['泡沫车', 'foam tender'],
			AP: ['压缩空气泡沫车', 'compressed-air foam tender'],
			GS: ['供水车', 'water supply tender'],
			YT: ['云梯车', 'turntable ladder'],
			DG: ['登高平台车', 'aerial platform'],
			JP: ['举高喷射车', 'water tower'],
			JY: ['抢险救援车', 'rescue tender'],
			PY: ['排烟车', 'smoke exhaust tender'],
			ZM: ['照明车', 'lighting tender'],
			FH: ['防化车', 'chemical protection tender'],
			TX: ['通信指挥车', 'command vehicle'],
			XF: ['消防车', 'fire engine'],
			QT: ['其他车辆', 'other vehicle'],
		},
	},
];

/** The eleven times of a unit at an incident (作战时间), as the national statistics record them. */
export const TIME_WORDS: Readonly<Record<DispatchTime, string>> = {
	received: '接警: the station has the order',
	departed: '出动: the vehicle leaves',
	arrived: '到场: the first arrival',
	deployed: '展开: in position',
	waterOn: '出水: the first jet',
	controlled: '控制: the fire spreads no more',
	decontaminated: '洗消',
	extinguished: '扑灭',
	ended: '结束: the work is over',
	withdrawn: '撤离: the vehicle leaves the scene',
	returned: '归队: back in its station',
};

/** Parameters by name, where a name means the same everywhere it stands. */
export const PARAMETER_WORDS: Readonly<Record<string, string>> = {
	id: 'Id of the record. Ids of the pack may hold `/` and `.`: encode them.',
	fid: 'Number of the building in the pack that is served.',
	since: 'The last `seq` that is known: what came after it is told. 0 = all.',
	log: 'The `log` that `since` belongs to. That of another log counts as 0.',
	limit: 'Most entries in the answer.',
	before: 'Entries older than the one of this number.',
	closed: 'How many of the newest closed incidents.',
	incidentId: 'Of this incident only; absent = of all.',
	fromMs: 'From this moment on, milliseconds since 1970.',
	format: '`pdf`, `csv` or `geojson`.',
	lang: 'Language of the file.',
	revision: 'Of the assessment; absent = the newest.',
	assess: '`now`: the answer waits for the assessment; `later`: it comes by the feed.',
	keyUnitId: 'Of this key unit only; absent = of all.',
	collection: 'Collection of the record.',
	q: 'Name, address, building id or coordinates.',
	lon: 'Longitude, degrees, of the datum `crs`.',
	lat: 'Latitude, degrees, of the datum `crs`.',
	crs: 'Datum of the coordinates: `wgs84`, `gcj02` or `bd09`.',
	window: '`new`: begun in a window of its own, which has nothing to show afterwards.',
	west: 'Degrees, WGS84.',
	south: 'Degrees, WGS84.',
	east: 'Degrees, WGS84.',
	north: 'Degrees, WGS84.',
};

/** The values in their order, each with what it means in both languages. */
export function describeEnum(values: readonly unknown[]): string | undefined {
	const found = ENUM_WORDS.find(
		({ words }) => Object.keys(words).length === values.length && values.every((value) => String(value) in words),
	);
	if (!found) return undefined;
	const told = values.map((value) => {
		const [zh, en] = found.words[String(value)] as readonly [string, string];
		return `\`${value}\` ${zh}, ${en}`;
	});
	return `${found.about}: ${told.join('; ')}.`;
}
