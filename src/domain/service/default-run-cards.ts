import type { VehicleType } from '../vehicle.ts';
import type { RunCard, RunCardObject } from './run-card.ts';

/** Any of these types, and how many. */
type Slot = RunCard['vehicles'][number];

const water = (count: number): Slot => ({ types: ['AP', 'SG'], count });
/** 泡沫 too: foam or water on what burns beside the chemicals. */
const pumpers = (count: number): Slot => ({ types: ['AP', 'SG', 'PM'], count });
const only = (type: VehicleType, count: number): Slot => ({ types: [type], count });
/** 举高: a water tower only where no ladder or platform comes in time, see force.streamOnlyWaitS. */
const aerial = (count: number): Slot => ({ types: ['DG', 'YT', 'JP'], count });
const ladder = (count: number): Slot => ({ types: ['DG', 'YT'], count });

const EXAMPLE = 'fire-facts 1.7: example of a public student database, not a standard [S17]';
const AS_ORDINARY = `${EXAMPLE}; it has no column for factories and warehouses: as ordinary buildings`;
const CHEMICAL_FIRE = `${EXAMPLE}; pumpers of an ordinary fire of the level besides: addition of fengtu, not sourced [K]`;
const RESCUE = 'assumption, not sourced: the example has no column for rescue';

/** By level from 1 on. */
type Column = readonly (readonly Slot[])[];

const ORDINARY: Column = [
	[water(2)],
	[water(5), only('JY', 1), only('YT', 1)],
	[water(6), only('JY', 1)],
	[water(12), only('JY', 2)],
	[water(24), only('JY', 2)],
];

const CHEMICAL: Column = [
	[only('FH', 2)],
	[only('FH', 4), only('JY', 1)],
	[only('FH', 4), only('PM', 4), only('JY', 1)],
	[only('FH', 6), only('PM', 6), only('JY', 2)],
	[only('FH', 9), only('PM', 7), only('JY', 2)],
];
/** Pumpers of `ORDINARY`, by level. */
const PUMPERS = [2, 5, 6, 12, 24];

const COLUMNS: Readonly<Record<RunCardObject, readonly [Column, source: string]>> = {
	'high-rise': [
		[
			[water(2)],
			[water(4), only('JY', 1), aerial(1)],
			[water(8), only('JY', 1), ladder(1)],
			[water(12), only('JY', 2), ladder(2)],
			[water(16), only('JY', 2), ladder(2)],
		],
		EXAMPLE,
	],
	ordinary: [ORDINARY, EXAMPLE],
	underground: [
		[
			[water(2)],
			[water(6), only('JY', 1)],
			[water(5), only('PM', 3), only('JY', 2), only('ZM', 2)],
			[water(8), only('PM', 4), only('JY', 2), only('ZM', 1)],
			[water(12), only('PM', 4), only('JY', 2), only('ZM', 1)],
		],
		EXAMPLE,
	],
	industrial: [ORDINARY, AS_ORDINARY],
	chemical: [CHEMICAL, EXAMPLE],
	'chemical-fire': [CHEMICAL.map((slots, i) => [...slots, pumpers(PUMPERS[i] as number)]), CHEMICAL_FIRE],
	rescue: [
		[
			[only('JY', 1), water(1)],
			[only('JY', 2), water(2)],
			[only('JY', 3), water(3), ladder(1)],
			[only('JY', 4), water(4), ladder(1)],
			[only('JY', 6), water(6), ladder(2)],
		],
		RESCUE,
	],
};

/**
 * What is sent where a fire service has no run cards of its own (等级调派): by kind of object and level. An example that no service has
 * confirmed; the levels of the example's crew figures are left out, its lights are ZM, its 举高 in brackets counts.
 */
export const DEFAULT_RUN_CARDS: readonly RunCard[] = Object.entries(COLUMNS).flatMap(([object, [column, source]]) =>
	column.map((vehicles, i) => ({
		object: object as RunCardObject,
		level: i + 1,
		vehicles: [...vehicles],
		source,
		verified: false,
	})),
);
