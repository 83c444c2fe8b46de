import { type BBox, E7 } from '../../domain/geo/lon-lat.ts';
import type { BuildingTable } from '../model/building-table.ts';
import type { BoundsE7 } from './fit-building-grid.ts';

/** [minX, minY, maxX, maxY] of each building of the table, by row, degrees x 1e7; on shared memory. */
export function measureBuildingBoxes(table: BuildingTable): Int32Array {
	const { buildingRing, ringStart, lonLat } = table;
	const boxes = new Int32Array(new SharedArrayBuffer(table.count * 16));
	for (let row = 0; row < table.count; row++) {
		const end = (ringStart[buildingRing[row + 1] as number] as number) * 2;
		let minX = 0x7fff_ffff;
		let minY = 0x7fff_ffff;
		let maxX = -0x8000_0000;
		let maxY = -0x8000_0000;
		for (let i = (ringStart[buildingRing[row] as number] as number) * 2; i < end; i += 2) {
			const x = lonLat[i] as number;
			const y = lonLat[i + 1] as number;
			if (x < minX) minX = x;
			if (x > maxX) maxX = x;
			if (y < minY) minY = y;
			if (y > maxY) maxY = y;
		}
		boxes[row * 4] = minX;
		boxes[row * 4 + 1] = minY;
		boxes[row * 4 + 2] = maxX;
		boxes[row * 4 + 3] = maxY;
	}
	return boxes;
}

/** The box around all boxes; null for none. */
export function joinBoxes(boxes: Int32Array): BoundsE7 | null {
	if (boxes.length === 0) return null;
	let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let i = 0; i < boxes.length; i += 4) {
		minX = Math.min(minX, boxes[i] as number);
		minY = Math.min(minY, boxes[i + 1] as number);
		maxX = Math.max(maxX, boxes[i + 2] as number);
		maxY = Math.max(maxY, boxes[i + 3] as number);
	}
	return [minX, minY, maxX, maxY];
}

/** The box around all boxes in degrees, as layer headers name it; null for none. */
export function joinBoxesDegrees(boxes: Int32Array): BBox | null {
	const bounds = joinBoxes(boxes);
	return bounds && [bounds[0] / E7, bounds[1] / E7, bounds[2] / E7, bounds[3] / E7];
}
