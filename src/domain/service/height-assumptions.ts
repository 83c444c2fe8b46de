import { assume } from './assumption.ts';

/** Figures of the height strategy, rule A18. */
export const HEIGHT_ASSUMPTIONS = {
	'height.startFloorsBelow': assume(2, 'floors', [0, 5], ['A18'], 'fire-facts 1.8: 灭火进攻起点层 [K, S13b]'),
	'height.lineFlowLps': assume(
		6.5,
		'L/s',
		[2, 20],
		['A18'],
		'fire-facts 4: 19 mm nozzle, stream of 15 m [C; stream K]',
	),
	'height.nozzleM': assume(27, 'm', [10, 80], ['A18'], 'fire-facts 4: head at a 19 mm nozzle for 6.5 L/s [C]'),
	'height.hoseLoss': assume(
		0.035,
		'm per length and (L/s)2',
		[0.001, 0.5],
		['A18'],
		'fire-facts 4: lined hose of 65 mm [K]',
	),
	'height.hoseLengthM': assume(20, 'm', [10, 40], ['A18'], 'fire-facts 4'),
	'height.groundHoseM': assume(40, 'm', [0, 200], ['A18'], 'fire-facts 4: vertical stretch [C]'),
	'height.hosePerHeight': assume(1.2, '1', [1, 3], ['A18'], 'fire-facts 4: vertical stretch [C]'),
	'height.lowPumpMpa': assume(1, 'MPa', [0.5, 1.6], ['A18'], 'fire-facts 4: low-pressure pump'),
	'height.mediumPumpMpa': assume(2, 'MPa', [1, 4], ['A18'], 'fire-facts 4: medium-pressure pump'),
	'height.riserFloorHoseM': assume(
		40,
		'm',
		[20, 100],
		['A18'],
		'two lengths from the riser to the fire; assumption, not sourced',
	),
	'height.riserLossM': assume(10, 'm', [0, 60], ['A18'], '水泵接合器, pipes and valves; assumption, not sourced'),
	'height.relayShare': assume(0.8, '1', [0.3, 1], ['A18'], 'fire-facts 4: r of the relay formula [K]'),
	'height.relayInletM': assume(10, 'm', [0, 40], ['A18'], 'fire-facts 4: residual head at the next inlet [K]'),
} as const;
