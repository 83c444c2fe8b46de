import type { Zone } from '../../../domain/alert/zones.ts';
import type { XY } from '../../../domain/geo/local-plane.ts';
import { between } from '../../measure/plane-line.ts';
import { boxOfPlaces, isInRing } from '../../measure/plane-ring.ts';
import type { Site, SiteRoad } from '../site.ts';
import { createWallDistance } from './wall-distance.ts';

/** Carriageways are looked at every so many metres from where they begin, and at their end. */
const STEP_M = 15;

/** A place on a carriageway. */
export interface RoadPlace {
	readonly xy: XY;
	readonly road: SiteRoad;
	/** Order of places that are as good as one another: by edge and along it. */
	readonly order: number;
	/** From the target's wall (the point without a target), metres. */
	readonly distanceM: number;
}

/**
 * Places on the carriageways within a distance of the target, off bridges and out of tunnels. They are counted from where each road
 * begins, so that turning the city moves none of them. Cost: 1 us a place.
 */
export function listRoadPlaces(site: Site, roads: readonly SiteRoad[], mostM: number): RoadPlace[] {
	const walls = site.target && createWallDistance(site.target.shape);
	const places: RoadPlace[] = [];
	let order = 0;
	for (const road of roads) {
		if (road.isOffGround) continue;
		for (const xy of stepAlong(road.line)) {
			order++;
			const distanceM = walls ? walls.measureM(xy) : Math.hypot(xy[0], xy[1]);
			if (distanceM > 0 && distanceM <= mostM) places.push({ xy, road, order, distanceM });
		}
	}
	return places;
}

function stepAlong(line: readonly XY[]): XY[] {
	const places: XY[] = [];
	let left = 0;
	for (let i = 1; i < line.length; i++) {
		const a = line[i - 1] as XY;
		const b = line[i] as XY;
		const lengthM = between(a, b);
		for (; left < lengthM; left += STEP_M) {
			const share = left / lengthM;
			places.push([a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]);
		}
		left -= lengthM;
	}
	const end = line.at(-1);
	if (end) places.push(end);
	return places;
}

/** Grounds of zones on the plane, for asking which of them hold a place. */
export interface ZoneGrounds {
	/** Whether a place lies in a zone that is active. */
	isInActive(at: XY): boolean;
	/** Whether it lies in one that may become so. */
	isInContingent(at: XY): boolean;
}

/** Lays zones out on the plane. */
export function layZones({ plane }: Site, zones: readonly Zone[]): ZoneGrounds {
	const laid = zones.flatMap(({ state, polygons }) =>
		polygons.flatMap((rings) => {
			const [outer, ...holes] = rings.map((ring) => ring.map((at) => plane.toXY(at)));
			return outer ? [{ state, outer, holes, box: boxOfPlaces(outer) }] : [];
		}),
	);
	const holds = (state: Zone['state'], at: XY) =>
		laid.some((zone) => {
			const [west, south, east, north] = zone.box;
			if (zone.state !== state || at[0] < west || at[0] > east || at[1] < south || at[1] > north) return false;
			return isInRing(at, zone.outer) && !zone.holes.some((hole) => isInRing(at, hole));
		});
	return { isInActive: (at) => holds('active', at), isInContingent: (at) => holds('contingent', at) };
}
