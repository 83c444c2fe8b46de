import type { ClosureShape } from '../../../domain/closure.ts';
import { createLocalPlane, type LocalPlane, type XY } from '../../../domain/geo/local-plane.ts';
import { E7, type Position } from '../../../domain/geo/lon-lat.ts';
import type { RoadGraph } from '../../../domain/pack/road-graph.ts';
import { between, measureLineM, nearestOnStretch } from '../../measure/plane-line.ts';
import { boxOfPlaces, isInRing } from '../../measure/plane-ring.ts';
import type { EdgeTree } from '../edge-tree.ts';

/** How near a line drawn along a road lies to its middle, metres. Assumption, not sourced. */
const ALONG_M = { value: 10, verified: false } as const;
/** A line runs along a road where the two point the same way, to this angle. Assumption, not sourced. */
const ALONG_COS = Math.cos(Math.PI / 4);
/** Share of the edge, or of the line, that must run along the other. Assumption, not sourced. */
const ALONG_SHARE = { value: 0.5, verified: false } as const;
/** Steps in which lines are compared, metres. */
const STEP_M = 4;

type Line = readonly XY[];

/**
 * Which edges of the road graph does a closure meet?
 *
 * A line closes the roads it runs along (within 10 m and the same way, for half of the edge or of the line) and those it crosses. Where
 * it runs along a road, the side streets it brushes at their mouths stay open. An area closes every edge that touches it. An edge is
 * closed whole, from junction to junction.
 * Heights are not known: what is drawn across a bridge closes the road below too.
 * Edges in rising order, twins included. Cost: the edges in the shape's box.
 */
export function findClosedEdges(graph: RoadGraph, tree: EdgeTree, shape: ClosureShape): number[] {
	const parts = shape.type === 'LineString' ? [shape.coordinates] : shape.coordinates;
	const [lon, lat] = (parts[0] as Position[])[0] as Position;
	const plane = createLocalPlane({ lon, lat });
	const lines = parts.map((part) => part.map((position) => plane.toXY(position)));
	const edges = tree.findIn(boxOf(lines, plane));
	const closed =
		shape.type === 'LineString'
			? findAlongLine(graph, plane, lines[0] as Line, edges)
			: edges.filter((edge) => meetsArea(readEdgeLine(graph, edge, plane), lines));
	return closed.sort((a, b) => a - b);
}

function boxOf(lines: readonly Line[], plane: LocalPlane): [number, number, number, number] {
	const [minX, minY, maxX, maxY] = boxOfPlaces(lines.flat());
	const reach = ALONG_M.value;
	const [west, south] = plane.toLonLat([minX - reach, minY - reach]);
	const [east, north] = plane.toLonLat([maxX + reach, maxY + reach]);
	return [west, south, east, north];
}

function readEdgeLine({ geomStart, geomLonLat }: RoadGraph, edge: number, plane: LocalPlane): Line {
	const line: XY[] = [];
	for (let v = geomStart[edge] as number; v < (geomStart[edge + 1] as number); v++)
		line.push(plane.toXY([(geomLonLat[v * 2] as number) / E7, (geomLonLat[v * 2 + 1] as number) / E7]));
	return line;
}

function findAlongLine(graph: RoadGraph, plane: LocalPlane, line: Line, edges: readonly number[]): number[] {
	const along: Line[] = [];
	const closed: number[] = [];
	const others: { edge: number; edgeLine: Line }[] = [];
	const isAlong = (edgeLine: Line) =>
		shareAlong(edgeLine, line) >= ALONG_SHARE.value || shareAlong(line, edgeLine) >= ALONG_SHARE.value;
	for (const edge of edges) {
		const edgeLine = readEdgeLine(graph, edge, plane);
		if (isAlong(edgeLine)) {
			along.push(edgeLine);
			closed.push(edge);
		} else others.push({ edge, edgeLine });
	}
	for (const { edge, edgeLine } of others) {
		const crossings = listCrossings(edgeLine, line);
		if (crossings.some((at) => along.every((other) => distanceTo(other, at) > ALONG_M.value))) closed.push(edge);
	}
	return closed;
}

/** Share of `line` that lies beside `other` and points the same way. */
function shareAlong(line: Line, other: Line): number {
	const length = measureLineM(line);
	if (length === 0) return 0;
	let beside = 0;
	for (let i = 1; i < line.length; i++) {
		const [a, b] = [line[i - 1] as XY, line[i] as XY];
		const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
		const span = Math.hypot(dx, dy);
		const steps = Math.max(1, Math.ceil(span / STEP_M));
		for (let s = 0; s < steps; s++) {
			const t = (s + 0.5) / steps;
			if (isBeside([a[0] + t * dx, a[1] + t * dy], dx / span, dy / span, other)) beside += span / steps;
		}
	}
	return beside / length;
}

function isBeside(at: XY, ux: number, uy: number, line: Line): boolean {
	for (let i = 1; i < line.length; i++) {
		const [a, b] = [line[i - 1] as XY, line[i] as XY];
		const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
		const span = Math.hypot(dx, dy);
		if (span === 0 || Math.abs(dx * ux + dy * uy) < ALONG_COS * span) continue;
		if (distanceToStretch(at, a, b) <= ALONG_M.value) return true;
	}
	return false;
}

function distanceToStretch(at: XY, a: XY, b: XY): number {
	return between(at, nearestOnStretch(at, a, b));
}

function distanceTo(line: Line, at: XY): number {
	let least = Infinity;
	for (let i = 1; i < line.length; i++)
		least = Math.min(least, distanceToStretch(at, line[i - 1] as XY, line[i] as XY));
	return least;
}

function listCrossings(line: Line, other: Line): XY[] {
	const crossings: XY[] = [];
	for (let i = 1; i < line.length; i++) {
		for (let j = 1; j < other.length; j++) {
			const at = findCrossing(line[i - 1] as XY, line[i] as XY, other[j - 1] as XY, other[j] as XY);
			if (at) crossings.push(at);
		}
	}
	return crossings;
}

/** Where two stretches cross or touch; of parallel ones nothing. */
function findCrossing(a: XY, b: XY, c: XY, d: XY): XY | undefined {
	const [rx, ry, sx, sy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
	const cross = rx * sy - ry * sx;
	if (cross === 0) return undefined;
	const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross;
	const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross;
	return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? [a[0] + t * rx, a[1] + t * ry] : undefined;
}

function meetsArea(line: Line, rings: readonly Line[]): boolean {
	return isInside(line[0] as XY, rings) || rings.some((ring) => listCrossings(line, ring).length > 0);
}

/** Even-odd over all rings: in the outer one and in no hole. */
function isInside(at: XY, rings: readonly Line[]): boolean {
	return rings.filter((ring) => isInRing(at, ring)).length % 2 === 1;
}
