import { describe, expect, it } from 'vitest';
import { findRoadComponents } from '../../../../src/analysis/routing/road-components.ts';
import { checkRoadGraph } from '../../../../src/citypack/check-road-graph.ts';
import type { RoadLine } from '../../../../src/citypack/model/source-city.ts';
import { buildRoadGraph } from '../../../../src/citypack/roads/build-road-graph.ts';
import {
	decodeRoadGraph,
	encodeRoadGraph,
	isOlderRoadGraph,
	ROAD_FLAG,
	type RoadGraph,
} from '../../../../src/domain/pack/road-graph.ts';
import { encodeTypedArrays } from '../../../../src/domain/pack/typed-arrays.ts';
import { BARE_ROAD } from '../../../support/bare-records.ts';

/** A road through corners in steps of 1e-3 degrees at the equator, where 1e-3 degrees of longitude are 111.319 m. */
function road(id: string, corners: [number, number][], more: Partial<RoadLine> = {}): RoadLine {
	return {
		id,
		lonLat: Int32Array.from(corners.flat(), (step) => step * 10_000),
		...BARE_ROAD,
		...more,
	};
}

function graphOf(...roads: RoadLine[]): RoadGraph {
	return buildRoadGraph({ roads, roadNodes: [], turnRestrictions: [] }).graph;
}

/** A node by its place in steps, whatever its number. */
function nodeAt(graph: RoadGraph, x: number, y: number): number {
	const { nodeLonLat } = graph;
	return Array.from({ length: graph.nodeCount }, (_, n) => n).findIndex(
		(n) => nodeLonLat[n * 2] === x * 10_000 && nodeLonLat[n * 2 + 1] === y * 10_000,
	);
}

/** Edges by road and place, whatever their numbers. */
function edges(graph: RoadGraph): string[] {
	const placeOf = (node: number | undefined) =>
		[0, 1].map((i) => (graph.nodeLonLat[(node as number) * 2 + i] as number) / 10_000).join();
	return Array.from({ length: graph.edgeCount }, (_, e) => {
		const vertices = (graph.geomStart[e + 1] as number) - (graph.geomStart[e] as number);
		return `road ${graph.edgeRoad[e]}: ${placeOf(graph.edgeFrom[e])} to ${placeOf(graph.edgeTo[e])}, ${vertices} vertices, ${graph.edgeLengthCm[e]} cm`;
	}).sort();
}

/** A grid of streets, n x n junctions. */
function gridOf(n: number): RoadGraph {
	const steps = Array.from({ length: n }, (_, i) => i);
	return graphOf(
		...steps.map((y) =>
			road(
				`h${y}`,
				steps.map((x): [number, number] => [x, y]),
			),
		),
		...steps.map((x) =>
			road(
				`v${x}`,
				steps.map((y): [number, number] => [x, y]),
			),
		),
	);
}

describe('buildRoadGraph', () => {
	it('keeps a line between junctions as one edge and cuts it where another meets it', () => {
		const along: [number, number][] = [
			[0, 0],
			[1, 0],
			[2, 0],
			[3, 0],
		];
		const across: [number, number][] = [
			[2, 0],
			[2, 5],
		];
		const graph = graphOf(road('a', along), road('b', across));
		// One degree at the equator: 111,319.49 m of longitude, 110,574.27 m of latitude (WGS84).
		expect(edges(graph)).toEqual([
			'road 0: 0,0 to 2,0, 3 vertices, 22264 cm',
			'road 0: 2,0 to 3,0, 2 vertices, 11132 cm',
			'road 1: 2,0 to 2,5, 2 vertices, 55287 cm',
		]);
		const node = nodeAt(graph, 2, 0);
		const ends = (starts: Uint32Array, arcs: Uint32Array) =>
			Array.from(arcs.subarray(starts[node], starts[node + 1]), (arc) => {
				const [from, to] = [graph.edgeFrom[arc >> 1], graph.edgeTo[arc >> 1]];
				return (arc & 1) === 0 ? [from, to] : [to, from];
			});
		const others = [nodeAt(graph, 0, 0), nodeAt(graph, 3, 0), nodeAt(graph, 2, 5)];
		expect(ends(graph.outStart, graph.outArc).sort()).toEqual(others.map((other) => [node, other]).sort());
		expect(ends(graph.inStart, graph.inArc).sort()).toEqual(others.map((other) => [other, node]).sort());
	});

	it('joins by node id where there are ids: roads that cross on a bridge do not meet', () => {
		const across: [number, number][] = [
			[0, 1],
			[1, 1],
			[2, 1],
		];
		const along: [number, number][] = [
			[1, 0],
			[1, 1],
			[1, 2],
		];
		const bridge = graphOf(
			road('a', across, { nodes: Float64Array.of(1, 2, 3) }),
			road('b', along, { nodes: Float64Array.of(4, 5, 6) }),
		);
		expect(bridge.edgeCount).toBe(2);
		const crossing = graphOf(
			road('a', across, { nodes: Float64Array.of(1, 9_007_199_254_740_991, 3) }),
			road('b', along, { nodes: Float64Array.of(4, 9_007_199_254_740_991, -6) }),
		);
		expect(crossing.edgeCount).toBe(4);
		// Equal in their lower 32 bits.
		const far = graphOf(
			road('a', across, { nodes: Float64Array.of(1, 7, 3) }),
			road('b', along, { nodes: Float64Array.of(4, 7 + 2 ** 32, 6) }),
		);
		expect(far.edgeCount).toBe(2);
		expect(graphOf(road('a', across), road('b', along)).edgeCount).toBe(4);
	});

	it('keeps loops, parallel edges and a line that crosses itself', () => {
		const loop: [number, number][] = [
			[0, 0],
			[1, 0],
			[1, 1],
			[0, 0],
		];
		expect(edges(graphOf(road('loop', loop)))).toEqual([expect.stringContaining('road 0: 0,0 to 0,0, 4 vertices')]);
		const straight: [number, number][] = [
			[0, 0],
			[2, 0],
		];
		const bent: [number, number][] = [
			[0, 0],
			[1, 1],
			[2, 0],
		];
		expect(edges(graphOf(road('a', straight), road('b', bent)))).toEqual([
			expect.stringContaining('road 0: 0,0 to 2,0, 2 vertices'),
			expect.stringContaining('road 1: 0,0 to 2,0, 3 vertices'),
		]);
		const lollipop: [number, number][] = [
			[0, 0],
			[1, 0],
			[2, 1],
			[2, 0],
			[1, 0],
		];
		expect(edges(graphOf(road('lollipop', lollipop)))).toEqual([
			expect.stringContaining('road 0: 0,0 to 1,0, 2 vertices'),
			expect.stringContaining('road 0: 1,0 to 1,0, 4 vertices'),
		]);
	});

	it('leaves out what no vehicle uses, and drops a stretch of no length', () => {
		const path: [number, number][] = [
			[0, 0],
			[1, 0],
		];
		const street: [number, number][] = [
			[0, 0],
			[0, 0],
			[0, 1],
		];
		const graph = graphOf(road('path', path, { routable: false }), road('street', street));
		expect([graph.roadCount, graph.nodeCount]).toEqual([1, 2]);
		expect(edges(graph)).toEqual([expect.stringContaining('road 0: 0,0 to 0,1, 2 vertices')]);
	});

	it('marks a width that is only the class default, and rounds limits down', () => {
		const line: [number, number][] = [
			[0, 0],
			[1, 0],
		];
		const graph = graphOf(
			road('a', line, { name: '鸿福路', nameEn: 'Hongfu Road', maxHeightM: 3.27, maxWeightT: 7.5, maxLengthM: 9.99 }),
			road('b', line, {
				name: '鸿福路',
				widthM: 2.3,
				bridge: true,
				lanes: 3,
				hgvBanned: true,
				paved: false,
				link: true,
			}),
		);
		const { bridge, hgvBanned, unpaved, link, widthEstimated } = ROAD_FLAG;
		expect(Array.from(graph.roadFlags)).toEqual([widthEstimated, bridge | hgvBanned | unpaved | link]);
		expect(Array.from(graph.roadWidthDm)).toEqual([60, 23]);
		expect([graph.roadMaxHeightDm[0], graph.roadMaxWeight100Kg[0], graph.roadMaxHeightDm[1]]).toEqual([32, 75, 0]);
		expect([Array.from(graph.roadMaxLengthDm), Array.from(graph.roadLanes)]).toEqual([
			[99, 0],
			[0, 3],
		]);
		const nameOf = (row: number) => graph.names[row];
		expect(Array.from(graph.roadName, nameOf)).toEqual(['鸿福路', '鸿福路']);
		expect(Array.from(graph.roadNameEn, nameOf)).toEqual(['Hongfu Road', '']);
	});

	it('gives the same bytes for the same roads', () => {
		expect(encodeRoadGraph(gridOf(12))).toEqual(encodeRoadGraph(gridOf(12)));
	});

	it('numbers nodes by cell: the cells of a level are runs of near nodes', () => {
		const graph = gridOf(24);
		const [first, second] = graph.cellLevel;
		const starts = Array.from(graph.cellStart.subarray(first, second));
		expect(starts.length).toBeGreaterThan(8);
		// Of 576 nodes in cells of at most 64, the widest cell must be much smaller than the grid (23 steps).
		const widths = starts.slice(0, -1).map((start, c) => {
			const xs = Array.from(graph.nodeLonLat.subarray(start * 2, (starts[c + 1] as number) * 2)).filter(
				(_, i) => i % 2 === 0,
			);
			return (Math.max(...xs) - Math.min(...xs)) / 10_000;
		});
		expect(Math.max(...widths)).toBeLessThan(16);
		// Edges lie in the order of their lower node.
		const lower = Array.from(graph.edgeFrom, (from, e) => Math.min(from, graph.edgeTo[e] as number));
		expect(lower).toEqual([...lower].sort((a, b) => a - b));
	});

	it('makes an empty graph of no roads', () => {
		const graph = graphOf();
		expect([graph.nodeCount, graph.edgeCount, findRoadComponents(graph).largest]).toEqual([0, 0, -1]);
		expect(checkRoadGraph(graph)).toEqual([]);
	});
});

describe('roads.graph', () => {
	const line: [number, number][] = [
		[0, 0],
		[1, 0],
		[2, 3],
	];

	it('comes back the same', () => {
		const graph = graphOf(road('a', line, { name: '路' }), road('b', [...line].reverse().slice(1), {}));
		expect(decodeRoadGraph(encodeRoadGraph(graph), 'roads.graph')).toEqual(graph);
	});

	it('says so when an older Fengtu made it', () => {
		const old = encodeTypedArrays('road-graph', 1, { edgeFrom: new Uint32Array(3) });
		expect(isOlderRoadGraph(old, 'roads.graph')).toBe(true);
		expect(isOlderRoadGraph(encodeRoadGraph(graphOf()), 'roads.graph')).toBe(false);
		expect(() => decodeRoadGraph(old, 'roads.graph')).toThrow(
			expect.objectContaining({
				code: 'pack/older-layout',
				message: expect.stringMatching(/older Fengtu.*build the pack anew/),
			}),
		);
		const newer = encodeTypedArrays('road-graph', 3, {});
		expect(() => decodeRoadGraph(newer, 'roads.graph')).toThrow('roads.graph: got version 3, expected version 2');
	});

	it('is refused where sections are missing, of another type or too short', () => {
		const whole = graphOf(road('a', line));
		const encode = (change: object) => encodeRoadGraph({ ...whole, ...change });
		expect(() => decodeRoadGraph(encode({ nodeFlags: new Uint8Array(1) }), 'g')).toThrow(
			'g: section nodeFlags: got 1 entries, expected 2',
		);
		expect(() => decodeRoadGraph(encode({ roadLanes: new Uint16Array(1) }), 'g')).toThrow(
			'g: section roadLanes: got Uint16Array, expected Uint8Array',
		);
		const short = encodeTypedArrays('road-graph', 2, { edgeFrom: new Uint32Array(0) });
		expect(() => decodeRoadGraph(short, 'g')).toThrow('g: section nodeLonLat: got nothing, expected Int32Array');
	});
});

describe('findRoadComponents', () => {
	it('counts the nodes that hang together', () => {
		const step = (x: number, y: number): [number, number][] => [
			[x, y],
			[x + 1, y],
		];
		const graph = graphOf(road('a', step(0, 0)), road('b', step(1, 0)), road('island', step(5, 5)));
		const { sizes, largest } = findRoadComponents(graph);
		expect([...sizes].sort()).toEqual([2, 3]);
		expect(sizes[largest]).toBe(3);
	});
});
