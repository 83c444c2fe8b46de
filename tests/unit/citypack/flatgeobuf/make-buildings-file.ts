import { encodeBuildingFeatures } from '../../../../src/citypack/flatgeobuf/encode-buildings.ts';
import { encodeBuildingHeader } from '../../../../src/citypack/flatgeobuf/encode-header.ts';
import { encodePackedTree } from '../../../../src/citypack/flatgeobuf/packed-tree.ts';
import type { BuildingRow } from '../../../../src/citypack/model/building-row.ts';
import type { BuildingTable } from '../../../../src/citypack/model/building-table.ts';
import { createBuildingTableBuilder } from '../../../../src/citypack/model/building-table-builder.ts';
import { BARE_BUILDING } from '../../../support/bare-records.ts';
import { orderTable } from '../../../support/order-table.ts';

/** A building to be: its id is b<row>. */
export interface Plan {
	readonly rings: readonly Int32Array[];
	readonly row?: Partial<BuildingRow>;
}

/** Squares and L shapes of many sizes, strewn by a small generator over 113-113.1 E, 23-23.1 N; some of two polygons. */
export function planBuildings(count: number): Plan[] {
	let state = 42;
	const next = (n: number) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * n);
	};
	return Array.from({ length: count }, (_, i) => {
		const x = 1130000000 + next(1_000_000);
		const y = 230000000 + next(1_000_000);
		const w = 200 + next(2000);
		const h = 200 + next(2000);
		const square = Int32Array.of(x, y, x + w, y, x + w, y + h, x, y + h);
		const second = Int32Array.of(x + w + 50, y, x + w + 150, y, x + w + 150, y + 90);
		return { rings: i % 10 === 0 ? [square, second] : [square], row: { floors: next(30), street: `街${i % 7}` } };
	});
}

/** A table of these buildings. */
export function makeTable(plan: readonly Plan[]): BuildingTable {
	const builder = createBuildingTableBuilder();
	for (const [i, { rings, row }] of plan.entries()) {
		builder.addBuilding({
			id: `b${i}`,
			...BARE_BUILDING,
			...row,
			rings,
		});
	}
	return builder.finish();
}

/** The bytes of a buildings.fgb of these buildings, and each one's box in degrees, by row. */
export function makeBuildingsFile(plan: readonly Plan[]): {
	bytes: Uint8Array;
	boxes: [number, number, number, number][];
	table: BuildingTable;
	order: Uint32Array;
} {
	const table = makeTable(plan);
	const { rows: order, boxes } = orderTable(table);
	const { bytes: features, offsets } = encodeBuildingFeatures(table, ['test'], order);
	const header = encodeBuildingHeader({ count: plan.length, bounds: [113, 23, 114, 24], indexNodeSize: 16 });
	const bytes = Buffer.concat([header, encodePackedTree(boxes, order, offsets), features]);
	const degrees = plan.map(({ rings }) => {
		const x = rings.flatMap((ring) => [...ring].filter((_, i) => i % 2 === 0));
		const y = rings.flatMap((ring) => [...ring].filter((_, i) => i % 2 === 1));
		return [Math.min(...x) / 1e7, Math.min(...y) / 1e7, Math.max(...x) / 1e7, Math.max(...y) / 1e7] as [
			number,
			number,
			number,
			number,
		];
	});
	return { bytes: new Uint8Array(bytes), boxes: degrees, table, order };
}
