/** Of a picture, CSS pixels from its top left. */
export interface PicturePoint {
	readonly x: number;
	readonly y: number;
}

/** Less than that is not seen. */
const LEAST_SEEN_PX = 1;

/** Where a point of the picture may still show a symbol whose half is `marginPx`; null = outside, or there is no such point. */
export function keepInPicture(
	point: PicturePoint | undefined,
	size: { readonly width: number; readonly height: number },
	marginPx: number,
): PicturePoint | null {
	if (!point) return null;
	const isInside =
		point.x >= -marginPx &&
		point.y >= -marginPx &&
		point.x <= size.width + marginPx &&
		point.y <= size.height + marginPx;
	return isInside ? { x: point.x, y: point.y } : null;
}

/** Whether a symbol drawn at one point has to be drawn anew for another; null = outside the picture. */
export function isSeenMove(drawn: PicturePoint | null, now: PicturePoint | null): boolean {
	if (!drawn || !now) return drawn !== now;
	return Math.hypot(now.x - drawn.x, now.y - drawn.y) >= LEAST_SEEN_PX;
}
