import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import type { VehicleModel } from '../../../domain/vehicle-catalogue.ts';

/** Parameters of the working envelope of a straight boom (fire-facts 3.3). */
export interface StraightBoom {
	/** Largest height, metres above the ground at the jacks. */
	readonly heightM: number;
	/** Foot of the boom above the ground. */
	readonly baseM: number;
	readonly elevationDeg: number;
	/** Largest outreach from the slew axis. */
	readonly reachM: number;
}

/** One aerial of the catalogue, its envelope made ready: what is above the jib's joint is taken off. */
export interface Boom {
	readonly model: VehicleModel;
	readonly workHeightM: number;
	readonly baseM: number;
	/** Outreach with jacks fully out, jib included. */
	readonly reachM: number;
	readonly jackSpreadM: number;
	/** Length of the part that slews and telescopes, at its longest. */
	readonly lengthM: number;
	readonly tan: number;
	/** Nearer than this the elevation limits it, not its length. */
	readonly elbowM: number;
	readonly jibM: number;
	readonly jibUpRad: number;
	readonly jibUpCos: number;
	readonly jibDownRad: number;
}

const RAD = Math.PI / 180;

/**
 * How high does a straight boom get at `r` metres from its slew axis? null = farther than it may lean out. Too close is as bad as too far:
 * nearer than its length times the cosine of its steepest elevation, the elevation limits it (fire-facts 3.3, trap 3).
 */
export function straightHeightM(r: number, { heightM, baseM, elevationDeg, reachM }: StraightBoom): number | null {
	if (r > reachM) return null;
	const lengthM = (heightM - baseM) / Math.sin(elevationDeg * RAD);
	const height = heightAt(r, lengthM, lengthM * Math.cos(elevationDeg * RAD), Math.tan(elevationDeg * RAD));
	return baseM + height;
}

/** Above the boom's foot. */
function heightAt(r: number, lengthM: number, elbowM: number, tan: number): number {
	return r < elbowM ? r * tan : Math.sqrt(Math.max(0, lengthM * lengthM - r * r));
}

/** The outreach that is left when the jacks stand `spreadM` apart (no vendor's curve): it falls evenly to a share of itself with jacks in. */
export function deratedReachM(
	reachM: number,
	spreadM: number,
	jackSpreadM: number,
	jackMinM: number,
	minShare: number,
): number {
	if (spreadM >= jackSpreadM || jackSpreadM <= jackMinM) return reachM;
	const share = Math.max(0, (spreadM - jackMinM) / (jackSpreadM - jackMinM));
	return reachM * (minShare + (1 - minShare) * share);
}

/** Makes an aerial of the catalogue ready; undefined = it is none. */
export function createBoom(model: VehicleModel, values: ServiceValues): Boom | undefined {
	const { envelope, workHeightM } = model;
	if (envelope === null || workHeightM === null) return undefined;
	const { reachM, jibM, baseM, elevationDeg, jackSpreadM } = envelope;
	const jibUpRad = values['aerial.jibUpDeg'] * RAD;
	const lengthM = (workHeightM - jibM * Math.sin(jibUpRad) - baseM) / Math.sin(elevationDeg * RAD);
	return {
		model,
		workHeightM,
		baseM,
		reachM,
		jackSpreadM,
		lengthM,
		tan: Math.tan(elevationDeg * RAD),
		elbowM: lengthM * Math.cos(elevationDeg * RAD),
		jibM,
		jibUpRad,
		jibUpCos: Math.cos(jibUpRad),
		jibDownRad: values['aerial.jibDownDeg'] * RAD,
	};
}

/**
 * How high the basket gets at `r` from the slew axis when the outreach is `reachM`, metres above the jacks' ground; -Infinity = not so far,
 * or nearer than a jib bent all the way up would stand. With a jib it is the best of its angles: in line with the boom if it may bend so far.
 */
export function boomHeightM(boom: Boom, r: number, reachM: number): number {
	if (r > reachM) return Number.NEGATIVE_INFINITY;
	const { lengthM, jibM, elbowM, tan, baseM } = boom;
	if (jibM === 0) return baseM + heightAt(r, lengthM, elbowM, tan);
	const cos = Math.max(boom.jibUpCos, Math.min(1, r / (lengthM + jibM)));
	const joint = r - jibM * cos;
	if (joint < 0) return Number.NEGATIVE_INFINITY;
	return baseM + heightAt(joint, lengthM, elbowM, tan) + jibM * Math.sqrt(1 - cos * cos);
}

/** How high the joint of a boom and its jib gets at `r`, or the end of a straight boom. */
export function jointHeightM({ baseM, lengthM, elbowM, tan }: Boom, r: number): number {
	return baseM + heightAt(r, lengthM, elbowM, tan);
}
