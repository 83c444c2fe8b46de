import { measureRingM2 } from '../../measure/plane-ring.ts';
import type { PlaneShape } from '../../measure/plane-shape.ts';
import { offsetRing } from './offset-ring.ts';

/** Corners a hose is led round lie so much farther out than the walls that block it, so that rounding never blocks a wall by itself. */
const CORNER_BEYOND_M = 0.002;
/** Courtyards smaller than this are taken as built over, square metres: no hose is led through them. */
const SMALL_YARD_M2 = 16;
/** Cells by which walls and buildings are looked up, metres. */
const CELL_M = 8;

/** What stands in a hose's way, on the assessment's plane, each wall moved out by half of the narrowest passage. */
export interface Obstacles {
	/** Walls as segments, the solid on the left: a, b of segment i at 4 i. */
	readonly walls: Float64Array;
	/** First wall of each building's polygon; one more entry than polygons. */
	readonly solidStart: Uint32Array;
	/** Corners that a taut hose can bend at: x, y at 2 i. */
	readonly corners: Float64Array;
	/** Unit vectors of the wall that ends at a corner and of the one that begins there: inX, inY, outX, outY at 4 i. */
	readonly cornerWalls: Float64Array;
	/** Whether the straight line between two free places meets no wall. */
	isClear(ax: number, ay: number, bx: number, by: number): boolean;
	/** Whether a place lies outside every solid. */
	isFree(x: number, y: number): boolean;
}

/** Rings of shapes moved out by `offsetM`, the solid on the left. */
export function listOffsetRings(shape: PlaneShape, offsetM: number): number[][][] {
	const { xy, ringStart, polygonStart } = shape;
	const solids: number[][][] = [];
	for (let polygon = 0; polygon + 1 < polygonStart.length; polygon++) {
		const rings: number[][] = [];
		const outer = polygonStart[polygon] as number;
		for (let ring = outer; ring < (polygonStart[polygon + 1] as number); ring++) {
			const first = ringStart[ring] as number;
			const last = (ringStart[ring + 1] as number) - 2;
			const m2 = measureSigned(xy, first, last);
			if (ring > outer && Math.abs(m2) < SMALL_YARD_M2) continue;
			const offset = offsetRing(xy, first, last, offsetM, ring === outer ? m2 < 0 : m2 > 0);
			if (offset.length > 0) rings.push(offset);
		}
		if (rings.length > 0) solids.push(rings);
	}
	return solids;
}

/** Lays out the obstacles of a place. Cost: some 2 us a building, no more than 20 ns a wall and cell to look up later. */
export function createObstacles(shapes: readonly PlaneShape[], offsetM: number): Obstacles {
	const wallList: number[] = [];
	const solidStart: number[] = [0];
	const cornerList: number[] = [];
	const cornerWallList: number[] = [];
	for (const shape of shapes) {
		for (const rings of listOffsetRings(shape, offsetM)) {
			for (const ring of rings) pushWalls(ring, wallList);
			solidStart.push(wallList.length / 4);
		}
		for (const rings of listOffsetRings(shape, offsetM + CORNER_BEYOND_M)) {
			for (const ring of rings) pushCorners(ring, cornerList, cornerWallList);
		}
	}
	const walls = Float64Array.from(wallList);
	const solids = Uint32Array.from(solidStart);
	const wallCells = indexBoxes(boxWalls(walls));
	const solidCells = indexBoxes(boxSolids(walls, solids));
	return {
		walls,
		solidStart: solids,
		corners: Float64Array.from(cornerList),
		cornerWalls: Float64Array.from(cornerWallList),
		isClear: (ax, ay, bx, by) => isClear(walls, wallCells, ax, ay, bx, by),
		isFree: (x, y) => isFree(walls, solids, solidCells, x, y),
	};
}

function measureSigned(xy: Float64Array, first: number, last: number): number {
	const ring: [number, number][] = [];
	for (let v = first; v <= last; v++) ring.push([xy[v * 2] as number, xy[v * 2 + 1] as number]);
	return measureRingM2(ring);
}

function pushWalls(ring: readonly number[], walls: number[]): void {
	for (let i = 0; i < ring.length; i += 2) {
		const next = (i + 2) % ring.length;
		walls.push(ring[i] as number, ring[i + 1] as number, ring[next] as number, ring[next + 1] as number);
	}
}

function pushCorners(ring: readonly number[], corners: number[], cornerWalls: number[]): void {
	const count = ring.length;
	for (let i = 0; i < count; i += 2) {
		const x = ring[i] as number;
		const y = ring[i + 1] as number;
		const before = (i + count - 2) % count;
		const after = (i + 2) % count;
		const inX = x - (ring[before] as number);
		const inY = y - (ring[before + 1] as number);
		const outX = (ring[after] as number) - x;
		const outY = (ring[after + 1] as number) - y;
		const inM = Math.hypot(inX, inY);
		const outM = Math.hypot(outX, outY);
		// A hose bends only where the wall turns away from it.
		if (inM === 0 || outM === 0 || inX * outY - inY * outX < 1e-4 * inM * outM) continue;
		corners.push(x, y);
		cornerWalls.push(inX / inM, inY / inM, outX / outM, outY / outM);
	}
}

/** Things looked up by the cells their boxes meet. */
interface Cells {
	readonly minX: number;
	readonly minY: number;
	readonly columns: number;
	readonly rows: number;
	/** First entry of `items` of each cell; one more than cells. */
	readonly start: Uint32Array;
	readonly items: Uint32Array;
}

/** minX, minY, maxX, maxY of thing i at 4 i. */
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
		boxes.set([minX, minY, maxX, maxY], solid * 4);
	}
	return boxes;
}

function indexBoxes(boxes: Float64Array): Cells {
	let minX = 0;
	let minY = 0;
	let maxX = 0;
	let maxY = 0;
	for (let i = 0; i < boxes.length; i += 4) {
		minX = Math.min(minX, boxes[i] as number);
		minY = Math.min(minY, boxes[i + 1] as number);
		maxX = Math.max(maxX, boxes[i + 2] as number);
		maxY = Math.max(maxY, boxes[i + 3] as number);
	}
	const columns = Math.floor((maxX - minX) / CELL_M) + 1;
	const rows = Math.floor((maxY - minY) / CELL_M) + 1;
	const start = new Uint32Array(columns * rows + 2);
	// Counted one cell further on, so that filling moves every start to its place.
	for (let i = 0; i < boxes.length; i += 4) {
		const toColumn = Math.floor(((boxes[i + 2] as number) - minX) / CELL_M);
		const toRow = Math.floor(((boxes[i + 3] as number) - minY) / CELL_M);
		for (let row = Math.floor(((boxes[i + 1] as number) - minY) / CELL_M); row <= toRow; row++) {
			for (let column = Math.floor(((boxes[i] as number) - minX) / CELL_M); column <= toColumn; column++) {
				const cell = row * columns + column + 2;
				start[cell] = (start[cell] as number) + 1;
			}
		}
	}
	for (let cell = 2; cell < start.length; cell++) start[cell] = (start[cell] as number) + (start[cell - 1] as number);
	const items = new Uint32Array(start[start.length - 1] as number);
	for (let i = 0; i < boxes.length; i += 4) {
		const toColumn = Math.floor(((boxes[i + 2] as number) - minX) / CELL_M);
		const toRow = Math.floor(((boxes[i + 3] as number) - minY) / CELL_M);
		for (let row = Math.floor(((boxes[i + 1] as number) - minY) / CELL_M); row <= toRow; row++) {
			for (let column = Math.floor(((boxes[i] as number) - minX) / CELL_M); column <= toColumn; column++) {
				const cell = row * columns + column + 1;
				const at = start[cell] as number;
				items[at] = i / 4;
				start[cell] = at + 1;
			}
		}
	}
	return { minX, minY, columns, rows, start, items };
}

function isFree(walls: Float64Array, solidStart: Uint32Array, cells: Cells, x: number, y: number): boolean {
	const column = Math.floor((x - cells.minX) / CELL_M);
	const row = Math.floor((y - cells.minY) / CELL_M);
	if (column < 0 || row < 0 || column >= cells.columns || row >= cells.rows) return true;
	const cell = row * cells.columns + column;
	for (let k = cells.start[cell] as number; k < (cells.start[cell + 1] as number); k++) {
		const solid = cells.items[k] as number;
		let isInside = false;
		const end = (solidStart[solid + 1] as number) * 4;
		for (let i = (solidStart[solid] as number) * 4; i < end; i += 4) {
			const ay = walls[i + 1] as number;
			const by = walls[i + 3] as number;
			if (ay > y === by > y) continue;
			const ax = walls[i] as number;
			if (x < ax + ((y - ay) / (by - ay)) * ((walls[i + 2] as number) - ax)) isInside = !isInside;
		}
		if (isInside) return false;
	}
	return true;
}

/** Walks the cells along the line and tests the walls of each. */
function isClear(walls: Float64Array, cells: Cells, ax: number, ay: number, bx: number, by: number): boolean {
	const dx = bx - ax;
	const dy = by - ay;
	let column = Math.floor((ax - cells.minX) / CELL_M);
	let row = Math.floor((ay - cells.minY) / CELL_M);
	const stepX = dx > 0 ? 1 : -1;
	const stepY = dy > 0 ? 1 : -1;
	const perColumn = dx === 0 ? Number.POSITIVE_INFINITY : CELL_M / Math.abs(dx);
	const perRow = dy === 0 ? Number.POSITIVE_INFINITY : CELL_M / Math.abs(dy);
	const edgeX = cells.minX + (column + (dx > 0 ? 1 : 0)) * CELL_M;
	const edgeY = cells.minY + (row + (dy > 0 ? 1 : 0)) * CELL_M;
	let nextX = dx === 0 ? Number.POSITIVE_INFINITY : (edgeX - ax) / dx;
	let nextY = dy === 0 ? Number.POSITIVE_INFINITY : (edgeY - ay) / dy;
	for (;;) {
		if (column >= 0 && row >= 0 && column < cells.columns && row < cells.rows) {
			const cell = row * cells.columns + column;
			const end = cells.start[cell + 1] as number;
			for (let k = cells.start[cell] as number; k < end; k++) {
				const i = (cells.items[k] as number) * 4;
				const px = walls[i] as number;
				const py = walls[i + 1] as number;
				const qx = walls[i + 2] as number;
				const qy = walls[i + 3] as number;
				if (dx * (py - ay) - dy * (px - ax) > 0 === dx * (qy - ay) - dy * (qx - ax) > 0) continue;
				const wx = qx - px;
				const wy = qy - py;
				if (wx * (ay - py) - wy * (ax - px) > 0 === wx * (by - py) - wy * (bx - px) > 0) continue;
				return false;
			}
		}
		if (nextX > 1 && nextY > 1) return true;
		if (nextX < nextY) {
			column += stepX;
			nextX += perColumn;
		} else {
			row += stepY;
			nextY += perRow;
		}
	}
}
