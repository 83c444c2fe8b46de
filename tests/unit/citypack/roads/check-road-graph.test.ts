import { describe, expect, it } from 'vitest';
import { checkRoadGraph } from '../../../../src/citypack/check-road-graph.ts';
import type { RoadLine } from '../../../../src/citypack/model/source-city.ts';
import { buildRoadGraph } from '../../../../src/citypack/roads/build-road-graph.ts';
import type { RoadGraph } from '../../../../src/domain/pack/road-graph.ts';
import { BARE_ROAD } from '../../../support/bare-records.ts';

const SIDE = 24;
const steps = Array.from({ length: SIDE }, (_, i) => i);
const line = (id: string, places: readonly (readonly [number, number])[]): RoadLine => ({
	id,
	lonLat: Int32Array.from(places.flat(), (step) => step * 10_000),
	...BARE_ROAD,
});
const roads = [
	...steps.map((y) =>
		line(
			`h${y}`,
			steps.map((x) => [x, y] as const),
		),
	),
	...steps.map((x) =>
		line(
			`v${x}`,
			steps.map((y) => [x, y] as const),
		),
	),
	line('in', [
		[-2, 0],
		[0, 0],
	]),
	line('out', [
		[SIDE, 3],
		[SIDE - 1, 0],
	]),
];
const { graph, rejects } = buildRoadGraph({
	roads,
	roadNodes: [],
	turnRestrictions: [
		{ id: '1', kind: 'no', from: 'in', via: { roads: ['h0'] }, to: 'out', exceptEmergency: false, source: 'test' },
	],
});

/** The graph with one number of one array changed. */
function damage(name: keyof RoadGraph, at: number, change: (value: number) => number): RoadGraph {
	const array = (graph[name] as Uint32Array).slice();
	const index = at < 0 ? array.length + at : at;
	array[index] = change(array[index] as number);
	return { ...graph, [name]: array };
}

describe('checkRoadGraph', () => {
	it('finds nothing wrong with a graph as it is built', () => {
		expect(rejects).toEqual([]);
		expect(graph.twinOf.length).toBe(SIDE - 1);
		expect(graph.cellLevel.length).toBeGreaterThan(1);
		expect(checkRoadGraph(graph)).toEqual([]);
	});

	it.each<[string, keyof RoadGraph, number, (value: number) => number]>([
		['edgeFrom[5]', 'edgeFrom', 5, () => 99_999],
		['edgeTo[5]', 'edgeTo', 5, () => 99_999],
		['outArc', 'edgeTo', 5, (node) => node + 1],
		['edgeRoad[0]', 'edgeRoad', 0, () => 50],
		['roadClass[3]', 'roadClass', 3, () => 200],
		['roadAccess[3]', 'roadAccess', 3, () => 5],
		['roadOneway[3]', 'roadOneway', 3, () => 3],
		['roadName[3]', 'roadName', 3, () => 1],
		['roadNameEn[3]', 'roadNameEn', 3, () => 1],
		['outArc[7]: got arc', 'outArc', 7, (arc) => arc ^ 1],
		['inArc[7]: got arc', 'inArc', 7, (arc) => arc ^ 1],
		['outStart[9]', 'outStart', 9, () => 0],
		['outArc', 'outStart', 9, (start) => start + 1],
		['inStart: got', 'inStart', -1, (end) => end + 1],
		['turnStart: got', 'turnStart', 8, (start) => start + 1],
		['turnStart: got', 'turnStart', -1, (end) => end + 1],
		['geomStart: got', 'geomStart', 4, (start) => start - 1],
		['geomLonLat: got', 'geomLonLat', 0, (lon) => lon + 1],
		['cellStart: got level 0', 'cellStart', 0, () => 1],
		['cellStart: got an empty cell', 'cellStart', 2, () => 1],
		['cellLevel: got', 'cellLevel', -1, (end) => end - 1],
		['edgeFlags', 'edgeFlags', 3, () => 1],
		['edgeFlags', 'edgeFlags', -1, () => 0],
		['twinOf[0]: got a twin unlike', 'edgeLengthCm', -(SIDE - 1), (cm) => cm + 1],
		['twinOf', 'twinOf', 2, (edge) => edge + 1],
		['twinOf[1]', 'twinOf', 1, () => 99_999],
	])('finds damage: %s', (message, name, at, change) => {
		const found = checkRoadGraph(damage(name, at, change));
		expect(found[0]).toContain(message);
	});

	it('finds a cell that is no union of cells of the level below', () => {
		const end = graph.nodeCount;
		const [first, second] = graph.cellLevel as unknown as [number, number];
		const fine = Array.from(graph.cellStart.subarray(first, second));
		const coarse = [0, (fine[1] as number) + 1, end];
		const nested = { ...graph, cellLevel: Uint32Array.of(0, fine.length, fine.length + coarse.length) };
		expect(checkRoadGraph({ ...nested, cellStart: Uint32Array.from([...fine, ...coarse]) })).toEqual([
			expect.stringContaining(`cellStart: got a cell of level 1 from node ${(fine[1] as number) + 1} on`),
		]);
	});
});
