import { assume } from './assumption.ts';

const SITE = 'GB 50016-2014 (2018) 7.2.2 [S1]';
const DETECTOR = 'fire-facts 1.3 [C]';
const ENVELOPE = 'fire-facts 3.3 [K]';

/** Figures of aerial operating spots and working envelopes, rules A9 and A10. */
export const AERIAL_ASSUMPTIONS = {
	'aerial.lengthM': assume(15, 'm', [8, 40], ['A9'], SITE),
	'aerial.tallLengthM': assume(20, 'm', [8, 40], ['A9'], SITE),
	'aerial.tallHeightM': assume(50, 'm', [20, 100], ['A9'], SITE),
	'aerial.widthM': assume(10, 'm', [4, 20], ['A9'], SITE),
	'aerial.wallMinM': assume(5, 'm', [0, 15], ['A9'], SITE),
	'aerial.wallMaxM': assume(10, 'm', [5, 30], ['A9'], SITE),
	'aerial.searchMinM': assume(3, 'm', [0, 10], ['A9'], DETECTOR),
	'aerial.searchMaxM': assume(15, 'm', [10, 30], ['A9'], DETECTOR),
	'aerial.standWidthM': assume(3.5, 'm', [2.5, 10], ['A9'], 'assumption, not sourced'),
	'aerial.slopeMax': assume(0.03, '1', [0.01, 0.1], ['A9'], SITE),
	'aerial.slopeFlag': assume(0.05, '1', [0.01, 0.15], ['A9'], DETECTOR),
	'aerial.laneWidthM': assume(4, 'm', [3, 8], ['A9'], 'GB 55037-2022 3.4.5 [S2]'),
	'aerial.laneTouchM': assume(2, 'm', [0, 5], ['A9'], 'assumption, not sourced'),
	'aerial.laneReachM': assume(30, 'm', [0, 100], ['A9'], 'assumption, not sourced'),
	'aerial.podiumGapM': assume(1, 'm', [0, 5], ['A9'], 'assumption, not sourced'),
	'aerial.podiumMaxM': assume(4, 'm', [0, 20], ['A9'], 'GB 50016-2014 (2018) 7.2.1 [S1]'),
	'aerial.perimeterShare': assume(0.25, '1', [0.1, 1], ['A9'], 'GB 50016-2014 (2018) 7.2.1 [S1]'),
	'aerial.highRiseM': assume(24, 'm', [10, 50], ['A9'], 'GB 50016-2014 (2018) table 5.1.1 [K]'),
	'aerial.highRiseHomeM': assume(27, 'm', [10, 50], ['A9'], 'GB 50016-2014 (2018) table 5.1.1 [K]'),
	'aerial.sillM': assume(1.2, 'm', [0, 2], ['A10'], 'GB 50016-2014 (2018) 7.2.5, largest [S1]'),
	'aerial.landingM': assume(0.5, 'm', [0, 2], ['A10'], ENVELOPE),
	'aerial.basketGapM': assume(0.75, 'm', [0, 3], ['A10'], `${ENVELOPE}: 0.5-1 m`),
	'aerial.sweepRadiusM': assume(1, 'm', [0.3, 3], ['A10'], ENVELOPE),
	'aerial.jibDownDeg': assume(-90, 'deg', [-90, 0], ['A10'], ENVELOPE),
	'aerial.jibUpDeg': assume(70, 'deg', [0, 90], ['A10'], ENVELOPE),
	'aerial.jackMinM': assume(2.5, 'm', [2, 4], ['A10'], 'fire-facts 3.2 M68L [S21a, S21b]'),
	'aerial.jackMinReach': assume(0.45, '1', [0, 1], ['A10'], ENVELOPE),
	'aerial.lowestM': assume(-4, 'm', [-10, 0], ['A10'], ENVELOPE),
	'aerial.obliqueDeg': assume(45, 'deg', [30, 85], ['A10'], 'assumption, not sourced'),
	'aerial.windMps': assume(12.5, 'm/s', [5, 20], ['A10'], 'fire-facts 3.2 [S20, K]'),
} as const;
