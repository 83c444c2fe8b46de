import { describe, expect, it } from 'vitest';
import type { RoadLine, RoadNode } from '../../../../src/citypack/model/source-city.ts';
import { buildRoadGraph } from '../../../../src/citypack/roads/build-road-graph.ts';
import { NODE_FLAG, type RoadGraph, TURN_FLAG } from '../../../../src/domain/pack/road-graph.ts';
import { BARE_ROAD } from '../../../support/bare-records.ts';
import { tailOf } from './turn-oracle.ts';

/** WGS84 at the equator: degrees x 1e7 in a metre of longitude and of latitude. */
const LON_E7 = 1e7 / 111_319.490_793;
const LAT_E7 = 1e7 / 110_574.275_822;
type Corner = readonly [x: number, y: number];

const lonLatOf = ([x, y]: Corner): [number, number] => [Math.round(x * LON_E7), Math.round(y * LAT_E7)];

/** A road through corners in metres. */
function road(id: string, corners: readonly Corner[], more: Partial<RoadLine> = {}): RoadLine {
	return { id, lonLat: Int32Array.from(corners.flatMap(lonLatOf)), ...BARE_ROAD, ...more };
}

/** Angle, degrees, and flags of the turn from one road into another where they are the only ones to meet so. */
function turnBetween(graph: RoadGraph, from: number, to: number): { deg: number; flags: number } {
	for (let arc = 0; arc < graph.edgeCount * 2; arc++) {
		const node = tailOf(graph, arc ^ 1);
		const out = Array.from(graph.outArc.subarray(graph.outStart[node], graph.outStart[node + 1]));
		const k = out.findIndex((next) => graph.edgeRoad[next >> 1] === to && (from !== to || next === (arc ^ 1)));
		if (graph.edgeRoad[arc >> 1] !== from || k < 0) continue;
		const turn = (graph.turnStart[arc] as number) + k;
		return { deg: ((graph.turnAngle[turn] as number) * 180) / 127, flags: graph.turnFlags[turn] as number };
	}
	throw new Error(`no turn from road ${from} to road ${to}`);
}

const graphOf = (...roads: RoadLine[]) => buildRoadGraph({ roads, roadNodes: [], turnRestrictions: [] }).graph;

describe('turns', () => {
	/** Half a step of turnAngle, degrees. */
	const STEP = 180 / 127 / 2 + 0.01;

	it('have the change of heading, right positive', () => {
		const graph = graphOf(
			road('in', [
				[-100, 0],
				[0, 0],
			]),
			road('right', [
				[0, 0],
				[0, -50],
			]),
			road('left', [
				[0, 0],
				[0, 50],
			]),
			road('on', [
				[0, 0],
				[60, 0],
			]),
			// 3-4-5: atan2(3, 4) = 36.87 degrees left of straight on.
			road('slight', [
				[0, 0],
				[40, 30],
			]),
		);
		expect(Math.abs(turnBetween(graph, 0, 1).deg - 90)).toBeLessThan(STEP);
		expect(Math.abs(turnBetween(graph, 0, 2).deg + 90)).toBeLessThan(STEP);
		expect(turnBetween(graph, 0, 3)).toEqual({ deg: 0, flags: 0 });
		expect(Math.abs(turnBetween(graph, 0, 4).deg + 36.87)).toBeLessThan(STEP);
		expect(turnBetween(graph, 0, 0)).toEqual({ deg: 180, flags: TURN_FLAG.uTurn });
		// From the south to the north: straight on, whatever the roads' directions.
		expect(turnBetween(graph, 1, 2)).toEqual({ deg: 0, flags: 0 });
	});

	it('look at the ten metres before the node, not at its last piece', () => {
		const graph = graphOf(
			// The last 0.2 m point north; the line to the place 10 m before the node heads 90 - atan(0.2 / 9.8) = 88.83 degrees.
			road('in', [
				[-100, 0],
				[0, 0],
				[0, 0.2],
			]),
			road('out', [
				[0, 0.2],
				[100, 0.2],
			]),
		);
		expect(Math.abs(turnBetween(graph, 0, 1).deg - 1.17)).toBeLessThan(STEP);
		const bend = graphOf(
			// Beyond ten metres nothing counts.
			road('in', [
				[-10, -90],
				[-10, 0],
				[0, 0],
			]),
			road('out', [
				[0, 0],
				[100, 0],
			]),
		);
		expect(turnBetween(bend, 0, 1).deg).toBe(0);
	});

	it('of a small loop take the way it sets out', () => {
		// Out to the east and back from the north: a turn from the loop into itself is one to the right... by 180 - 90.
		const graph = graphOf(
			road('loop', [
				[0, 0],
				[2, 0],
				[2, 2],
				[0, 2],
				[0, 0],
			]),
			road('out', [
				[0, 0],
				[-50, 0],
			]),
		);
		// Reaches the node heading south; the road out heads west: 90 degrees to the right; the other way round, heading west: 0.
		const angles = [0, 1].map((arc) => {
			const first = graph.edgeRoad[0] === 0 ? 0 : 2;
			const node = tailOf(graph, first);
			const out = Array.from(graph.outArc.subarray(graph.outStart[node], graph.outStart[node + 1]));
			const k = out.findIndex((next) => graph.edgeRoad[next >> 1] === 1);
			return (
				Math.round(((graph.turnAngle[(graph.turnStart[first + arc] as number) + k] as number) * 180) / 127 / 10) * 10
			);
		});
		expect(angles).toEqual([90, 0]);
	});
});

describe('traffic signals', () => {
	//         far (60 m)
	//  -150 ... -20 -+- 200     junction at 0, 0
	const roads = [
		road('west', [
			[-150, 0],
			[-100, 0],
			[-20, 0],
			[0, 0],
		]),
		road('east', [
			[0, 0],
			[200, 0],
		]),
		road('north', [
			[0, 0],
			[0, 60],
		]),
	];
	const signalAt = (corner: Corner, more: Partial<RoadNode> = {}): RoadNode => ({
		...{ id: corner.join(), nodeId: null, lonLat: lonLatOf(corner), signal: true, source: 'test' },
		...more,
	});
	const signalled = (graph: RoadGraph): string[] => {
		const all = Array.from({ length: graph.nodeCount }, (_, n) => n);
		const flagged = all.filter((n) => (graph.nodeFlags[n] as number) & NODE_FLAG.signal);
		return flagged.map((n) =>
			[graph.nodeLonLat[n * 2] as number, graph.nodeLonLat[n * 2 + 1] as number]
				.map((e7, axis) => Math.round(e7 / (axis === 0 ? LON_E7 : LAT_E7)))
				.join(),
		);
	};
	const place = (roadNodes: RoadNode[], lines = roads) => {
		const { graph, rejects } = buildRoadGraph({ roads: lines, roadNodes, turnRestrictions: [] });
		return {
			at: signalled(graph),
			told: rejects.map(({ outcome, reason, detail }) => `${outcome} ${reason}: ${detail}`),
		};
	};

	it('stand at their junction', () => {
		expect(place([signalAt([0, 0])])).toEqual({ at: ['0,0'], told: [] });
		expect(place([signalAt([0, 0], { signal: false })])).toEqual({ at: [], told: [] });
	});

	it('before a junction are moved to it, and count once', () => {
		expect(place([signalAt([-20, 0]), signalAt([0, 0])])).toEqual({
			at: ['0,0'],
			told: ['repaired signal/moved: 20 m along the road to the junction'],
		});
	});

	it('are moved over a place where one line ends and the next begins', () => {
		const cut = [
			road('west', [
				[-150, 0],
				[-28, 0],
				[-12, 0],
			]),
			road('bridge', [
				[-12, 0],
				[0, 0],
			]),
			...roads.slice(1),
		];
		expect(place([signalAt([-28, 0]), signalAt([-12, 0])], cut)).toEqual({
			at: ['0,0'],
			told: [
				'repaired signal/moved: 28 m along the road to the junction',
				'repaired signal/moved: 12 m along the road to the junction',
			],
		});
	});

	it('far from a junction stay on a node, and are refused within an edge', () => {
		const far = place([signalAt([-100, 0]), signalAt([200, 0])]);
		expect(far).toEqual({ at: ['200,0'], told: ['refused signal/far-from-junction: no junction within 30 m'] });
	});

	it('are found by node id before place, and refused where no road for vehicles is', () => {
		const withIds = [
			road(
				'west',
				[
					[-150, 0],
					[0, 0],
				],
				{ nodes: Float64Array.of(1, 2) },
			),
			road(
				'east',
				[
					[0, 0],
					[200, 0],
				],
				{ nodes: Float64Array.of(2, 3) },
			),
			road(
				'path',
				[
					[0, 0],
					[0, 60],
				],
				{ nodes: Float64Array.of(2, 4), routable: false },
			),
		];
		expect(place([signalAt([5, 5], { nodeId: 2 })], withIds)).toEqual({ at: ['0,0'], told: [] });
		expect(place([signalAt([0, 60], { nodeId: 4 })], withIds)).toEqual({
			at: [],
			told: ['refused signal/not-on-road: no road for vehicles has this node'],
		});
	});
});
