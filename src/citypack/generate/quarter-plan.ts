import type { RoadClass } from '../../domain/road.ts';
import type { TwoNames } from './names.ts';

/** What a quarter is mostly made of. */
export type QuarterZone = 'village' | 'old-village' | 'rural' | 'industry' | 'housing' | 'centre' | 'green';

/** One quarter as the main thread hands it to a worker: plain data. */
export interface QuarterPlan {
	/** Number in the whole city. */
	readonly index: number;
	readonly zone: QuarterZone;
	/** Corners, counter-clockwise, metres. */
	readonly x: readonly number[];
	readonly y: readonly number[];
	/** The street behind each side: six numbers a side, [x0, y0, x1, y1, width, metres from the street's start]. */
	readonly sideLines: Float64Array;
	/** Other streets that come close: five numbers each, [x0, y0, x1, y1, width]. */
	readonly nearLines: Float64Array;
	/** Segment of the city's net behind each side; -1 = no street. */
	readonly sideSegments: Int32Array;
	readonly sideClasses: readonly (RoadClass | null)[];
	readonly sideNames: readonly (string | null)[];
	readonly name: TwoNames;
	/** The town's seat, metres: what is nearer to it is built first. */
	readonly seatX: number;
	readonly seatY: number;
	/** Name of the fire station that stands here. */
	readonly station: TwoNames | null;
	/** The city's tallest tower stands here. */
	readonly landmark: boolean;
	/** Land reserved for the town's offices, hospital or others: kinds of large public buildings to place first. */
	readonly civic: readonly CivicKind[];
}

/** Large public buildings a town has a few of. */
export type CivicKind =
	| 'government'
	| 'hospital'
	| 'library'
	| 'bus-station'
	| 'substation'
	| 'telecom'
	| 'chemical'
	| 'laboratory';

/** What stands on one block. */
export type BlockKind = QuarterZone | 'school' | 'market' | 'park' | 'station' | 'landmark' | CivicKind;

/** A batch of one town's quarters, done by one worker. */
export interface BatchPlan {
	readonly key: number;
	readonly seed: number;
	readonly adcode: string;
	readonly town: string;
	readonly quarters: readonly QuarterPlan[];
}
