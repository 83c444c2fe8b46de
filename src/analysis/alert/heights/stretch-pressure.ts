import type { ServiceValues } from '../../../domain/service/assumptions.ts';

/** Pressure of a metre of water, MPa. */
const MPA_PER_M = 0.009_806_65;

/** The line that is stretched, in the figures of the service's table. */
export type StretchValues = Pick<
	ServiceValues,
	| 'height.lineFlowLps'
	| 'height.nozzleM'
	| 'height.hoseLoss'
	| 'height.hoseLengthM'
	| 'height.groundHoseM'
	| 'height.hosePerHeight'
	| 'height.riserFloorHoseM'
	| 'height.riserLossM'
	| 'height.relayShare'
	| 'height.relayInletM'
>;

/**
 * Head that a pump on the ground must give for a jet `heightM` above it by hose up the stairs or the wall, metres of water: nozzle, friction
 * of whole lengths (h = S Q2 each), lift (fire-facts 4: 30 m -> 63, 50 -> 84, 60 -> 96, 100 -> 139, 150 -> 193).
 */
export function findStretchHeadM(heightM: number, values: StretchValues): number {
	const hoseM = values['height.groundHoseM'] + values['height.hosePerHeight'] * Math.max(0, heightM);
	return values['height.nozzleM'] + loseHeadM(hoseM, values) + heightM;
}

/**
 * The same through the building's riser, from the pump at the 水泵接合器: nozzle, the hose on the floor, what is lost in coupling and pipes, lift.
 */
export function findRiserHeadM(heightM: number, values: StretchValues): number {
	const floorM = loseHeadM(values['height.riserFloorHoseM'], values);
	return values['height.nozzleM'] + floorM + values['height.riserLossM'] + heightM;
}

/**
 * How many pumps in line bring a head, each at a share of its pressure and all but the first with a head left at its inlet; null = no
 * number of them does: a pump gives no more than it needs at its inlet.
 */
export function countRelayPumps(headM: number, pumpMpa: number, values: StretchValues): number | null {
	const inletM = values['height.relayInletM'];
	const givenM = toHeadM(pumpMpa) * values['height.relayShare'];
	if (givenM >= headM) return 1;
	return givenM <= inletM ? null : Math.ceil((headM - inletM) / (givenM - inletM));
}

/** Metres of water as MPa, to 0.01. */
export function toMpa(headM: number): number {
	return Math.round(headM * MPA_PER_M * 100) / 100;
}

/** MPa as metres of water. */
export function toHeadM(mpa: number): number {
	return mpa / MPA_PER_M;
}

function loseHeadM(hoseM: number, values: StretchValues): number {
	// A length begun is a length; what is over by rounding only is none.
	const lengths = Math.ceil(hoseM / values['height.hoseLengthM'] - 1e-9);
	return lengths * values['height.hoseLoss'] * values['height.lineFlowLps'] ** 2;
}
