import type { ClosureShape } from '../../../domain/closure.ts';
import { createLocalPlane, type LocalPlane, type XY } from '../../../domain/geo/local-plane.ts';
import { E7, type Position } from '../../../domain/geo/lon-lat.ts';
import type { RoadGraph } from '../../../domain/pack/road-graph.ts';
import { between, nearestOnStretch } from '../../measure/plane-line.ts';
import { boxOfPlaces } from '../../measure/plane-ring.ts';
import type { EdgeTree } from '../edge-tree.ts';
import { RingBands } from './ring-bands.ts';
import { findNearPieces, listStretches, type Piece, placeOfStep, type Stretch } from './shape-pieces.ts';

/** How near a line drawn along a road lies to its middle, metres. Assumption, not sourced. */
const ALONG_M = { value: 10, verified: false } as const;
/** A line runs along a road where the two point the same way, to this angle. Assumption, not sourced. */
const ALONG_COS = Math.cos(Math.PI / 4);
/** Share of the edge, or of the line, that must run along the other. Assumption, not sourced. */
const ALONG_SHARE = { value: 0.5, verified: false } as const;
/** How near an area's outline its edges are looked for; what rounding may take, metres. */
const OUTLINE_REACH_M = 1;

type Line = readonly XY[];

/**
 * Which edges of the road graph does a closure meet?
 *
 * A line closes the roads it runs along (within 10 m and the same way, for half of the edge or of the line) and those it crosses. Where
 * it runs along a road, the side streets it brushes at their mouths stay open. An area closes every edge that touches it. An edge is
 * closed whole, from junction to junction.
 * Heights are not known: what is drawn across a bridge closes the road below too.
 * Edges in rising order, twins included. Cost: the length of the shape's lines with the edges beside them, and for an area the edges in
 * its box: what checkClosureShape lets pass takes at most about a second on 450,000 edges.
 */
export function findClosedEdges(graph: RoadGraph, tree: EdgeTree, shape: ClosureShape): number[] {
	const parts = shape.type === 'LineString' ? [shape.coordinates] : shape.coordinates;
	const [lon, lat] = (parts[0] as Position[])[0] as Position;
	const plane = createLocalPlane({ lon, lat });
	const lines = parts.map((part) => part.map((position) => plane.toXY(position)));
	const closed =
		shape.type === 'LineString'
			? findAlongLine(graph, tree, plane, listStretches(lines[0] as Line))
			: findInArea(graph, tree, plane, lines);
	return closed.sort((a, b) => a - b);
}

function readEdgeLine({ geomStart, geomLonLat }: RoadGraph, edge: number, plane: LocalPlane): Line {
	const line: XY[] = [];
	for (let v = geomStart[edge] as number; v < (geomStart[edge + 1] as number); v++)
		line.push(plane.toXY([(geomLonLat[v * 2] as number) / E7, (geomLonLat[v * 2 + 1] as number) / E7]));
	return line;
}

function findAlongLine(graph: RoadGraph, tree: EdgeTree, plane: LocalPlane, line: readonly Stretch[]): number[] {
	const lineM = measureM(line);
	const along = new Map<Piece, Stretch[][]>();
	const closed: number[] = [];
	const others: { edge: number; edgeLine: Stretch[]; pieces: Piece[] }[] = [];
	for (const [edge, pieces] of findNearPieces(line, ALONG_M.value, tree, plane)) {
		const edgeLine = listStretches(readEdgeLine(graph, edge, plane));
		const edgePieces = edgeLine.map((stretch) => ({ stretch, first: 0, end: stretch.steps }));
		const isAlong =
			measureBesideM(edgePieces, stretchesOf(pieces)) / measureM(edgeLine) >= ALONG_SHARE.value ||
			measureBesideM(pieces, edgeLine) / lineM >= ALONG_SHARE.value;
		if (isAlong) {
			closed.push(edge);
			for (const piece of pieces) {
				const known = along.get(piece);
				if (known) known.push(edgeLine);
				else along.set(piece, [edgeLine]);
			}
		} else others.push({ edge, edgeLine, pieces });
	}
	for (const { edge, edgeLine, pieces } of others) {
		const isCrossed = pieces.some((piece) =>
			listCrossings(edgeLine, piece).some((at) =>
				(along.get(piece) ?? []).every((other) => distanceTo(other, at) > ALONG_M.value),
			),
		);
		if (isCrossed) closed.push(edge);
	}
	return closed;
}

function findInArea(graph: RoadGraph, tree: EdgeTree, plane: LocalPlane, rings: readonly Line[]): number[] {
	const near = findNearPieces(rings.flatMap(listStretches), OUTLINE_REACH_M, tree, plane);
	const bands = new RingBands(rings);
	const { geomStart, geomLonLat } = graph;
	return findInBox(tree, plane, rings).filter((edge) => {
		const v = (geomStart[edge] as number) * 2;
		if (bands.isInside(plane.toXY([(geomLonLat[v] as number) / E7, (geomLonLat[v + 1] as number) / E7]))) return true;
		const pieces = near.get(edge);
		if (!pieces) return false;
		const edgeLine = listStretches(readEdgeLine(graph, edge, plane));
		return pieces.some((piece) => listCrossings(edgeLine, piece).length > 0);
	});
}

function findInBox(tree: EdgeTree, plane: LocalPlane, rings: readonly Line[]): number[] {
	const [minX, minY, maxX, maxY] = boxOfPlaces(rings.flat());
	const [west, south] = plane.toLonLat([minX - OUTLINE_REACH_M, minY - OUTLINE_REACH_M]);
	const [east, north] = plane.toLonLat([maxX + OUTLINE_REACH_M, maxY + OUTLINE_REACH_M]);
	return tree.findIn([west, south, east, north]);
}

function stretchesOf(pieces: readonly Piece[]): Stretch[] {
	return [...new Set(pieces.map(({ stretch }) => stretch))];
}

function measureM(line: readonly Stretch[]): number {
	return line.reduce((sum, { spanM }) => sum + spanM, 0);
}

/** Metres of the pieces that lie beside one of some stretches and point the same way. */
function measureBesideM(pieces: readonly Piece[], others: readonly Stretch[]): number {
	let besideM = 0;
	for (const { stretch, first, end } of pieces) {
		const parallel = others.filter((other) => isParallel(stretch, other));
		if (parallel.length === 0) continue;
		for (let step = first; step < end; step++) {
			const at = placeOfStep(stretch, step);
			if (parallel.some(({ a, b }) => distanceToStretch(at, a, b) <= ALONG_M.value)) {
				besideM += stretch.spanM / stretch.steps;
			}
		}
	}
	return besideM;
}

function isParallel(one: Stretch, other: Stretch): boolean {
	const dot = (one.b[0] - one.a[0]) * (other.b[0] - other.a[0]) + (one.b[1] - one.a[1]) * (other.b[1] - other.a[1]);
	const spans = one.spanM * other.spanM;
	return spans > 0 && Math.abs(dot) >= ALONG_COS * spans;
}

function distanceToStretch(at: XY, a: XY, b: XY): number {
	return between(at, nearestOnStretch(at, a, b));
}

function distanceTo(line: readonly Stretch[], at: XY): number {
	return line.reduce((least, { a, b }) => Math.min(least, distanceToStretch(at, a, b)), Infinity);
}

/** Where a line crosses or touches a piece; of parallel ones nothing. */
function listCrossings(line: readonly Stretch[], { stretch, first, end }: Piece): XY[] {
	const crossings: XY[] = [];
	const { a: c, b: d, steps } = stretch;
	const [sx, sy] = [d[0] - c[0], d[1] - c[1]];
	for (const { a, b } of line) {
		const [rx, ry] = [b[0] - a[0], b[1] - a[1]];
		const cross = rx * sy - ry * sx;
		if (cross === 0) continue;
		const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / cross;
		const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / cross;
		if (t >= 0 && t <= 1 && u >= first / steps && u <= end / steps) crossings.push([a[0] + t * rx, a[1] + t * ry]);
	}
	return crossings;
}
