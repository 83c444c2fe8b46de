import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import type { LayerColumn } from '../../domain/pack/layer-columns.ts';

/** Key of the generated data among a pack's sources. */
export const SOURCE_KEY = 'synthetic-dongguan';
/** The day the synthetic survey pretends to have ended: fixed, so that the same seed gives the same bytes. */
export const SOURCE_DATE = '2026-10-31';
/** Value of `format` in city.json. */
export const SOURCE_FORMAT = 'fengtu-source/1';

/** Turn restrictions, one as JSON a line. */
export const TURNS_FILE = 'turns.ndjson';

/** Columns of road_nodes.fgb: points that are vertices of roads. */
export const ROAD_NODE_COLUMNS: readonly LayerColumn[] = [
	{ name: 'id', type: ColumnType.String },
	{ name: 'signal', type: ColumnType.Bool },
];

/** Columns of land.fgb. */
export const LAND_COLUMNS: readonly LayerColumn[] = [
	{ name: 'id', type: ColumnType.String },
	{ name: 'kind', type: ColumnType.String },
	{ name: 'name', type: ColumnType.String },
	{ name: 'name_en', type: ColumnType.String },
];

/** Columns of lines.fgb. */
export const LINE_COLUMNS: readonly LayerColumn[] = [
	{ name: 'kind', type: ColumnType.String },
	{ name: 'name', type: ColumnType.String },
	{ name: 'name_en', type: ColumnType.String },
];
