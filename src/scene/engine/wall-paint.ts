import { createLocalPlane, type XY } from '../../domain/geo/local-plane.ts';
import type { Position } from '../../domain/geo/lon-lat.ts';
import type { Point3 } from './prism-edges.ts';

/** A point of paint: in space, and on the wall in metres (along its foot, up from it). */
export interface PaintPoint {
	readonly at: Point3;
	readonly alongM: number;
	readonly upM: number;
}

/** Paint on a wall: quads (low left, low right, high right, high left, seen from outside) and the closed outlines of what is painted. */
export interface WallPaint {
	readonly quads: readonly (readonly [PaintPoint, PaintPoint, PaintPoint, PaintPoint])[];
	readonly outlines: readonly (readonly Point3[])[];
}

/** Paint stands before the wall by this much: more than the tiles' rounding, less than anybody sees. */
const OFF_WALL_M = 0.15;
/** Shorter pieces of wall carry no paint, metres. */
const SHORTEST_M = 1e-3;

/** From where to where a wall is painted at one place along it. */
interface Knot {
	readonly alongM: number;
	readonly lowM: number;
	readonly highM: number;
}

/** A straight piece of a wall's foot, `out` pointing away from the building. */
interface Piece {
	readonly fromM: number;
	readonly toM: number;
	readonly from: XY;
	readonly to: XY;
	readonly out: XY;
}

/** The foot's pieces in metres round its first point, the building on the left. */
function listPieces(line: readonly XY[]): Piece[] {
	const pieces: Piece[] = [];
	let alongM = 0;
	for (let index = 0; index + 1 < line.length; index += 1) {
		const [from, to] = [line[index] as XY, line[index + 1] as XY];
		const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
		const lengthM = Math.hypot(dx, dy);
		if (lengthM < SHORTEST_M) continue;
		pieces.push({ fromM: alongM, toM: alongM + lengthM, from, to, out: [dy / lengthM, -dx / lengthM] });
		alongM += lengthM;
	}
	return pieces;
}

/** Columns that are painted and meet their neighbours: each run as knots, straight between the middles of columns. */
function listRuns(lowM: readonly number[], highM: readonly number[], widthM: number): Knot[][] {
	const runs: Knot[][] = [];
	let run: Knot[] = [];
	const end = (column: number) => {
		const last = run.at(-1);
		if (last) runs.push([...run, { ...last, alongM: column * widthM }]);
		run = [];
	};
	for (let column = 0; column < highM.length; column += 1) {
		const [low = -1, high = -1] = [lowM[column], highM[column]];
		if (low < 0 || high <= low) {
			end(column);
			continue;
		}
		const last = run.at(-1);
		if (last && (low >= last.highM || high <= last.lowM)) end(column);
		if (run.length === 0) run.push({ alongM: column * widthM, lowM: low, highM: high });
		run.push({ alongM: (column + 0.5) * widthM, lowM: low, highM: high });
	}
	end(highM.length);
	return runs;
}

/** How a run is painted at a place along the wall, which must lie within it. */
function readRun(run: readonly Knot[], alongM: number): Knot {
	const next = run.findIndex((knot) => knot.alongM >= alongM);
	const [a, b] = [run[Math.max(0, next - 1)], run[next === -1 ? run.length - 1 : next]] as [Knot, Knot];
	const share = b.alongM === a.alongM ? 0 : Math.min(1, (alongM - a.alongM) / (b.alongM - a.alongM));
	return {
		alongM,
		lowM: a.lowM + (b.lowM - a.lowM) * share,
		highM: a.highM + (b.highM - a.highM) * share,
	};
}

/**
 * Paints a wall from column to column.
 * @param line its foot, the building on the left; corners are followed
 * @param lowM,highM by column of equal width along the whole line: painted from where to where, metres above `footM`; -1 = not at all
 * @param footM of the building, metres above the ellipsoid
 * Nothing painted, or a line without length: empty.
 */
export function paintWall(
	line: readonly Position[],
	lowM: readonly number[],
	highM: readonly number[],
	footM: number,
): WallPaint {
	const start = line[0];
	if (!start) return { quads: [], outlines: [] };
	const plane = createLocalPlane({ lon: start[0], lat: start[1] });
	const pieces = listPieces(line.map((point) => plane.toXY(point)));
	const lengthM = pieces.at(-1)?.toM ?? 0;
	if (lengthM === 0) return { quads: [], outlines: [] };

	const place = ({ fromM, toM, from, to, out }: Piece, alongM: number, upM: number): PaintPoint => {
		const share = (alongM - fromM) / (toM - fromM);
		const [lon, lat] = plane.toLonLat([
			from[0] + (to[0] - from[0]) * share + out[0] * OFF_WALL_M,
			from[1] + (to[1] - from[1]) * share + out[1] * OFF_WALL_M,
		]);
		return { at: [lon, lat, footM + upM], alongM, upM };
	};
	const quads: [PaintPoint, PaintPoint, PaintPoint, PaintPoint][] = [];
	const outlines: Point3[][] = [];
	for (const run of listRuns(lowM, highM, lengthM / Math.max(1, highM.length))) {
		const [firstM, lastM] = [(run[0] as Knot).alongM, (run.at(-1) as Knot).alongM];
		const low: Point3[] = [];
		const high: Point3[] = [];
		for (const piece of pieces) {
			const [fromM, toM] = [Math.max(piece.fromM, firstM), Math.min(piece.toM, lastM)];
			if (toM - fromM < SHORTEST_M) continue;
			const inner = run.filter(({ alongM }) => alongM > fromM && alongM < toM);
			const knots = [readRun(run, fromM), ...inner, readRun(run, toM)];
			const lows = knots.map((knot) => place(piece, knot.alongM, knot.lowM));
			const highs = knots.map((knot) => place(piece, knot.alongM, knot.highM));
			low.push(...lows.map(({ at }) => at));
			high.push(...highs.map(({ at }) => at));
			for (let index = 0; index + 1 < knots.length; index += 1) {
				quads.push([
					lows[index] as PaintPoint,
					lows[index + 1] as PaintPoint,
					highs[index + 1] as PaintPoint,
					highs[index] as PaintPoint,
				]);
			}
		}
		if (low.length > 1) outlines.push([...low, ...high.reverse(), low[0] as Point3]);
	}
	return { quads, outlines };
}

/** Twice the area of a ring, positive when it runs counter-clockwise. */
function turnOf(ring: readonly XY[]): number {
	return ring.reduce((sum, [x, y], index) => {
		const [nextX, nextY] = ring[(index + 1) % ring.length] as XY;
		return sum + x * nextY - nextX * y;
	}, 0);
}

/** A ring as a line round the building, closed, the building on its left. */
export function walkRound(ring: readonly Position[]): Position[] {
	const first = ring[0];
	if (!first) return [];
	const last = ring.at(-1) as Position;
	const open = ring.length > 1 && first[0] === last[0] && first[1] === last[1] ? ring.slice(0, -1) : ring;
	const plane = createLocalPlane({ lon: first[0], lat: first[1] });
	const turned = turnOf(open.map((point) => plane.toXY(point))) >= 0 ? [...open] : open.toReversed();
	return [...turned, turned[0] as Position];
}

/** Paints a band round the outer walls of a building, from one height to another above its foot. */
export function paintBand(
	polygons: readonly (readonly (readonly Position[])[])[],
	fromM: number,
	toM: number,
	footM: number,
): WallPaint {
	const walls = polygons.map(([outer = []]) => paintWall(walkRound(outer), [fromM], [toM], footM));
	return { quads: walls.flatMap(({ quads }) => quads), outlines: walls.flatMap(({ outlines }) => outlines) };
}
