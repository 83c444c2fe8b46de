import type { XY } from '../../../domain/geo/local-plane.ts';
import type { MeasuredBuilding } from '../measured-building.ts';
import type { Site } from '../site.ts';
import { type AirPlace, findBlocker } from './find-blocker.ts';
import type { Emission, OuterWalls } from './radiating-walls.ts';
import { measureViewFactor, type RadiatingWalls } from './view-factor.ts';

/** Where along a wall it is looked, as shares of its length: of neighbours that may be hurt, and of those that cannot. */
const PLACES = [0, 0.25, 0.5, 0.75, 1];
const FEW_PLACES = [0.5];
/** Places whose shelter is looked into before the best of them is taken. */
const MAX_LOOKED = 4;
const MAX_LOOKED_FAR = 1;
/** A line of sight ends this far before the wall, metres. */
const OFF_WALL_M = 0.05;

interface Place {
	readonly x: number;
	readonly y: number;
	/** Without shelter. */
	readonly viewFactor: number;
}

/**
 * Rule A8: at which place of a neighbour's walls is the view factor largest, and how large is it? Looked at: five places on each wall
 * that faces the target, the foot of the middle of each of the target's walls, at the height nearest to the middle of the burning part.
 * Walls of the target that another building hides are left out; `blocker` = the id of one that hides any, null = none. Too far off to be hurt
 * (all walls at the gap together, area / (pi gap2), stay below the crew's limit): only the middles of its walls are looked at.
 */
export function findWorstPlace(
	site: Site,
	emission: Emission & { readonly bandM: number | null },
	walls: OuterWalls,
	neighbour: MeasuredBuilding,
	{ topM, gapM }: { readonly topM: number; readonly gapM: number },
): { viewFactor: number; blocker: string | null } {
	const bandM = emission.bandM as number;
	const heightM = site.target?.building.heightM as number;
	const top = Math.max(0, topM);
	// With the fire floor unknown: the floor opposite the middle of the neighbour's wall.
	const lowM = emission.footM ?? Math.min(Math.max(0, top / 2 - bandM / 2), heightM - bandM);
	const radiating: RadiatingWalls = { ends: walls.ends, lowM, highM: lowM + bandM };
	const zM = Math.min(lowM + bandM / 2, top);
	const isFar = measureMostSeen(walls, bandM, gapM) * emission.emitKwM2 < site.table.values['radiation.crewKwM2'];
	const places = listPlaces(radiating, walls.middles, neighbour, zM, isFar);
	const most = isFar ? MAX_LOOKED_FAR : MAX_LOOKED;
	let best = { viewFactor: 0, blocker: null as string | null };
	for (let i = 0; i < places.length && i < most; i++) {
		const place = places[i] as Place;
		if (place.viewFactor <= best.viewFactor) break;
		const seen = lookFor(site, radiating, neighbour, place, zM);
		if (i === 0 || seen.viewFactor > best.viewFactor) best = seen;
	}
	return best;
}

/** The most that a place could see of walls so far off: half of them, all at the gap. Never more than 1. */
export function measureMostSeen({ lengthM }: OuterWalls, bandM: number, gapM: number): number {
	return Math.min(1, (lengthM * bandM) / (2 * Math.PI * gapM * gapM));
}

/** Places on the neighbour's walls that see any of the target's, the most exposed first. */
function listPlaces(
	radiating: RadiatingWalls,
	middles: Float64Array,
	{ shape }: MeasuredBuilding,
	zM: number,
	isFar: boolean,
): Place[] {
	const { xy, ringStart, polygonStart } = shape;
	const places: Place[] = [];
	const add = (x: number, y: number) => {
		const viewFactor = measureViewFactor(radiating, x, y, zM);
		if (viewFactor > 0) places.push({ x, y, viewFactor });
	};
	for (let polygon = 0; polygon + 1 < polygonStart.length; polygon++) {
		const ring = polygonStart[polygon] as number;
		const last = ((ringStart[ring + 1] as number) - 1) * 2;
		for (let i = (ringStart[ring] as number) * 2; i < last; i += 2) {
			const ax = xy[i] as number;
			const ay = xy[i + 1] as number;
			const dx = (xy[i + 2] as number) - ax;
			const dy = (xy[i + 3] as number) - ay;
			const length2 = dx * dx + dy * dy;
			if (length2 === 0 || !facesAny(middles, ax, ay, dx, dy)) continue;
			for (const share of isFar ? FEW_PLACES : PLACES) add(ax + share * dx, ay + share * dy);
			if (isFar) continue;
			for (let k = 0; k < middles.length; k += 2) {
				const t = (((middles[k] as number) - ax) * dx + ((middles[k + 1] as number) - ay) * dy) / length2;
				if (t > 0 && t < 1) add(ax + t * dx, ay + t * dy);
			}
		}
	}
	return places.sort((a, b) => b.viewFactor - a.viewFactor);
}

/** Whether any of the places lies outside of the wall that runs from (ax, ay) by (dx, dy). */
function facesAny(places: Float64Array, ax: number, ay: number, dx: number, dy: number): boolean {
	for (let k = 0; k < places.length; k += 2) {
		if (dx * ((places[k + 1] as number) - ay) - dy * ((places[k] as number) - ax) < 0) return true;
	}
	return false;
}

/** The view factor at a place without the walls that are hidden from it. */
function lookFor(site: Site, radiating: RadiatingWalls, neighbour: MeasuredBuilding, place: Place, zM: number) {
	const { ends, lowM, highM } = radiating;
	const from: AirPlace = { xy: [place.x, place.y], zM };
	const toZM = (lowM + highM) / 2;
	const ignored = [neighbour.building.fid, site.target?.building.fid as number];
	const shown = new Uint8Array(ends.length / 4);
	let blocker: string | null = null;
	for (let i = 0; i < ends.length; i += 4) {
		const ax = ends[i] as number;
		const ay = ends[i + 1] as number;
		const bx = ends[i + 2] as number;
		const by = ends[i + 3] as number;
		const isSeen = (ax - place.x) * (by - place.y) - (ay - place.y) * (bx - place.x) < 0;
		if (!isSeen) continue;
		const middle: XY = [(ax + bx) / 2, (ay + by) / 2];
		const lengthM = Math.hypot(place.x - middle[0], place.y - middle[1]) || 1;
		const share = OFF_WALL_M / lengthM;
		const to: XY = [middle[0] + share * (place.x - middle[0]), middle[1] + share * (place.y - middle[1])];
		const found = findBlocker(site, from, { xy: to, zM: toZM }, { ignored, unknownBlocks: false });
		if (found) blocker ??= found.building.id;
		else shown[i / 4] = 1;
	}
	return { viewFactor: measureViewFactor(radiating, place.x, place.y, zM, shown), blocker };
}
