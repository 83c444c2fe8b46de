import type { RoadEdges } from './cut-road-lines.ts';
import { DegreeScale } from './degree-scale.ts';

/** A heading is that of so much road at the node: the last metre of a line says nothing of where a vehicle comes from. Assumption, not sourced. */
const HEADING_REACH_M = 10;
/** turnAngle of half a turn. */
const HALF_TURN_STEPS = 127;

/**
 * The heading in which each arc leaves its node: from there to the place 10 m on along it (or its end), radians, clockwise from north.
 * NaN = the edge has no length. The heading in which arc `a` reaches its node is that of `a ^ 1`, turned round.
 */
export function measureArcHeadings(edges: RoadEdges): Float64Array {
	const { edgeCount, geomStart } = edges;
	const headings = new Float64Array(edgeCount * 2);
	const scale = new DegreeScale();
	for (let e = 0; e < edgeCount; e++) {
		const first = geomStart[e] as number;
		const last = (geomStart[e + 1] as number) - 1;
		headings[e * 2] = headingAlong(edges.geomLonLat, first, last, 1, scale);
		headings[e * 2 + 1] = headingAlong(edges.geomLonLat, last, first, -1, scale);
	}
	return headings;
}

function headingAlong(lonLat: Int32Array, first: number, last: number, step: 1 | -1, scale: DegreeScale): number {
	const lon = lonLat[first * 2] as number;
	const lat = lonLat[first * 2 + 1] as number;
	scale.moveTo(lat);
	const { lonM, latM } = scale;
	// The farthest place looked at, metres from the node, and the direction of the first segment that has a length.
	let x = 0;
	let y = 0;
	let startHeading = Number.NaN;
	let left = HEADING_REACH_M;
	for (let v = first; v !== last && left > 0; v += step) {
		const nextX = ((lonLat[(v + step) * 2] as number) - lon) * lonM;
		const nextY = ((lonLat[(v + step) * 2 + 1] as number) - lat) * latM;
		const lengthM = Math.sqrt((nextX - x) ** 2 + (nextY - y) ** 2);
		if (lengthM === 0) continue;
		if (Number.isNaN(startHeading)) startHeading = Math.atan2(nextX, nextY);
		const share = Math.min(1, left / lengthM);
		x += (nextX - x) * share;
		y += (nextY - y) * share;
		left -= lengthM;
	}
	// A small loop is back at its node: then the way it sets out.
	return x === 0 && y === 0 ? startHeading : Math.atan2(x, y);
}

/** turnAngle from the arc that ends at a node, by the heading of its opposite arc, to one that leaves it; 0 where one has no length. */
export function toTurnAngle(oppositeHeading: number, outHeading: number): number {
	if (Number.isNaN(oppositeHeading) || Number.isNaN(outHeading)) return 0;
	let angle = outHeading - oppositeHeading - Math.PI;
	while (angle <= -Math.PI) angle += 2 * Math.PI;
	while (angle > Math.PI) angle -= 2 * Math.PI;
	const steps = Math.round((Math.abs(angle) / Math.PI) * HALF_TURN_STEPS);
	return angle < 0 ? -steps : steps;
}
