import type { RoadClass } from '../../../domain/road.ts';
import type { VehicleProfile } from '../../../domain/vehicle.ts';

/** Wheelbase as a share of the vehicle's length. Assumption, not sourced (fire-facts 1.2 [K]; M32L: 4.8 of 10 m, DLK 0.48-0.58). */
const WHEELBASE_SHARE = { value: 0.55, verified: false } as const;

/**
 * Radius of the kerb at the inner corner of a junction, by the lesser of its two roads, metres. Assumption, not sourced [K]; the order
 * of size is that of CJJ 37 (main 20-25, secondary 10-15, local 6-10), of which the low end is taken, and less for yards and alleys.
 */
export const KERB_RADIUS_M: Readonly<Record<RoadClass, number>> = {
	motorway: 20,
	trunk: 20,
	primary: 15,
	secondary: 10,
	tertiary: 8,
	residential: 6,
	service: 4,
	lane: 3,
	track: 3,
	pedestrian: 3,
};

/** Sharper turns are reckoned as this: beyond, the lines of the model run side by side. */
const MAX_TURN_DEG = 179;

/** A bend of less than this is no junction turn: the carriageway rule holds for it alone. Assumption, not sourced. */
export const MIN_TURN_DEG = 20;

/** The two numbers of a vehicle that decide how it goes round a corner, besides its turning radius. */
interface VehicleShape {
	readonly widthM: number;
	readonly wheelbaseM: number;
}

/** A bend of two carriageways. */
interface Corner {
	readonly narrowM: number;
	readonly wideM: number;
	readonly kerbM: number;
	/** Of the deflection. */
	readonly cosTheta: number;
}

/** Shape of a vehicle: its wheelbase is estimated from its length. */
function shapeOf({ lengthM, widthM }: VehicleProfile): VehicleShape {
	return { widthM, wheelbaseM: WHEELBASE_SHARE.value * lengthM };
}

/**
 * By how much the inner side of the vehicle clears the kerb, metres (negative = it mounts it), when its outer front corner drives an
 * arc of `radiusM`.
 *
 * Two roads of widths w1, w2 bend by theta; their outer edges are lines 1 and 2 with inward normals n1, n2 (angle theta between them).
 * In distances from these lines, the centre C of the arc must be R or farther from both; the centre K of the kerb's arc (radius k)
 * lies at (w1 + k, w2 + k). With v = C - K the kerb's farthest point from C is |v| + k away, and the vehicle's inner side must be
 * nearer than that: |v| + k <= Ri, Ri = sqrt(R^2 - wheelbase^2) - width (outer front wheel on R, rear axle off-tracking in full).
 * The best C has the shortest v with v.n1 >= D1 and v.n2 >= D2, Di = R - wi - k: nothing when both are <= 0 (the kerb is rounder than
 * the vehicle's circle), else the foot on one line (length Di) where that satisfies the other, else the corner of the two:
 * |v|^2 = (D1^2 + D2^2 - 2 D1 D2 cos theta) / sin^2 theta.
 */
function clearanceM(shape: VehicleShape, corner: Corner, radiusM: number): number {
	const innerM = Math.sqrt(radiusM * radiusM - shape.wheelbaseM * shape.wheelbaseM) - shape.widthM;
	const { narrowM, wideM, kerbM, cosTheta } = corner;
	return innerM - kerbM - shortestV(radiusM - narrowM - kerbM, radiusM - wideM - kerbM, cosTheta);
}

/** Length of v; `more` >= `less` are D1 and D2. */
function shortestV(more: number, less: number, cosTheta: number): number {
	if (more <= 0) return 0;
	if (less <= more * cosTheta) return more;
	return Math.sqrt((more * more + less * less - 2 * more * less * cosTheta) / (1 - cosTheta * cosTheta));
}

/** Cuts of an interval of radii: by golden section 1 : 15,000. */
const STEPS = 20;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Clearance on the best arc that is no tighter than `radiusM`; the clearance is concave in the radius. Stops at the first that fits. */
function bestClearanceM(shape: VehicleShape, corner: Corner, radiusM: number): number {
	const { narrowM, wideM, kerbM, cosTheta } = corner;
	// Beyond these radii a wider arc only gets farther off the corner than its off-tracking shrinks.
	const gain = shape.wheelbaseM / Math.sqrt((1 - cosTheta) / 2);
	const both = kerbM + (wideM - narrowM * cosTheta) / (1 - cosTheta);
	let low = radiusM;
	let high = Math.max(radiusM, gain, both) * 2;
	let left = high - GOLDEN * (high - low);
	let right = low + GOLDEN * (high - low);
	let atLeft = clearanceM(shape, corner, left);
	let atRight = clearanceM(shape, corner, right);
	let best = Math.max(clearanceM(shape, corner, low), atLeft, atRight);
	for (let i = 0; i < STEPS && best < 0; i++) {
		if (atLeft < atRight) {
			low = left;
			left = right;
			atLeft = atRight;
			right = low + GOLDEN * (high - low);
			atRight = clearanceM(shape, corner, right);
		} else {
			high = right;
			right = left;
			atRight = atLeft;
			left = high - GOLDEN * (high - low);
			atLeft = clearanceM(shape, corner, left);
		}
		best = Math.max(best, atLeft, atRight);
	}
	return best;
}

/**
 * Can the vehicle go round a corner? `thetaDeg` is the deflection, 0 = straight on; widths of the two carriageways, all of which it may
 * use, and radius of the inner kerb, metres. It may drive any arc that is not tighter than its turning radius. Bends below
 * MIN_TURN_DEG always fit; a half turn fits where there is room for the circle. Conservative: full off-tracking, no reversing.
 */
export function fitsTurn(
	vehicle: VehicleProfile,
	thetaDeg: number,
	widthInM: number,
	widthOutM: number,
	kerbM: number,
): boolean {
	return fitsShape(shapeOf(vehicle), vehicle.turningRadiusM, thetaDeg, widthInM, widthOutM, kerbM);
}

function fitsShape(
	shape: VehicleShape,
	radiusM: number,
	thetaDeg: number,
	widthInM: number,
	widthOutM: number,
	kerbM: number,
): boolean {
	if (thetaDeg < MIN_TURN_DEG) return true;
	const narrowM = Math.min(widthInM, widthOutM);
	// The outer corner never turns tighter than with the inner rear wheel standing still.
	const least = Math.max(radiusM, Math.hypot(shape.wheelbaseM, shape.widthM));
	const cosTheta = Math.cos((Math.min(thetaDeg, MAX_TURN_DEG) * Math.PI) / 180);
	return bestClearanceM(shape, { narrowM, wideM: Math.max(widthInM, widthOutM), kerbM, cosTheta }, least) >= 0;
}

/**
 * For which turning radius is there room at a corner where the vehicle does not fit: that of the largest vehicle of the same proportions
 * which would, metres, to 0.1 below. Above 0 and below the vehicle's own.
 */
export function findRoomRadiusM(
	vehicle: VehicleProfile,
	thetaDeg: number,
	widthInM: number,
	widthOutM: number,
	kerbM: number,
): number {
	const { widthM, wheelbaseM } = shapeOf(vehicle);
	let low = 0;
	let high = 1;
	for (let i = 0; i < STEPS; i++) {
		const share = (low + high) / 2;
		const shape = { widthM: widthM * share, wheelbaseM: wheelbaseM * share };
		if (fitsShape(shape, vehicle.turningRadiusM * share, thetaDeg, widthInM, widthOutM, kerbM)) low = share;
		else high = share;
	}
	return Math.floor(low * vehicle.turningRadiusM * 10) / 10;
}
