import { type Boom, boomHeightM, jointHeightM } from './boom.ts';

/** Buildings under one ray from a slew axis to a wall: along it from where to where, and how high a boom must pass. Flat, reused. */
export interface RayObstacles {
	count: number;
	readonly fromM: Float64Array;
	readonly toM: Float64Array;
	/** Roof and the boom's own thickness, above the jacks' ground. */
	readonly clearM: Float64Array;
}

/** Heights of a basket at one place: from, to, metres above the jacks' ground; none when from > to. Reused. */
export interface HeightRange {
	lowM: number;
	highM: number;
}

/** Makes room for the buildings of a ray. */
export function createRayObstacles(most: number): RayObstacles {
	return { count: 0, fromM: new Float64Array(most), toM: new Float64Array(most), clearM: new Float64Array(most) };
}

/** Angles of a jib that are tried where something is in the way. */
const JIB_STEPS = 16;

/**
 * From which height to which can a basket be brought `r` metres from the slew axis, over what stands on the way? The boom is a straight
 * line from its foot to the joint, the jib one from there to the basket; each must pass above every roof by the boom's thickness. Rule A10.
 */
export function findHeightRange(
	boom: Boom,
	r: number,
	reachM: number,
	ray: RayObstacles,
	lowestM: number,
	range: HeightRange,
): void {
	range.highM = boomHeightM(boom, r, reachM);
	range.lowM = lowestM;
	if (ray.count === 0 || range.highM < lowestM) return;
	if (boom.jibM === 0) {
		range.lowM = Math.max(lowestM, lowestTipM(boom.baseM, r, ray));
		return;
	}
	findJibRange(boom, r, ray, lowestM, range);
}

/** Lowest that the end of a straight boom may be, `r` from its foot, so that it passes over all that lies nearer than r. */
function lowestTipM(baseM: number, r: number, { count, fromM, toM, clearM }: RayObstacles): number {
	let low = Number.NEGATIVE_INFINITY;
	for (let i = 0; i < count; i++) {
		const from = fromM[i] as number;
		if (from >= r) continue;
		const rise = (clearM[i] as number) - baseM;
		const at = rise > 0 ? from : Math.min(r, toM[i] as number);
		const tip = at <= 0 ? (rise > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY) : baseM + (rise * r) / at;
		if (tip > low) low = tip;
	}
	return low;
}

function findJibRange(boom: Boom, r: number, ray: RayObstacles, lowestM: number, range: HeightRange): void {
	const { jibM, jibUpRad, jibDownRad, baseM } = boom;
	let low = Number.POSITIVE_INFINITY;
	let high = Number.NEGATIVE_INFINITY;
	for (let step = 0; step <= JIB_STEPS; step++) {
		const angle = jibDownRad + ((jibUpRad - jibDownRad) * step) / JIB_STEPS;
		const rise = jibM * Math.sin(angle);
		const joint = r - jibM * Math.cos(angle);
		if (joint < 0) continue;
		const top = jointHeightM(boom, joint);
		const jointLow = Math.max(lowestM - rise, lowestTipM(baseM, joint, ray), lowestJointM(joint, r, rise, ray));
		if (jointLow > top) continue;
		low = Math.min(low, jointLow + rise);
		high = Math.max(high, top + rise);
	}
	range.lowM = Math.max(lowestM, low);
	range.highM = high;
}

/** Lowest that the joint may be so that the jib, which rises by `rise` from it to the basket at r, passes over all below it. */
function lowestJointM(joint: number, r: number, rise: number, { count, fromM, toM, clearM }: RayObstacles): number {
	let low = Number.NEGATIVE_INFINITY;
	for (let i = 0; i < count; i++) {
		const to = toM[i] as number;
		if (to <= joint) continue;
		const from = Math.max(joint, fromM[i] as number);
		const span = Math.max(1e-9, r - joint);
		const least = Math.min((rise * (from - joint)) / span, (rise * (Math.min(r, to) - joint)) / span);
		low = Math.max(low, (clearM[i] as number) - least);
	}
	return low;
}
