import type { SnapHit } from '../../../domain/snap.ts';
import { levelOf, withGroundError } from './measure-distance.ts';
import { heightErrorM } from './point-error.ts';
import {
	cannotTell,
	type MeasureAnswer,
	type MeasuredPoints,
	type MeasureSite,
	toMeasurePoint,
} from './reckon-measure.ts';

/** How high is a building's roof above the ground, by one point on it; or how much does one point lie above another? */
export function measureHeight(points: MeasuredPoints, site: MeasureSite): MeasureAnswer {
	const [first, second] = points.hits;
	if (!first) return cannotTell('more-points');
	return second ? measureBetween(points, first, second, site) : measureRoof(points, first, site);
}

function measureRoof({ buildings }: MeasuredPoints, hit: SnapHit, { values }: MeasureSite): MeasureAnswer {
	const building = buildings[0];
	if (!building) return cannotTell('no-building');
	const { heightM, heightBasis } = building;
	if (heightM === null) return cannotTell('height-unknown');
	const { error, assumptions } = heightErrorM(heightBasis, heightM, values);
	const foot = { ...toMeasurePoint(hit), heightM: 0 };
	return {
		value: heightM,
		error,
		assumptions,
		heightBasis,
		datum: 'wgs84-above-ground',
		points: [foot, { ...foot, heightM }],
	};
}

function measureBetween(points: MeasuredPoints, a: SnapHit, b: SnapHit, site: MeasureSite): MeasureAnswer {
	if (!a.isHeightKnown || !b.isHeightKnown) return cannotTell('height-unknown');
	const { hasTerrain } = site;
	if (!hasTerrain && a.heightM === 0 && b.heightM === 0) return cannotTell('no-terrain');
	// On one building the ground is the same one: its error drops out.
	const isGroundShared = points.isOneBuilding;
	const [aUpM, bUpM] = points.errors.map((error) => (isGroundShared ? error : withGroundError(error, site)).upM);
	const higher = b.heightM >= a.heightM ? points.buildings[1] : points.buildings[0];
	return {
		value: Math.abs(levelOf(b, hasTerrain) - levelOf(a, hasTerrain)),
		error: Math.hypot(aUpM as number, bUpM as number),
		heightBasis: higher?.heightBasis ?? null,
		datum: hasTerrain ? 'wgs84-terrain' : 'wgs84-above-ground',
		assumptions: hasTerrain && !isGroundShared ? ['measure.groundM'] : [],
	};
}
