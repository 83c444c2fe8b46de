import {
	EDGE_FLAG,
	headOf,
	ONEWAY,
	originalEdge,
	ROAD_ACCESS,
	type RoadGraph,
	tailOf,
} from '../domain/pack/road-graph.ts';
import { ROAD_CLASSES } from '../domain/road.ts';

/**
 * What is wrong with a decoded road graph, in words: numbers that point nowhere, lists of arcs or turns that do not fit the edges,
 * geometry that does not lead from node to node, cells that do not cover the nodes or do not nest, twins unlike their originals. The
 * first fault of each kind is told; empty = none. Faults in numbers end the check. Cost: linear, some 0.1 s for 450,000 edges.
 */
export function checkRoadGraph(graph: RoadGraph): string[] {
	const broken = [...checkNumbers(graph), ...checkStarts(graph)];
	if (broken.length > 0) return broken;
	return [
		...checkArcs(graph, 'out'),
		...checkArcs(graph, 'in'),
		...checkTurns(graph),
		...checkGeometry(graph),
		...checkCells(graph),
		...checkTwins(graph),
	];
}

/** Every number that names a row of something is below the number of rows. */
function checkNumbers(graph: RoadGraph): string[] {
	const { nodeCount, edgeCount, roadCount, names } = graph;
	const limits: [keyof RoadGraph, number][] = [
		['edgeFrom', nodeCount],
		['edgeTo', nodeCount],
		['edgeRoad', roadCount],
		['outArc', edgeCount * 2],
		['inArc', edgeCount * 2],
		['twinOf', edgeCount - graph.twinOf.length],
		['cellStart', nodeCount + 1],
		['roadClass', ROAD_CLASSES.length],
		['roadOneway', Object.keys(ONEWAY).length],
		['roadAccess', Object.keys(ROAD_ACCESS).length],
		['roadName', names.length],
		['roadNameEn', names.length],
	];
	return limits.flatMap(([name, limit]) => {
		const numbers = graph[name] as Uint32Array | Uint8Array;
		const at = numbers.findIndex((number) => number >= limit);
		return at < 0 ? [] : [`${name}[${at}]: got ${numbers[at]}, expected below ${limit}`];
	});
}

/** Lists of starts begin at 0, never fall and end where what they count ends. */
function checkStarts(graph: RoadGraph): string[] {
	const lists: [keyof RoadGraph, number][] = [
		['geomStart', graph.geomLonLat.length / 2],
		['outStart', graph.edgeCount * 2],
		['inStart', graph.edgeCount * 2],
		['turnStart', graph.turnFlags.length],
		['cellLevel', graph.cellStart.length],
	];
	return lists.flatMap(([name, end]) => {
		const starts = graph[name] as Uint32Array;
		const falls = starts.findIndex((start, i) => i > 0 && start < (starts[i - 1] as number));
		if (falls >= 0) return [`${name}[${falls}]: got ${starts[falls]}, expected ${starts[falls - 1]} or more`];
		if (starts[0] === 0 && starts.at(-1) === end) return [];
		return [`${name}: got ${starts[0]} to ${starts.at(-1)}, expected 0 to ${end}`];
	});
}

/** Every arc is listed once, at the node it leaves or reaches. */
function checkArcs(graph: RoadGraph, side: 'out' | 'in'): string[] {
	const starts = side === 'out' ? graph.outStart : graph.inStart;
	const arcs = side === 'out' ? graph.outArc : graph.inArc;
	const seen = new Uint8Array(graph.edgeCount * 2);
	for (let node = 0; node < graph.nodeCount; node++) {
		for (let i = starts[node] as number; i < (starts[node + 1] as number); i++) {
			const arc = arcs[i] as number;
			const at = side === 'out' ? tailOf(graph, arc) : headOf(graph, arc);
			if (at !== node) return [`${side}Arc[${i}]: got arc ${arc} of node ${at}, expected one of node ${node}`];
			if (seen[arc]) return [`${side}Arc[${i}]: got arc ${arc} again, expected it once`];
			seen[arc] = 1;
		}
	}
	return [];
}

/** Each arc has as many turns as arcs leave its end. */
function checkTurns(graph: RoadGraph): string[] {
	const { turnStart, outStart } = graph;
	for (let arc = 0; arc < graph.edgeCount * 2; arc++) {
		const node = headOf(graph, arc);
		const found = (turnStart[arc + 1] as number) - (turnStart[arc] as number);
		const expected = (outStart[node + 1] as number) - (outStart[node] as number);
		if (found !== expected) return [`turnStart: got ${found} turns of arc ${arc}, expected ${expected}`];
	}
	return [];
}

/** Each edge has a line from its one node to its other. */
function checkGeometry(graph: RoadGraph): string[] {
	const { geomStart, geomLonLat, nodeLonLat } = graph;
	const isAt = (vertex: number, node: number) =>
		geomLonLat[vertex * 2] === nodeLonLat[node * 2] && geomLonLat[vertex * 2 + 1] === nodeLonLat[node * 2 + 1];
	for (let edge = 0; edge < graph.edgeCount; edge++) {
		const first = geomStart[edge] as number;
		const last = (geomStart[edge + 1] as number) - 1;
		if (last <= first) return [`geomStart: got ${last - first + 1} vertices of edge ${edge}, expected at least 2`];
		if (!isAt(first, graph.edgeFrom[edge] as number) || !isAt(last, graph.edgeTo[edge] as number)) {
			return [`geomLonLat: got a line of edge ${edge} that ends elsewhere, expected one from node to node`];
		}
	}
	return [];
}

/** On each level the cells cover all nodes, none is empty, and each is a union of cells of the level below. */
function checkCells({ nodeCount, cellLevel, cellStart }: RoadGraph): string[] {
	let finer: ReadonlySet<number> | null = null;
	for (let level = 0; level + 1 < cellLevel.length; level++) {
		const starts = cellStart.subarray(cellLevel[level], cellLevel[level + 1]);
		if (starts[0] !== 0 || starts.at(-1) !== nodeCount) {
			return [`cellStart: got level ${level} from ${starts[0]} to ${starts.at(-1)}, expected 0 to ${nodeCount}`];
		}
		const falls = starts.findIndex((start, i) => i > 0 && start <= (starts[i - 1] as number));
		if (falls >= 0) return [`cellStart: got an empty cell ${falls} on level ${level}, expected nodes in it`];
		const torn: number | undefined = finer ? starts.find((start) => !finer?.has(start)) : undefined;
		if (torn !== undefined) {
			return [
				`cellStart: got a cell of level ${level} from node ${torn} on, expected the start of one of level ${level - 1}`,
			];
		}
		finer = new Set(starts);
	}
	return [];
}

/** A twin has ends, length, road and line of its original, and no other edge is marked as one. */
function checkTwins(graph: RoadGraph): string[] {
	const { edgeCount, twinOf, edgeFlags, geomStart, geomLonLat } = graph;
	const firstTwin = edgeCount - twinOf.length;
	const marked = edgeFlags.findIndex((flags, edge) => ((flags & EDGE_FLAG.twin) !== 0) !== edge >= firstTwin);
	if (marked >= 0)
		return [`edgeFlags[${marked}]: got ${edgeFlags[marked]}, expected the last ${twinOf.length} edges marked as twins`];
	const lineOf = (edge: number) =>
		geomLonLat.subarray((geomStart[edge] as number) * 2, (geomStart[edge + 1] as number) * 2).join();
	for (let edge = firstTwin; edge < edgeCount; edge++) {
		const original = originalEdge(graph, edge);
		if (edge > firstTwin && original < originalEdge(graph, edge - 1)) {
			return [`twinOf[${edge - firstTwin}]: got ${original}, expected rising numbers`];
		}
		const same = [graph.edgeFrom, graph.edgeTo, graph.edgeLengthCm, graph.edgeRoad].every(
			(column) => column[edge] === column[original],
		);
		if (!same || lineOf(edge) !== lineOf(original)) {
			return [
				`twinOf[${edge - firstTwin}]: got a twin unlike edge ${original}, expected its ends, length, road and line`,
			];
		}
	}
	return [];
}
