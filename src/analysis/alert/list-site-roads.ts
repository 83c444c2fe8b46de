import type { LocalPlane, XY } from '../../domain/geo/local-plane.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import { isTwin, ROAD_ACCESS, ROAD_FLAG, type RoadGraph } from '../../domain/pack/road-graph.ts';
import type { PlaneBox } from '../measure/plane-ring.ts';
import type { RoadIndex } from '../routing/road-index.ts';
import { boxInDegrees } from './place-box.ts';
import type { SiteRoad } from './site.ts';

/** Carriageways whose box meets a box in metres, by edge: twins and what is closed to all by something that stands there are left out. */
export function listSiteRoads({ graph, tree }: RoadIndex, plane: LocalPlane, box: PlaneBox): SiteRoad[] {
	return tree
		.findIn(boxInDegrees(plane, box))
		.sort((a, b) => a - b)
		.filter((edge) => !isTwin(graph, edge) && graph.roadAccess[graph.edgeRoad[edge] as number] !== ROAD_ACCESS.no)
		.map((edge) => describeRoad(graph, edge, plane));
}

function describeRoad(graph: RoadGraph, edge: number, plane: LocalPlane): SiteRoad {
	const { geomStart, geomLonLat, names } = graph;
	const road = graph.edgeRoad[edge] as number;
	const flags = graph.roadFlags[road] as number;
	const line: XY[] = [];
	for (let v = geomStart[edge] as number; v < (geomStart[edge + 1] as number); v++) {
		line.push(plane.toXY([(geomLonLat[v * 2] as number) / E7, (geomLonLat[v * 2 + 1] as number) / E7]));
	}
	return {
		edge,
		road,
		line,
		widthM: (graph.roadWidthDm[road] as number) / 10,
		widthEstimated: (flags & ROAD_FLAG.widthEstimated) !== 0,
		name: names[graph.roadName[road] as number] || null,
		nameEn: names[graph.roadNameEn[road] as number] || null,
		isOffGround: (flags & (ROAD_FLAG.bridge | ROAD_FLAG.tunnel)) !== 0,
	};
}
