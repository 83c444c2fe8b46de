import type { BuildingTable } from '../model/building-table.ts';
import { indexBuildingBoxes } from '../order/index-building-boxes.ts';
import { measureBuildingBoxes } from '../order/measure-building-boxes.ts';
import { overlapArea } from './overlap-area.ts';
import { doubleSignedArea } from './ring-measures.ts';

/** A building that stands where one of an earlier source stands. */
interface SamePlace {
	/** Row of the later source's building. */
	readonly row: number;
	/** Row of the earlier source's building, which stays. */
	readonly duplicateOf: number;
	/** Overlap as a share of the smaller footprint. */
	readonly overlap: number;
}

/**
 * Two footprints of different sources are one building when they share more than half of the smaller one and neither is more than
 * three times the other. Half: outlines of one house from roof and from ground, or some metres apart, still share more; a neighbour
 * shares a wall. Three times: a block mapped as one outline in one source and house by house in the other is not one building, nor
 * is a tower on its podium; both stay. Assumption, not sourced.
 */
const MIN_OVERLAP = 0.5;
const MAX_AREA_RATIO = 3;

/**
 * Which buildings of later sources (higher `source`) are those of earlier ones? Ascending by row. A building that is refused for
 * an earlier one refuses none itself. Cost: about 1 us a building for the index and 3 us a building that is not of the largest source.
 */
export function findSamePlace(table: BuildingTable): SamePlace[] {
	const counts = countSources(table);
	const largest = counts.indexOf(Math.max(...counts));
	if (counts.filter((count) => count > 0).length < 2) return [];
	const boxes = measureBuildingBoxes(table);
	const index = indexBuildingBoxes(boxes);
	const areas = areasOf(table);
	const pairs: SamePlace[] = [];
	for (let row = 0; row < table.count; row++) {
		const source = table.source[row] as number;
		// A pair with the largest source is found from its other building, once.
		if (source === largest) continue;
		const at = row * 4;
		const near = index.search(
			boxes[at] as number,
			boxes[at + 1] as number,
			boxes[at + 2] as number,
			boxes[at + 3] as number,
		);
		for (const other of near) {
			const otherSource = table.source[other] as number;
			if (otherSource === source || (otherSource !== largest && otherSource > source)) continue;
			const a = areas[row] as number;
			const b = areas[other] as number;
			const smaller = Math.min(a, b);
			if (Math.max(a, b) > smaller * MAX_AREA_RATIO) continue;
			const overlap = overlapArea(ringsOf(table, row), ringsOf(table, other)) / smaller;
			if (overlap <= MIN_OVERLAP) continue;
			pairs.push(
				otherSource < source ? { row, duplicateOf: other, overlap } : { row: other, duplicateOf: row, overlap },
			);
		}
	}
	return resolve(table, pairs);
}

/** Of all pairs those that count: earlier sources first, each later building once, none for one that is refused itself. */
function resolve(table: BuildingTable, pairs: SamePlace[]): SamePlace[] {
	const sourceOf = (row: number) => table.source[row] as number;
	pairs.sort(
		(a, b) =>
			sourceOf(a.row) - sourceOf(b.row) || a.row - b.row || b.overlap - a.overlap || a.duplicateOf - b.duplicateOf,
	);
	const refused = new Map<number, SamePlace>();
	for (const pair of pairs) {
		if (!refused.has(pair.row) && !refused.has(pair.duplicateOf)) refused.set(pair.row, pair);
	}
	return [...refused.values()].sort((a, b) => a.row - b.row);
}

function countSources(table: BuildingTable): number[] {
	const counts = new Array<number>(256).fill(0);
	for (let row = 0; row < table.count; row++) (counts[table.source[row] as number] as number)++;
	return counts;
}

function ringsOf(table: BuildingTable, row: number): Int32Array[] {
	const rings: Int32Array[] = [];
	const end = table.buildingRing[row + 1] as number;
	for (let ring = table.buildingRing[row] as number; ring < end; ring++) {
		rings.push(table.lonLat.subarray((table.ringStart[ring] as number) * 2, (table.ringStart[ring + 1] as number) * 2));
	}
	return rings;
}

/** Footprints in the square of 1e-7 degrees, holes left out. */
function areasOf(table: BuildingTable): Float64Array {
	const areas = new Float64Array(table.count);
	for (let row = 0; row < table.count; row++) {
		let sum = 0;
		for (const ring of ringsOf(table, row)) sum += doubleSignedArea(ring);
		areas[row] = sum / 2;
	}
	return areas;
}
