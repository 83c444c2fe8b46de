import type { Basis, Building } from '../../../domain/building.ts';
import type { AssumptionId, ServiceValues } from '../../../domain/service/assumptions.ts';
import type { SnapHit } from '../../../domain/snap.ts';

/** Half widths of the interval that holds a point, metres: sideways in any direction, and up. */
export interface PointError {
	readonly acrossM: number;
	readonly upM: number;
}

/** An error, and the figures that it was reckoned with. */
export interface Reckoned<T> {
	readonly error: T;
	readonly assumptions: readonly AssumptionId[];
}

/** Rule M1: how far off may the height of a building be, metres? By how it came about. */
export function heightErrorM(basis: Basis, heightM: number, values: ServiceValues): Reckoned<number> {
	switch (basis) {
		case 'measured':
			return { error: values['measure.heightMeasuredM'], assumptions: ['measure.heightMeasuredM'] };
		case 'registered':
			return { error: values['measure.heightRegisteredM'], assumptions: ['measure.heightRegisteredM'] };
		default:
			return {
				error: values['measure.heightEstimatedShare'] * heightM,
				assumptions: ['measure.heightEstimatedShare'],
			};
	}
}

/**
 * Rule M1: how far off may a point be? On a building as its footprint, or only as its shape where all points lie on one building (`isOneBuilding`:
 * what they share drops out); on a road as its line; where nothing caught it as the hand.
 */
export function pointErrorOf(
	hit: SnapHit,
	building: Building | undefined,
	isOneBuilding: boolean,
	values: ServiceValues,
): Reckoned<PointError> {
	const used: AssumptionId[] = [];
	const take = (id: 'measure.footprintM' | 'measure.footprintShapeM' | 'measure.roadLineM' | 'measure.handPx') => {
		used.push(id);
		return values[id];
	};
	const { kind } = hit.snap;
	let acrossM = 0;
	if (kind === 'road') acrossM = take('measure.roadLineM');
	else if (building && isOneBuilding) acrossM = take('measure.footprintShapeM') / Math.SQRT2;
	else if (building) acrossM = take('measure.footprintM');
	const isByHand = kind === 'ground' || kind === 'none' || kind === 'roof' || kind === 'facade';
	if (isByHand) acrossM = Math.hypot(acrossM, take('measure.handPx') * hit.metresPerPixel);
	let upM = 0;
	if (building && hit.heightM > 0) {
		const { error, assumptions } = heightErrorM(building.heightBasis, hit.heightM, values);
		used.push(...assumptions);
		upM = error;
	}
	if (kind === 'facade') upM = Math.hypot(upM, values['measure.handPx'] * hit.metresPerPixel);
	return { error: { acrossM, upM }, assumptions: used };
}
