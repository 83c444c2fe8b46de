import {
	BUILDING_COLUMN_TYPES,
	type BuildingColumn,
	type BuildingColumns,
	createBuildingColumns,
} from '../../domain/pack/building-columns.ts';
import type { EditRuns } from './edit-runs.ts';

/** The columns of the edited pack, on shared memory. @param added of the added buildings, in their order */
export function spliceColumns(old: BuildingColumns, added: BuildingColumns, edit: EditRuns): BuildingColumns {
	const columns = createBuildingColumns(edit.newCount, true);
	for (const name of Object.keys(BUILDING_COLUMN_TYPES) as BuildingColumn[]) {
		for (const { from, start, end, to } of edit.runs) {
			columns[name].set((from === 'old' ? old : added)[name].subarray(start, end), to);
		}
	}
	return columns;
}
