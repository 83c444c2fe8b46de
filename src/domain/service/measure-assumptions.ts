import { assume } from './assumption.ts';

const UNSOURCED = 'assumption, not sourced';

/** How far off the city data may be, rule M1: half widths that hold 19 of 20 true values. */
export const MEASURE_ASSUMPTIONS = {
	/** A corner of a footprint against where it stands. */
	'measure.footprintM': assume(1, 'm', [0.05, 20], ['M1'], UNSOURCED),
	/** A length between two corners of one footprint, or of neighbours of one source: what they share drops out. */
	'measure.footprintShapeM': assume(0.5, 'm', [0.02, 10], ['M1'], UNSOURCED),
	'measure.roadLineM': assume(2, 'm', [0.1, 20], ['M1'], UNSOURCED),
	/** A point that a hand puts where nothing catches it. */
	'measure.handPx': assume(3, 'px', [0, 30], ['M1'], UNSOURCED),
	'measure.heightMeasuredM': assume(1, 'm', [0.05, 20], ['M1'], UNSOURCED),
	'measure.heightRegisteredM': assume(2, 'm', [0.05, 20], ['M1'], UNSOURCED),
	/** Floors times a storey height, and what is said. */
	'measure.heightEstimatedShare': assume(0.15, '1', [0, 1], ['M1'], UNSOURCED),
	'measure.groundM': assume(3, 'm', [0.05, 30], ['M1'], UNSOURCED),
} as const;
