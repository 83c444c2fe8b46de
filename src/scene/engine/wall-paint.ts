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

/** A part of a wall that is painted from one height to another all along. */
interface Stretch {
	readonly fromM: number;
	readonly toM: number;
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

/** Columns that are painted, equal neighbours as one stretch; those that meet one another make a run. */
function listRuns(lowM: readonly number[], highM: readonly number[], widthM: number): Stretch[][] {
	const runs: Stretch[][] = [];
	let run: Stretch[] = [];
	for (let column = 0; column < highM.length; column += 1) {
		const [low = -1, high = -1] = [lowM[column], highM[column]];
		const last = run.at(-1);
		const isPainted = low >= 0 && high > low;
		if (last && !(isPainted && low < last.highM && high > last.lowM)) {
			runs.push(run);
			run = [];
		}
		if (!isPainted) continue;
		const [fromM, toM] = [column * widthM, (column + 1) * widthM];
		const before = run.at(-1);
		if (before && before.lowM === low && before.highM === high) run[run.length - 1] = { ...before, toM };
		else run.push({ fromM, toM, lowM: low, highM: high });
	}
	if (run.length > 0) runs.push(run);
	return runs;
}

function isSamePoint(a: Point3, b: Point3 | undefined): boolean {
	return b !== undefined && a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
}

/**
 * Paints a wall column by column: where a podium ends or a floor is out of reach the paint has a step.
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
		const low: Point3[] = [];
		const high: Point3[] = [];
		for (const stretch of run) {
			for (const piece of pieces) {
				const [fromM, toM] = [Math.max(piece.fromM, stretch.fromM), Math.min(piece.toM, stretch.toM)];
				if (toM - fromM < SHORTEST_M) continue;
				const [a, b] = [place(piece, fromM, stretch.lowM), place(piece, toM, stretch.lowM)];
				const [c, d] = [place(piece, toM, stretch.highM), place(piece, fromM, stretch.highM)];
				quads.push([a, b, c, d]);
				low.push(a.at, b.at);
				high.push(d.at, c.at);
			}
		}
		const outline = [...low, ...high.reverse()];
		const first = outline[0];
		if (first) outlines.push([...outline.filter((at, index) => !isSamePoint(at, outline[index - 1])), first]);
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
