/** Head lost in one length of hose, metres of water: S Q2. `lossPerLength` in m per (L/s)2. Fire-facts 4 [K]. */
export function loseInLengthM(lossPerLength: number, flowLps: number): number {
	return lossPerLength * flowLps * flowLps;
}

/** Head that a pump has for hose: of its nominal head the usable share, less what the next inlet needs and the lift. Metres of water. */
export function headForHoseM(pump: PumpHead, liftM: number): number {
	return pump.headM * pump.headShare - pump.inletM - liftM;
}

/** A pump as the relay formula has it, metres of water. */
export interface PumpHead {
	readonly headM: number;
	readonly headShare: number;
	/** What is left at the inlet it feeds. */
	readonly inletM: number;
}

/** How many lengths of one line can one pump feed? N = floor((Hp r - inlet - lift) / (S Q2)); 0 = not one. Fire-facts 4 [K]. */
export function countStageLengths(headM: number, lossPerLength: number, flowLps: number): number {
	if (headM <= 0) return 0;
	return Math.floor(headM / loseInLengthM(lossPerLength, flowLps));
}

/** The flow at which the head is used up in so many lengths of `lines` equal lines, L/s; 0 = the lift alone takes the head. */
export function flowThroughHoseLps(headM: number, lossPerLength: number, lengths: number, lines: number): number {
	if (headM <= 0) return 0;
	return lines * Math.sqrt(headM / (lossPerLength * Math.max(1, lengths)));
}

/** Time to fill a tank, seconds. */
export function fillTankS(tankT: number, fillLps: number): number {
	return (tankT * 1000) / fillLps;
}

/** Mean flow of tankers that shuttle: Q = V / (fill + 2 drive + empty), L/s. Fire-facts 4. */
export function shuttleFlowLps(
	tankT: number,
	{ fillLps, driveS, emptyLps }: { fillLps: number; driveS: number; emptyLps: number },
): number {
	return (tankT * 1000) / (fillTankS(tankT, fillLps) + 2 * driveS + (tankT * 1000) / emptyLps);
}
