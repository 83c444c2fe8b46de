import type { PlaneShape } from '../../measure/plane-shape.ts';
import { type Cells, createCells } from './cells.ts';
import { offsetRing } from './offset-ring.ts';

/** Corners a hose is led round lie so much farther out than the walls that block it, so that rounding never blocks a wall by itself. */
const CORNER_BEYOND_M = 0.002;
/** Courtyards smaller than this are taken as built over, square metres: no hose is led through them. */
const SMALL_YARD_M2 = 16;

/** What stands in a hose's way, on the assessment's plane, each wall moved out by half of the narrowest passage. */
export interface Obstacles {
	/** Walls as segments, the solid on the left: a, b of segment i at 4 i. */
	readonly walls: Float64Array;
	/** Walls by where they are. */
	readonly wallCells: Cells;
	/** First wall of each building's polygon; one more entry than polygons. */
	readonly solidStart: Uint32Array;
	/** Polygons by where they are. */
	readonly solidCells: Cells;
	/** Corners that a taut hose can bend at: x, y at 2 i. */
	readonly corners: Float64Array;
	/** Unit vectors of the wall that ends at a corner and of the one that begins there: inX, inY, outX, outY at 4 i. */
	readonly cornerWalls: Float64Array;
}

/** Lays out the obstacles of a place. Cost: some 2 us a building. */
export function createObstacles(shapes: readonly PlaneShape[], offsetM: number): Obstacles {
	const wallList: number[] = [];
	const solidStart: number[] = [0];
	const corners: number[] = [];
	const cornerWalls: number[] = [];
	for (const shape of shapes) {
		for (const rings of listRings(shape)) {
			for (const ring of rings) {
				pushWalls(ring, offsetM, wallList);
				pushCorners(ring, offsetM + CORNER_BEYOND_M, corners, cornerWalls);
			}
			solidStart.push(wallList.length / 4);
		}
	}
	const walls = Float64Array.from(wallList);
	const solids = Uint32Array.from(solidStart);
	return {
		walls,
		wallCells: createCells(boxWalls(walls)),
		solidStart: solids,
		solidCells: createCells(boxSolids(walls, solids)),
		corners: Float64Array.from(corners),
		cornerWalls: Float64Array.from(cornerWalls),
	};
}

/** Walls of a shape as drawn, the solid on the left: a, b of segment i at 4 i. */
export function listWalls(shape: PlaneShape): number[] {
	const walls: number[] = [];
	for (const rings of listRings(shape)) for (const ring of rings) pushWalls(ring, 0, walls);
	return walls;
}

/** Rings of each polygon as `offsetRing` has them, small courtyards left out. */
function listRings({ xy, ringStart, polygonStart }: PlaneShape): number[][][] {
	const solids: number[][][] = [];
	for (let polygon = 0; polygon + 1 < polygonStart.length; polygon++) {
		const rings: number[][] = [];
		const outer = polygonStart[polygon] as number;
		for (let ring = outer; ring < (polygonStart[polygon + 1] as number); ring++) {
			const first = ringStart[ring] as number;
			const last = (ringStart[ring + 1] as number) - 2;
			const m2 = measureSignedM2(xy, first, last);
			if (ring > outer && Math.abs(m2) < SMALL_YARD_M2) continue;
			const corners = offsetRing(xy, first, last, ring === outer ? m2 < 0 : m2 > 0);
			if (corners.length > 0) rings.push(corners);
		}
		if (rings.length > 0) solids.push(rings);
	}
	return solids;
}

/** Counter-clockwise positive; reckoned from the first vertex, so that far from the origin nothing is lost. */
function measureSignedM2(xy: Float64Array, first: number, last: number): number {
	const x0 = xy[first * 2] as number;
	const y0 = xy[first * 2 + 1] as number;
	let twice = 0;
	for (let v = first + 1; v < last; v++) {
		const ax = (xy[v * 2] as number) - x0;
		const ay = (xy[v * 2 + 1] as number) - y0;
		twice += ax * ((xy[v * 2 + 3] as number) - y0) - ay * ((xy[v * 2 + 2] as number) - x0);
	}
	return twice / 2;
}

function pushWalls(ring: readonly number[], offsetM: number, walls: number[]): void {
	const end = ring.length - 4;
	let x = (ring[end] as number) + (ring[end + 2] as number) * offsetM;
	let y = (ring[end + 1] as number) + (ring[end + 3] as number) * offsetM;
	for (let i = 0; i <= end; i += 4) {
		const nextX = (ring[i] as number) + (ring[i + 2] as number) * offsetM;
		const nextY = (ring[i + 1] as number) + (ring[i + 3] as number) * offsetM;
		walls.push(x, y, nextX, nextY);
		x = nextX;
		y = nextY;
	}
}

function pushCorners(ring: readonly number[], offsetM: number, corners: number[], cornerWalls: number[]): void {
	const count = ring.length;
	for (let i = 0; i < count; i += 4) {
		const before = (i + count - 4) % count;
		const after = (i + 4) % count;
		const x = (ring[i] as number) + (ring[i + 2] as number) * offsetM;
		const y = (ring[i + 1] as number) + (ring[i + 3] as number) * offsetM;
		const inX = x - ((ring[before] as number) + (ring[before + 2] as number) * offsetM);
		const inY = y - ((ring[before + 1] as number) + (ring[before + 3] as number) * offsetM);
		const outX = (ring[after] as number) + (ring[after + 2] as number) * offsetM - x;
		const outY = (ring[after + 1] as number) + (ring[after + 3] as number) * offsetM - y;
		const inM = Math.sqrt(inX * inX + inY * inY);
		const outM = Math.sqrt(outX * outX + outY * outY);
		// A hose bends only where the wall turns away from it.
		if (inM === 0 || outM === 0 || inX * outY - inY * outX < 1e-4 * inM * outM) continue;
		corners.push(x, y);
		cornerWalls.push(inX / inM, inY / inM, outX / outM, outY / outM);
	}
}

/** minX, minY, maxX, maxY of wall i at 4 i. */
function boxWalls(walls: Float64Array): Float64Array {
	const boxes = new Float64Array(walls.length);
	for (let i = 0; i < walls.length; i += 4) {
		boxes[i] = Math.min(walls[i] as number, walls[i + 2] as number);
		boxes[i + 1] = Math.min(walls[i + 1] as number, walls[i + 3] as number);
		boxes[i + 2] = Math.max(walls[i] as number, walls[i + 2] as number);
		boxes[i + 3] = Math.max(walls[i + 1] as number, walls[i + 3] as number);
	}
	return boxes;
}

function boxSolids(walls: Float64Array, solidStart: Uint32Array): Float64Array {
	const boxes = new Float64Array((solidStart.length - 1) * 4);
	for (let solid = 0; solid + 1 < solidStart.length; solid++) {
		let minX = Number.POSITIVE_INFINITY;
		let minY = Number.POSITIVE_INFINITY;
		let maxX = Number.NEGATIVE_INFINITY;
		let maxY = Number.NEGATIVE_INFINITY;
		for (let wall = solidStart[solid] as number; wall < (solidStart[solid + 1] as number); wall++) {
			const x = walls[wall * 4] as number;
			const y = walls[wall * 4 + 1] as number;
			if (x < minX) minX = x;
			if (x > maxX) maxX = x;
			if (y < minY) minY = y;
			if (y > maxY) maxY = y;
		}
		boxes[solid * 4] = minX;
		boxes[solid * 4 + 1] = minY;
		boxes[solid * 4 + 2] = maxX;
		boxes[solid * 4 + 3] = maxY;
	}
	return boxes;
}
