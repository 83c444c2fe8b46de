import { describe, expect, it } from 'vitest';
import { assessPlace } from '../../../../src/analysis/alert/assess-place.ts';
import { type Situation, situationSchema } from '../../../../src/domain/alert/situation.ts';
import { type Assessment, assessmentSchema } from '../../../../src/domain/assessment.ts';
import { DataError } from '../../../../src/domain/errors.ts';
import type { City } from '../../../../src/domain/pack/city.ts';
import {
	createFakeCity,
	makeBuilding,
	makeStation,
	makeWater,
	ORIGIN,
	placeAt,
	placeRing,
} from '../../../support/fake-city.ts';
import { makeRoadGraph } from '../../../support/make-road-graph.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 4);
const assess = (city: City, at = ORIGIN) => assessPlace(city, at, { nowMs: NOW_MS });
const codes = (assessment: Assessment) => assessment.findings.map(({ ruleId, code }) => `${ruleId} ${code}`);
/** The origin lies in it, 10 m from its west wall and 5 m from its south wall. */
const HOME = makeBuilding(7, [-10, -5, 30, 20], { name: '鸿福大厦', street: '鸿福路', houseNumber: '218' });
// A primary road along y = -30, driven at 40 km/h = 11.11 m/s.
const ROADS = makeRoadGraph([
	{ from: [-2000, -30], to: [0, -30], roadClass: 'primary' },
	{ from: [0, -30], to: [3000, -30], roadClass: 'primary' },
]);

describe('A1 target', () => {
	it('A1 is the building that holds the point, measured by hand', async () => {
		const { target, candidates } = await assess(createFakeCity({ buildings: [HOME], roads: ROADS }));
		expect(target).toMatchObject({
			id: 'b-7',
			fid: 7,
			name: '鸿福大厦',
			address: '鸿福路218号',
			footprintM2: 600,
			perimeterM: 100,
			heightM: 18,
			floors: 6,
			floorsBelow: null,
			structure: 'rc-frame',
			use: 'residential',
			year: null,
			codeClass: 'single-multi',
			match: 'inside',
			distanceM: 0,
		});
		expect(candidates).toEqual([]);
	});

	it('A1 names basis, source and date of every number, and says what is not on file', async () => {
		const { target } = await assess(createFakeCity({ buildings: [HOME], roads: ROADS }));
		expect(target?.sources).toMatchObject({
			heightM: { basis: 'registered', source: 'survey', date: '2026-10-01', note: null },
			footprintM2: { basis: 'computed', source: 'fengtu', date: '2026-10-01' },
			year: { basis: 'unknown', source: 'survey', note: 'not-on-file' },
			codeClass: { basis: 'norm' },
		});
	});

	it('A1 says how a height was estimated and never invents one', async () => {
		const estimated = makeBuilding(1, [-5, -5, 10, 10], { heightBasis: 'estimated' });
		const known = await assess(createFakeCity({ buildings: [estimated], roads: ROADS }));
		expect(known.target?.sources.heightM).toMatchObject({ basis: 'estimated', note: 'floors-x-storey-height' });
		expect(codes(known)).toContain('A1 target/height-estimated');

		const blank = makeBuilding(1, [-5, -5, 10, 10], {
			heightM: null,
			heightBasis: 'unknown',
			floors: null,
			structure: 'unknown',
			use: 'unknown',
		});
		const unknown = await assess(createFakeCity({ buildings: [blank], roads: ROADS }));
		expect(unknown.target).toMatchObject({ heightM: null, floors: null, structure: null, use: null, codeClass: null });
		expect(unknown.target?.sources.heightM).toMatchObject({ basis: 'unknown', note: 'no-floor-count' });
		expect(codes(unknown)).toEqual(expect.arrayContaining(['A1 target/height-unknown', 'A1 target/class-unknown']));
	});

	it('A1 names the source of a joined value, and what other sources say that contradicts it', async () => {
		const joined = makeBuilding(7, [-10, -5, 30, 20], {
			heightM: 24,
			year: 2001,
			statements: [
				{ field: 'height_m', value: 24, source: 'cim', used: true },
				{ field: 'height_m', value: 21.3, source: 'survey', used: false },
				{ field: 'year', value: 2001, source: 'cim', used: true },
				{ field: 'floors', value: 7, source: 'tax', used: false },
			],
		});
		const { target } = await assess(createFakeCity({ buildings: [joined], roads: ROADS }));
		// The fake city's manifest does not list 'cim': its date is unknown, never that of another source.
		expect(target?.sources.heightM).toEqual({
			basis: 'registered',
			source: 'cim',
			date: null,
			note: null,
			others: [{ value: 21.3, source: 'survey' }],
		});
		expect(target?.sources.year).toEqual({ basis: 'registered', source: 'cim', date: null, note: null });
		expect(target?.sources.floors).toMatchObject({ source: 'survey', others: [{ value: 7, source: 'tax' }] });
		expect(target?.sources.structure).toMatchObject({ source: 'survey', date: '2026-10-01' });
	});

	it('A1 sources an estimated height by its floors', async () => {
		const joined = makeBuilding(7, [-10, -5, 30, 20], {
			heightBasis: 'estimated',
			statements: [{ field: 'floors', value: 6, source: 'cim', used: true }],
		});
		const { target, findings } = await assess(createFakeCity({ buildings: [joined], roads: ROADS }));
		expect(target?.sources.heightM).toMatchObject({
			basis: 'estimated',
			source: 'cim',
			note: 'floors-x-storey-height',
		});
		const said = findings.find(({ code }) => code === 'target/height-estimated');
		expect(said?.basis.source).toBe('cim');
	});

	it('A1 offers the nearest building within 50 m and names the others', async () => {
		const near = makeBuilding(1, [12, -5, 10, 10]);
		const farther = makeBuilding(2, [-10, 30, 20, 10]);
		const tooFar = makeBuilding(3, [-10, 51, 20, 10]);
		const result = await assess(createFakeCity({ buildings: [tooFar, farther, near], roads: ROADS }));
		expect(result.target).toMatchObject({ id: 'b-1', match: 'near', distanceM: 12 });
		expect(result.candidates.map(({ id, distanceM }) => [id, distanceM])).toEqual([['b-2', 30]]);
		expect(codes(result)).toContain('A1 target/not-at-point');
	});

	it('A1 has none when no building is within 50 m, and the rest is measured from the point', async () => {
		const far = makeBuilding(3, [51, -5, 10, 10]);
		const result = await assess(createFakeCity({ buildings: [far], water: [makeWater('h1', 0, 120)], roads: ROADS }));
		expect(result.target).toBeNull();
		expect(codes(result)).toContain('A1 target/none-within-reach');
		expect(result.surroundings).toMatchObject([{ id: 'b-3', gapM: 51, bearingDeg: 90 }]);
		expect(result.water).toMatchObject([{ id: 'h1', distanceM: 120 }]);
	});

	it('A1 a wall at exactly 50 m is within reach', async () => {
		const { target } = await assess(createFakeCity({ buildings: [makeBuilding(1, [50, -5, 10, 10])], roads: ROADS }));
		expect(target).toMatchObject({ id: 'b-1', match: 'near', distanceM: 50 });
	});

	it('A1 a courtyard is outside the building around it', async () => {
		const hollow = makeBuilding(1, [0, 0, 1, 1], {
			polygons: [
				[
					placeRing([
						[-30, -30],
						[30, -30],
						[30, 30],
						[-30, 30],
					]),
					placeRing([
						[-8, -8],
						[-8, 8],
						[8, 8],
						[8, -8],
					]),
				],
			],
		});
		const { target } = await assess(createFakeCity({ buildings: [hollow], roads: ROADS }));
		// 60 x 60 less 16 x 16; the nearest wall is 8 m from the origin.
		expect(target).toMatchObject({ match: 'near', distanceM: 8, footprintM2: 3600 - 256, perimeterM: 240 });
	});

	it('A1 of several footprints at the point takes the smallest and says so', async () => {
		const podium = makeBuilding(1, [-40, -40, 80, 80]);
		const tower = makeBuilding(2, [-10, -10, 20, 20]);
		const result = await assess(createFakeCity({ buildings: [podium, tower], roads: ROADS }));
		expect(result.target?.id).toBe('b-2');
		expect(result.candidates.map(({ id }) => id)).toEqual(['b-1']);
		expect(result.findings.find(({ code }) => code === 'target/several-at-point')?.params).toEqual({ count: 2 });
	});

	it('A1 outside the city everything is empty and said to be so', async () => {
		const result = await assess(createFakeCity({ buildings: [HOME], roads: ROADS }), { lon: 114.9, lat: 23.02 });
		expect(result).toMatchObject({ place: 'outside-city', target: null, surroundings: [], water: [], stations: [] });
		expect(codes(result)).toEqual(['A1 target/outside-city']);
	});
});

describe('A2 surroundings', () => {
	const east = makeBuilding(1, [26, 0, 10, 10]); // 6 m east of HOME's east wall at x = 20
	const touching = makeBuilding(2, [-20, -5, 10, 20]); // shares the wall x = -10
	const corner = makeBuilding(3, [23, 19, 5, 5]); // 3 and 4 m off the corner (20, 15)
	const edge = makeBuilding(4, [0, 115, 10, 10]); // exactly 100 m north of the wall y = 15
	const beyond = makeBuilding(5, [0, 115.1, 10, 10]);

	it('A2 lists gaps wall to wall, nearest first, with bearing and wall points', async () => {
		const buildings = [beyond, edge, corner, touching, east, HOME];
		const { surroundings } = await assess(createFakeCity({ buildings, roads: ROADS }));
		expect(surroundings.map(({ id, gapM, bearingDeg }) => [id, gapM, bearingDeg])).toEqual([
			['b-2', 0, 270], // centroids (5, 5) and (-15, 5)
			['b-3', 5, 36.9], // atan2(3, 4)
			['b-1', 6, 90],
			['b-4', 100, 0],
		]);
		const [from, to] = surroundings[2]?.gapLine ?? [];
		expect(from?.[0]).toBeCloseTo(placeAt(20, 0).lon, 6);
		expect(to?.[0]).toBeCloseTo(placeAt(26, 0).lon, 6);
	});

	it('A2 says which neighbours touch and whose height is unknown', async () => {
		const blank = makeBuilding(6, [40, 0, 10, 10], { heightM: null, heightBasis: 'unknown' });
		const result = await assess(createFakeCity({ buildings: [HOME, touching, blank], roads: ROADS }));
		const byCode = Object.fromEntries(result.findings.map((finding) => [finding.code, finding]));
		expect(byCode['surroundings/touching']).toMatchObject({ params: { count: 1 }, evidence: ['b-2'] });
		expect(byCode['surroundings/height-unknown']).toMatchObject({ params: { count: 1, total: 2 }, evidence: ['b-6'] });
	});

	it('A2 where the data end within the radius nothing is said to be clear', async () => {
		const city = createFakeCity({ buildings: [HOME], roads: ROADS });
		const { lon, lat } = placeAt(119, 0);
		const cut = { ...city, manifest: { ...city.manifest, bounds: [113.7, 22.98, lon, lat + 0.04] as const } };
		const said = codes(await assess(cut as unknown as City));
		expect(said).toContain('A2 surroundings/beyond-data');
		expect(said).not.toContain('A2 surroundings/none');
		// 100 m east of the wall x = 20 the data go on.
		const wider = { ...city, manifest: { ...city.manifest, bounds: [113.7, 22.98, placeAt(121, 0).lon, lat + 0.04] } };
		expect(codes(await assess(wider as unknown as City))).not.toContain('A2 surroundings/beyond-data');
	});

	it('A2 says when nothing stands near', async () => {
		expect(codes(await assess(createFakeCity({ buildings: [HOME], roads: ROADS })))).toContain('A2 surroundings/none');
	});
});

describe('A3 water', () => {
	it('A3 lists sources within 300 m of the wall, nearest first, faulty ones too', async () => {
		const water = [
			makeWater('far', 0, -304.9), // 299.9 m from the south wall y = -5
			makeWater('beyond', 0, -305.1),
			makeWater('near', 50, 0, { state: 'faulty' }), // 30 m from the east wall x = 20
			makeWater('pond', -40, 5, { kind: 'natural', flowLps: null, state: 'unknown' }), // 30 m from x = -10
		];
		const result = await assess(createFakeCity({ buildings: [HOME], water, roads: ROADS }));
		expect(result.water.map(({ id, distanceM }) => [id, distanceM])).toEqual([
			['near', 30],
			['pond', 30],
			['far', 299.9],
		]);
		expect(codes(result)).toEqual(
			expect.arrayContaining(['A3 water/no-hydrant-within-150', 'A3 water/state-unknown', 'A3 water/flow-unknown']),
		);
		expect(result.findings.find(({ code }) => code === 'water/no-hydrant-within-150')?.params).toEqual({
			limitM: 150,
			nearestM: 299.9,
		});
	});

	it('A3 a hydrant at 150 m is within its protection radius', async () => {
		const at150 = makeWater('h', 0, 165); // wall y = 15
		const result = await assess(createFakeCity({ buildings: [HOME], water: [at150], roads: ROADS }));
		expect(codes(result)).toContain('A3 water/hydrant-within-150');
	});

	it('A3 none, and none usable, are results', async () => {
		expect(codes(await assess(createFakeCity({ buildings: [HOME], roads: ROADS })))).toContain('A3 water/none');
		const broken = makeWater('h', 50, 0, { state: 'faulty' });
		const result = await assess(createFakeCity({ buildings: [HOME], water: [broken], roads: ROADS }));
		expect(codes(result)).toContain('A3 water/none-usable');
	});
});

describe('A4 stations', () => {
	const west = makeStation('west', -1000, -30);
	const eastern = makeStation('east', 2000, -30);
	const remote = makeStation('remote', 2900, -30);
	const third = makeStation('third', -1500, -30);

	it('A4 ranks by arrival: 1000 m at 40 km/h take 90 s, turnout by day 45 s more', async () => {
		const stations = [remote, eastern, third, west];
		const { stations: ranked, ...rest } = await assess(createFakeCity({ buildings: [HOME], stations, roads: ROADS }));
		expect(ranked.map(({ id }) => id)).toEqual(['west', 'third', 'east']);
		expect(ranked[0]?.distanceM).toBeCloseTo(1000, 0);
		expect(ranked[0]?.travelS).toBeCloseTo(90, 0);
		expect(ranked[0]?.arrivalS).toBeCloseTo(135, 0);
		expect(ranked[0]?.vehicleCount).toBeNull();
		expect(codes({ stations: ranked, ...rest })).toContain('A4 stations/first-within-5-min');
	});

	it('A4 the crew walks to the nearest wall of the target, without one to the point', async () => {
		const city = (buildings: (typeof HOME)[]) => createFakeCity({ buildings, stations: [west], roads: ROADS });
		// The road lies 30 m south of the point, the wall 5 m.
		expect((await assess(city([HOME]))).stations[0]?.stop).toMatchObject({ side: 'south', walkM: 25 });
		expect((await assess(city([]))).stations[0]?.stop).toMatchObject({ side: null, walkM: 30 });
	});

	it('A4 beyond five minutes is said: 2900 m take 261 s, with turnout 306 s', async () => {
		const result = await assess(createFakeCity({ buildings: [HOME], stations: [remote], roads: ROADS }));
		const finding = result.findings.find(({ code }) => code === 'stations/first-beyond-5-min');
		expect(finding?.params.arrivalS).toBeCloseTo(306, 0);
	});

	it('A4 a bridge too low for the engine is no route, and is said', async () => {
		const low = makeRoadGraph([
			{ from: [-2000, -30], to: [-500, -30], roadClass: 'primary', maxHeightM: 3 },
			{ from: [-500, -30], to: [3000, -30], roadClass: 'primary' },
		]);
		const result = await assess(createFakeCity({ buildings: [HOME], stations: [west], roads: low }));
		expect(result.stations).toMatchObject([{ id: 'west', distanceM: null, arrivalS: null, geometry: null }]);
		expect(codes(result)).toContain('A4 stations/no-route');
	});

	it('A4 no road near the place is a result', async () => {
		const away = makeRoadGraph([{ from: [-2000, -1500], to: [0, -1500], roadClass: 'primary' }]);
		const result = await assess(createFakeCity({ buildings: [HOME], stations: [west], roads: away }));
		expect(codes(result)).toContain('A4 stations/no-road-near');
	});

	it('A4 a pack without stations is unknown, not "none"', async () => {
		expect(codes(await assess(createFakeCity({ buildings: [HOME], roads: ROADS })))).toContain(
			'A4 stations/none-on-file',
		);
	});
});

describe('A5 parts', () => {
	const damaged = () =>
		Promise.reject(new DataError('pack/truncated', 'roads.graph: cut', { context: { file: 'roads.graph' } }));

	it('A5 a damaged road graph leaves buildings and water standing and names the file', async () => {
		const city = createFakeCity({
			buildings: [HOME],
			water: [makeWater('h', 50, 0)],
			stations: [makeStation('west', -1000, -30)],
		});
		const result = await assess({ ...city, readRoadGraph: damaged });
		expect(result.target?.id).toBe('b-7');
		expect(result.water).toHaveLength(1);
		expect(result.stations).toEqual([]);
		expect(result.findings.filter(({ ruleId }) => ruleId === 'A5')).toMatchObject([
			{ code: 'part/failed', params: { part: 'roads', errorCode: 'pack/truncated', file: 'roads.graph' } },
		]);
		expect(codes(result).filter((code) => code.startsWith('A4'))).toEqual([]);
	});

	it('A5 damaged buildings leave water and stations, measured from the point', async () => {
		const city = createFakeCity({
			water: [makeWater('h', 50, 0)],
			stations: [makeStation('west', -1000, -30)],
			roads: ROADS,
		});
		const result = await assess({ ...city, findBuildingsIn: damaged });
		expect(result.target).toBeNull();
		expect(result.water).toMatchObject([{ distanceM: 50 }]);
		expect(result.stations).toHaveLength(1);
		expect(codes(result)).not.toContain('A1 target/none-within-reach');
	});

	it('A5 damaged ground leaves everything standing and is told for the log', async () => {
		const city = createFakeCity({ buildings: [HOME], water: [makeWater('h', 50, 0)], roads: ROADS });
		const told: string[] = [];
		const options = { nowMs: NOW_MS, onPartFailed: (part: string) => told.push(part) };
		const result = await assessPlace({ ...city, readGround: damaged }, ORIGIN, options);
		expect(result.target?.id).toBe('b-7');
		expect(result.water).toHaveLength(1);
		expect(told).toEqual(['ground']);
		expect(codes(result).filter((code) => code === 'A5 part/failed')).toHaveLength(1);
	});

	it('A5 an aborted assessment rejects with the reason', async () => {
		const signal = AbortSignal.abort(new Error('changed my mind'));
		const city = { ...createFakeCity({}), findBuildingsIn: () => Promise.reject(signal.reason) };
		await expect(assessPlace(city, ORIGIN, { nowMs: NOW_MS, signal })).rejects.toThrow('changed my mind');
	});
});

describe('what is no fire', () => {
	it('A8 A13 says nothing of what would ignite nor of water for jets; a hazmat alarm does where it burns', async () => {
		const near = makeBuilding(1, [22, -5, 10, 20]);
		const city = createFakeCity({ buildings: [HOME, near], roads: ROADS });
		const rulesOf = async (situation: Partial<Situation>) => {
			const options = { nowMs: NOW_MS, situation: situationSchema.parse(situation) };
			return new Set((await assessPlace(city, ORIGIN, options)).findings.map(({ ruleId }) => ruleId));
		};
		for (const situation of [{ type: 'fire' }, { type: 'hazmat', fireFloor: 1 }] as const) {
			expect(await rulesOf(situation)).toContain('A8');
			expect(await rulesOf(situation)).toContain('A13');
		}
		for (const type of ['rescue', 'other', 'hazmat'] as const) {
			expect(await rulesOf({ type })).not.toContain('A8');
			expect(await rulesOf({ type })).not.toContain('A13');
			expect(await rulesOf({ type })).not.toContain('A12');
			expect(await rulesOf({ type })).toContain('A3');
		}
	});
});

describe('the assessment', () => {
	it('is what its schema says and times its stages with the clock it is given', async () => {
		let clockMs = 0;
		const city = createFakeCity({ buildings: [HOME], stations: [makeStation('w', -500, -30)], roads: ROADS });
		const assessment = await assessPlace(city, ORIGIN, { nowMs: NOW_MS, clockMs: () => (clockMs += 5) });
		expect(assessmentSchema.parse(assessment)).toEqual(assessment);
		expect(assessment.timingsMs).toMatchObject({
			'read-buildings': 5,
			'read-water': 5,
			site: 5,
			target: 5,
			force: 5,
			water: 5,
		});
	});
});
