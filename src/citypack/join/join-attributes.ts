import { DataError } from '../../domain/errors.ts';
import type { PackSource } from '../../domain/pack/manifest.ts';
import type { BuildingTable } from '../model/building-table.ts';
import type { Reject } from '../model/source-city.ts';
import type { OpenInput } from '../read/source-record.ts';
import type { FieldMap } from '../read/take/field-map.ts';
import type { FieldUse } from '../read/take/take-plan.ts';
import { applyJoins } from './apply-joins.ts';
import { createFindBuildingAt } from './find-building-at.ts';
import { createFindBuildingById, type FindBuildingById } from './find-building-by-id.ts';
import { type JoinFinder, type JoinRecords, readJoin } from './read-join.ts';

/** A table of attributes to join to the buildings. */
export interface JoinInput {
	readonly input: OpenInput;
	/** 'place': by the building that a record's point lies in; else the name of the column with the building's id. */
	readonly on: string;
	/** Of the records' places, as parseCrs takes it. */
	readonly crs: string;
	/** Given by the caller; null = usual field names are recognised. */
	readonly fields: FieldMap | null;
	/** As the pack lists it (kind 'attributes'), without what is counted here. */
	readonly source: Omit<PackSource, 'read' | 'kept' | 'repaired' | 'refused'>;
}

/** What came of one join. */
export interface JoinReport {
	/** read = kept + refused; kept records are joined to a building. */
	readonly source: PackSource;
	/** Records with a building of their own; the same as `source.kept`. */
	readonly matched: number;
	/** Records whose id no building has, or whose place lies in none; among `source.refused`. */
	readonly unmatched: number;
	/** Buildings where a value contradicts the building's own or that of a join before. */
	readonly conflicts: number;
	readonly fields: readonly FieldUse[];
}

/** A city's buildings with joined attributes. */
interface JoinedAttributes {
	readonly table: BuildingTable;
	/** By join. */
	readonly reports: readonly JoinReport[];
	readonly rejects: readonly Reject[];
}

/**
 * Joins tables of attributes (a CIM register) to the buildings of a city: structure, height, floors, floors below, use, year,
 * residents and name, read as those of building inputs are. By id: the column named `on`, else any field known as an id. By place:
 * the smallest footprint that the point lies in. A record without a building is refused, of several of one building the first is
 * used. Whose value is used and what becomes of the others: applyJoins.
 * Cost for 1.7 million buildings and a million records: about 20 CPU seconds, 5 of them the CSV; about 300 MB besides the statements,
 * which take some 60 bytes each.
 * @param sourceKeys of the table's sources, by BuildingTable.source
 * @throws DataError `join/no-key` when no record has the key column or a place; the errors of the inputs; the signal's reason
 */
export async function joinAttributes(
	table: BuildingTable,
	sourceKeys: readonly string[],
	joins: readonly JoinInput[],
	options: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void } = {},
): Promise<JoinedAttributes> {
	if (joins.length === 0) return { table, reports: [], rejects: [] };
	const records: JoinRecords[] = [];
	const rejects: Reject[] = [];
	let findById: FindBuildingById | null = null;
	for (const [place, join] of joins.entries()) {
		let finder: JoinFinder;
		if (join.on === 'place') finder = { by: 'place', crs: join.crs, find: createFindBuildingAt(table) };
		else {
			findById ??= createFindBuildingById(table);
			finder = { by: 'id', column: join.on, find: findById };
		}
		const plan = { count: table.count, sourceKey: join.source.key, fields: join.fields };
		const found = await readJoin(join.input, plan, finder, {
			signal: options.signal,
			onProgress: (done, total) => options.onProgress?.(place + (total > 0 ? done / total : 0), joins.length),
		});
		if (found.read > 0 && !found.hasKeys) throw noKey(join, found);
		records.push(found);
		for (const reject of found.rejects) rejects.push(reject);
		options.signal?.throwIfAborted();
	}
	const joined = records.map(({ table, rowOf }, i) => ({
		sourceKey: (joins[i] as JoinInput).source.key,
		table,
		rowOf,
	}));
	const applied = applyJoins(table, sourceKeys, joined);
	const reports = records.map((found, i) => report(joins[i] as JoinInput, found, applied.conflicts[i] as number));
	return { table: applied.table, reports, rejects };
}

function report({ source }: JoinInput, found: JoinRecords, conflicts: number): JoinReport {
	const kept = found.table.count;
	const repaired = new Set<string>();
	for (const { id, outcome } of found.rejects) if (outcome === 'repaired') repaired.add(id);
	return {
		source: { ...source, read: found.read, kept, repaired: repaired.size, refused: found.read - kept },
		matched: kept,
		unmatched: found.unmatched,
		conflicts,
		fields: found.fields,
	};
}

function noKey({ on, source, input }: JoinInput, { fields }: JoinRecords): DataError {
	const columns = input.fields ?? fields.map(({ field }) => field);
	const expected =
		on === 'place' ? 'longitude and latitude of each record' : `a column ${on}, or one that is known as an id`;
	return new DataError(
		'join/no-key',
		`${source.title}: got the columns ${columns.slice(0, 12).join(', ')}, expected ${expected}`,
		{ context: { source: source.key, on, columns } },
	);
}
