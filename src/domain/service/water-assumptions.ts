import { BUILDING_USES } from '../building.ts';
import { assume, assumeRow } from './assumption.ts';

const NOT_SOURCED = 'assumption, not sourced';
const RELAY = 'fire-facts 4: relay formula [K]';
/** Public copies of this table do not agree with one another. */
const TABLE = 'GB 50974-2014 table 3.3.2, 一、二级 [K]';
const VOLUMES = ['<= 1500 m3', '<= 3000 m3', '<= 5000 m3', '<= 20000 m3', '<= 50000 m3', '> 50000 m3'] as const;

function need(row: readonly number[], source: string) {
	return assumeRow(row, VOLUMES, 'L/s', [5, 200], ['A13'], source);
}

/** Figures of hose paths, friction, flows and needs, rules A11 to A13. */
export const WATER_ASSUMPTIONS = {
	'water.radiusM': assume(300, 'm', [50, 1000], ['A3', 'A11'], NOT_SOURCED),
	'hydrant.protectionRadiusM': assume(150, 'm', [50, 300], ['A3'], 'GB 50974-2014 7.2.5 [S5]'),
	/** A passage narrower than this is no way for a hose and those who lay it. */
	'hose.passageM': assume(0.8, 'm', [0.2, 3], ['A11'], NOT_SOURCED),
	'hose.lengthM': assume(20, 'm', [10, 40], ['A11', 'A12'], 'fire-facts 4'),
	/** Share of a length that is gained on the ground. */
	'hose.layShare': assume(0.9, '1', [0.5, 1], ['A11', 'A12'], 'fire-facts 4: hose-lay factor [K]'),
	'hose.supplyLoss': assume(
		0.015,
		'm per length and (L/s)2',
		[0.0005, 0.3],
		['A12'],
		'fire-facts 4: lined hose of 80 mm [K]; US figures are half of it [S25]',
	),
	/** At most so many lines lie side by side from one source. */
	'hose.supplyLines': assume(2, 'lines', [1, 4], ['A12', 'A13'], NOT_SOURCED),
	'pump.headM': assume(100, 'm', [40, 400], ['A12'], 'fire-facts 4: low-pressure pump, 1.0 MPa [K]'),
	'pump.headShare': assume(0.8, '1', [0.3, 1], ['A12'], RELAY),
	'pump.inletM': assume(10, 'm', [0, 50], ['A12'], RELAY),
	'pump.flowLps': assume(50, 'L/s', [5, 400], ['A12'], 'fire-facts 3.1: 城市主战 50-60 L/s [K]'),
	'hydrant.normLps': assume(15, 'L/s', [5, 100], ['A12'], 'GB 50974-2014 [S5]: 10-15 L/s, 15 at the worst hydrant'),
	/** What a hydrant whose test is overdue is counted with. */
	'hydrant.staleShare': assume(0.7, '1', [0, 1], ['A12'], NOT_SOURCED),
	/** What hydrants of one ring of mains draw together, how many stand on one, and how many rings serve one place. */
	'mains.ringLps': assume(
		60,
		'L/s',
		[10, 1000],
		['A12'],
		'fire-facts 4: DN200-300 gives 30-60 L/s for 2-4 hydrants [K]',
	),
	'mains.hydrantsPerRing': assume(4, 'hydrants', [1, 20], ['A12'], 'fire-facts 4 [K]'),
	'mains.mostRings': assume(2, 'rings', [1, 10], ['A12'], NOT_SOURCED),
	'suction.maxM': assume(6, 'm', [1, 8], ['A12'], 'GB 50974-2014 [S6]'),
	'need.homeLps': need([15, 15, 15, 15, 15, 15], TABLE),
	'need.civilLowLps': need([15, 15, 15, 25, 30, 40], `${TABLE}; [S37] has 25 from 1500 m3`),
	'need.civilHighLps': need([25, 25, 25, 25, 30, 40], `${TABLE}, none below 5000 m3; [S37] has 25, 30, 40, 40`),
	'need.factoryLps': need([15, 15, 20, 25, 30, 40], `${TABLE}, 丙`),
	'need.warehouseLps': need([15, 15, 25, 25, 35, 45], `${TABLE}, 丙`),
	'need.belowLps': need([15, 15, 15, 20, 25, 30], TABLE),
	'need.doubleAboveM3': assume(500_000, 'm3', [50_000, 5_000_000], ['A13'], 'GB 50974-2014 3.3.2 [S37b]'),
	'need.indoorHomeLps': assumeRow([10, 20], ['<= 54 m', '> 54 m'], 'L/s', [0, 100], ['A13'], 'GB 50974-2014 3.5.2 [K]'),
	'need.indoorCivilLps': assumeRow(
		[20, 30, 40],
		['high-2', '<= 50 m', '> 50 m'],
		'L/s',
		[0, 100],
		['A13'],
		'GB 50974-2014 3.5.2 [K]',
	),
	/** What burns when the first water is given, unless the floor or its fire compartment is smaller. */
	'need.burningM2': assume(300, 'm2', [10, 100_000], ['A13'], `${NOT_SOURCED}: a circle of 10 m after 15 minutes [S8]`),
	'need.compartmentM2': assumeRow(
		[2500, 1500, 500, 4000, 1200],
		['low', 'high', 'below ground', 'factory', 'warehouse'],
		'm2',
		[50, 100_000],
		['A13'],
		'GB 50016-2014 (2018) 5.3.1, 3.3.1, 3.3.2 丙 [K]',
	),
	'need.intensityLpsM2': assumeRow(
		[0.15, 0.2, 0.2, 0.15, 0.15, 0.15, 0.15, 0.25, 0.15],
		BUILDING_USES,
		'L/s per m2',
		[0.02, 1],
		['A13'],
		'fire-facts 4: supply intensity [K]',
	),
	'need.intensityHighLpsM2': assume(
		0.2,
		'L/s per m2',
		[0.02, 1],
		['A13'],
		'fire-facts 4: high-rise and below ground [K]',
	),
	'need.jetLps': assume(6.5, 'L/s', [2, 20], ['A12', 'A13'], 'fire-facts 4: 19 mm nozzle [C; stream K]'),
	'need.nfaLpsM2': assume(0.226, 'L/s per m2', [0.05, 1], ['A13'], 'fire-facts 4: NFA [C]'),
	'need.iowaLpsM3': assume(0.0223, 'L/s per m3', [0.005, 0.1], ['A13'], 'fire-facts 4: Iowa [C]'),
	'need.durationS': assumeRow(
		[7200, 10_800],
		['most', 'high-1 civil, factory, warehouse'],
		's',
		[1800, 43_200],
		['A13'],
		'GB 50974-2014 3.6.2 [S37, K]',
	),
	/** From arrival to water: 战斗展开. */
	'balance.setUpS': assume(210, 's', [30, 1200], ['A13'], 'fire-facts 1.6: fifteen-minute fire time [S8]'),
	'balance.layS': assume(20, 's per length', [3, 120], ['A13'], NOT_SOURCED),
	'shuttle.fillLps': assume(15, 'L/s', [5, 100], ['A13'], 'fire-facts 4 [C]'),
	'shuttle.driveM': assume(1000, 'm', [100, 20_000], ['A13'], NOT_SOURCED),
	'shuttle.speedKmh': assume(20, 'km/h', [5, 80], ['A13'], NOT_SOURCED),
} as const;
