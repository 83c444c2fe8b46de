import type { BuildingTable } from '../../src/citypack/model/building-table.ts';
import { fillBuildingColumns } from '../../src/citypack/order/fill-building-columns.ts';
import { fitBuildingGrid } from '../../src/citypack/order/fit-building-grid.ts';
import { joinBoxes, measureBuildingBoxes } from '../../src/citypack/order/measure-building-boxes.ts';
import { type BuildingOrder, orderBuildings } from '../../src/citypack/order/order-buildings.ts';
import { type BuildingColumns, createBuildingColumns } from '../../src/domain/pack/building-columns.ts';

/** Orders a table as the build does. */
export function orderTable(table: BuildingTable): BuildingOrder {
	const boxes = measureBuildingBoxes(table);
	return orderBuildings(table, fitBuildingGrid(joinBoxes(boxes)), boxes);
}

/** The columns of a table in its order. */
export function fillColumns(table: BuildingTable, order: BuildingOrder): BuildingColumns {
	const columns = createBuildingColumns(table.count, false);
	fillBuildingColumns(table, order.rows, columns, 0, table.count);
	return columns;
}
