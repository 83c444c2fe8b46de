import type { AerialSpot } from '../../../domain/alert/aerial.ts';
import type { XY } from '../../../domain/geo/local-plane.ts';
import { E7 } from '../../../domain/geo/lon-lat.ts';
import { isInRing } from '../../measure/plane-ring.ts';
import { roundCm, roundTenth } from '../../measure/round.ts';
import type { Site } from '../site.ts';
import type { Stand } from './list-stands.ts';
import { placeOf } from './side-frame.ts';

/** Zones' rings are rounded to a centimetre. */
const ON_EDGE_M = 0.05;

/** A collapse zone on the plane of the site. */
export interface CollapseRing {
	readonly isActive: boolean;
	readonly ring: readonly XY[];
}

/** A stand as the assessment tells it. `wallM`: from the target's nearest wall to the rectangle. */
export function describeSpot(
	site: Site,
	stand: Stand,
	id: string,
	sideId: string,
	collapse: readonly CollapseRing[],
	wallM = stand.gapM,
): AerialSpot {
	const { frame, u, v, lengthM, widthM, lane, slope } = stand;
	const corners = [
		placeOf(frame, u - lengthM / 2, v - widthM / 2),
		placeOf(frame, u - lengthM / 2, v + widthM / 2),
		placeOf(frame, u + lengthM / 2, v + widthM / 2),
		placeOf(frame, u + lengthM / 2, v - widthM / 2),
	];
	const [lon, lat] = toPosition(site, stand.at);
	const headingDeg = (Math.atan2(frame.along[0], frame.along[1]) * 180) / Math.PI;
	return {
		id,
		sideId,
		lon,
		lat,
		headingDeg: roundTenth((headingDeg + 360) % 360) % 360,
		corners: corners.map((corner) => toPosition(site, corner)),
		lengthM: roundCm(lengthM),
		widthM: roundCm(widthM),
		wallM: roundCm(wallM),
		verdict: stand.verdict,
		failing: [...stand.failing],
		inCollapseZone: findZone([stand.at, ...corners.map((corner) => drawIn(corner, stand.at))], collapse),
		...(lane?.road.name && { roadName: lane.road.name }),
		...(lane?.road.nameEn && { roadNameEn: lane.road.nameEn }),
		carriagewayM: lane ? lane.road.widthM : null,
		carriagewayEstimated: lane ? lane.road.widthEstimated : null,
		slope: slope === null ? null : Math.round(slope * 1000) / 1000,
	};
}

/** A corner a little nearer to the middle: one that lies on a zone's edge lies outside it, whatever rounding says. */
function drawIn([x, y]: XY, [midX, midY]: XY): XY {
	const lengthM = Math.hypot(x - midX, y - midY) || 1;
	return [x + ((midX - x) * ON_EDGE_M) / lengthM, y + ((midY - y) * ON_EDGE_M) / lengthM];
}

function findZone(places: readonly XY[], collapse: readonly CollapseRing[]): AerialSpot['inCollapseZone'] {
	let found: AerialSpot['inCollapseZone'] = 'no';
	for (const { isActive, ring } of collapse) {
		if (!places.some((place) => isInRing(place, ring))) continue;
		if (isActive) return 'active';
		found = 'contingent';
	}
	return found;
}

function toPosition({ plane }: Site, at: XY): [number, number] {
	const [lon, lat] = plane.toLonLat(at);
	return [Math.round(lon * E7) / E7, Math.round(lat * E7) / E7];
}
