import type { BuildingTable } from '../model/building-table.ts';
import { FAR_M, measureFromMedian } from './measure-from-median.ts';

/** A building far from all others of its source. */
interface FarAway {
	readonly row: number;
	readonly distanceM: number;
}

/** The median is taken of about so many buildings of a source. */
const SAMPLE = 10_000;

/**
 * Which buildings lie more than 300 km from the median of their source? What has latitude and longitude exchanged within range, or
 * a digit wrong. Ascending by row; none of a source with fewer than three buildings, of which none is the middle. Cost: about 50 ns
 * a building.
 */
export function findFarAway(table: BuildingTable): FarAway[] {
	const rowsOf = new Map<number, number>();
	for (let row = 0; row < table.count; row++) {
		const source = table.source[row] as number;
		rowsOf.set(source, (rowsOf.get(source) ?? 0) + 1);
	}
	const far: FarAway[] = [];
	for (const [source, rows] of rowsOf) if (rows >= 3) addFarAway(table, source, Math.ceil(rows / SAMPLE), far);
	return far.sort((a, b) => a.row - b.row);
}

function addFarAway(table: BuildingTable, source: number, every: number, far: FarAway[]): void {
	const sample: (readonly [number, number])[] = [];
	let seen = 0;
	for (let row = 0; row < table.count; row++) {
		if (table.source[row] === source && seen++ % every === 0) sample.push(firstVertex(table, row));
	}
	const measure = measureFromMedian(sample);
	for (let row = 0; row < table.count; row++) {
		if (table.source[row] !== source) continue;
		const distanceM = measure(...firstVertex(table, row));
		if (distanceM > FAR_M) far.push({ row, distanceM });
	}
}

function firstVertex({ ringStart, buildingRing, lonLat }: BuildingTable, row: number): readonly [number, number] {
	const at = (ringStart[buildingRing[row] as number] as number) * 2;
	return [lonLat[at] as number, lonLat[at + 1] as number];
}
