import { assume } from './assumption.ts';

/** Figures of alarm level, first assignment and coverage, rules A4 and A19 to A21. */
export const FORCE_ASSUMPTIONS = {
	'force.firstArrivalS': assume(300, 's', [60, 1800], ['A4', 'A21'], 'GB 51080-2015, 建标 152-2017 [S7b, S7c]'),
	'force.specialLevel': assume(
		2,
		'1',
		[1, 5],
		['A19'],
		'XF/T 1340-2016 [S9]: 较小 area in a high-rise, underground, crowded, flammable or important place; that the area is small is supposed',
	),
	'force.superHighLevel': assume(3, '1', [1, 5], ['A19'], 'assumption, not sourced'),
	'force.groundLadderM': assume(15, 'm', [3, 20], ['A20'], '三节拉梯 15 m [K]'),
	'force.streamOnlyWaitS': assume(600, 's', [0, 3600], ['A20'], 'assumption, not sourced'),
	'force.sameArrivalS': assume(30, 's', [0, 600], ['A20'], 'assumption, not sourced'),
	'force.tankersWhenShort': assume(2, 'vehicles', [0, 10], ['A20'], 'assumption, not sourced'),
	'coverage.tellKm': assume(1, 'km', [0, 100], ['A21'], 'assumption, not sourced'),
	'coverage.moveUps': assume(2, 'vehicles', [0, 10], ['A21'], 'assumption, not sourced'),
	'coverage.moveUpShare': assume(0.1, '1', [0, 1], ['A21'], 'assumption, not sourced'),
} as const;
