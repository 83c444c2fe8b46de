import { AERIAL_ENVELOPES, type AerialEnvelope } from './aerial-envelopes.ts';
import type { VehicleProfile, VehicleType } from './vehicle.ts';

/** A kind of vehicle as the catalogue has it. A service's own figures by plate take precedence. */
export interface VehicleModel {
	/** Stable; stands in `Vehicle.model` too. */
	readonly id: string;
	/** null = not a fire appliance. */
	readonly type: VehicleType | null;
	readonly name: string;
	readonly nameEn: string;
	readonly profile: VehicleProfile;
	/** Largest working height of an aerial, m; null = not an aerial. */
	readonly workHeightM: number | null;
	/** Floor of its basket at the work height: 2 m below it (fire-facts 0, trap 10 [K]); null = not an aerial. */
	readonly floorHeightM: number | null;
	/** What its boom can do; null = not an aerial. */
	readonly envelope: AerialEnvelope | null;
	/** Water, tonnes; null = none, or not known. */
	readonly tankT: number | null;
	readonly pumpLps: number | null;
	/** Row of fire-facts and its mark: [K] = from knowledge, [S..] = a reprint or vendor's page; no official text was seen. */
	readonly source: string;
	readonly verified: false;
}

/** Length, width, height m; mass t; turning radius m; jack spread m. */
type Size = readonly [number, number, number, number, number, (number | null)?];

const FLOOR_BELOW_WORK_M = 2;

function model(
	id: string,
	type: VehicleType | null,
	name: string,
	nameEn: string,
	[lengthM, widthM, heightM, massT, turningRadiusM, jackSpreadM = null]: Size,
	[workHeightM, tankT, pumpLps]: readonly [number | null, number | null, number | null],
	source: string,
): VehicleModel {
	const profile = { lengthM, widthM, heightM, massT, turningRadiusM, jackSpreadM };
	const floorHeightM = workHeightM === null ? null : workHeightM - FLOOR_BELOW_WORK_M;
	const envelope = AERIAL_ENVELOPES[id] ?? null;
	return {
		...{ id, type, name, nameEn, profile, workHeightM, floorHeightM, envelope },
		...{ tankT, pumpLps, source, verified: false },
	};
}

/**
 * Seed values of fire-facts 3.1 and 3.2, all replaceable. Where a row gives a span, the figure is one within it; turning radii of
 * aerials that no row gives are those of GB practice (fire-facts 1.2: ordinary 9 m, aerial 12 m, special 16 m [S3]).
 */
export const VEHICLE_CATALOGUE: readonly VehicleModel[] = [
	model('car', null, '小汽车', 'Car', [4.5, 1.8, 1.5, 1.5, 5.5], [null, null, null], 'assumption, not sourced'),
	model(
		'XF-微型',
		'XF',
		'微型消防车',
		'Mini fire vehicle',
		[5.5, 1.9, 2.2, 4.2, 6.5],
		[null, 1, 15],
		'fire-facts 3.1 [K]',
	),
	model('SG20', 'SG', '轻型水罐消防车', 'Light pumper', [6.5, 2.2, 2.9, 8, 7.8], [null, 2, 25], 'fire-facts 3.1 [K]'),
	model(
		'SG50',
		'SG',
		'12 吨级水罐消防车',
		'12 t pumper',
		[7.5, 2.5, 3.2, 12, 8.5],
		[null, 4, 40],
		'between two rows of fire-facts 3.1 [K]',
	),
	model('AP50', 'AP', '城市主战消防车', 'City pumper', [8.5, 2.5, 3.5, 18, 9], [null, 4, 60], 'fire-facts 3.1 [K]'),
	model('SG80', 'SG', '8 吨水罐消防车', 'Tanker, 8 t', [8.5, 2.5, 3.4, 20, 9], [null, 8, 60], 'fire-facts 3.1 [S24b]'),
	model(
		'SG120',
		'SG',
		'12 吨水罐消防车',
		'Tanker, 12 t of water',
		[10, 2.5, 3.7, 26, 10.5],
		[null, 12, 80],
		'fire-facts 3.1 [K]',
	),
	model(
		'GS180',
		'GS',
		'18 吨供水车',
		'Supply tanker, 18 t',
		[11, 2.5, 3.7, 34, 12],
		[null, 18, 90],
		'fire-facts 3.1 [K]',
	),
	model(
		'GS250',
		'GS',
		'25 吨供水车',
		'Supply tanker, 25 t',
		[11.9, 2.5, 3.8, 40, 12],
		[null, 25, 100],
		'fire-facts 3.1 [K]',
	),
	model(
		'PM120',
		'PM',
		'泡沫消防车',
		'Foam tender',
		[10.2, 2.5, 3.6, 28, 10.5],
		[null, 12, 80],
		'fire-facts 3.1 [S24b, K]',
	),
	model(
		'JP18',
		'JP',
		'18 米举高喷射消防车',
		'Water tower, 18 m',
		[9, 2.5, 3.7, 20, 11],
		[18, 5, 60],
		'fire-facts 3.1 [K]',
	),
	model(
		'JP32',
		'JP',
		'32 米举高喷射消防车',
		'Water tower, 32 m',
		[11, 2.5, 3.9, 32, 11.5],
		[32, 5, 80],
		'fire-facts 3.1 [K]',
	),
	model(
		'JP72',
		'JP',
		'72 米举高喷射消防车',
		'Water tower, 72 m',
		[13.5, 2.5, 3.9, 45, 13],
		[72, 2, 150],
		'fire-facts 3.1 [K]',
	),
	model(
		'DG28',
		'DG',
		'28 米登高平台消防车',
		'Aerial platform, 28 m',
		[10, 2.5, 3.5, 26, 12, 5],
		[28, null, null],
		'fire-facts 3.2 Bronto 28-2T1: mass and jacks [S23], size [K]',
	),
	model(
		'YT32',
		'YT',
		'32 米云梯消防车',
		'Turntable ladder, 32 m',
		[10, 2.5, 3.3, 16, 11, 5.2],
		[32, null, null],
		'fire-facts 3.2 [S21d, K]',
	),
	model(
		'DG42',
		'DG',
		'42 米登高平台消防车',
		'Aerial platform, 42 m',
		[11.8, 2.5, 3.95, 30, 12, 5.5],
		[42, null, null],
		'fire-facts 3.2 ALP 42: size and jacks [S20], mass [K]',
	),
	model(
		'DG53',
		'DG',
		'53 米登高平台消防车',
		'Aerial platform, 53 m',
		[12.2, 2.5, 3.9, 34, 12, 6],
		[53, null, null],
		'fire-facts 3.2 XCMG DG53: height [S19], size, mass and jacks [K]',
	),
	model(
		'YT53',
		'YT',
		'53 米云梯消防车',
		'Turntable ladder, 53 m',
		[12.2, 2.5, 3.9, 34, 12, 6],
		[53, null, null],
		'fire-facts 3.2 Zoomlion YT53: height [S19b], the rest as DG53 [K]',
	),
	model(
		'YT60',
		'YT',
		'60 米云梯消防车',
		'Turntable ladder, 60 m',
		[12, 2.5, 3.95, 33, 12, 6],
		[60, null, null],
		'fire-facts 3.2 M55/M60 L: jacks [S21], size and mass [K]',
	),
	model(
		'YT64',
		'YT',
		'64 米云梯消防车',
		'Turntable ladder, 64 m',
		[11.8, 2.5, 3.95, 33, 12, 6],
		[64, null, null],
		'fire-facts 3.2 M64L: length and jacks [S21b], mass [K]',
	),
	model(
		'YT68',
		'YT',
		'68 米云梯消防车',
		'Turntable ladder, 68 m',
		[13, 2.5, 3.97, 41, 12, 6],
		[68, null, null],
		'fire-facts 3.2 M68L [S21a, S21b]; turning radius 1.2 [S3]',
	),
	model(
		'DG90',
		'DG',
		'90 米登高平台消防车',
		'Aerial platform, 90 m',
		[15, 2.5, 4, 55, 16, 8],
		[90, null, null],
		'fire-facts 3.2 DG78/DG90 [K]',
	),
	model(
		'DG101',
		'DG',
		'101 米登高平台消防车',
		'Aerial platform, 101 m',
		[15, 2.5, 4, 62, 16, 8],
		[101, null, null],
		'fire-facts 3.2 Bronto HLA101: mass [S22], size and jacks [K]',
	),
	model(
		'JY100',
		'JY',
		'抢险救援消防车',
		'Rescue tender',
		[9, 2.5, 3.6, 16, 9],
		[null, null, null],
		'fire-facts 3.1 [K]',
	),
	model('PY60', 'PY', '排烟消防车', 'Smoke tender', [8.5, 2.5, 3.4, 13, 9], [null, null, null], 'fire-facts 3.1 [K]'),
	model(
		'TX50',
		'TX',
		'通信指挥消防车',
		'Command vehicle',
		[7.5, 2.4, 3.3, 10, 8.5],
		[null, null, null],
		'fire-facts 3.1 [K]',
	),
	model(
		'FH70',
		'FH',
		'防化洗消消防车',
		'Hazmat tender',
		[9, 2.5, 3.6, 16, 9],
		[null, null, null],
		'fire-facts 3.1 [K]',
	),
	model(
		'BP300',
		'QT',
		'远程供水泵浦车',
		'Remote water supply pump',
		[10.5, 2.5, 3.7, 30, 11],
		[null, null, 300],
		'fire-facts 3.1 [K]',
	),
];

const BY_ID = new Map(VEHICLE_CATALOGUE.map((row) => [row.id, row]));

/** The catalogue's row of an id; undefined = none of that id. */
export function findVehicleModel(id: string): VehicleModel | undefined {
	return BY_ID.get(id);
}
