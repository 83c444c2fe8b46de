import { distanceM } from '../../../domain/geo/local-plane.ts';
import type { MeasurePart } from '../../../domain/measure.ts';
import type { SnapHit } from '../../../domain/snap.ts';
import type { PointError } from './point-error.ts';
import { cannotTell, type MeasureAnswer, type MeasuredPoints, type MeasureSite, planeAmong } from './reckon-measure.ts';
import { lengthErrorM, type Space } from './space-line.ts';

/**
 * How long is a path: slope length of all its stretches, with its horizontal part and how much its end lies above its start. null where the
 * height of a point is unknown; its horizontal part is told all the same.
 */
export function measureDistance({ hits, errors }: MeasuredPoints, site: MeasureSite): MeasureAnswer {
	if (hits.length < 2) return cannotTell('more-points');
	const plane = planeAmong(hits);
	const levels = hits.map((hit) => levelOf(hit, site.hasTerrain));
	const raised = errors.map((error) => withGroundError(error, site));
	const line = hits.map(({ lon, lat }, i): Space => [...plane.toXY([lon, lat]), levels[i] as number]);
	const flat = line.map(([x, y]): Space => [x, y, 0]);
	const flatLegsM = hits.slice(1).map((hit, i) => distanceM(hits[i] as SnapHit, hit));
	const legsM = flatLegsM.map((legM, i) => Math.hypot(legM, (levels[i + 1] as number) - (levels[i] as number)));
	const rise = readRise(hits, levels, raised, site.hasTerrain);
	const datum = site.hasTerrain
		? 'wgs84-terrain'
		: hits.some(({ heightM }) => heightM > 0)
			? 'wgs84-above-ground'
			: 'wgs84';
	const parts: MeasurePart[] = [
		{ name: 'horizontal', value: sum(flatLegsM), error: lengthErrorM(flat, errors), unit: 'm' },
		{ name: 'vertical', ...rise, unit: 'm' },
	];
	const assumptions = site.hasTerrain ? (['measure.groundM'] as const) : [];
	if (hits.some(({ isHeightKnown }) => !isHeightKnown)) return cannotTell('height-unknown', { parts, datum });
	return { value: sum(legsM), error: lengthErrorM(line, raised), legsM, parts, datum, assumptions };
}

/** Height of a point on the map's own scale, metres: above the terrain's zero, without terrain above the ground. */
export function levelOf({ groundM, heightM }: SnapHit, hasTerrain: boolean): number {
	return hasTerrain ? groundM + heightM : heightM;
}

/** The error of a point's level: with terrain that of the ground comes to it. */
export function withGroundError(error: PointError, { hasTerrain, values }: MeasureSite): PointError {
	if (!hasTerrain) return error;
	return { acrossM: error.acrossM, upM: Math.hypot(error.upM, values['measure.groundM']) };
}

/** How much the end lies above the start; unknown between two places on the ground without terrain. */
function readRise(
	hits: readonly SnapHit[],
	levels: readonly number[],
	errors: readonly PointError[],
	hasTerrain: boolean,
): Pick<MeasurePart, 'value' | 'error'> {
	const [first, last] = [hits[0] as SnapHit, hits.at(-1) as SnapHit];
	const isBare = !hasTerrain && first.heightM === 0 && last.heightM === 0;
	if (isBare || !first.isHeightKnown || !last.isHeightKnown) return { value: null, error: null };
	const upM = Math.hypot((errors[0] as PointError).upM, (errors.at(-1) as PointError).upM);
	return { value: (levels.at(-1) as number) - (levels[0] as number), error: upM };
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
