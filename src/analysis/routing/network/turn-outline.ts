import { createLocalPlane, type XY } from '../../../domain/geo/local-plane.ts';
import { E7, type Position } from '../../../domain/geo/lon-lat.ts';
import type { RoadGraph } from '../../../domain/pack/road-graph.ts';
import { cutEdge } from '../edge-geometry.ts';
import type { GraphTurn } from './vehicle-limits.ts';

/** How much of the roads is drawn on either side of the junction, metres. */
const REACH_M = 25;
/** Sharper turns are drawn as one of this deflection: their arc would begin far out. */
const MAX_DRAWN_DEG = 150;
const STEP_DEG = 10;

/** The stretch of an arc next to one of its ends, in the direction of travel. */
function cutArc(graph: RoadGraph, arc: number, atHead: boolean): Position[] {
	const edge = arc >>> 1;
	const share = Math.min(1, (REACH_M * 100) / Math.max(1, graph.edgeLengthCm[edge] as number));
	const isForward = (arc & 1) === 0;
	const [from, to] = atHead ? [1 - share, 1] : [0, share];
	return isForward ? cutEdge(graph, edge, from, to) : cutEdge(graph, edge, 1 - from, 1 - to);
}

/** Unit vector of the ten metres of a line next to its end, or its beginning. */
function headingAt(line: readonly XY[], atEnd: boolean): XY {
	const points = atEnd ? line : line.toReversed();
	const end = points.at(-1) as XY;
	const start = points.findLast(([x, y]) => Math.hypot(end[0] - x, end[1] - y) >= 10) ?? (points[0] as XY);
	const length = Math.hypot(end[0] - start[0], end[1] - start[1]) || 1;
	const unit: XY = [(end[0] - start[0]) / length, (end[1] - start[1]) / length];
	return atEnd ? unit : [-unit[0], -unit[1]];
}

/**
 * What a turn looks like and what it would take, as one line: the road in, the arc of `radiusM` that touches the outer edges of both
 * carriageways, the road out. WGS84. Of a turn sharper than 150 degrees, or too slight to need an arc, the roads alone.
 */
export function outlineTurn(graph: RoadGraph, { arcIn, arcOut }: GraphTurn, radiusM: number): Position[] {
	const lineIn = cutArc(graph, arcIn, true);
	const lineOut = cutArc(graph, arcOut, false);
	const [lon, lat] = lineOut[0] as Position;
	const plane = createLocalPlane({ lon, lat });
	const into = headingAt(lineIn.map(plane.toXY), true);
	const out = headingAt(lineOut.map(plane.toXY), false);
	const arc = arcPoints(into, out, halfWidthM(graph, arcIn), halfWidthM(graph, arcOut), radiusM);
	const drawn = arc.map(plane.toLonLat).map(([x, y]): Position => [Math.round(x * E7) / E7, Math.round(y * E7) / E7]);
	return [...lineIn, ...drawn, ...lineOut];
}

function halfWidthM(graph: RoadGraph, arc: number): number {
	return (graph.roadWidthDm[graph.edgeRoad[arc >>> 1] as number] as number) / 20;
}

/** The arc in metres from the junction; `into` and `out` are unit vectors of travel, the widths those of the outer halves. */
function arcPoints(into: XY, out: XY, halfInM: number, halfOutM: number, radiusM: number): XY[] {
	const cross = into[0] * out[1] - into[1] * out[0];
	const dot = into[0] * out[0] + into[1] * out[1];
	const turnRad = Math.atan2(cross, dot);
	const side = Math.sign(turnRad) || 1;
	const theta = Math.abs(turnRad);
	if (theta < 0.1 || (theta * 180) / Math.PI > MAX_DRAWN_DEG) return [];
	// Inward normals: to the left of travel in a left turn. The centre is radius - half a width inside of both centre lines.
	const nIn: XY = [-into[1] * side, into[0] * side];
	const nOut: XY = [-out[1] * side, out[0] * side];
	const a = radiusM - halfInM;
	const b = radiusM - halfOutM;
	const k = Math.cos(theta);
	const s2 = 1 - k * k;
	const p = (a - b * k) / s2;
	const q = (b - a * k) / s2;
	const centre: XY = [p * nIn[0] + q * nOut[0], p * nIn[1] + q * nOut[1]];
	const from = Math.atan2(-nIn[1], -nIn[0]);
	const steps = Math.max(2, Math.ceil((theta * 180) / Math.PI / STEP_DEG));
	return Array.from({ length: steps + 1 }, (_, i): XY => {
		const angle = from + (side * theta * i) / steps;
		return [centre[0] + radiusM * Math.cos(angle), centre[1] + radiusM * Math.sin(angle)];
	});
}
