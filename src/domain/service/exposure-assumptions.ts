import { BUILDING_USES } from '../building.ts';
import { assume, assumeRow } from './assumption.ts';

const RECEIVERS = 'fire-facts 5.2, receivers [K]';

/** Figures of radiation on neighbours, rule A8. Rows by use stand in the order of BUILDING_USES. */
export const EXPOSURE_ASSUMPTIONS = {
	'radiation.crewKwM2': assume(4.7, 'kW/m2', [1.6, 10], ['A8'], RECEIVERS),
	'radiation.igniteKwM2': assume(
		12.6,
		'kW/m2',
		[5, 30],
		['A8'],
		'fire-facts 5.2: piloted ignition of wood, BRE 187 [K]',
	),
	'radiation.roofKwM2': assume(15, 'kW/m2', [5, 40], ['A8'], `${RECEIVERS}; ignition at 15 [S29]`),
	'radiation.spontaneousKwM2': assume(25, 'kW/m2', [10, 60], ['A8'], RECEIVERS),
	'radiation.equipmentKwM2': assume(37.5, 'kW/m2', [15, 80], ['A8'], RECEIVERS),
	'radiation.emitterKwM2': assumeRow(
		[168, 84, 168, 168, 84, 84, 168, 168, 168],
		BUILDING_USES,
		'kW/m2',
		[40, 250],
		['A8'],
		'fire-facts 5.2: 84 for a small fire load, 168 else [K]; which use has which: assumption, not sourced',
	),
	'radiation.openingShare': assumeRow(
		[0.4, 0.3, 0.4, 0.5, 0.5, 0.4, 0.4, 0.3, 0.4],
		BUILDING_USES,
		'1',
		[0.05, 1],
		['A8'],
		'assumption, not sourced',
	),
	'radiation.sheetWallShare': assume(
		1,
		'1',
		[0.05, 1],
		['A8'],
		'assumption, not sourced: sheet walls open in the fire',
	),
	'radiation.burningStoreys': assume(
		2,
		'floors',
		[1, 10],
		['A8'],
		'assumption, not sourced: the fire floor and the one above, where floors are fire compartments',
	),
	'flame.heatMw': assumeRow(
		[5, 5, 5, 10, 5, 5, 20, 20, 5],
		BUILDING_USES,
		'MW',
		[0.5, 200],
		['A8', 'A15'],
		'fire-facts 5.2: dwelling room 3-6 MW, shop 0.25-0.5 MW/m2, racks above 20 MW [K]',
	),
	'flame.baseM': assume(3, 'm', [0.5, 20], ['A8'], 'fire-facts 5.2: the worked value D = 3 m [C]'),
	'exposure.supposedHeightM': assume(
		18,
		'm',
		[3, 100],
		['A8'],
		'assumption, not sourced: six storeys of 3 m, of a neighbour whose height is unknown',
	),
	'exposure.downwindHalfDeg': assume(45, 'deg', [10, 80], ['A8', 'A17'], 'assumption, not sourced'),
	'wind.calmMps': assume(1, 'm/s', [0, 3], ['A8', 'A15', 'A16', 'A17'], 'assumption, not sourced'),
} as const;
