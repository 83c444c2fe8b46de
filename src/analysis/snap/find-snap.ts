import type { LocalPlane, XY } from '../../domain/geo/local-plane.ts';
import type { PointerRay, SnapHit } from '../../domain/snap.ts';
import { roundCm } from '../measure/round.ts';
import { type Catch, listBuildingCatches, listRoadCatches } from './list-catches.ts';
import { createSightLine, findFirstHit, placeAlong, type SightHit, sightLineTo, type XYZ } from './sight-line.ts';
import type { SnapBuilding } from './snap-building.ts';

/** What stands near a pointer, on one plane. */
export interface SnapSurroundings {
	readonly plane: LocalPlane;
	readonly buildings: readonly SnapBuilding[];
	/** Middle lines of carriageways. */
	readonly roads: readonly (readonly XY[])[];
}

/** How near a corner, an edge or a middle line must come to catch, CSS pixels. */
const REACH_PX = { corner: 12, edge: 9, road: 9 } as const;
/** Where a pixel is larger than this, buildings are too small to be told apart: nothing catches. */
const COARSE_M = 1.5;
/** What stands so little before a place does not hide it: a place on a wall hides itself by rounding. */
const HIDING_M = 0.15;
/** A place so little above a building's foot is its foot. */
const FOOT_M = 0.01;
/** Of the best catches so many are tried for being seen. */
const MOST_TRIED = 24;

/**
 * What is a pointer caught by? The first that is seen of: a corner within reach (at foot or roof), an edge within reach, the facade under
 * the pointer, a road's middle line within reach, the roof under the pointer, the ground. null = the sky is there. Cost: walls of the
 * buildings that the line of sight passes; about 0.1 ms for 500 buildings.
 */
export function findSnap(ray: PointerRay, around: SnapSurroundings): SnapHit | null {
	const { plane, buildings, roads } = around;
	const sight = createSightLine(ray, plane);
	const [x, y] = plane.toXY([ray.through.lon, ray.through.lat]);
	const groundAwayM = Math.hypot(x - sight.eye[0], y - sight.eye[1], ray.through.heightM - sight.eye[2]);
	const first = findFirstHit(sight, buildings, ray.meetsGround ? groundAwayM + HIDING_M : groundAwayM);
	const seenAwayM = Math.min(groundAwayM, first?.awayM ?? Infinity);
	if (!first && !ray.meetsGround) {
		// A roof's edge against the sky still catches.
		return catchNear(ray, around, groundAwayM, null);
	}
	if (seenAwayM * ray.radiansPerPixel > COARSE_M) {
		const groundM = ray.through.heightM;
		return describe(ray, plane, { kind: 'none', place: [x, y, groundM], building: null, groundM });
	}
	const caught = catchNear(ray, around, groundAwayM, first);
	if (caught) return caught;
	if (first?.face === 'wall') return describeFace(ray, plane, first, 'facade');
	if (!first) {
		const reachRad = REACH_PX.road * ray.radiansPerPixel;
		const road = nearestOf(listRoadCatches(sight, roads, ray.through.heightM, reachRad, groundAwayM * 1.2));
		const groundM = ray.through.heightM;
		if (road) return describe(ray, plane, { kind: 'road', place: road.place, building: null, groundM });
		return describe(ray, plane, { kind: 'ground', place: [x, y, groundM], building: null, groundM });
	}
	return describeFace(ray, plane, first, 'roof');
}

/** The best corner or edge within reach that is seen. */
function catchNear(
	ray: PointerRay,
	{ plane, buildings }: SnapSurroundings,
	groundAwayM: number,
	first: SightHit | null,
): SnapHit | null {
	const sight = createSightLine(ray, plane);
	const farM = groundAwayM * 1.2 + 5;
	const reachRad = (kind: 'corner' | 'edge') => REACH_PX[kind] * ray.radiansPerPixel;
	const found = listBuildingCatches(sight, buildings, reachRad('corner'), farM).filter(
		({ kind, offRad }) => kind === 'corner' || offRad <= reachRad('edge'),
	);
	const rank = (one: Catch) => (one.kind === 'corner' ? 0 : 10) + (first && one.building !== first.building ? 1 : 0);
	found.sort((a, b) => rank(a) - rank(b) || a.offRad - b.offRad);
	for (const { kind, place, building } of found.slice(0, MOST_TRIED)) {
		if (!building || !isSeen(sight.eye, place, buildings)) continue;
		return describe(ray, plane, {
			kind: kind === 'corner' ? 'corner' : 'edge',
			place,
			building,
			groundM: building.footM,
		});
	}
	return null;
}

function isSeen(eye: XYZ, place: XYZ, buildings: readonly SnapBuilding[]): boolean {
	const awayM = Math.hypot(place[0] - eye[0], place[1] - eye[1], place[2] - eye[2]);
	return findFirstHit(sightLineTo(eye, place), buildings, awayM - HIDING_M) === null;
}

function nearestOf(found: readonly Catch[]): Catch | undefined {
	return found.reduce<Catch | undefined>((best, one) => (best && best.offRad <= one.offRad ? best : one), undefined);
}

function describeFace(ray: PointerRay, plane: LocalPlane, hit: SightHit, kind: 'facade' | 'roof'): SnapHit {
	const place = placeAlong(createSightLine(ray, plane), hit.awayM);
	return describe(ray, plane, { kind, place, building: hit.building, groundM: hit.building.footM });
}

interface Found {
	readonly kind: SnapHit['snap']['kind'];
	readonly place: XYZ;
	readonly building: SnapBuilding | null;
	readonly groundM: number;
}

function describe(ray: PointerRay, plane: LocalPlane, { kind, place, building, groundM }: Found): SnapHit {
	const [lon, lat] = plane.toLonLat([place[0], place[1]]);
	const [ex, ey] = plane.toXY([ray.eye.lon, ray.eye.lat]);
	const awayM = Math.hypot(place[0] - ex, place[1] - ey, place[2] - ray.eye.heightM);
	// The foot of a building is known, whatever its height.
	const isHeightKnown = !building || building.isHeightKnown || place[2] - groundM < FOOT_M;
	return {
		lon,
		lat,
		heightM: isHeightKnown ? roundCm(Math.max(0, place[2] - groundM)) : 0,
		snap: { kind, buildingId: building?.building.id ?? null },
		fid: building?.building.fid ?? null,
		groundM,
		isHeightKnown,
		metresPerPixel: awayM * ray.radiansPerPixel,
	};
}
