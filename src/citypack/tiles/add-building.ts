import earcut from 'earcut';
import type { BuildingColumns } from '../../domain/pack/building-columns.ts';
import { drawnBasis, drawnBottomM, drawnGroundM, drawnTopM } from './drawn-height.ts';
import type { TileMesh } from './tile-mesh.ts';

/** The outlines that a leaf is made of: those of a whole table, or of the leaf's buildings alone. */
export interface LeafOutlines {
	/** See BuildingTable for the following three. */
	readonly lonLat: Int32Array;
	readonly ringStart: Uint32Array;
	readonly buildingRing: Uint32Array;
	/** Row of the building with ordinal firstOrdinal + i. */
	readonly rows: Uint32Array;
	readonly firstOrdinal: number;
}

/**
 * Adds one building exactly as its outline says: walls around every ring, a roof with its courts left open, and an
 * underside where the building does not stand on the ground.
 */
export function addBuilding(
	mesh: TileMesh,
	columns: BuildingColumns,
	outlines: LeafOutlines,
	ordinal: number,
	fid: number,
): void {
	const groundM = drawnGroundM(columns, ordinal);
	const overGroundM = drawnBottomM(columns, ordinal);
	const heightM = drawnTopM(columns, ordinal);
	const bottomM = groundM + overGroundM;
	const topM = groundM + heightM;
	const feature = mesh.addFeature(
		fid,
		heightM,
		drawnBasis(columns, ordinal),
		columns.floors[ordinal]!,
		columns.use[ordinal]!,
		columns.structure[ordinal]!,
		1,
	);
	const { lonLat, ringStart, buildingRing } = outlines;
	const row = outlines.rows[ordinal - outlines.firstOrdinal]!;
	const endRing = buildingRing[row + 1]!;
	let polygonPair = mesh.pairs;
	let holes: number[] = [];
	for (let ring = buildingRing[row]!; ring < endRing; ring++) {
		const ringPair = mesh.pairs;
		const isHole = ring > buildingRing[row]! && isClockwise(lonLat, ringStart[ring]!, ringStart[ring + 1]!);
		if (isHole) {
			holes.push(ringPair - polygonPair);
		} else {
			addCaps(mesh, polygonPair, ringPair, holes, overGroundM > 0);
			polygonPair = ringPair;
			holes = [];
		}
		for (let v = ringStart[ring]!; v < ringStart[ring + 1]!; v++) {
			mesh.addPair(lonLat[v * 2]!, lonLat[v * 2 + 1]!, bottomM, topM, feature);
		}
		mesh.addWalls(ringPair, mesh.pairs);
	}
	addCaps(mesh, polygonPair, mesh.pairs, holes, overGroundM > 0);
}

function isClockwise(lonLat: Int32Array, start: number, end: number): boolean {
	const lon0 = lonLat[start * 2]!;
	const lat0 = lonLat[start * 2 + 1]!;
	let twiceArea = 0;
	let px = lonLat[end * 2 - 2]! - lon0;
	let py = lonLat[end * 2 - 1]! - lat0;
	for (let v = start; v < end; v++) {
		const x = lonLat[v * 2]! - lon0;
		const y = lonLat[v * 2 + 1]! - lat0;
		twiceArea += px * y - x * py;
		px = x;
		py = y;
	}
	return twiceArea < 0;
}

/** Roof (and underside) of the polygon whose rings are the pairs `first` to `end` (excluded). */
function addCaps(mesh: TileMesh, first: number, end: number, holes: number[], underside: boolean): void {
	if (end - first < 3) return;
	if (holes.length === 0 && isConvex(mesh.positions, first, end)) {
		for (let pair = first + 1; pair < end - 1; pair++) {
			mesh.addTriangle(2 * first + 1, 2 * pair + 1, 2 * pair + 3);
			if (underside) mesh.addTriangle(2 * first, 2 * pair + 2, 2 * pair);
		}
		return;
	}
	const flat = new Array<number>((end - first) * 2);
	for (let pair = first; pair < end; pair++) {
		flat[(pair - first) * 2] = mesh.positions[pair * 6]!;
		flat[(pair - first) * 2 + 1] = mesh.positions[pair * 6 + 1]!;
	}
	// earcut's triangles run counter-clockwise.
	const triangles = earcut(flat, holes.length > 0 ? holes : null);
	for (let i = 0; i < triangles.length; i += 3) {
		const a = 2 * (first + triangles[i]!);
		const b = 2 * (first + triangles[i + 1]!);
		const c = 2 * (first + triangles[i + 2]!);
		mesh.addTriangle(a + 1, b + 1, c + 1);
		if (underside) mesh.addTriangle(a, c, b);
	}
}

/** Whether a ring, which is known not to cross itself, turns left only. */
function isConvex(positions: Float64Array, first: number, end: number): boolean {
	let ax = positions[(end - 2) * 6]!;
	let ay = positions[(end - 2) * 6 + 1]!;
	let bx = positions[(end - 1) * 6]!;
	let by = positions[(end - 1) * 6 + 1]!;
	for (let pair = first; pair < end; pair++) {
		const cx = positions[pair * 6]!;
		const cy = positions[pair * 6 + 1]!;
		if ((bx - ax) * (cy - by) - (by - ay) * (cx - bx) < 0) return false;
		ax = bx;
		ay = by;
		bx = cx;
		by = cy;
	}
	return true;
}
