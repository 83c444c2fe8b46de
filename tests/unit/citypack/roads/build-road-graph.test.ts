import { describe, expect, it } from 'vitest';
import { largestComponentShare } from '../../../../src/analysis/routing/road-components.ts';
import type { RoadLine } from '../../../../src/citypack/model/source-city.ts';
import { buildRoadGraph } from '../../../../src/citypack/roads/build-road-graph.ts';
import { decodeRoadGraph, encodeRoadGraph, ROAD_FLAG } from '../../../../src/domain/pack/road-graph.ts';
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

function edges(graph: ReturnType<typeof buildRoadGraph>): string[] {
	return Array.from({ length: graph.edgeCount }, (_, e) => {
		const vertices = (graph.geomStart[e + 1] as number) - (graph.geomStart[e] as number);
		return `${graph.edgeFrom[e]}-${graph.edgeTo[e]} road ${graph.edgeRoad[e]} of ${vertices} vertices`;
	});
}

describe('buildRoadGraph', () => {
	it('keeps a line between junctions as one edge and cuts it where another meets it', () => {
		const graph = buildRoadGraph([
			road('a', [
				[0, 0],
				[1, 0],
				[2, 0],
				[3, 0],
			]),
			road('b', [
				[2, 0],
				[2, 5],
			]),
		]);
		expect(edges(graph)).toEqual(['0-1 road 0 of 3 vertices', '1-2 road 0 of 2 vertices', '1-3 road 1 of 2 vertices']);
		// One degree at the equator: 111,319.49 m of longitude, 110,574.27 m of latitude (WGS84).
		expect(Array.from(graph.edgeLengthCm)).toEqual([22_264, 11_132, 55_287]);
		expect(Array.from(graph.outArc.subarray(graph.outStart[1], graph.outStart[2]))).toEqual([1, 2, 4]);
		expect(Array.from(graph.inArc.subarray(graph.inStart[1], graph.inStart[2]))).toEqual([0, 3, 5]);
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
		const bridge = buildRoadGraph([
			road('a', across, { nodes: Float64Array.of(1, 2, 3) }),
			road('b', along, { nodes: Float64Array.of(4, 5, 6) }),
		]);
		expect(bridge.edgeCount).toBe(2);
		const crossing = buildRoadGraph([
			road('a', across, { nodes: Float64Array.of(1, 9_007_199_254_740_991, 3) }),
			road('b', along, { nodes: Float64Array.of(4, 9_007_199_254_740_991, -6) }),
		]);
		expect(crossing.edgeCount).toBe(4);
		// Equal in their lower 32 bits.
		const far = buildRoadGraph([
			road('a', across, { nodes: Float64Array.of(1, 7, 3) }),
			road('b', along, { nodes: Float64Array.of(4, 7 + 2 ** 32, 6) }),
		]);
		expect(far.edgeCount).toBe(2);
		expect(buildRoadGraph([road('a', across), road('b', along)]).edgeCount).toBe(4);
	});

	it('keeps loops, parallel edges and a line that crosses itself', () => {
		const loop = road('loop', [
			[0, 0],
			[1, 0],
			[1, 1],
			[0, 0],
		]);
		expect(edges(buildRoadGraph([loop]))).toEqual(['0-0 road 0 of 4 vertices']);
		const parallel = [
			road('a', [
				[0, 0],
				[2, 0],
			]),
			road('b', [
				[0, 0],
				[1, 1],
				[2, 0],
			]),
		];
		expect(edges(buildRoadGraph(parallel))).toEqual(['0-1 road 0 of 2 vertices', '0-1 road 1 of 3 vertices']);
		const lollipop = road('lollipop', [
			[0, 0],
			[1, 0],
			[2, 1],
			[2, 0],
			[1, 0],
		]);
		expect(edges(buildRoadGraph([lollipop]))).toEqual(['0-1 road 0 of 2 vertices', '1-1 road 0 of 4 vertices']);
	});

	it('leaves out what no vehicle uses, and drops a stretch of no length', () => {
		const graph = buildRoadGraph([
			road(
				'path',
				[
					[0, 0],
					[1, 0],
				],
				{ routable: false },
			),
			road('street', [
				[0, 0],
				[0, 0],
				[0, 1],
			]),
		]);
		expect([graph.roadCount, graph.nodeCount, edges(graph)]).toEqual([1, 2, ['0-1 road 0 of 2 vertices']]);
	});

	it('marks a width that is only the class default, and rounds limits down', () => {
		const line: [number, number][] = [
			[0, 0],
			[1, 0],
		];
		const graph = buildRoadGraph([
			road('a', line, { name: '鸿福路', maxHeightM: 3.27, maxWeightT: 7.5 }),
			road('b', line, { name: '鸿福路', widthM: 2.3, bridge: true }),
		]);
		expect(Array.from(graph.roadFlags)).toEqual([ROAD_FLAG.widthEstimated, ROAD_FLAG.bridge]);
		expect(Array.from(graph.roadWidthDm)).toEqual([60, 23]);
		expect([graph.roadMaxHeightDm[0], graph.roadMaxWeight100Kg[0], graph.roadMaxHeightDm[1]]).toEqual([32, 75, 0]);
		expect([graph.names, Array.from(graph.roadName)]).toEqual([
			['', '鸿福路'],
			[1, 1],
		]);
	});

	it('comes back the same from roads.graph', () => {
		const graph = buildRoadGraph([
			road('a', [
				[0, 0],
				[1, 0],
				[2, 3],
			]),
		]);
		expect(decodeRoadGraph(encodeRoadGraph(graph), 'roads.graph')).toEqual(graph);
	});

	it('makes an empty graph of no roads', () => {
		const graph = buildRoadGraph([]);
		expect([graph.nodeCount, graph.edgeCount, largestComponentShare(graph)]).toEqual([0, 0, 0]);
	});
});

describe('largestComponentShare', () => {
	it('is the share of nodes that hang together', () => {
		const graph = buildRoadGraph([
			road('a', [
				[0, 0],
				[1, 0],
			]),
			road('b', [
				[1, 0],
				[2, 0],
			]),
			road('island', [
				[5, 5],
				[6, 5],
			]),
		]);
		expect(largestComponentShare(graph)).toBeCloseTo(3 / 5, 12);
	});
});
