import type { LocalPlane } from '../../domain/geo/local-plane.ts';
import type { PointerRay } from '../../domain/snap.ts';
import { containsPoint } from '../measure/gap.ts';
import type { SnapBuilding } from './snap-building.ts';

/** A place on a plane and its height, metres. */
export type XYZ = readonly [x: number, y: number, z: number];

/** A line of sight on a plane: from the eye along a unit direction. */
export interface SightLine {
	readonly eye: XYZ;
	readonly direction: XYZ;
}

/** Where a line of sight first meets a building. */
export interface SightHit {
	/** Metres from the eye. */
	readonly awayM: number;
	readonly face: 'wall' | 'roof';
	readonly building: SnapBuilding;
}

/** Lays a pointer's line out on a plane. */
export function createSightLine({ eye, through }: PointerRay, plane: LocalPlane): SightLine {
	const [ax, ay] = plane.toXY([eye.lon, eye.lat]);
	const [bx, by] = plane.toXY([through.lon, through.lat]);
	return sightLineTo([ax, ay, eye.heightM], [bx, by, through.heightM]);
}

/** The line of sight from one place to another. */
export function sightLineTo(eye: XYZ, to: XYZ): SightLine {
	const [dx, dy, dz] = [to[0] - eye[0], to[1] - eye[1], to[2] - eye[2]];
	const length = Math.sqrt(dx * dx + dy * dy + dz * dz) || 1;
	return { eye, direction: [dx / length, dy / length, dz / length] };
}

/** The place on a line of sight that is so far from the eye. */
export function placeAlong({ eye, direction }: SightLine, awayM: number): XYZ {
	return [eye[0] + awayM * direction[0], eye[1] + awayM * direction[1], eye[2] + awayM * direction[2]];
}

/** Whether a line of sight comes within `roomM` of a building's box, before `farM`. */
export function comesNear({ eye, direction }: SightLine, building: SnapBuilding, roomM: number, farM: number): boolean {
	const { minX, minY, maxX, maxY } = building.shape;
	let [from, to] = [0, farM];
	const low = [minX - roomM, minY - roomM, building.bottomM - roomM] as const;
	const high = [maxX + roomM, maxY + roomM, building.topM + roomM] as const;
	for (let axis = 0; axis < 3; axis++) {
		const start = eye[axis] as number;
		const step = direction[axis] as number;
		if (Math.abs(step) < 1e-12) {
			if (start < (low[axis] as number) || start > (high[axis] as number)) return false;
			continue;
		}
		const a = ((low[axis] as number) - start) / step;
		const b = ((high[axis] as number) - start) / step;
		from = Math.max(from, Math.min(a, b));
		to = Math.min(to, Math.max(a, b));
		if (from > to) return false;
	}
	return true;
}

/** The first building that a line of sight meets before `farM`; null = none. Cost: walls of the buildings whose boxes it passes. */
export function findFirstHit(sight: SightLine, buildings: readonly SnapBuilding[], farM: number): SightHit | null {
	let first: SightHit | null = null;
	for (const building of buildings) {
		const reachM = first?.awayM ?? farM;
		if (!comesNear(sight, building, 0.01, reachM)) continue;
		const roofM = meetRoof(sight, building);
		const wallM = meetWall(sight, building);
		const awayM = Math.min(roofM, wallM);
		if (awayM < reachM) first = { awayM, face: roofM < wallM ? 'roof' : 'wall', building };
	}
	return first;
}

function meetRoof(sight: SightLine, { shape, topM }: SnapBuilding): number {
	const step = sight.direction[2];
	if (step >= 0) return Infinity;
	const awayM = (topM - sight.eye[2]) / step;
	if (awayM <= 0) return Infinity;
	const [x, y] = placeAlong(sight, awayM);
	return containsPoint(shape, [x, y]) ? awayM : Infinity;
}

function meetWall({ eye, direction }: SightLine, { shape, bottomM, topM }: SnapBuilding): number {
	const { xy, ringStart } = shape;
	const [dx, dy, dz] = direction;
	let nearestM = Infinity;
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		const end = ((ringStart[ring + 1] as number) - 1) * 2;
		for (let i = (ringStart[ring] as number) * 2; i < end; i += 2) {
			const ax = (xy[i] as number) - eye[0];
			const ay = (xy[i + 1] as number) - eye[1];
			const sx = (xy[i + 2] as number) - (xy[i] as number);
			const sy = (xy[i + 3] as number) - (xy[i + 1] as number);
			const cross = dx * sy - dy * sx;
			if (Math.abs(cross) < 1e-12) continue;
			const awayM = (ax * sy - ay * sx) / cross;
			if (awayM <= 0 || awayM >= nearestM) continue;
			const share = (ax * dy - ay * dx) / cross;
			if (share < 0 || share > 1) continue;
			const z = eye[2] + awayM * dz;
			if (z >= bottomM && z <= topM) nearestM = awayM;
		}
	}
	return nearestM;
}
