import type { GroundGrid } from '../../domain/pack/ground-grid.ts';
import type { BuildingTable } from '../model/building-table.ts';

/**
 * Sets `table.groundCm`: what each building stands on, in centimetres above the ground's zero, the lowest ground under its vertices
 * and the middle of its box. From the grid, not the elevation model: an update gives the same number. Where the ground is unknown
 * the building stands, like everything else, on the ground as it is drawn. Cost: about 20 ns a vertex.
 * @returns how many buildings stand on ground that is not known at each of their vertices
 */
export function groundBuildings(table: BuildingTable, grid: GroundGrid): { unknown: number } {
	const { lonLat, ringStart, buildingRing, groundCm } = table;
	let unknown = 0;
	for (let row = 0; row < table.count; row++) {
		const start = ringStart[buildingRing[row] as number] as number;
		const end = ringStart[buildingRing[row + 1] as number] as number;
		groundCm[row] = Math.round(grid.lowestUnderM(lonLat, start, end) * 100);
		if (!grid.isKnownUnder(lonLat, start, end)) unknown++;
	}
	return { unknown };
}
