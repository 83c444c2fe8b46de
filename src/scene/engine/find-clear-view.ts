import { createLocalPlane, type LocalPlane, type XY } from '../../domain/geo/local-plane.ts';
import type { PolygonRings } from '../../domain/geo/lon-lat.ts';
import type { PictureBuilding } from '../layers/alarm-picture.ts';
import type { PictureReach } from '../layers/tactics-picture.ts';
import { getDrawnHeightM } from './alarm-lines.ts';
import { findAnchor } from './prism-edges.ts';
import { paintBand, paintWall, type WallPaint } from './wall-paint.ts';

/** A direction of view, as in FlyTarget. */
export interface ClearView {
	readonly headingDeg: number;
	readonly pitchDeg: number;
}

/** What a camera should see, and from where it would best. */
export interface ViewWish {
	readonly target: Pick<PictureBuilding, 'polygons' | 'heightM'>;
	/** What may stand before it. */
	readonly neighbours: readonly Pick<PictureBuilding, 'polygons' | 'heightM'>[];
	/** The walls that matter; empty = all of the target's. */
	readonly reach: readonly Pick<PictureReach, 'line' | 'lowM' | 'highM'>[];
	readonly preferredDeg: number;
	/** The pitches that may be taken, the best liked first. */
	readonly pitchesDeg: readonly number[];
}

const STEP_DEG = 15;
/** A view that shows nearly as much as the best is as good: then the preferred one wins. */
const ENOUGH_SHARE = 0.88;
/** What the rest of the target counts beside the walls that matter. */
const REST_SHARE = 0.2;
/** Walls are looked at in patches of about this size, metres; large ones in larger, so that they are about so many. */
const PATCH_M = 6;
const PATCHES = 100;
const RAD = Math.PI / 180;

/** A patch of wall: its middle, how high it is, and where it faces. */
interface Patch {
	readonly at: XY;
	readonly upM: number;
	readonly out: XY;
	readonly areaM2: number;
}

/** What may stand before a patch: rings of walls up to a roof. */
interface Blocker {
	readonly rings: readonly (readonly XY[])[];
	readonly topM: number;
	/** A circle round all of it. */
	readonly middle: XY;
	readonly radiusM: number;
}

function listPatches(walls: readonly WallPaint[], plane: LocalPlane): Patch[] {
	const quads = walls.flatMap((wall) => wall.quads);
	const areaM2 = quads.reduce((sum, [a, b, c]) => sum + (b.alongM - a.alongM) * (c.upM - b.upM), 0);
	const patchM = Math.max(PATCH_M, Math.sqrt(areaM2 / PATCHES));
	return quads.flatMap(([a, b, c]) => {
		const [from, to] = [plane.toXY([a.at[0], a.at[1]]), plane.toXY([b.at[0], b.at[1]])];
		const [lengthM, riseM] = [Math.hypot(to[0] - from[0], to[1] - from[1]), c.upM - b.upM];
		if (lengthM === 0) return [];
		const out: XY = [(to[1] - from[1]) / lengthM, (from[0] - to[0]) / lengthM];
		const [columns, rows] = [Math.ceil(lengthM / patchM), Math.ceil(riseM / patchM)];
		const areaM2 = (lengthM * riseM) / (columns * rows);
		return Array.from({ length: columns * rows }, (_, index): Patch => {
			const along = ((index % columns) + 0.5) / columns;
			const up = (Math.floor(index / columns) + 0.5) / rows;
			const at: XY = [from[0] + (to[0] - from[0]) * along, from[1] + (to[1] - from[1]) * along];
			return { at, upM: b.upM + riseM * up, out, areaM2 };
		});
	});
}

function toBlocker({ polygons, heightM }: ViewWish['target'], plane: LocalPlane): Blocker {
	const rings = polygons.flatMap(([outer = []]: PolygonRings) => [outer.map((point) => plane.toXY(point))]);
	const points = rings.flat();
	const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
	const middle: XY = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
	const radiusM = Math.max(...points.map(([x, y]) => Math.hypot(x - middle[0], y - middle[1])));
	return { rings, topM: getDrawnHeightM(heightM), middle, radiusM };
}

/** Whether the ray from a patch along `ahead`, rising by `rise` a metre, runs into a wall. */
function isBlocked({ at: [x, y], upM }: Patch, [dx, dy]: XY, rise: number, blocker: Blocker): boolean {
	const { rings, topM, middle, radiusM } = blocker;
	if (topM <= upM) return false;
	const farthestM = (topM - upM) / rise;
	const [mx, my] = [middle[0] - x, middle[1] - y];
	const middleM = mx * dx + my * dy;
	if (Math.abs(mx * dy - my * dx) > radiusM || middleM < -radiusM || middleM > farthestM + radiusM) return false;
	for (const ring of rings) {
		let [ax, ay] = ring.at(-1) ?? [0, 0];
		for (const [bx, by] of ring) {
			const [ex, ey] = [bx - ax, by - ay];
			const cross = dx * ey - dy * ex;
			const [px, py] = [ax - x, ay - y];
			[ax, ay] = [bx, by];
			if (cross === 0) continue;
			const alongM = (px * ey - py * ex) / cross;
			const share = (px * dy - py * dx) / cross;
			if (alongM > 0 && alongM < farthestM && share >= 0 && share <= 1) return true;
		}
	}
	return false;
}

/**
 * From where is most of the target's important walls seen, past its neighbours? Of views that show nearly as much as the best, the one
 * nearest to the preferred heading wins, and of those the best liked pitch. Seen from far off: all lines of sight run parallel; ground is
 * taken as level, and an unknown height as it is drawn. Without an outline: the preferred view. Cost: 2 to 20 ms.
 */
export function findClearView({ target, neighbours, reach, preferredDeg, pitchesDeg }: ViewWish): ClearView {
	const preferred: ClearView = { headingDeg: preferredDeg, pitchDeg: pitchesDeg[0] ?? -45 };
	const centre = findAnchor(target.polygons);
	if (!centre) return preferred;
	const plane = createLocalPlane({ lon: centre[0], lat: centre[1] });
	const walls = listPatches([paintBand(target.polygons, 0, getDrawnHeightM(target.heightM), 0)], plane);
	const front = listPatches(
		reach.map(({ line, lowM, highM }) => paintWall(line, lowM, highM, 0)),
		plane,
	);
	const frontM2 = front.reduce((sum, { areaM2 }) => sum + areaM2, 0);
	const blockers = [target, ...neighbours].map((building) => toBlocker(building, plane));
	/** Square metres of patches that face a viewer, foreshortened as he sees them; and what of that nothing hides. */
	const measure = (patches: readonly Patch[], { headingDeg, pitchDeg }: ClearView) => {
		const ahead: XY = [-Math.sin(headingDeg * RAD), -Math.cos(headingDeg * RAD)];
		const rise = Math.tan(Math.abs(pitchDeg) * RAD);
		let [facedM2, seenM2] = [0, 0];
		for (const patch of patches) {
			const facing = patch.out[0] * ahead[0] + patch.out[1] * ahead[1];
			if (facing <= 0) continue;
			facedM2 += patch.areaM2 * facing;
			if (!blockers.some((blocker) => isBlocked(patch, ahead, rise, blocker))) seenM2 += patch.areaM2 * facing;
		}
		return { facedM2, seenM2 };
	};
	/** Of the walls that matter, how much is seen of all there is; of the others, how much of what faces the viewer. */
	const rate = (view: ClearView) => {
		const { facedM2, seenM2 } = measure(walls, view);
		const rest = facedM2 > 0 ? seenM2 / facedM2 : 0;
		const share = frontM2 > 0 ? measure(front, view).seenM2 / frontM2 + REST_SHARE * rest : rest;
		return share * Math.cos(view.pitchDeg * RAD);
	};
	const views = Array.from({ length: 360 / STEP_DEG }, (_, step) => {
		const turn = (step % 2 === 0 ? 1 : -1) * Math.ceil(step / 2) * STEP_DEG;
		const headingDeg = (preferredDeg + turn + 360) % 360;
		return pitchesDeg.map((pitchDeg) => ({ headingDeg, pitchDeg }));
	})
		.flat()
		.map((view) => ({ view, rating: rate(view) }));
	const best = Math.max(...views.map(({ rating }) => rating));
	return views.find(({ rating }) => rating >= best * ENOUGH_SHARE)?.view ?? preferred;
}
