import { describe, expect, it } from 'vitest';
import { applyClosures, chargeClosures } from '../../../../../src/analysis/routing/network/apply-closures.ts';
import {
	createLeastViolationNetwork,
	VIOLATION_S,
} from '../../../../../src/analysis/routing/network/create-least-violation-network.ts';
import { createVehicleNetwork } from '../../../../../src/analysis/routing/network/create-vehicle-network.ts';
import { makeNetworkKey } from '../../../../../src/analysis/routing/network/network-options.ts';
import {
	findArcRefusals,
	findGraphTurn,
	findTurnRefusals,
	type GraphTurn,
} from '../../../../../src/analysis/routing/network/vehicle-limits.ts';
import {
	COST_PER_SECOND,
	COST_STEP,
	type VehicleNetwork,
} from '../../../../../src/analysis/routing/network/vehicle-network.ts';
import { ONEWAY, ROAD_ACCESS, TURN_FLAG } from '../../../../../src/domain/pack/road-graph.ts';
import { ROAD_CLASSES, type RoadClass } from '../../../../../src/domain/road.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../../../../../src/domain/route.ts';
import type { VehicleProfile } from '../../../../../src/domain/vehicle.ts';
import { findVehicleModel, VEHICLE_CATALOGUE } from '../../../../../src/domain/vehicle-catalogue.ts';
import { lonLatE7At, makeRoadGraph } from '../../../../support/make-road-graph.ts';
import {
	arcOf,
	EAST,
	makeCrossing,
	NORTH,
	optionsOf,
	SOUTH,
	secondsOf,
	turnOf,
	turnSecondsOf,
	WEST,
} from './crossing.ts';

/** Seconds of the turn from one road of one edge into another; directions are those in which they are drawn. */
function secondsBetween({ graph, turnCode, turnCosts }: VehicleNetwork, ...roads: [DrivenRoad, DrivenRoad]): number {
	const [arcIn, arcOut] = roads.map(([road, way]) => graph.edgeRoad.indexOf(road) * 2 + (way === 'along' ? 0 : 1));
	const { turn } = findGraphTurn(graph, arcIn as number, arcOut as number) as GraphTurn;
	return (turnCosts[turnCode[turn] as number] as number) / COST_PER_SECOND;
}
type DrivenRoad = [number, 'along' | 'against'];

describe('createVehicleNetwork', () => {
	// 100 m at 20, 15 and 20 km/h: 18, 24, 18 s.
	it('drives at the speed of class and time of day', () => {
		const graph = makeCrossing();
		const arc = arcOf(graph, SOUTH, 'in');
		for (const [band, seconds] of [
			['day', 18],
			['peak', 24],
			['night', 18],
		] as const)
			expect(secondsOf(createVehicleNetwork(graph, optionsOf({ band })), arc)).toBeCloseTo(seconds, 2);
	});

	// 18 s over a gate of 30 s; 18 / 0.7 unpaved; 18 / 0.5 against a one-way road.
	it('gates cost their seconds, unpaved roads and contraflow their share of speed', () => {
		const graph = makeCrossing([{ access: ROAD_ACCESS.gate }, { paved: false }, { oneway: ONEWAY.forward }]);
		const exemptions = { ...FIRE_ENGINE_EXEMPTIONS, contraflow: true };
		const network = createVehicleNetwork(graph, optionsOf({ exemptions }));
		expect(secondsOf(network, arcOf(graph, SOUTH, 'in'))).toBeCloseTo(48, 2);
		expect(secondsOf(network, arcOf(graph, NORTH, 'in'))).toBeCloseTo(25.714, 2);
		expect(secondsOf(network, arcOf(graph, EAST, 'in'))).toBeCloseTo(18, 2);
		expect(secondsOf(network, arcOf(graph, EAST, 'out'))).toBeCloseTo(36, 2);
	});

	it('by distance an arc costs its metres and turns cost nothing', () => {
		const graph = makeCrossing([{ access: ROAD_ACCESS.gate }]);
		const network = createVehicleNetwork(graph, optionsOf({ metric: 'distance' }));
		expect((network.arcCost[arcOf(graph, SOUTH, 'in')] as number) / (COST_STEP * 1000)).toBeCloseTo(100, 1);
		expect(turnSecondsOf(network, SOUTH, WEST)).toBe(0);
	});

	it('turns cost by their kind, and signals more', () => {
		const plain = createVehicleNetwork(makeCrossing(), optionsOf());
		const signals = createVehicleNetwork(makeCrossing([], { signals: [[0, 0]] }), optionsOf());
		for (const [to, seconds] of [
			[NORTH, 0],
			[EAST, 3],
			[WEST, 6],
		] as const) {
			expect(turnSecondsOf(plain, SOUTH, to)).toBe(seconds);
			expect(turnSecondsOf(signals, SOUTH, to)).toBe(seconds + 6);
		}
	});

	it('both directions of an edge take the same time and cost two sums: a loop has one cheapest way round', () => {
		const { arcCost } = createVehicleNetwork(makeCrossing(), optionsOf());
		for (let arc = 0; arc < arcCost.length; arc += 2) {
			const [along, against] = [arcCost[arc] as number, arcCost[arc + 1] as number];
			expect(Math.floor(along / 65_536)).toBe(Math.floor(against / 65_536));
			expect(along).not.toBe(against);
		}
		expect(new Set(arcCost).size).toBe(8);
	});

	it('a twin edge costs the same as its original', () => {
		const roads = [
			{ from: [0, -100], to: [0, 0] },
			{ from: [0, 0], to: [0, 30] },
			{ from: [0, 30], to: [-100, 30] },
			{ from: [0, 30], to: [100, 30] },
			{ from: [0, 0], to: [100, 0] },
		] as const;
		const graph = makeRoadGraph(
			roads.map((road) => ({ ...road, roadClass: 'residential' as const })),
			{
				turnRestrictions: [
					{ id: 'r', kind: 'no', from: '0', to: '2', via: { roads: ['1'] }, exceptEmergency: false, source: 'test' },
				],
			},
		);
		const edges = [...graph.edgeRoad.keys()].filter((edge) => graph.edgeRoad[edge] === 1);
		expect(edges.length).toBeGreaterThan(1);
		const network = createVehicleNetwork(graph, optionsOf());
		expect(new Set(edges.map((edge) => network.arcCost[edge * 2])).size).toBe(1);
		const closed = applyClosures(network, [{ edge: edges[0] as number, speedShare: 0 }]);
		for (const edge of edges) expect(closed.arcCost[edge * 2]).toBe(Number.POSITIVE_INFINITY);
	});

	it('a U-turn is made only where nothing else may be', () => {
		const graph = makeCrossing();
		const network = createVehicleNetwork(graph, optionsOf());
		expect(turnSecondsOf(network, SOUTH, SOUTH)).toBe(Number.POSITIVE_INFINITY);
		const dead = [...graph.turnFlags.keys()].filter((turn) => (graph.turnFlags[turn] as number) & TURN_FLAG.uTurn);
		const free = dead.filter((turn) => network.turnCosts[network.turnCode[turn] as number] === 45 * 65_536e6);
		expect([dead.length, free.length]).toEqual([8, 4]);
	});

	it('where every other way on is shut to this vehicle, it may turn back', () => {
		const low = { maxHeightM: 3 };
		const graph = makeCrossing([{}, low, low, low]);
		expect(turnSecondsOf(createVehicleNetwork(graph, optionsOf()), SOUTH, SOUTH)).toBe(45);
		expect(turnSecondsOf(createVehicleNetwork(graph, optionsOf({ vehicle: null })), SOUTH, SOUTH)).toBe(
			Number.POSITIVE_INFINITY,
		);
	});

	it('where the corners are too tight there is no room for a U-turn either', () => {
		// Right angles between lanes 4 m wide: no ladder of 13 m gets round, a short engine does.
		const graph = makeRoadGraph(
			(
				[
					[0, -100],
					[100, 0],
					[-100, 0],
				] as const
			).map((from) => ({ from, to: [0, 0], roadClass: 'lane', widthM: 4 })),
		);
		const back = (vehicle: VehicleProfile) =>
			secondsBetween(createVehicleNetwork(graph, optionsOf({ vehicle })), [0, 'along'], [0, 'against']);
		expect(back(findVehicleModel('YT68')?.profile as VehicleProfile)).toBe(Number.POSITIVE_INFINITY);
		expect(back(findVehicleModel('XF-微型')?.profile as VehicleProfile)).toBe(Number.POSITIVE_INFINITY);
	});

	it('a bend where a road only goes on costs nothing', () => {
		const graph = makeRoadGraph([
			{ from: [0, -100], to: [0, 0], roadClass: 'residential' },
			{ from: [100, 0], to: [0, 0], roadClass: 'tertiary' },
		]);
		expect(turnSecondsOf(createVehicleNetwork(graph, optionsOf()), 0, 1)).toBe(0);
	});

	it('going on round a roundabout costs nothing, going into it and out of it does', () => {
		const ring = { roadClass: 'residential', roundabout: true, oneway: ONEWAY.forward } as const;
		const arms = [
			[0, -100],
			[100, 0],
			[0, 100],
		] as const;
		const corners = [
			[0, -20],
			[40, 0],
			[0, 20],
		] as const;
		const graph = makeRoadGraph([
			{ ...ring, from: corners[0], to: corners[1] },
			{ ...ring, from: corners[1], to: corners[2] },
			{ ...ring, from: corners[2], to: corners[0] },
			...arms.map((from, i) => ({
				roadClass: 'residential' as const,
				from,
				to: corners[i] as (typeof corners)[number],
			})),
		]);
		const network = createVehicleNetwork(graph, optionsOf());
		// Headings: atan2(40, 20) = 63 degrees, then -63; in to the north, out to the east: 126 left, 63 right, 27 right.
		expect(secondsBetween(network, [0, 'along'], [1, 'along'])).toBe(0);
		expect(secondsBetween(network, [3, 'along'], [0, 'along'])).toBe(3);
		expect(secondsBetween(network, [0, 'along'], [4, 'against'])).toBe(1);
	});

	it('where a road only goes on a bend costs nothing, though a twin is there', () => {
		// From 0 over the bend of 1 and 2 not to 3.
		const roads = [
			{ from: [0, -100], to: [0, 0] },
			{ from: [0, 0], to: [0, 30] },
			{ from: [0, 30], to: [-100, 30] },
			{ from: [-100, 30], to: [-100, 100] },
			{ from: [-100, 30], to: [-200, 30] },
			{ from: [0, 0], to: [100, 0] },
		] as const;
		const graph = makeRoadGraph(
			roads.map((road) => ({ ...road, roadClass: 'residential' as const })),
			{
				turnRestrictions: [
					{
						id: 'r',
						kind: 'no',
						from: '0',
						to: '3',
						via: { roads: ['1', '2'] },
						exceptEmergency: false,
						source: 'test',
					},
				],
			},
		);
		expect(graph.twinOf.length).toBe(2);
		expect(secondsBetween(createVehicleNetwork(graph, optionsOf()), [1, 'along'], [2, 'along'])).toBe(0);
	});

	it('drives exactly the arcs and turns that the limits do not refuse, for every vehicle of the catalogue', () => {
		let refused = 0;
		for (let seed = 0; seed < 30; seed++) {
			const pick = <T>(items: readonly T[], salt: number): T =>
				items[Math.abs(Math.imul(seed * 7 + salt, 0x9e37_79b1) >> 8) % items.length] as T;
			const arms = [0, 1, 2, 3].map((i) => ({
				roadClass: pick<RoadClass>(ROAD_CLASSES, i),
				widthM: pick([null, 3, 3.5, 4, 4.5, 5, 6, 8], i + 4),
				maxHeightM: pick([null, null, null, 3.8], i + 8),
				oneway: pick([0, 0, 1], i + 12),
			}));
			const graph = makeCrossing(arms);
			for (const { profile } of VEHICLE_CATALOGUE) {
				const options = optionsOf({ vehicle: profile });
				const rules = { vehicle: profile, exemptions: options.exemptions, gateS: 30 };
				const network = createVehicleNetwork(graph, options);
				for (let arc = 0; arc < graph.edgeCount * 2; arc++) {
					const isOpen = findArcRefusals(graph, arc, rules).length === 0;
					expect(Number.isFinite(network.arcCost[arc])).toBe(isOpen);
				}
				for (const from of [0, 1, 2, 3])
					for (const to of [0, 1, 2, 3]) {
						if (from === to) continue;
						const turn = turnOf(graph, from, to);
						const fits = findTurnRefusals(graph, turn, rules).length === 0;
						const open = [turn.arcIn, turn.arcOut].every((arc) => Number.isFinite(network.arcCost[arc]));
						expect(Number.isFinite(turnSecondsOf(network, from, to))).toBe(fits && open);
						if (!fits) refused++;
					}
			}
		}
		expect(refused).toBeGreaterThan(500);
	});

	it('equal options have equal keys, others others', () => {
		const keys = [
			optionsOf(),
			optionsOf({ band: 'peak' }),
			optionsOf({ metric: 'distance' }),
			optionsOf({ vehicle: null }),
			optionsOf({ exemptions: { ...FIRE_ENGINE_EXEMPTIONS, contraflow: true } }),
			optionsOf({ table: { ...optionsOf().table, signalS: 7 } }),
		].map(makeNetworkKey);
		expect(new Set(keys).size).toBe(6);
		expect(makeNetworkKey(optionsOf())).toBe(keys[0]);
	});
});

describe('createLeastViolationNetwork', () => {
	it('lets pass for a charge what is refused, more the more it is exceeded', () => {
		const graph = makeCrossing([
			{ maxHeightM: 3.4 },
			{ maxHeightM: 2.5 },
			{ oneway: ONEWAY.forward },
			{ access: ROAD_ACCESS.no },
		]);
		const network = createLeastViolationNetwork(graph, optionsOf());
		const charge = (road: number) => secondsOf(network, arcOf(graph, road, 'out')) - 18;
		// 900 + 3000 x 0.1 / 3.4, 900 + 3000 x 1 / 2.5, a sign and as long again (half the speed), closed.
		expect(charge(SOUTH)).toBeCloseTo(988.235, 2);
		expect(charge(NORTH)).toBeCloseTo(2100, 2);
		expect(charge(EAST)).toBeCloseTo(VIOLATION_S.sign + 18, 2);
		expect(charge(WEST)).toBeCloseTo(VIOLATION_S.closed, 2);
	});

	it('charges turns that are forbidden or too tight, and keeps U-turns to dead ends', () => {
		const via = { lonLat: lonLatE7At([0, 0]) };
		const ban = { id: 'r', kind: 'no', from: '0', to: '3', via, exceptEmergency: false, source: 'test' } as const;
		const lanes = Array.from({ length: 4 }, () => ({ roadClass: 'lane' as const, widthM: 4 }));
		const wide = createLeastViolationNetwork(makeCrossing([], { turnRestrictions: [ban] }), optionsOf());
		expect(turnSecondsOf(wide, SOUTH, WEST)).toBe(6 + VIOLATION_S.sign);
		const narrow = createLeastViolationNetwork(makeCrossing(lanes, { turnRestrictions: [ban] }), optionsOf());
		// Room for 8.2 of 9 m: an excess of 0.098, the first of six steps.
		expect(turnSecondsOf(narrow, SOUTH, EAST)).toBe(3 + 900 + 500);
		expect(turnSecondsOf(narrow, SOUTH, WEST)).toBe(6 + 900 + 500 + VIOLATION_S.sign);
		expect(turnSecondsOf(narrow, SOUTH, SOUTH)).toBe(Number.POSITIVE_INFINITY);
	});

	it('without anything refused it costs what the vehicle network costs', () => {
		const graph = makeCrossing();
		const least = createLeastViolationNetwork(graph, optionsOf());
		const strict = createVehicleNetwork(graph, optionsOf());
		expect(least.arcCost).toEqual(strict.arcCost);
		expect(least.turnCode).toEqual(strict.turnCode);
	});
});

describe('applyClosures', () => {
	it('closes an edge both ways, or slows it; the least share holds; the rest and the original stay', () => {
		const graph = makeCrossing();
		const network = createVehicleNetwork(graph, optionsOf());
		const [south, north] = [SOUTH, NORTH].map((road) => graph.edgeRoad.indexOf(road)) as [number, number];
		const changed = applyClosures(network, [
			{ edge: south, speedShare: 0 },
			{ edge: north, speedShare: 0.8 },
			{ edge: north, speedShare: 0.5 },
			{ edge: north, speedShare: 0.9 },
		]);
		for (const way of ['in', 'out'] as const) {
			expect(changed.arcCost[arcOf(graph, SOUTH, way)]).toBe(Number.POSITIVE_INFINITY);
			expect(secondsOf(changed, arcOf(graph, NORTH, way))).toBeCloseTo(36, 2);
			expect(changed.arcCost[arcOf(graph, EAST, way)]).toBe(network.arcCost[arcOf(graph, EAST, way)]);
			expect(secondsOf(network, arcOf(graph, SOUTH, way))).toBeCloseTo(18, 2);
		}
		expect(changed.key).not.toBe(network.key);
		// The tie number stays, so that ways keep their order.
		const north0 = arcOf(graph, NORTH, 'in');
		expect((changed.arcCost[north0] as number) % 65_536).toBe((network.arcCost[north0] as number) % 65_536);
	});

	it('slow roads are no longer by distance', () => {
		const graph = makeCrossing();
		const network = createVehicleNetwork(graph, optionsOf({ metric: 'distance' }));
		const changed = applyClosures(network, [{ edge: graph.edgeRoad.indexOf(SOUTH), speedShare: 0.5 }]);
		expect(changed.arcCost).toEqual(network.arcCost);
	});

	it('on a least-violation network a closed road costs a violation', () => {
		const graph = makeCrossing();
		const network = createLeastViolationNetwork(graph, optionsOf());
		const changed = chargeClosures(network, [{ edge: graph.edgeRoad.indexOf(SOUTH), speedShare: 0 }]);
		expect(secondsOf(changed, arcOf(graph, SOUTH, 'in'))).toBeCloseTo(18 + VIOLATION_S.closure, 2);
	});
});
