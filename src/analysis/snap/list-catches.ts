import type { XY } from '../../domain/geo/local-plane.ts';
import { comesNear, type SightLine, type XYZ } from './sight-line.ts';
import type { SnapBuilding } from './snap-building.ts';

/** Something near a line of sight that may catch it. */
export interface Catch {
	readonly kind: 'corner' | 'edge' | 'road';
	readonly place: XYZ;
	/** Angle off the line of sight, radians. */
	readonly offRad: number;
	/** null = a road. */
	readonly building: SnapBuilding | null;
}

/** A vertex where the wall turns by less is no corner: sin of 8 degrees. */
const CORNER_SINE = 0.139;

/**
 * Corners and edges (roof, foot, and upright at corners) of buildings within an angle of a line of sight and nearer than `farM`,
 * in no order; hidden ones too.
 */
export function listBuildingCatches(
	sight: SightLine,
	buildings: readonly SnapBuilding[],
	reachRad: number,
	farM: number,
): Catch[] {
	const found: Catch[] = [];
	for (const building of buildings) {
		if (comesNear(sight, building, reachRad * farM, farM)) addCatchesOf(building, sight, reachRad, farM, found);
	}
	return found;
}

function addCatchesOf(building: SnapBuilding, sight: SightLine, reachRad: number, farM: number, found: Catch[]): void {
	const { xy, ringStart } = building.shape;
	const add = (kind: 'corner' | 'edge', place: XYZ) => {
		const offRad = measureOffRad(sight, place, farM);
		if (offRad <= reachRad) found.push({ kind, place, offRad, building });
	};
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		const first = ringStart[ring] as number;
		const count = (ringStart[ring + 1] as number) - 1 - first;
		for (let i = 0; i < count; i++) {
			const before = (first + ((i + count - 1) % count)) * 2;
			const at = (first + i) * 2;
			const a: XY = [xy[at] as number, xy[at + 1] as number];
			const b: XY = [xy[at + 2] as number, xy[at + 3] as number];
			const isCorner = turnsAt([xy[before] as number, xy[before + 1] as number], a, b);
			for (const z of [building.bottomM, building.topM]) {
				if (isCorner) add('corner', [a[0], a[1], z]);
				add('edge', nearestOnEdge(sight, [a[0], a[1], z], [b[0], b[1], z]));
			}
			if (isCorner) add('edge', nearestOnEdge(sight, [a[0], a[1], building.bottomM], [a[0], a[1], building.topM]));
		}
	}
}

/** Middle lines of roads within an angle of a line of sight, at the height at which they lie. */
export function listRoadCatches(
	sight: SightLine,
	roads: readonly (readonly XY[])[],
	groundM: number,
	reachRad: number,
	farM: number,
): Catch[] {
	const found: Catch[] = [];
	for (const line of roads) {
		for (let i = 1; i < line.length; i++) {
			const [a, b] = [line[i - 1] as XY, line[i] as XY];
			const place = nearestOnEdge(sight, [a[0], a[1], groundM], [b[0], b[1], groundM]);
			const offRad = measureOffRad(sight, place, farM);
			if (offRad <= reachRad) found.push({ kind: 'road', place, offRad, building: null });
		}
	}
	return found;
}

function turnsAt(before: XY, at: XY, after: XY): boolean {
	const [ax, ay] = [at[0] - before[0], at[1] - before[1]];
	const [bx, by] = [after[0] - at[0], after[1] - at[1]];
	const cross = ax * by - ay * bx;
	const lengths2 = (ax * ax + ay * ay) * (bx * bx + by * by);
	if (lengths2 === 0) return false;
	return cross * cross > CORNER_SINE * CORNER_SINE * lengths2 || ax * bx + ay * by < 0;
}

/** Angle between a line of sight and the way to a place; Infinity = behind the eye or beyond `farM`. */
function measureOffRad({ eye, direction }: SightLine, place: XYZ, farM: number): number {
	const [x, y, z] = [place[0] - eye[0], place[1] - eye[1], place[2] - eye[2]];
	const along = x * direction[0] + y * direction[1] + z * direction[2];
	if (along <= 0 || along > farM * 1.1) return Infinity;
	const [ox, oy, oz] = [x - along * direction[0], y - along * direction[1], z - along * direction[2]];
	return Math.sqrt(ox * ox + oy * oy + oz * oz) / along;
}

/** The place of an edge that comes nearest to a line of sight. */
function nearestOnEdge({ eye, direction: d }: SightLine, a: XYZ, b: XYZ): XYZ {
	const [ex, ey, ez] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
	const [wx, wy, wz] = [a[0] - eye[0], a[1] - eye[1], a[2] - eye[2]];
	const square = ex * ex + ey * ey + ez * ez;
	const de = d[0] * ex + d[1] * ey + d[2] * ez;
	const we = wx * ex + wy * ey + wz * ez;
	const wd = wx * d[0] + wy * d[1] + wz * d[2];
	const below = square - de * de;
	const share = below < 1e-9 ? 0 : Math.min(1, Math.max(0, (wd * de - we) / below));
	return [a[0] + share * ex, a[1] + share * ey, a[2] + share * ez];
}
