import { E7, type LonLat } from '../../domain/geo/lon-lat.ts';
import { doubleSignedArea, isInsideRing } from '../clean/ring-measures.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { indexBuildingBoxes } from '../order/index-building-boxes.ts';
import { measureBuildingBoxes } from '../order/measure-building-boxes.ts';

/** The row of the smallest building whose footprint holds a place; -1 = none. */
export type FindBuildingAt = (at: LonLat) => number;

/** A building's ring as a view. */
function ringOf(table: BuildingTable, ring: number): Int32Array {
	return table.lonLat.subarray((table.ringStart[ring] as number) * 2, (table.ringStart[ring + 1] as number) * 2);
}

/** Twice the footprint's area when the place lies in it (in an odd number of its rings), else -1. */
function areaAround(table: BuildingTable, row: number, x: number, y: number): number {
	let isInside = false;
	let area = 0;
	const end = table.buildingRing[row + 1] as number;
	for (let ring = table.buildingRing[row] as number; ring < end; ring++) {
		const vertices = ringOf(table, ring);
		if (isInsideRing(vertices, x, y)) isInside = !isInside;
		// Holes are clockwise: negative.
		area += doubleSignedArea(vertices);
	}
	return isInside ? area : -1;
}

/** Finds buildings by a place in them. Cost: an index of the boxes (about 30 bytes a building), then some us a question. */
export function createFindBuildingAt(table: BuildingTable): FindBuildingAt {
	if (table.count === 0) return () => -1;
	const index = indexBuildingBoxes(measureBuildingBoxes(table));
	return ({ lon, lat }) => {
		const x = Math.round(lon * E7);
		const y = Math.round(lat * E7);
		let best = -1;
		let smallest = Number.POSITIVE_INFINITY;
		for (const row of index.search(x, y, x, y).sort((a, b) => a - b)) {
			const area = areaAround(table, row, x, y);
			if (area < 0 || area >= smallest) continue;
			best = row;
			smallest = area;
		}
		return best;
	};
}
