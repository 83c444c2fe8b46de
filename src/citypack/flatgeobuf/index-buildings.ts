import type { BuildingTable } from '../model/building-table.ts';
import { sortByHilbert } from './packed-tree.ts';

/** [minX, minY, maxX, maxY] of each building of the table, degrees x 1e7. */
export function measureBuildingBoxes(table: BuildingTable): Int32Array {
	const { buildingRing, ringStart, lonLat } = table;
	const boxes = new Int32Array(table.count * 4);
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

/** The order of a table's buildings in buildings.fgb. Plain data; encodePackedTree makes the tree of it. */
export interface BuildingIndex {
	/** Row by fid: the Hilbert order. */
	readonly order: Uint32Array;
	/** By row, see measureBuildingBoxes. */
	readonly boxes: Int32Array;
}

/** Puts the buildings of a table in Hilbert order. Cost: about 0.3 us a building. */
export function indexBuildings(table: BuildingTable): BuildingIndex {
	const boxes = measureBuildingBoxes(table);
	return { order: sortByHilbert(boxes), boxes };
}

/** The other way round: fid by row. */
export function invertOrder(order: Uint32Array): Uint32Array {
	const fidOfRow = new Uint32Array(order.length);
	for (let fid = 0; fid < order.length; fid++) fidOfRow[order[fid] as number] = fid;
	return fidOfRow;
}
