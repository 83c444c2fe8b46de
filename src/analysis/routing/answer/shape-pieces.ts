import type { LocalPlane, XY } from '../../../domain/geo/local-plane.ts';
import { between } from '../../measure/plane-line.ts';
import type { EdgeTree } from '../edge-tree.ts';

/** Steps in which lines are compared, metres. */
const STEP_M = 4;
/** Steps of one piece: some 250 m, so that the box of a long stretch aslant holds few roads that are not along it. */
const PIECE_STEPS = 60;

/** A stretch between two positions of a line, divided into steps of at most 4 m. */
export interface Stretch {
	readonly a: XY;
	readonly b: XY;
	readonly spanM: number;
	readonly steps: number;
}

/** Some steps of a stretch: from `first`, without `end`. */
export interface Piece {
	readonly stretch: Stretch;
	readonly first: number;
	readonly end: number;
}

/** The stretches of a line, in order. */
export function listStretches(line: readonly XY[]): Stretch[] {
	return line.slice(1).map((b, i) => {
		const a = line[i] as XY;
		const spanM = between(a, b);
		return { a, b, spanM, steps: Math.max(1, Math.ceil(spanM / STEP_M)) };
	});
}

/** The middle of a step. */
export function placeOfStep({ a, b, steps }: Stretch, step: number): XY {
	const t = (step + 0.5) / steps;
	return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}

/**
 * Which edges are near which pieces of a shape's lines? Edges whose box comes within `reachM` of a piece's box, each with its pieces in
 * order. Cost: the length of the lines and the edges found, not the box around all of it.
 */
export function findNearPieces(
	stretches: readonly Stretch[],
	reachM: number,
	tree: EdgeTree,
	plane: LocalPlane,
): Map<number, Piece[]> {
	const near = new Map<number, Piece[]>();
	for (const stretch of stretches) {
		const { a, b, steps } = stretch;
		for (let first = 0; first < steps; first += PIECE_STEPS) {
			const end = Math.min(first + PIECE_STEPS, steps);
			const piece = { stretch, first, end };
			const [x0, x1] = [a[0] + (first / steps) * (b[0] - a[0]), a[0] + (end / steps) * (b[0] - a[0])];
			const [y0, y1] = [a[1] + (first / steps) * (b[1] - a[1]), a[1] + (end / steps) * (b[1] - a[1])];
			const [west, south] = plane.toLonLat([Math.min(x0, x1) - reachM, Math.min(y0, y1) - reachM]);
			const [east, north] = plane.toLonLat([Math.max(x0, x1) + reachM, Math.max(y0, y1) + reachM]);
			for (const edge of tree.findIn([west, south, east, north])) {
				const pieces = near.get(edge);
				if (pieces) pieces.push(piece);
				else near.set(edge, [piece]);
			}
		}
	}
	return near;
}
