import { assume, assumeRow } from './assumption.ts';

const NOT_SOURCED = 'assumption, not sourced';
const CLASS = 'GB 50016-2014 (2018) 5.1.1 [K]';
const CIVIL = 'GB 50016-2014 (2018) 5.2.2 [S4a, S4d]';
const FACTORY = 'GB 50016-2014 (2018) 3.4.1, 丙 [K]';
const CIVIL_COLUMNS = ['high', 'low-12', 'low-3', 'low-4'] as const;
const FACTORY_COLUMNS = ['factory-12', 'factory-3', 'factory-4', 'factory-high'] as const;
const FACTORY_CIVIL_COLUMNS = ['low-12', 'low-3', 'low-4', 'high-1', 'high-2'] as const;

function civil(row: readonly number[]) {
	return assumeRow(row, CIVIL_COLUMNS, 'm', [3, 50], ['A6'], CIVIL);
}

function factory(row: readonly number[]) {
	return assumeRow(row, FACTORY_COLUMNS, 'm', [3, 50], ['A6'], FACTORY);
}

function factoryCivil(row: readonly number[]) {
	return assumeRow(row, FACTORY_CIVIL_COLUMNS, 'm', [3, 100], ['A6'], FACTORY);
}

/** Figures of target and surroundings, rules A1, A2, A6 and A7. */
export const BUILDING_ASSUMPTIONS = {
	'target.nearM': assume(50, 'm', [5, 200], ['A1'], NOT_SOURCED),
	'class.lowCivilM': assume(24, 'm', [10, 50], ['A1', 'A6'], CLASS),
	'class.lowHomeM': assume(27, 'm', [10, 50], ['A1', 'A6'], CLASS),
	'class.secondClassCivilM': assume(50, 'm', [24, 100], ['A1'], CLASS),
	'class.secondClassHomeM': assume(54, 'm', [27, 100], ['A1'], CLASS),
	'class.superHighM': assume(100, 'm', [50, 250], ['A1'], CLASS),
	'class.lowFactoryM': assume(24, 'm', [10, 50], ['A1', 'A6'], CLASS),
	/** A storey above the low limit with more shop, exhibition or mixed-use floor than this makes 一类. */
	'class.largeStoreyM2': assume(1000, 'm2', [100, 10_000], ['A1'], CLASS),
	/** 耐火等级 by structure. */
	'fireGrade.byStructure': assumeRow(
		[2, 1, 1, 2, 3, 2, 2, 4],
		['rc-frame', 'rc-shear-wall', 'rc-tube', 'masonry', 'brick-timber', 'steel', 'portal-steel', 'shed'],
		'1',
		[1, 4],
		['A1', 'A6'],
		'fire-facts 1.1 [K]',
	),
	'refuge.firstM': assume(50, 'm', [20, 100], ['A1'], 'GB 50016-2014 (2018) 5.5.23 [K; 50 m in S13b]'),
	'refuge.everyM': assume(50, 'm', [20, 100], ['A1'], 'GB 50016-2014 (2018) 5.5.23 [K]'),
	'surroundings.radiusM': assume(100, 'm', [20, 300], ['A2'], NOT_SOURCED),
	/** Gaps below count as touching; packed geometry is good to 1 cm, sources to a few. */
	'surroundings.touchingM': assume(0.1, 'm', [0, 1], ['A2', 'A8'], NOT_SOURCED),
	'separation.civilHighM': civil([13, 9, 11, 14]),
	'separation.civilLow12M': civil([9, 6, 7, 9]),
	'separation.civilLow3M': civil([11, 7, 8, 10]),
	'separation.civilLow4M': civil([14, 9, 10, 12]),
	'separation.factory12M': factory([10, 12, 14, 13]),
	'separation.factory3M': factory([12, 14, 16, 15]),
	'separation.factory4M': factory([14, 16, 18, 17]),
	'separation.factoryHighM': factory([13, 15, 17, 13]),
	'separation.factory12CivilM': factoryCivil([10, 12, 14, 20, 15]),
	'separation.factory3CivilM': factoryCivil([12, 14, 16, 25, 20]),
	'separation.factory4CivilM': factoryCivil([14, 16, 18, 25, 20]),
	'separation.factoryHighCivilM': factoryCivil([13, 15, 17, 20, 15]),
	/** Walls that turn by less belong to one side. */
	'side.turnDeg': assume(15, 'deg', [5, 45], ['A7'], NOT_SOURCED),
	/** A run of walls shorter than this, or than this share of the perimeter, is a jog of its neighbour. */
	'side.jogM': assume(2, 'm', [0, 10], ['A7'], NOT_SOURCED),
	'side.jogShare': assume(0.03, '1', [0, 0.1], ['A7'], NOT_SOURCED),
	'side.sampleM': assume(2, 'm', [0.5, 10], ['A7'], 'fire-facts 1.3 [C]'),
	'side.searchM': assume(30, 'm', [10, 100], ['A7'], NOT_SOURCED),
	/** A carriageway no farther from the wall than this serves the side. */
	'access.withinM': assume(20, 'm', [5, 60], ['A7'], NOT_SOURCED),
	'access.laneWidthM': assume(4, 'm', [2.5, 6], ['A7'], 'GB 55037-2022 3.4.5, GB 50016-2014 (2018) 7.1.8 [S2, S3]'),
	/** An estimated width is not sure within so much of the rule. */
	'access.estimatedMarginM': assume(1, 'm', [0, 5], ['A7'], NOT_SOURCED),
} as const;
