import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';

/** A column of a FlatGeobuf layer. Unknown is never written: the column is then absent on the feature. */
export interface LayerColumn {
	readonly name: string;
	readonly type: ColumnType;
}

/** The columns of buildings.fgb, in file order: what the pack writer writes and `decodeBuilding` reads. */
export const BUILDING_COLUMNS = [
	{ name: 'id', type: ColumnType.String },
	{ name: 'name', type: ColumnType.String },
	{ name: 'street', type: ColumnType.String },
	{ name: 'housenumber', type: ColumnType.String },
	{ name: 'town', type: ColumnType.String },
	{ name: 'height_m', type: ColumnType.Float },
	{ name: 'height_basis', type: ColumnType.String },
	{ name: 'floors', type: ColumnType.UShort },
	{ name: 'floors_below', type: ColumnType.UShort },
	{ name: 'year', type: ColumnType.UShort },
	{ name: 'min_height_m', type: ColumnType.Float },
	{ name: 'structure', type: ColumnType.String },
	{ name: 'use', type: ColumnType.String },
	{ name: 'source', type: ColumnType.String },
	{ name: 'residents', type: ColumnType.UInt },
	{ name: 'ground_m', type: ColumnType.Float },
	{ name: 'tags', type: ColumnType.Json },
	{ name: 'statements', type: ColumnType.Json },
] as const satisfies readonly LayerColumn[];

/** Name of a column of buildings.fgb. */
export type BuildingColumnName = (typeof BUILDING_COLUMNS)[number]['name'];

/** Columns of roads.fgb: LineString, RoadLine's fields. */
export const ROAD_COLUMNS = [
	{ name: 'id', type: ColumnType.String },
	{ name: 'class', type: ColumnType.String },
	{ name: 'name', type: ColumnType.String },
	{ name: 'name_en', type: ColumnType.String },
	/** domain ONEWAY. */
	{ name: 'oneway', type: ColumnType.UByte },
	/** domain ROAD_ACCESS. */
	{ name: 'access', type: ColumnType.UByte },
	{ name: 'bridge', type: ColumnType.Bool },
	{ name: 'tunnel', type: ColumnType.Bool },
	{ name: 'roundabout', type: ColumnType.Bool },
	{ name: 'lanes', type: ColumnType.UByte },
	{ name: 'width_m', type: ColumnType.Float },
	{ name: 'max_height_m', type: ColumnType.Float },
	{ name: 'max_width_m', type: ColumnType.Float },
	{ name: 'max_weight_t', type: ColumnType.Float },
	{ name: 'max_length_m', type: ColumnType.Float },
	/** A sign keeps goods vehicles out. */
	{ name: 'hgv_banned', type: ColumnType.Bool },
	/** Absent: not known. */
	{ name: 'paved', type: ColumnType.Bool },
	/** A slip road. */
	{ name: 'link', type: ColumnType.Bool },
	{ name: 'routable', type: ColumnType.Bool },
] as const satisfies readonly LayerColumn[];

/** Columns of water.fgb: Point, the fields of waterSourceSchema. */
export const WATER_COLUMNS = [
	{ name: 'id', type: ColumnType.String },
	{ name: 'kind', type: ColumnType.String },
	{ name: 'name', type: ColumnType.String },
	{ name: 'state', type: ColumnType.String },
	{ name: 'flow_lps', type: ColumnType.Double },
	{ name: 'diameter_mm', type: ColumnType.Double },
	{ name: 'volume_m3', type: ColumnType.Double },
	{ name: 'tested_on', type: ColumnType.String },
	{ name: 'source', type: ColumnType.String },
] as const satisfies readonly LayerColumn[];

/** Columns of places.fgb: Point, the fields of placeSchema. */
export const PLACE_COLUMNS = [
	{ name: 'id', type: ColumnType.String },
	{ name: 'kind', type: ColumnType.String },
	{ name: 'name', type: ColumnType.String },
	{ name: 'name_en', type: ColumnType.String },
	{ name: 'town', type: ColumnType.String },
	{ name: 'building_id', type: ColumnType.String },
	{ name: 'category', type: ColumnType.UByte },
	{ name: 'rank', type: ColumnType.Int },
	{ name: 'source', type: ColumnType.String },
] as const satisfies readonly LayerColumn[];

/** Columns of stations.fgb: Point, the fields of stationSchema; `vehicles` is a JSON list. */
export const STATION_COLUMNS = [
	{ name: 'id', type: ColumnType.String },
	{ name: 'name', type: ColumnType.String },
	{ name: 'name_en', type: ColumnType.String },
	{ name: 'kind', type: ColumnType.String },
	{ name: 'town', type: ColumnType.String },
	{ name: 'vehicles', type: ColumnType.Json },
	{ name: 'source', type: ColumnType.String },
] as const satisfies readonly LayerColumn[];
