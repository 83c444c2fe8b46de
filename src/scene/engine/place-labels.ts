/** A box on the canvas in CSS pixels. */
export interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** A label that wants a place. */
export interface LabelWish {
	readonly id: string;
	readonly width: number;
	readonly height: number;
	/** Lower survives: the order of the design language (target, floor, gap, hydrant in use, unit, faulty hydrant, rest). */
	readonly rank: number;
	/** Points it may stand at, best first; those off the canvas or behind the camera left out. */
	readonly anchors: readonly { readonly x: number; readonly y: number }[];
	/** Pixels between the anchor and the label: half the symbol that stands there. */
	readonly gapPx: number;
}

/** Where around its anchor a label may stand, best first; a factor of its size and of its gap. */
const SIDES = [
	{ x: 0, y: -0.5, gapX: 1, gapY: 0 }, // right
	{ x: -1, y: -0.5, gapX: -1, gapY: 0 }, // left
	{ x: -0.5, y: -1, gapX: 0, gapY: -1 }, // above
	{ x: -0.5, y: 0, gapX: 0, gapY: 1 }, // below
] as const;
/** Air between two labels. */
const AIR_PX = 3;

function overlaps(a: Box, b: Box): boolean {
	return (
		a.x < b.x + b.width + AIR_PX &&
		b.x < a.x + a.width + AIR_PX &&
		a.y < b.y + b.height + AIR_PX &&
		b.y < a.y + a.height + AIR_PX
	);
}

/**
 * Gives each label a box so that none covers another, a taken box or the edge of the canvas. The less important one gives
 * way; who finds no place is left out, and at most `most` stand. `previous` keeps a label on its side while that side is
 * free, so that labels do not hop while the camera moves.
 */
export function placeLabels(
	wishes: readonly LabelWish[],
	canvas: { readonly width: number; readonly height: number },
	options: {
		readonly most: number;
		readonly taken?: readonly Box[];
		readonly previous?: ReadonlyMap<string, number>;
	},
): Map<string, { readonly box: Box; readonly choice: number }> {
	const placed = new Map<string, { box: Box; choice: number }>();
	const taken: Box[] = [...(options.taken ?? [])];
	for (const wish of [...wishes].sort((a, b) => a.rank - b.rank)) {
		if (placed.size >= options.most) break;
		const choices = wish.anchors.length * SIDES.length;
		const before = options.previous?.get(wish.id);
		for (let attempt = before === undefined ? 0 : -1; attempt < choices; attempt += 1) {
			const choice = attempt === -1 ? (before as number) : attempt;
			const anchor = wish.anchors[Math.floor(choice / SIDES.length)];
			const side = SIDES[choice % SIDES.length];
			if (!anchor || !side) continue;
			const box: Box = {
				x: anchor.x + side.x * wish.width + side.gapX * wish.gapPx,
				y: anchor.y + side.y * wish.height + side.gapY * wish.gapPx,
				width: wish.width,
				height: wish.height,
			};
			const isInside =
				box.x >= 2 && box.y >= 2 && box.x + box.width <= canvas.width - 2 && box.y + box.height <= canvas.height - 2;
			if (!isInside || taken.some((other) => overlaps(box, other))) continue;
			placed.set(wish.id, { box, choice });
			taken.push(box);
			break;
		}
	}
	return placed;
}
