/** What an aerial's boom can do, as the working-envelope model of rule A10 takes it. A vendor's curve would override it. */
export interface AerialEnvelope {
	/** Largest outreach with jacks fully out, from the slew axis, metres. */
	readonly reachM: number;
	/** Arm at the boom's end that bends against it; 0 = a straight boom. Part of the work height and of the outreach. */
	readonly jibM: number;
	/** Foot of the boom above the ground. */
	readonly baseM: number;
	/** Steepest that the boom stands, degrees from the horizontal. */
	readonly elevationDeg: number;
	/** Width over the jacks fully out. */
	readonly jackSpreadM: number;
	/** Whether it has a basket for people; a water tower brings a stream only. */
	readonly carriesPeople: boolean;
	/** Where each figure comes from; [K] = from knowledge. */
	readonly source: string;
}

/** Foot of the boom and steepest elevation of the check values of fire-facts 3.3, for every model until its vendor's curve is known. */
const BASE_M = 3;
const ELEVATION_DEG = 78;

function envelope(
	reachM: number,
	jibM: number,
	jackSpreadM: number,
	source: string,
	carriesPeople = true,
): AerialEnvelope {
	return { reachM, jibM, baseM: BASE_M, elevationDeg: ELEVATION_DEG, jackSpreadM, carriesPeople, source };
}

/** By id of the vehicle catalogue. Elevation and foot of the boom of all rows: fire-facts 3.3 [C]; jibs: 5-7 m [K]. */
export const AERIAL_ENVELOPES: Readonly<Record<string, AerialEnvelope>> = {
	JP18: envelope(10, 0, 4, 'reach and jacks [K]', false),
	JP32: envelope(18, 0, 5, 'reach and jacks [K]', false),
	JP72: envelope(24, 0, 7.5, 'reach and jacks [K]', false),
	DG28: envelope(18, 5, 5, 'fire-facts 3.2 Bronto 28-2T1: reach and jacks [S23], jib [K]'),
	YT32: envelope(18, 0, 5.2, 'fire-facts 3.2 and 3.3: reach [K], jacks [S21d]'),
	DG42: envelope(22, 5, 5.5, 'fire-facts 3.2 ALP 42: reach and jacks [S20], jib [K]'),
	DG53: envelope(17, 6, 6, 'fire-facts 3.2 XCMG DG53: reach [S19], jacks and jib [K]'),
	YT53: envelope(17, 0, 6, 'as DG53: reach [S19], jacks [K]'),
	YT60: envelope(20, 0, 6, 'fire-facts 3.2 M60 L: reach [K], jacks [S21]'),
	YT64: envelope(21, 0, 6, 'fire-facts 3.2 M64L: reach and jacks [S21b]'),
	YT68: envelope(20, 0, 6, 'fire-facts 3.2 M68L: reach and jacks [S21a, S21b]'),
	DG90: envelope(24, 7, 8, 'fire-facts 3.2 DG78/DG90: reach, jacks and jib [K]'),
	DG101: envelope(25, 7, 8, 'fire-facts 3.2 HLA101: reach, jacks and jib [K]'),
};
