import { createLocalPlane, type XY } from '../../domain/geo/local-plane.ts';
import type { LonLat, Position } from '../../domain/geo/lon-lat.ts';

/** Length of an outrigger tick, metres. */
const JACK_M = 1.6;
/** The mark of the front, metres behind it. */
const NOSE_M = 2.2;
/** The handle that turns a truck stands before its front by so much, metres. */
const HANDLE_M = 4;

/** The lines of a working place: its rectangle, an outrigger at each corner, and an arrow head at the truck's front. */
export interface SpotShape {
	readonly outline: readonly Position[];
	readonly jacks: readonly (readonly Position[])[];
	readonly nose: readonly Position[];
	/** Where a truck that may be moved is taken hold of to turn it. */
	readonly handle: Position;
}

/** Shape of the rectangle `corners` (not repeated), the truck's front towards `headingDeg`. Undefined with fewer than three corners. */
export function shapeSpot(
	{ lon, lat }: LonLat,
	corners: readonly Position[],
	headingDeg: number,
): SpotShape | undefined {
	const first = corners[0];
	if (!first || corners.length < 3) return undefined;
	const plane = createLocalPlane({ lon, lat });
	const heading = (headingDeg * Math.PI) / 180;
	const ahead: XY = [Math.sin(heading), Math.cos(heading)];
	const right: XY = [ahead[1], -ahead[0]];
	const points = corners.map((corner) => plane.toXY(corner));
	const frontM = Math.max(...points.map(([x, y]) => x * ahead[0] + y * ahead[1]));
	const halfM = Math.max(...points.map(([x, y]) => Math.abs(x * right[0] + y * right[1])));
	const at = (aheadM: number, rightM: number): Position =>
		plane.toLonLat([ahead[0] * aheadM + right[0] * rightM, ahead[1] * aheadM + right[1] * rightM]);
	const jacks = points.map(([x, y], index): Position[] => {
		// Straight out to the side, as outriggers are.
		const side = Math.sign(x * right[0] + y * right[1]) * JACK_M;
		return [corners[index] as Position, plane.toLonLat([x + right[0] * side, y + right[1] * side])];
	});
	return {
		outline: [...corners, first],
		jacks,
		nose: [at(frontM - NOSE_M, -halfM * 0.6), at(frontM, 0), at(frontM - NOSE_M, halfM * 0.6)],
		handle: at(frontM + HANDLE_M, 0),
	};
}

/** Corners moved with their truck to another place and heading. */
export function moveCorners(
	corners: readonly Position[],
	from: LonLat & { readonly headingDeg: number },
	to: LonLat & { readonly headingDeg: number },
): Position[] {
	const source = createLocalPlane(from);
	const goal = createLocalPlane(to);
	const turn = ((to.headingDeg - from.headingDeg) * Math.PI) / 180;
	const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
	return corners.map((corner) => {
		const [x, y] = source.toXY(corner);
		return goal.toLonLat([x * cos + y * sin, y * cos - x * sin]);
	});
}
