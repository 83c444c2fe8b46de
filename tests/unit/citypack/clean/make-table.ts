import type { BuildingTable } from '../../../../src/citypack/model/building-table.ts';
import { createBuildingTableBuilder } from '../../../../src/citypack/model/building-table-builder.ts';
import { BARE_BUILDING } from '../../../support/bare-records.ts';

/** Buildings for tests: rings near Dongguan in metres from 113.75 E, 23.02 N (1e-7 degrees: 97.6 east, 90.3 north a metre). */
export interface TestBuilding {
	readonly id: string;
	readonly source: number;
	readonly rings: readonly (readonly number[])[];
}

/** Where a place of metres lies, degrees x 1e7. */
export function placeE7(x: number, y: number): [lon: number, lat: number] {
	return [Math.round(1137500000 + x * 97.6), Math.round(230200000 + y * 90.3)];
}

/** A table of them. */
export function makeTable(buildings: readonly TestBuilding[]): BuildingTable {
	const builder = createBuildingTableBuilder();
	for (const { id, source, rings } of buildings) {
		builder.addBuilding({
			...BARE_BUILDING,
			id,
			source,
			rings: rings.map((ring) => {
				const out = new Int32Array(ring.length);
				for (let i = 0; i < ring.length; i += 2) out.set(placeE7(ring[i] as number, ring[i + 1] as number), i);
				return out;
			}),
		});
	}
	return builder.finish();
}

/** A box as a ring, counter-clockwise. */
export function box(x: number, y: number, width: number, depth: number): number[] {
	return [x, y, x + width, y, x + width, y + depth, x, y + depth];
}
