import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import { E7, type LonLat, type Position } from '../../domain/geo/lon-lat.ts';
import type { RoadGraph } from '../../domain/pack/road-graph.ts';

/** Nearer than this to an end of an edge is at its node: the step of the coordinates. */
const AT_NODE_M = 0.012;

/** A point on an edge. */
export interface EdgePoint {
	/** Share of the edge's length: exactly 0 at its `edgeFrom` node, exactly 1 at `edgeTo`. */
	readonly fraction: number;
	readonly lon: number;
	readonly lat: number;
	/** Metres from the place asked about, straight. */
	readonly distanceM: number;
}

/** The point of an edge nearest to a place. Plane of metres at that place: for edges within some kilometres of it. */
export function nearestOnEdge(graph: RoadGraph, edge: number, at: LonLat): EdgePoint {
	const { geomLonLat, geomStart } = graph;
	const scale = metresPerDegree(at.lat);
	const sx = scale.lon / E7;
	const sy = scale.lat / E7;
	const lon0 = at.lon * E7;
	const lat0 = at.lat * E7;
	const first = geomStart[edge] as number;
	const last = (geomStart[edge + 1] as number) - 1;
	let ax = ((geomLonLat[first * 2] as number) - lon0) * sx;
	let ay = ((geomLonLat[first * 2 + 1] as number) - lat0) * sy;
	let total = 0;
	let bestSquare = ax * ax + ay * ay;
	let bestAlong = 0;
	let bestX = ax;
	let bestY = ay;
	for (let v = first + 1; v <= last; v++) {
		const bx = ((geomLonLat[v * 2] as number) - lon0) * sx;
		const by = ((geomLonLat[v * 2 + 1] as number) - lat0) * sy;
		const dx = bx - ax;
		const dy = by - ay;
		const square = dx * dx + dy * dy;
		const length = Math.sqrt(square);
		const t = square === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square));
		const px = ax + t * dx;
		const py = ay + t * dy;
		const d = px * px + py * py;
		if (d < bestSquare) {
			bestSquare = d;
			bestAlong = total + t * length;
			bestX = px;
			bestY = py;
		}
		total += length;
		ax = bx;
		ay = by;
	}
	let fraction = total === 0 ? 0 : Math.min(1, bestAlong / total);
	if (bestAlong < AT_NODE_M) fraction = 0;
	else if (total - bestAlong < AT_NODE_M) fraction = 1;
	return {
		fraction,
		lon: (lon0 + bestX / sx) / E7,
		lat: (lat0 + bestY / sy) / E7,
		distanceM: Math.sqrt(bestSquare),
	};
}

/** The line of an edge from one share of its length to another, in that direction (backwards where `to` is less). */
export function cutEdge(graph: RoadGraph, edge: number, from: number, to: number): Position[] {
	const { geomLonLat, geomStart } = graph;
	const first = geomStart[edge] as number;
	const count = (geomStart[edge + 1] as number) - first;
	const scale = metresPerDegree((geomLonLat[first * 2 + 1] as number) / E7);
	const along = new Float64Array(count);
	for (let i = 1; i < count; i++) {
		const v = (first + i) * 2;
		const dx = ((geomLonLat[v] as number) - (geomLonLat[v - 2] as number)) * scale.lon;
		const dy = ((geomLonLat[v + 1] as number) - (geomLonLat[v - 1] as number)) * scale.lat;
		along[i] = (along[i - 1] as number) + Math.hypot(dx, dy);
	}
	const total = along[count - 1] as number;
	const low = Math.min(from, to) * total;
	const high = Math.max(from, to) * total;
	const line: Position[] = [placeAlong(geomLonLat, first, along, low)];
	for (let i = 0; i < count; i++) {
		if ((along[i] as number) <= low || (along[i] as number) >= high) continue;
		const v = (first + i) * 2;
		line.push([(geomLonLat[v] as number) / E7, (geomLonLat[v + 1] as number) / E7]);
	}
	line.push(placeAlong(geomLonLat, first, along, high));
	return to < from ? line.reverse() : line;
}

/** The place at a distance along a line whose vertices begin at `first`; `along`: distance of each vertex. */
function placeAlong(geomLonLat: Int32Array, first: number, along: Float64Array, distance: number): Position {
	let i = 1;
	while (i < along.length - 1 && (along[i] as number) < distance) i++;
	const v = (first + i) * 2;
	const span = (along[i] as number) - (along[i - 1] as number);
	const t = span === 0 ? 0 : (distance - (along[i - 1] as number)) / span;
	const lon = (geomLonLat[v - 2] as number) + t * ((geomLonLat[v] as number) - (geomLonLat[v - 2] as number));
	const lat = (geomLonLat[v - 1] as number) + t * ((geomLonLat[v + 1] as number) - (geomLonLat[v - 1] as number));
	return [Math.round(lon) / E7, Math.round(lat) / E7];
}
