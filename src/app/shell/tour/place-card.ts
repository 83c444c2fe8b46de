/** A box on the screen, CSS pixels. */
export interface ScreenBox {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

const GAP = 12;

/**
 * Where a card of some size stands beside what it points at: below, above, right or left of it, the first that fits the window; where none
 * does, over its middle. Always wholly in the window.
 */
export function placeCard(
	target: ScreenBox,
	card: { readonly width: number; readonly height: number },
	view: { readonly width: number; readonly height: number },
): { readonly left: number; readonly top: number } {
	const middle = target.left + target.width / 2 - card.width / 2;
	const centre = target.top + target.height / 2 - card.height / 2;
	const right = target.left + target.width + GAP;
	const below = target.top + target.height + GAP;
	const spots = [
		{ left: middle, top: below, fits: below + card.height <= view.height },
		{ left: middle, top: target.top - GAP - card.height, fits: target.top - GAP - card.height >= 0 },
		{ left: right, top: centre, fits: right + card.width <= view.width },
		{ left: target.left - GAP - card.width, top: centre, fits: target.left - GAP - card.width >= 0 },
	];
	const { left, top } = spots.find(({ fits }) => fits) ?? { left: middle, top: centre };
	const within = (at: number, size: number, room: number) => Math.max(GAP, Math.min(at, room - size - GAP));
	return { left: within(left, card.width, view.width), top: within(top, card.height, view.height) };
}
