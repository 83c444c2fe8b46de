import type { ClosureShape } from '../../../domain/closure.ts';
import { E7 } from '../../../domain/geo/lon-lat.ts';
import { isTwin } from '../../../domain/pack/road-graph.ts';
import type { ClosedRoadsAnswer } from '../../../domain/route.ts';
import type { RoadIndex } from '../road-index.ts';
import { findClosedEdges } from './closed-edges.ts';
import { nameRoad } from './name-road.ts';

/** Which roads would a shape close? To be shown while it is drawn; by the same rules as closures (findClosedEdges). Each stretch once. */
export function findClosedRoads({ graph, tree }: RoadIndex, shape: ClosureShape): ClosedRoadsAnswer {
	const roads = new Map<string, { name: string | null; nameEn: string | null; lengthCm: number }>();
	const lines: [number, number][][] = [];
	let lengthCm = 0;
	for (const edge of findClosedEdges(graph, tree, shape)) {
		if (isTwin(graph, edge)) continue;
		const line: [number, number][] = [];
		for (let v = graph.geomStart[edge] as number; v < (graph.geomStart[edge + 1] as number); v++)
			line.push([(graph.geomLonLat[v * 2] as number) / E7, (graph.geomLonLat[v * 2 + 1] as number) / E7]);
		lines.push(line);
		const edgeCm = graph.edgeLengthCm[edge] as number;
		lengthCm += edgeCm;
		const { roadName: name, roadNameEn: nameEn } = nameRoad(graph, graph.edgeRoad[edge] as number);
		const key = JSON.stringify([name, nameEn]);
		roads.set(key, { name, nameEn, lengthCm: (roads.get(key)?.lengthCm ?? 0) + edgeCm });
	}
	const byLength = [...roads.values()].sort((a, b) => b.lengthCm - a.lengthCm);
	return { lines, roadKm: lengthCm / 1e5, roads: byLength.map(({ name, nameEn }) => ({ name, nameEn })) };
}
