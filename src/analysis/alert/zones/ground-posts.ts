import type { Aerial } from '../../../domain/alert/aerial.ts';
import type { Post } from '../../../domain/alert/zones.ts';
import type { XY } from '../../../domain/geo/local-plane.ts';
import { measureCentroid } from '../../measure/footprint.ts';
import { containsPoint } from '../../measure/gap.ts';
import { between } from '../../measure/plane-line.ts';
import { boxOfPlaces, isInRing, type PlaneBox } from '../../measure/plane-ring.ts';
import { roundCm, roundTenth } from '../../measure/round.ts';
import { measureStoreyM } from '../exposures/radiating-walls.ts';
import type { Site } from '../site.ts';
import { because, sourceOf, toPosition } from './describe-zone.ts';
import { bearingBetween } from './place-extent.ts';
import { listRoadPlaces, type RoadPlace, type ZoneGrounds } from './post-places.ts';
import { listFacades, measureSeenShare } from './seen-sides.ts';
import { findWindSide, type WindSide } from './wind-side.ts';

/** Places whose view is looked into, and how far apart they lie. */
const LOOKED = 24;
const LOOKED_APART_M = 20;
/** Posts that are offered, and how far apart they lie. */
const OFFERED = { command: 3, staging: 2 } as const;
const OFFERED_APART_M = 40;
/** A side is seen when at least this share of its places is. */
const SEEN_SHARE = 0.6;
/** Height that is looked at where no floor is known to burn, as a share of the target's. */
const LOOKED_AT_SHARE = 2 / 3;

/** A place on a carriageway where a post could be, with all but its view looked into. */
interface PossiblePlace extends RoadPlace {
	readonly wind: WindSide | null;
	readonly inContingent: boolean;
	/** From where the first vehicles come to, metres. */
	readonly approachM: number;
}

/** A place with all that it is ranked by. */
interface RankedPlace extends PossiblePlace {
	readonly sees: readonly string[];
	/** Points of the conditions that it meets. */
	readonly points: number;
	/** From the distance that is best, tenths of metres. */
	readonly offBest: number;
}

type GroundPost = 'command' | 'staging';

/** What a condition is worth: a view of the fire or safety from a collapse outweigh convenience. */
const POINTS = { outsideContingent: 3, enoughSides: 3, oneSide: 1, upwind: 2, inRange: 2, nearApproach: 1 } as const;

/**
 * Rule A17: from where on the carriageways can the fire be commanded, and where can vehicles wait? Never in an active zone, downwind, on a
 * spot for an aerial, under a building, or where no lane stays free. Then by points: outside contingent zones 3, upwind 2; for command posts also two sides in
 * view 3 (one 1), 50 to 150 m away 2, near the approach 1; at last by distance. Best first, 40 m apart; where all command posts lie in a
 * contingent zone, the last one makes room for the best that does not, if there is one.
 */
export function listGroundPosts(site: Site, grounds: ZoneGrounds, aerial: Aerial | null): Post[] {
	const possible = listPossible(site, grounds, aerial);
	return [...rankPosts(site, 'command', possible), ...rankPosts(site, 'staging', possible)];
}

/** Places that meet all hard conditions of a command post. */
function listPossible(site: Site, grounds: ZoneGrounds, aerial: Aerial | null): PossiblePlace[] {
	const { values } = site.table;
	const centre = centreOf(site);
	const neededM = values['post.laneM'] + values['post.vehicleM'];
	const places = listRoadPlaces(site, site.roads ?? [], site.reachM);
	const approach = findApproach(places);
	const spots = listSpots(site, aerial);
	const clearM = values['post.spotClearM'];
	const possible: PossiblePlace[] = [];
	for (const place of places) {
		const { xy, road } = place;
		if (road.widthM < neededM || grounds.isInActive(xy)) continue;
		const wind = findWindSide(site.situation.wind, bearingBetween(centre, xy), values);
		if (wind === 'downwind' || spots.some((spot) => isOnSpot(xy, spot, clearM))) continue;
		const [x, y] = xy;
		// A road that runs under a building, or ends in one.
		if (site.findOthersIn(x, y, x, y).some(({ shape }) => containsPoint(shape, xy))) continue;
		const approachM = approach ? between(xy, approach) : Number.POSITIVE_INFINITY;
		possible.push({ ...place, wind, inContingent: grounds.isInContingent(xy), approachM });
	}
	return possible;
}

function rankPosts(site: Site, kind: GroundPost, possible: readonly PossiblePlace[]): Post[] {
	const { values } = site.table;
	const isCommand = kind === 'command';
	const centre = centreOf(site);
	const leastM = isCommand ? values['post.leastM'] : values['post.stagingLeastM'];
	const bestM = (leastM + values['post.mostM']) / 2;
	const neededM = values['post.laneM'] + 2 * values['post.vehicleM'];
	const fit = isCommand
		? possible
		: possible.filter(({ road, distanceM }) => road.widthM >= neededM && distanceM >= leastM);
	const ranked = fit.map((place) => grade(place, [])).sort(compareRanked);
	const looked = isCommand ? spread(ranked, LOOKED, LOOKED_APART_M).map((place) => grade(place, look(place))) : ranked;
	if (isCommand) looked.sort(compareRanked);
	return offer(looked, OFFERED[kind]).map((place, i) => describe(place, i));

	function grade(place: PossiblePlace, sees: readonly string[]): RankedPlace {
		const { inContingent, wind, distanceM } = place;
		let points = (inContingent ? 0 : POINTS.outsideContingent) + (wind === 'upwind' ? POINTS.upwind : 0);
		if (isCommand) {
			points += seesEnough(sees) ? POINTS.enoughSides : sees.length > 0 ? POINTS.oneSide : 0;
			points += isInRange(place) ? POINTS.inRange : 0;
			points += isNearApproach(place) ? POINTS.nearApproach : 0;
		}
		return { ...place, sees, points, offBest: Math.round(Math.abs(distanceM - bestM) * 10) };
	}

	function seesEnough(sees: readonly string[]): boolean {
		return sees.length >= values['post.sidesSeen'];
	}

	function isInRange({ distanceM }: PossiblePlace): boolean {
		return distanceM >= leastM && distanceM <= values['post.mostM'];
	}

	function isNearApproach({ approachM }: PossiblePlace): boolean {
		return approachM <= values['post.approachM'];
	}

	function look(place: PossiblePlace): readonly string[] {
		const eye = { xy: place.xy, zM: values['post.eyeM'] };
		const atM = lookedAtM(site);
		return listFacades(site)
			.filter((side) => measureSeenShare(site, side, eye, [atM]) >= SEEN_SHARE)
			.map(({ id }) => id);
	}

	function describe(place: RankedPlace, i: number): Post {
		const { xy, road, distanceM, wind, sees, inContingent, approachM } = place;
		const [lon, lat] = toPosition(site.plane, xy);
		const reasons: Post['reasons'] = [];
		const add = (good: boolean, code: string, params = {}) => reasons.push({ ...because(code, params), good });
		if (inContingent) add(false, 'post/in-contingent');
		else add(true, 'post/outside-zones');
		if (wind === null) add(false, 'post/wind-unknown');
		else add(true, `post/${wind}`);
		if (isCommand && site.target) {
			add(seesEnough(sees), sees.length > 0 ? 'post/sees' : 'post/sees-none', { count: sees.length });
		}
		if (isCommand) {
			const where = distanceM < leastM ? 'near' : distanceM > values['post.mostM'] ? 'far' : 'in-range';
			add(isInRange(place), `post/${where}`, { distanceM: roundCm(distanceM) });
			if (isNearApproach(place)) add(true, 'post/near-approach', { distanceM: roundCm(approachM) });
		}
		add(true, 'post/lane-free', { roadWidthM: roundTenth(road.widthM), laneWidthM: values['post.laneM'] });
		if (road.widthEstimated) add(false, 'post/width-estimated');
		return {
			id: `${isCommand ? 'C' : 'T'}${i + 1}`,
			kind,
			lon,
			lat,
			heightM: null,
			lookDeg: roundTenth(bearingBetween(xy, centre)),
			sees: [...sees],
			distanceM: roundCm(distanceM),
			roadName: road.name,
			roadNameEn: road.nameEn,
			reasons,
			sourced: sourceOf(
				site,
				'A17',
				'estimated',
				{ distanceM: roundCm(distanceM), roadWidthM: roundTenth(road.widthM) },
				[
					...(isCommand ? (['post.leastM', 'post.mostM', 'post.sidesSeen', 'post.approachM'] as const) : []),
					...(isCommand ? [] : (['post.stagingLeastM'] as const)),
					'post.laneM',
					'post.vehicleM',
				],
			),
		};
	}
}

function compareRanked(a: RankedPlace, b: RankedPlace): number {
	return b.points - a.points || a.offBest - b.offBest || a.order - b.order;
}

/** Height on the walls that a post looks at: of the floor that burns, else two thirds up, else what stands on the ground. */
function lookedAtM({ target, situation, table }: Site): number {
	const building = target?.building;
	if (!building) return table.values['post.eyeM'];
	const floorM =
		situation.fireFloor === null ? null : Math.max(0, situation.fireFloor - 0.5) * measureStoreyM(building);
	if (building.heightM === null) return floorM ?? table.values['post.eyeM'];
	return Math.min(floorM ?? LOOKED_AT_SHARE * building.heightM, building.heightM);
}

/** Centre of the target's ground; the alarm point without a target. */
function centreOf({ target }: Site): XY {
	return target ? measureCentroid(target.shape) : [0, 0];
}

/** The carriageway's place that is nearest to the target: where the first vehicles come to. */
function findApproach(places: readonly RoadPlace[]): XY | null {
	let best: RoadPlace | null = null;
	for (const place of places) {
		if (!best || roundTenth(place.distanceM) < roundTenth(best.distanceM)) best = place;
	}
	return best?.xy ?? null;
}

/** A place for an aerial: its corners on the plane and the box round them. */
interface TakenSpot {
	readonly corners: readonly XY[];
	readonly box: PlaneBox;
}

function listSpots({ plane }: Site, aerial: Aerial | null): TakenSpot[] {
	return (aerial?.spots ?? [])
		.filter(({ verdict }) => verdict !== 'unusable')
		.map((spot) => {
			const corners = spot.corners.map((at) => plane.toXY(at));
			return { corners, box: boxOfPlaces(corners) };
		});
}

function isOnSpot(at: XY, { corners, box: [west, south, east, north] }: TakenSpot, clearM: number): boolean {
	const [x, y] = at;
	if (x < west - clearM || x > east + clearM || y < south - clearM || y > north + clearM) return false;
	return isInRing(at, corners) || corners.some((corner) => between(corner, at) < clearM);
}

/** The best places, one of them outside contingent zones where there is such a one. */
function offer(places: readonly RankedPlace[], most: number): RankedPlace[] {
	const best = spread(places, most, OFFERED_APART_M);
	const outside = places.find(({ inContingent }) => !inContingent);
	if (!outside || best.some(({ inContingent }) => !inContingent)) return best;
	return [...best.slice(0, most - 1), outside];
}

/** The first of a list, each so far from those before it. */
function spread<T extends { readonly xy: XY }>(places: readonly T[], most: number, apartM: number): T[] {
	const kept: T[] = [];
	for (const place of places) {
		if (kept.length === most) break;
		if (kept.every(({ xy }) => between(xy, place.xy) >= apartM)) kept.push(place);
	}
	return kept;
}
