import { open } from 'node:fs/promises';
import { ConflictError, DataError, NotFoundError } from '../../domain/errors.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { openBuildingTable } from '../model/building-table-builder.ts';
import type { Reject } from '../model/source-city.ts';
import { geoJsonFormat } from '../read/formats/geojson.ts';
import { geoJsonSeqFormat } from '../read/formats/geojson-seq.ts';
import type { OpenInput, SourceRecord } from '../read/source-record.ts';
import { createBuildingTaker } from '../read/take/building-taker.ts';
import type { TakePlan } from '../read/take/take-plan.ts';

/** What a feature of a changes file asks for; null = replace if the id is in the pack, else add. */
type Change = 'add' | 'replace' | 'remove';

/** A changes file, read and taken as a build takes its source. */
export interface Changes {
	/** The buildings to be added, or put in the stead of others. */
	readonly table: BuildingTable;
	/** By row of the table. */
	readonly asked: readonly ('add' | 'replace' | null)[];
	/** Ids of buildings to be taken away. */
	readonly removed: readonly string[];
	/** What was repaired of the table's buildings. */
	readonly repairs: readonly Reject[];
}

/** Refusals told in one message; the rest is counted. */
const MAX_TOLD = 20;
const HEAD_BYTES = 64 * 1024;

/**
 * Reads a changes file: GeoJSON, or GeoJSON features one a line; `properties.change` is 'add', 'replace', 'remove' or absent. Attributes
 * and geometry are taken and cleaned as a build does it.
 * @param planOf how records are taken, given the coordinate system the file names (null = none) and what it calls a record
 * @throws NotFoundError `update/no-changes-file`; DataError `update/refused` naming every feature that cannot be taken,
 * `update/no-id`, `update/bad-change`, `update/empty`, `input/...`; ConflictError `update/id-twice`
 */
export async function readChanges(
	path: string,
	planOf: (crs: string | null, unit: string) => TakePlan,
	signal?: AbortSignal,
): Promise<Changes> {
	const input = await openChanges(path, signal);
	try {
		const plan = planOf(input.crs?.name ?? null, input.unit);
		const taker = createBuildingTaker(plan);
		// What is removed needs no geometry: its taker refuses it for that, and says its id.
		const removals = createBuildingTaker(plan);
		const asked: (Change | null)[] = [];
		const where = (record: SourceRecord) => `${path}: ${input.unit} ${record.number}`;
		await input.readAll(
			{
				record: (record) => {
					const { change, ...properties } = record.properties;
					const parsed = parseChange(change, where(record));
					if (parsed === 'remove') {
						removals.record({ ...record, properties, geometry: { kind: 'empty' } });
						return;
					}
					asked.push(parsed);
					taker.record({ ...record, properties });
				},
				bad: (bad) => taker.bad(bad),
			},
			signal ? { signal } : {},
		);
		const taken = taker.finish();
		const gone = removals.finish();
		const refused = taken.rejects.filter(({ outcome }) => outcome === 'refused');
		if (refused.length > 0) throw tellRefused(path, refused);
		if (taken.madeIds + gone.madeIds > 0) {
			const found = `${taken.madeIds + gone.madeIds} features without an id`;
			throw new DataError('update/no-id', `${path}: got ${found}, expected the id of a building on each`);
		}
		const table = openBuildingTable(taken.table);
		const removed = gone.rejects.map(({ id }) => id);
		if (table.count + removed.length === 0) {
			throw new DataError('update/empty', `${path}: got no feature, expected at least one change`);
		}
		requireUnique(path, table, removed);
		return { table, asked: asked as Changes['asked'], removed, repairs: taken.rejects };
	} finally {
		await input.close();
	}
}

/** A FeatureCollection, or features one a line: by the name, else by whether the first line is a whole feature. */
async function openChanges(path: string, signal?: AbortSignal): Promise<OpenInput> {
	const options = signal ? { signal } : {};
	if (geoJsonSeqFormat.matches(path)) return geoJsonSeqFormat.open(path, options);
	const file = await open(path).catch((cause: NodeJS.ErrnoException) => {
		throw new NotFoundError(
			'update/no-changes-file',
			`${path}: got ${cause.code ?? cause.message}, expected a file of changes`,
			{
				context: { path },
				cause,
			},
		);
	});
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
		const [first, rest] = buffer.toString('utf8', 0, bytesRead).split(/\n(?=\s*\{)/, 2) as [string, string?];
		const isLines = rest !== undefined && isFeature(first);
		return await (isLines ? geoJsonSeqFormat : geoJsonFormat).open(path, options);
	} finally {
		await file.close();
	}
}

function isFeature(text: string): boolean {
	try {
		return (JSON.parse(text.replace(/^\uFEFF/, '')) as { type?: unknown } | null)?.type === 'Feature';
	} catch {
		return false;
	}
}

function parseChange(value: unknown, where: string): Change | null {
	if (value === undefined || value === null || value === '') return null;
	if (value === 'add' || value === 'replace' || value === 'remove') return value;
	throw new DataError(
		'update/bad-change',
		`${where}: got change ${JSON.stringify(value)}, expected add, replace or remove`,
	);
}

function requireUnique(path: string, table: BuildingTable, removed: readonly string[]): void {
	const seen = new Set<string>();
	const check = (id: string) => {
		if (seen.has(id))
			throw new ConflictError('update/id-twice', `${path}: got ${id} twice, expected each id once`, {
				context: { id },
			});
		seen.add(id);
	};
	for (let row = 0; row < table.count; row++) check(table.id.at(row));
	for (const id of removed) check(id);
}

function tellRefused(path: string, refused: readonly Reject[]): DataError {
	const told = refused.slice(0, MAX_TOLD).map(({ id, reason, detail }) => `  ${id}: ${detail} [${reason}]`);
	if (refused.length > MAX_TOLD) told.push(`  and ${refused.length - MAX_TOLD} more`);
	return new DataError(
		'update/refused',
		`${path}: got ${refused.length} features that cannot be taken, expected none; nothing was changed\n${told.join('\n')}`,
		{ context: { path, refused } },
	);
}
