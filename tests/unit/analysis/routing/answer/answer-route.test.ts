import { describe, expect, it } from 'vitest';
import { answerRoute } from '../../../../../src/analysis/routing/answer/answer-route.ts';
import { ONEWAY, ROAD_ACCESS } from '../../../../../src/domain/pack/road-graph.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../../../../src/domain/vehicle.ts';
import { NO_EXEMPTIONS } from '../../../../support/no-exemptions.ts';
import { at, closureOf, findBest, indexOf, NOON_MS, namesOf, positionAt, queryOf, street } from './road-network.ts';

const ENGINE = DEFAULT_VEHICLE_PROFILE;
/** 13 m long, 3.97 m high, 41 t. */
const LADDER = { lengthM: 13, widthM: 2.5, heightM: 3.97, massT: 41, turningRadiusM: 12, jackSpreadM: 6 };

/** A block of 400 x 300 m: a slow lane across the bottom, quick streets round the other three sides. */
const LANE = street(
	[
		[0, 0],
		[400, 0],
	],
	{ roadClass: 'lane', name: 'Lane', widthM: 4 },
);
const WEST = street(
	[
		[0, 0],
		[0, 300],
	],
	{ name: 'West' },
);
const NORTH = street(
	[
		[0, 300],
		[400, 300],
	],
	{ name: 'North' },
);
const EAST = street(
	[
		[400, 300],
		[400, 0],
	],
	{ name: 'East' },
);
const BLOCK = [LANE, WEST, NORTH, EAST];

/** A river with a bridge on the short way (East bank road by Bridge) and another farther off: 1,000 m against 2,000 m. */
const riverTown = (bridge: Parameters<typeof street>[1], more: ReturnType<typeof street>[] = []) =>
	indexOf([
		...more,
		street(
			[
				[0, 0],
				[400, 0],
			],
			{ name: 'Left' },
		),
		street(
			[
				[400, 0],
				[600, 0],
			],
			{ name: 'Bridge', bridge: true, ...bridge },
		),
		street(
			[
				[600, 0],
				[1000, 0],
			],
			{ name: 'Right' },
		),
		street(
			[
				[400, 0],
				[400, 500],
				[600, 500],
				[600, 0],
			],
			{ name: 'Far Bridge' },
		),
	]);

describe('answerRoute', () => {
	it('takes the quicker or the shorter way, and charges the first and last edge by its share', () => {
		// From 100 m up West to 200 m down East. Round the north: 200 + 400 + 100 = 700 m at 20 km/h = 126 s.
		// By the lane: 100 + 400 + 200 = 700 m, of which 400 m at 10 km/h: 54 + 144 = 198 s.
		const quick = findBest(indexOf(BLOCK), at(-5, 100), at(405, 200));
		expect(quick.distanceM).toBeCloseTo(700, 1);
		expect(quick.durationS).toBeCloseTo(126, 1);
		expect(quick.steps.map(({ roadName, distanceM }) => [roadName, Math.round(distanceM)])).toEqual([
			['West', 200],
			['North', 400],
			['East', 100],
			['East', 0],
		]);
		expect([quick.startGapM, quick.endGapM]).toEqual([5, 5]);
		// 50 m up on either side the lane is shorter: 50 + 400 + 50.
		const short = findBest(indexOf(BLOCK), at(0, 50), at(400, 50), { metric: 'distance' });
		expect(short.distanceM).toBeCloseTo(500, 1);
		expect(short.durationS).toBeCloseTo(100 / (20 / 3.6) + 400 / (10 / 3.6), 1);
	});

	it('draws the way from the first point to the last, every corner once', () => {
		const { geometry } = findBest(indexOf(BLOCK), at(0, 100), at(400, 200));
		const corners = [at(0, 100), at(0, 300), at(400, 300), at(400, 200)];
		expect(geometry).toHaveLength(4);
		for (const [i, { lon, lat }] of corners.entries()) {
			expect(geometry[i]?.[0]).toBeCloseTo(lon, 6);
			expect(geometry[i]?.[1]).toBeCloseTo(lat, 6);
		}
	});

	it('stays on the edge when start and end are on it, and goes round where it is one-way', () => {
		expect(findBest(indexOf(BLOCK), at(100, 300), at(350, 300)).distanceM).toBeCloseTo(250, 1);
		const oneWay = indexOf([LANE, WEST, { ...NORTH, oneway: ONEWAY.forward }, EAST]);
		expect(findBest(oneWay, at(100, 300), at(350, 300)).distanceM).toBeCloseTo(250, 1);
		// Back: on to the corner 50, down 300, west 400, up 300, on 100.
		expect(findBest(oneWay, at(350, 300), at(100, 300)).distanceM).toBeCloseTo(50 + 300 + 400 + 300 + 100, 1);
		const contraflow = { exemptions: { ...NO_EXEMPTIONS, contraflow: true } };
		const against = findBest(oneWay, at(350, 300), at(100, 300), contraflow);
		// Half the speed: 250 m at 10 km/h.
		expect([against.distanceM, against.durationS]).toEqual([250, 90]);
		expect(against.limits.map(({ kind, verdict }) => [kind, verdict])).toEqual([['oneway', 'passed']]);
		const nothing = findBest(indexOf(BLOCK), at(100, 300), at(100, 300));
		expect([nothing.distanceM, nothing.geometry.length]).toEqual([0, 2]);
	});

	it('leaves a long edge for a shortcut though start and end are both on it', () => {
		// A detour of 3 x 500 m whose ends are 500 m apart by a straight street.
		const detour = street([
			[0, 0],
			[0, 500],
			[500, 500],
			[500, 0],
		]);
		const straight = street([
			[0, 0],
			[500, 0],
		]);
		expect(findBest(indexOf([detour, straight]), at(0, 10), at(500, 10)).distanceM).toBeCloseTo(520, 1);
	});

	it('sends a high ladder round a bridge of 3.8 m and says so; a 3.5 m engine drives under and is told', () => {
		const town = riverTown({ maxHeightM: 3.8 });
		const low = findBest(town, at(0, 0), at(1000, 0), { vehicle: ENGINE });
		expect(namesOf(low)).toEqual(['Left', 'Bridge', 'Right']);
		expect(low.limits).toMatchObject([
			{ kind: 'height', limit: 3.8, needed: 3.5, verdict: 'passed', roadName: 'Bridge' },
		]);
		const { routes, refused } = answerRoute(town, queryOf(at(0, 0), at(1000, 0), { vehicle: LADDER }), []);
		expect(routes[0]?.distanceM).toBeCloseTo(400 + 1200 + 400, 1);
		expect(routes[0]?.limits).toEqual([]);
		// 1,000 m more at 20 km/h.
		expect(refused?.fasterS).toBeCloseTo(1000 / (20 / 3.6), 1);
		expect(refused?.distanceM).toBeCloseTo(1000, 1);
		expect(refused?.limits).toMatchObject([{ kind: 'height', limit: 3.8, needed: 3.97, verdict: 'violated' }]);
		// On a way of half an hour half a minute is told of, though it is less than a tenth.
		const far = street(
			[
				[-12_000, 0],
				[0, 0],
			],
			{ name: 'Far' },
		);
		const long = answerRoute(
			riverTown({ maxHeightM: 3.8 }, [far]),
			queryOf(at(-12_000, 0), at(1000, 0), { vehicle: LADDER }),
			[],
		);
		expect(long.routes[0]?.durationS).toBeCloseTo(14_000 / (20 / 3.6), 0);
		expect(long.refused?.fasterS).toBeCloseTo(180, 0);
		// Exactly its height passes; no sign known passes.
		const names = (maxHeightM: number | null) =>
			namesOf(findBest(riverTown({ maxHeightM }), at(0, 0), at(1000, 0), { vehicle: LADDER }));
		expect(names(4)).toContain('Bridge');
		expect(names(null)).toContain('Bridge');
	});

	it('keeps a full-size engine off a lane whose known width is under 4 m', () => {
		const lane = (widthM: number) =>
			namesOf(findBest(riverTown({ widthM, bridge: false }), at(0, 0), at(1000, 0), { vehicle: ENGINE }));
		expect(lane(3.9)).toEqual(['Left', 'Far Bridge', 'Right']);
		expect(lane(4)).toEqual(['Left', 'Bridge', 'Right']);
	});

	it('refuses a junction too tight for a long vehicle and shows where', () => {
		// Up a 4 m alley and sharp right into another: an L of lanes. The ladder has the long way by wide roads.
		const town = indexOf([
			street(
				[
					[0, 0],
					[300, 0],
				],
				{ name: 'Start', widthM: 14 },
			),
			street(
				[
					[300, 0],
					[300, 100],
				],
				{ name: 'Alley', roadClass: 'lane', widthM: 4.2 },
			),
			street(
				[
					[300, 100],
					[400, 100],
				],
				{ name: 'Alley two', roadClass: 'lane', widthM: 4.2 },
			),
			street(
				[
					[400, 100],
					[800, 100],
				],
				{ name: 'End', widthM: 14 },
			),
			street(
				[
					[300, 0],
					[900, 0],
					[900, 400],
					[800, 100],
				],
				{ name: 'Wide', widthM: 14 },
			),
		]);
		const small = { ...ENGINE, lengthM: 4.5, widthM: 1.8, heightM: 1.5, massT: 2, turningRadiusM: 5.5 };
		expect(namesOf(findBest(town, at(10, 0), at(700, 100), { vehicle: small }))).toContain('Alley two');
		const answer = answerRoute(town, queryOf(at(10, 0), at(700, 100), { vehicle: LADDER }), []);
		expect(answer.routes.map(namesOf)).toEqual([['Start', 'Wide', 'End']]);
		const turns = answer.refused?.limits.filter(({ kind }) => kind === 'turn') ?? [];
		expect(turns.length).toBeGreaterThan(0);
		expect(turns[0]).toMatchObject({ needed: 12, verdict: 'violated' });
		expect(turns[0]?.limit).toBeLessThan(12);
		expect(turns[0]?.geometry?.length).toBeGreaterThan(3);
	});

	it('opens gates for their time, and obeys them without the exemption', () => {
		const gated = indexOf([
			{ ...WEST, maxHeightM: 4.2 },
			{ ...NORTH, access: ROAD_ACCESS.gate },
		]);
		const result = findBest(gated, at(0, 100), at(400, 300), { vehicle: ENGINE });
		expect(result.limits.map(({ kind, limit, roadName }) => [kind, limit, roadName])).toEqual([
			['height', 4.2, 'West'],
			['gate', 30, 'North'],
		]);
		expect(result.durationS).toBeCloseTo(600 / (20 / 3.6) + 30, 1);
		const around = indexOf([LANE, WEST, { ...NORTH, access: ROAD_ACCESS.gate }, EAST]);
		const civil = findBest(around, at(0, 290), at(400, 290), { exemptions: NO_EXEMPTIONS });
		expect(namesOf(civil)).toEqual(['West', 'Lane', 'East']);
	});

	it('drives on bus roads by exemption only', () => {
		const bus = indexOf([LANE, WEST, { ...NORTH, access: ROAD_ACCESS.bus }, EAST]);
		const names = (exempt: boolean) =>
			namesOf(findBest(bus, at(0, 290), at(400, 290), { exemptions: { ...NO_EXEMPTIONS, busRoads: exempt } }));
		expect([names(true), names(false)]).toEqual([
			['West', 'North', 'East'],
			['West', 'Lane', 'East'],
		]);
	});

	it('goes round a closure while it holds, from the next question on', () => {
		const town = riverTown({});
		const across = { type: 'LineString' as const, coordinates: [positionAt(500, -30), positionAt(500, 30)] };
		const closure = closureOf('c1', across, { fromMs: NOON_MS, untilMs: NOON_MS + 3_600_000 });
		const askAt = (departAtMs: number) => answerRoute(town, queryOf(at(0, 0), at(1000, 0), { departAtMs }), [closure]);
		const during = askAt(NOON_MS);
		expect(during.routes[0]?.distanceM).toBeCloseTo(2000, 1);
		expect(during.closures).toEqual(['c1']);
		expect(during.refused?.limits).toMatchObject([{ kind: 'closure', limit: 0, closureId: 'c1', roadName: 'Bridge' }]);
		for (const outside of [NOON_MS - 1, NOON_MS + 3_600_000]) {
			expect(askAt(outside).routes[0]?.distanceM).toBeCloseTo(1000, 1);
			expect(askAt(outside).closures).toEqual([]);
		}
		const lifted = { ...closure, liftedAtMs: NOON_MS };
		expect(answerRoute(town, queryOf(at(0, 0), at(1000, 0)), [lifted]).routes[0]?.distanceM).toBeCloseTo(1000, 1);
	});

	it('makes a slow road longer by its share of speed, and tells it where it still is best', () => {
		const across = { type: 'LineString' as const, coordinates: [positionAt(500, -30), positionAt(500, 30)] };
		const half = findBest(riverTown({}), at(0, 0), at(1000, 0), {}, [closureOf('slow', across, { speedShare: 0.5 })]);
		// 800 m at 20 km/h and 200 m at 10.
		expect(half.durationS).toBeCloseTo(144 + 72, 1);
		expect(half.limits).toMatchObject([{ kind: 'closure', limit: 0.5, verdict: 'passed', closureId: 'slow' }]);
	});

	it('says why there is no way, and which would violate least', () => {
		const far = street([
			[5000, 0],
			[5400, 0],
		]);
		const ask = (streets: typeof BLOCK, from: [number, number], to: [number, number], more = {}) =>
			answerRoute(indexOf(streets), queryOf(at(...from), at(...to), more), []);
		expect(ask(BLOCK, [-400, 0], [400, 0])).toMatchObject({ found: false, reason: 'no-road-near-start', routes: [] });
		expect(ask(BLOCK, [0, 0], [0, 900]).reason).toBe('no-road-near-end');
		expect(ask([...BLOCK, far], [0, 100], [5200, 0])).toMatchObject({ reason: 'not-connected', refused: null });
		expect(ask([], [0, 0], [1, 1]).reason).toBe('no-road-near-start');
		// Two equal halves joined by a bridge of 10 t.
		const halves = [
			street([
				[0, 0],
				[1000, 0],
			]),
			street(
				[
					[1000, 0],
					[1100, 0],
				],
				{ maxWeightT: 10, name: 'Bridge' },
			),
			street([
				[1100, 0],
				[2100, 0],
			]),
		];
		const tooHeavy = ask(halves, [100, 0], [2000, 0], { vehicle: ENGINE });
		expect(tooHeavy).toMatchObject({ found: false, reason: 'vehicle-limits' });
		expect(tooHeavy.refused).toMatchObject({
			fasterS: null,
			limits: [{ kind: 'weight', limit: 10, needed: 19, verdict: 'violated', roadName: 'Bridge' }],
		});
		expect(tooHeavy.refused?.distanceM).toBeCloseTo(1900, 1);
		expect(tooHeavy.refused?.durationS).toBeCloseTo(1900 / (20 / 3.6), 1);
		expect(ask(halves, [100, 0], [2000, 0]).found).toBe(true);
		const walled = ask(
			[
				WEST,
				{ ...NORTH, access: ROAD_ACCESS.no },
				{
					...far,
					...street([
						[400, 300],
						[900, 300],
					]),
				},
			],
			[0, 10],
			[850, 300],
		);
		expect(walled).toMatchObject({ reason: 'not-connected', refused: { limits: [{ kind: 'closed' }] } });
	});

	it('blames the closures where there was a way before them', () => {
		const road = indexOf([
			street([
				[0, 0],
				[800, 0],
			]),
			street([
				[800, 0],
				[1600, 0],
			]),
			street([
				[1600, 0],
				[2400, 0],
			]),
		]);
		const across = { type: 'LineString' as const, coordinates: [positionAt(1200, -30), positionAt(1200, 30)] };
		const answer = answerRoute(road, queryOf(at(100, 0), at(2300, 0), { vehicle: ENGINE }), [closureOf('c', across)]);
		expect(answer).toMatchObject({ found: false, reason: 'closures', closures: ['c'] });
		expect(answer.refused?.limits).toMatchObject([{ kind: 'closure', closureId: 'c' }]);
	});

	it('stops on the network and not on a nearer yard that is cut off from it, by nature or by a closure', () => {
		const yard = street([
			[100, 270],
			[200, 270],
		]);
		expect(findBest(indexOf([...BLOCK, yard]), at(0, 100), at(150, 275)).endGapM).toBeCloseTo(25, 1);
		// The yard is reached by a drive from North; the drive is closed.
		const drive = street(
			[
				[150, 300],
				[150, 270],
			],
			{ name: 'Drive' },
		);
		const joined = [
			LANE,
			WEST,
			EAST,
			street([
				[0, 300],
				[150, 300],
				[400, 300],
			]),
			drive,
			street(
				[
					[100, 270],
					[150, 270],
					[200, 270],
				],
				{ name: 'Yard' },
			),
		];
		const index = indexOf(joined);
		expect(findBest(index, at(0, 100), at(190, 265)).stop.roadName).toBe('Yard');
		const across = { type: 'LineString' as const, coordinates: [positionAt(140, 285), positionAt(160, 285)] };
		const cut = findBest(index, at(0, 100), at(190, 265), {}, [closureOf('c', across)]);
		expect(cut.endGapM).toBeCloseTo(35, 1);
	});

	it('tells of a stop nearer to the place that it may not drive to', () => {
		// An alley of 3 m leads 200 m up from the middle of a street.
		const town = indexOf([
			street([
				[0, 0],
				[400, 0],
				[800, 0],
			]),
			street(
				[
					[400, 0],
					[400, 200],
				],
				{ name: 'Alley', roadClass: 'lane', widthM: 3 },
			),
		]);
		const { routes, refused } = answerRoute(town, queryOf(at(0, 0), at(400, 210), { vehicle: ENGINE }), []);
		expect(routes[0]).toMatchObject({ distanceM: 400, durationS: 72, endGapM: 210 });
		expect(refused).toMatchObject({
			distanceM: 600,
			limits: [{ kind: 'turn' }, { kind: 'carriageway', limit: 3, needed: 4 }],
		});
		// 200 m on foot at 1.2 m/s are 166.7 s; 200 m of lane at 10 km/h are 72 s.
		expect(refused?.fasterS).toBeCloseTo(200 / 1.2 - 72, 0);
	});

	it('stops on the side of a building that was named, and walks round its corner', () => {
		// A building of 60 x 40 m in the middle of the block: North runs 130 m from it, Lane 130 m, West 170 m, East 170 m.
		const polygons = [[[positionAt(170, 130), positionAt(230, 130), positionAt(230, 170), positionAt(170, 170)]]];
		const stopFor = (side: 'north' | 'west' | null) =>
			findBest(indexOf(BLOCK), at(0, 10), at(200, 150), { building: { polygons, side }, vehicle: LADDER }).stop;
		expect(stopFor('north')).toMatchObject({
			roadName: 'North',
			side: 'north',
			walkM: 130,
			carriagewayM: 8,
			jacksFit: true,
		});
		// The jacks are those of who asks, also on the network of another of the same size.
		const index = indexOf(BLOCK);
		const fits = [6, 9, null].map((jackSpreadM) => {
			const vehicle = { ...LADDER, jackSpreadM };
			return findBest(index, at(0, 10), at(200, 150), { building: { polygons, side: 'north' }, vehicle }).stop.jacksFit;
		});
		expect(fits).toEqual([true, false, null]);
		expect(stopFor('west')).toMatchObject({ roadName: 'West', side: 'west', walkM: 170 });
		const any = stopFor(null);
		// To the nearest wall of the building that the point lies in.
		expect(any.walkM).toBeCloseTo(130, 0);
	});

	it('stops on a road that is only driven to by the way a turn restriction speaks of', () => {
		// The one-way middle is entered from the west alone, and who does may not go on to the north: its edge has a twin.
		const name = (id: string, corners: [number, number][], more = {}) => street(corners, { id, name: id, ...more });
		const streets = [
			name('West', [
				[-400, 0],
				[0, 0],
			]),
			name(
				'Middle',
				[
					[0, 0],
					[60, 0],
				],
				{ oneway: ONEWAY.forward },
			),
			name('North', [
				[60, 0],
				[60, 400],
			]),
			name('East', [
				[60, 0],
				[400, 0],
			]),
			name('Back', [
				[400, 0],
				[400, -100],
				[-400, -100],
				[-400, 0],
			]),
			name('Up', [
				[60, 400],
				[400, 400],
				[400, 0],
			]),
		];
		const via = { roads: ['Middle'] };
		const index = indexOf(streets, {
			turnRestrictions: [
				{ id: 'r', kind: 'no', from: 'West', to: 'North', via, exceptEmergency: false, source: 'test' },
			],
		});
		expect(index.graph.twinOf.length).toBe(1);
		const { stop, endGapM } = findBest(index, at(-300, 0), at(30, 1));
		expect([stop.roadName, endGapM]).toEqual(['Middle', 1]);
	});

	it('from a place to itself there is nothing to drive, and nothing faster to tell of', () => {
		// It stands where its street ends and lanes begin that are too narrow for it.
		const lane = (corners: [number, number][]) => street(corners, { widthM: 3 });
		const index = indexOf([
			street([
				[-200, 0],
				[0, 0],
			]),
			lane([
				[0, 0],
				[0, 200],
			]),
			lane([
				[0, 0],
				[200, 0],
			]),
			lane([
				[0, -200],
				[0, 0],
			]),
		]);
		const answer = answerRoute(index, queryOf(at(0, 0), at(0, 0), { vehicle: ENGINE }), []);
		expect([answer.found, answer.routes[0]?.distanceM, answer.refused]).toEqual([true, 0, null]);
	});
});
