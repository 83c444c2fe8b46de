import { basename } from 'node:path';
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import { type BasicType, fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { flatGeobufFormat } from '../../src/citypack/read/formats/flatgeobuf.ts';
import type { SourceRecord } from '../../src/citypack/read/source-record.ts';
import { BUILDING_COLUMNS } from '../../src/domain/pack/layer-columns.ts';
import { encodeWkb } from '../support/encode-wkb.ts';

const GEO = {
	version: '1.1.0',
	primary_column: 'geometry',
	columns: { geometry: { encoding: 'WKB', geometry_types: ['Polygon', 'MultiPolygon'] } },
};
const PARQUET_TYPES: Readonly<Partial<Record<ColumnType, BasicType>>> = {
	[ColumnType.String]: 'STRING',
	[ColumnType.Json]: 'STRING',
	[ColumnType.Float]: 'DOUBLE',
	[ColumnType.UShort]: 'INT32',
	[ColumnType.UInt]: 'INT32',
};

/**
 * Turns a buildings.fgb of ours into GeoParquet 1.1 (WKB, snappy, row groups of 65,536): the same attributes, absent ones null. Holds
 * one row group at a time.
 */
export async function writeGeoParquet(from: string, to: string, rowGroupRows = 65_536): Promise<number> {
	const input = await flatGeobufFormat.open(from, {});
	const describeColumns = (rows: readonly SourceRecord[]) => [
		{ name: 'geometry', type: 'BYTE_ARRAY' as const, nullable: true, data: rows.map(wkbOf) },
		...BUILDING_COLUMNS.map(({ name, type }) => ({
			name,
			type: PARQUET_TYPES[type] as BasicType,
			nullable: true,
			data: rows.map(({ properties }) => plainValue(properties[name])),
		})),
	];
	const writer = new ParquetWriter({
		writer: fileWriter(to),
		schema: schemaFromColumnData({ columnData: describeColumns([]) }),
		codec: 'SNAPPY',
		kvMetadata: [{ key: 'geo', value: JSON.stringify(GEO) }],
		createdBy: 'fengtu bench',
	});
	let rows: SourceRecord[] = [];
	let count = 0;
	const flush = () => {
		if (rows.length === 0) return;
		writer.write({ columnData: describeColumns(rows), rowGroupSize: rows.length });
		count += rows.length;
		rows = [];
	};
	await input.readAll(
		{
			record: (record) => {
				rows.push(record);
				if (rows.length === rowGroupRows) flush();
			},
			bad: ({ number, detail }) => {
				throw new Error(`${basename(from)}: feature ${number}: ${detail}`);
			},
		},
		{},
	);
	flush();
	writer.finish();
	await input.close();
	return count;
}

function wkbOf({ geometry }: SourceRecord): Uint8Array | null {
	return geometry.kind === 'area' ? encodeWkb(geometry) : null;
}

function plainValue(value: unknown): unknown {
	return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? null);
}
