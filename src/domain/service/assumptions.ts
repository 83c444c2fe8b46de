import { AERIAL_ASSUMPTIONS } from './aerial-assumptions.ts';
import type { Assumption } from './assumption.ts';
import { BUILDING_ASSUMPTIONS } from './building-assumptions.ts';
import { EXPOSURE_ASSUMPTIONS } from './exposure-assumptions.ts';
import { FORCE_ASSUMPTIONS } from './force-assumptions.ts';
import { HEIGHT_ASSUMPTIONS } from './height-assumptions.ts';
import { MEASURE_ASSUMPTIONS } from './measure-assumptions.ts';
import { WATER_ASSUMPTIONS } from './water-assumptions.ts';
import { ZONE_ASSUMPTIONS } from './zone-assumptions.ts';

/** Every figure that the rules of the alert assessment and of measuring reckon with, by its id; a service replaces them by its service table. */
export const ASSUMPTIONS = {
	...BUILDING_ASSUMPTIONS,
	...EXPOSURE_ASSUMPTIONS,
	...AERIAL_ASSUMPTIONS,
	...WATER_ASSUMPTIONS,
	...ZONE_ASSUMPTIONS,
	...HEIGHT_ASSUMPTIONS,
	...FORCE_ASSUMPTIONS,
	...MEASURE_ASSUMPTIONS,
} as const satisfies Readonly<Record<string, Assumption>>;

/** Id of a figure: 'collapse.heightFactor'. */
export type AssumptionId = keyof typeof ASSUMPTIONS;

/** The figures that hold, by id: what rules are handed. */
export type ServiceValues = {
	readonly [K in AssumptionId]: (typeof ASSUMPTIONS)[K]['value'] extends number ? number : readonly number[];
};
