import { createLocalPlane, type XY } from '../../domain/geo/local-plane.ts';
import type { Position } from '../../domain/geo/lon-lat.ts';

/** A line is looked at in steps of this length, metres. */
const STEP_M = 25;

interface Segment {
	readonly a: XY;
	readonly b: XY;
}

function distanceToSegment([x, y]: XY, { a, b }: Segment): number {
	const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
	const lengthSquared = dx * dx + dy * dy;
	const share = lengthSquared === 0 ? 0 : ((x - a[0]) * dx + (y - a[1]) * dy) / lengthSquared;
	const along = Math.min(1, Math.max(0, share));
	return Math.hypot(x - a[0] - along * dx, y - a[1] - along * dy);
}

/** Points along a line from its first to its last, no farther apart than STEP_M. */
function walkLine(line: readonly XY[]): XY[] {
	const points: XY[] = line[0] ? [line[0]] : [];
	for (let index = 0; index + 1 < line.length; index += 1) {
		const [a, b] = [line[index] as XY, line[index + 1] as XY];
		const count = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / STEP_M));
		for (let step = 1; step <= count; step += 1) {
			points.push([a[0] + ((b[0] - a[0]) * step) / count, a[1] + ((b[1] - a[1]) * step) / count]);
		}
	}
	return points;
}

/**
 * The stretches of lines that lie farther than `nearM` from all of the others; the whole of them when there are no others. Cost: linear
 * in the length of all lines.
 */
export function cutNear(
	lines: readonly (readonly Position[])[],
	others: readonly (readonly Position[])[],
	nearM: number,
): Position[][] {
	const origin = lines[0]?.[0];
	if (!origin) return [];
	const plane = createLocalPlane({ lon: origin[0], lat: origin[1] });
	const cellM = STEP_M + nearM;
	const cells = new Map<string, Segment[]>();
	const cellOf = ([x, y]: XY) => [Math.floor(x / cellM), Math.floor(y / cellM)] as const;
	for (const other of others) {
		const points = walkLine(other.map((position) => plane.toXY(position)));
		for (let index = 0; index + 1 < points.length; index += 1) {
			const segment = { a: points[index] as XY, b: points[index + 1] as XY };
			const key = cellOf(segment.a).join();
			const known = cells.get(key);
			if (known) known.push(segment);
			else cells.set(key, [segment]);
		}
	}
	const isNear = (point: XY): boolean => {
		const [column, row] = cellOf(point);
		for (let x = column - 1; x <= column + 1; x += 1) {
			for (let y = row - 1; y <= row + 1; y += 1) {
				const found = cells.get(`${x},${y}`);
				if (found?.some((segment) => distanceToSegment(point, segment) <= nearM)) return true;
			}
		}
		return false;
	};
	const pieces: Position[][] = [];
	for (const line of lines) {
		let piece: Position[] = [];
		for (const point of walkLine(line.map((position) => plane.toXY(position)))) {
			if (isNear(point)) {
				if (piece.length > 1) pieces.push(piece);
				piece = [];
			} else {
				const [lon, lat] = plane.toLonLat(point);
				piece.push([lon, lat]);
			}
		}
		if (piece.length > 1) pieces.push(piece);
	}
	return pieces;
}
