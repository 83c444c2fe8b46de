import { describe, expect, it } from 'vitest';
import { answerFleet } from '../../../../src/analysis/routing/answer/answer-fleet.ts';
import { answerRoute } from '../../../../src/analysis/routing/answer/answer-route.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../../../../src/domain/route.ts';
import { DEFAULT_TRAVEL_TABLE } from '../../../../src/domain/travel-table.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../../../src/domain/vehicle.ts';
import { at, closureOf, indexOf, NOON_MS, positionAt, queryOf, street } from './answer/road-network.ts';

const SIDE = 24;
const CLASSES = ['primary', 'tertiary', 'residential', 'service'] as const;

/** A town of 576 junctions 100 m apart, roads of several classes, some low or one-way, from a seed. */
function makeTown() {
	let state = 4;
	const random = (below: number) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 4_294_967_296) * below);
	};
	const place = Array.from({ length: SIDE * SIDE }, (_, i): [number, number] => [
		(i % SIDE) * 100 + random(40),
		Math.floor(i / SIDE) * 100 + random(40),
	]);
	const roads = place.flatMap((from, i) => {
		const neighbours = [i % SIDE < SIDE - 1 ? i + 1 : -1, i + SIDE < place.length ? i + SIDE : -1];
		return neighbours
			.filter((n) => n >= 0 && random(10) > 0)
			.map((n) =>
				street([from, place[n] as [number, number]], {
					roadClass: CLASSES[random(4)] ?? 'service',
					maxHeightM: random(12) === 0 ? 3 : null,
					oneway: random(8) === 0 ? 1 : 0,
				}),
			);
	});
	return { index: indexOf(roads, { table: DEFAULT_TRAVEL_TABLE }), random };
}

const WHO = { vehicle: DEFAULT_VEHICLE_PROFILE, exemptions: FIRE_ENGINE_EXEMPTIONS, departAtMs: NOON_MS };

describe('RoadIndex', () => {
	it('gives the very same answers before and after its overlay is made, with and without closures', () => {
		const { index, random } = makeTown();
		expect(index.graph.cellLevel.length).toBeGreaterThan(1);
		const somewhere = () => at(random(SIDE * 100), random(SIDE * 100));
		const closures = [400, 1100, 1800].map((x, i) =>
			closureOf(`c${i}`, {
				type: 'LineString',
				coordinates: [positionAt(x, 0), positionAt(x + 50, 900 + 400 * i)],
			}),
		);
		const queries = Array.from({ length: 40 }, () => queryOf(somewhere(), somewhere(), { ...WHO, count: 2 }));
		const fleet = {
			...WHO,
			to: somewhere(),
			starts: Array.from({ length: 12 }, (_, i) => ({ id: `${i}`, ...somewhere(), vehicle: WHO.vehicle })),
			count: 3,
			building: null,
		};
		const answerAll = () =>
			[[], closures].flatMap((list) => [
				...queries.map((query) => answerRoute(index, query, list)),
				answerFleet(index, fleet, list),
			]);
		const before = answerAll();
		expect(index.isPrepared(WHO)).toBe(false);
		const slices = index.prepareOverlay(WHO);
		while (!slices.next().done);
		expect(index.isPrepared(WHO)).toBe(true);
		for (const [i, answer] of answerAll().entries()) expect(answer).toEqual(before[i]);
		const found = before.filter((answer) => 'routes' in answer && answer.found);
		expect(found.length).toBeGreaterThan(40);
		expect(found.some((answer) => 'refused' in answer && answer.refused)).toBe(true);
	});

	it('drives by the time of day: slower in the peak', () => {
		const { index } = makeTown();
		const durationAt = (departAtMs: number) =>
			answerRoute(index, queryOf(at(100, 100), at(2100, 2000), { ...WHO, departAtMs }), []).routes[0]?.durationS ?? 0;
		// 08:00 and 12:00 in China.
		expect(durationAt(NOON_MS - 4 * 3_600_000)).toBeGreaterThan(durationAt(NOON_MS) * 1.1);
	});

	it('kinds of vehicle that may drive on the same share a network and its overlay, others have their own', () => {
		const { index } = makeTown();
		const networkOf = (more: object) => index.findNetwork({ ...WHO, vehicle: { ...DEFAULT_VEHICLE_PROFILE, ...more } });
		const engine = networkOf({});
		// The town has bridges of 3 m and no signs of weight.
		expect(networkOf({ massT: 12 }).network).toBe(engine.network);
		expect(networkOf({ heightM: 2.9 }).network).not.toBe(engine.network);
		const night = { ...WHO, departAtMs: NOON_MS + 12 * 3_600_000 };
		expect(index.findNetwork(night).network).not.toBe(engine.network);
		for (const _ of index.prepareOverlay(WHO)) void _;
		const light = networkOf({ massT: 12 });
		expect(light.overlay).toBe(networkOf({}).overlay);
		expect(light.overlay).not.toBeNull();
		// What each is told of limits stays its own.
		expect(light.rules.vehicle?.massT).toBe(12);
	});

	it('a fleet that shares a network is told each vehicle’s own limits', () => {
		const index = indexOf([
			street([
				[0, 0],
				[1000, 0],
			]),
			street(
				[
					[1000, 0],
					[1100, 0],
				],
				{ maxWeightT: 10 },
			),
			street([
				[0, 0],
				[0, 900],
				[1100, 900],
				[1100, 0],
			]),
		]);
		const start = (id: string, massT: number) => ({ id, ...at(10, 0), vehicle: { ...DEFAULT_VEHICLE_PROFILE, massT } });
		const starts = [start('a', 19), start('b', 26)];
		const query = { ...WHO, to: at(1100, 10), starts, count: 2, building: null };
		const { ways } = answerFleet(index, query, []);
		const neededOf = (id: string) => ways.find((way) => way.id === id)?.refused?.limits.map(({ needed }) => needed);
		expect([neededOf('a'), neededOf('b')]).toEqual([[19], [26]]);
	});
});
