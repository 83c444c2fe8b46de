import { STOREY_HEIGHT_M } from '../../../domain/building.ts';
import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import type { MeasuredBuilding } from '../measured-building.ts';

/** The floors of a target above ground, as aerials count them. */
export interface Floors {
	readonly count: number;
	readonly storeyM: number;
	/** The storey is not measured but assumed by use. */
	readonly isStoreyEstimated: boolean;
	/** Height of the window that a basket lands at above the floor. */
	readonly landingM: number;
}

const EPS_M = 1e-6;

/** Floors by number and height; by number and the storey of the use without a height; null = the number is unknown. */
export function countFloors({ building }: MeasuredBuilding, values: ServiceValues): Floors | null {
	const { floors, heightM, use } = building;
	if (floors === null || floors < 1) return null;
	const isStoreyEstimated = heightM === null;
	return {
		count: floors,
		storeyM: heightM === null ? STOREY_HEIGHT_M[use].heightM : heightM / floors,
		isStoreyEstimated,
		landingM: values['aerial.sillM'] + values['aerial.landingM'],
	};
}

/** Where a basket lands at a floor, above the target's ground. */
export function landingHeightM({ storeyM, landingM }: Floors, floor: number): number {
	return (floor - 1) * storeyM + landingM;
}

/** Lowest and highest floor whose window lies between two heights; lowest > highest = none does. */
export function floorsBetween(floors: Floors, lowM: number, highM: number): readonly [low: number, high: number] {
	const low = Math.ceil((lowM - floors.landingM - EPS_M) / floors.storeyM) + 1;
	const high = Math.floor((highM - floors.landingM + EPS_M) / floors.storeyM) + 1;
	return [Math.max(1, low), Math.min(floors.count, high)];
}
