import { UNKNOWN_COLUMN_GROUND, UNKNOWN_COLUMN_U32 } from '../../domain/pack/building-columns.ts';

/**
 * Every building of a source as columns: what readers fill and the pyramid, the FlatGeobuf writer and the indices read.
 * 1.7 million buildings take about 200 MB. Typed arrays may stand on SharedArrayBuffers, so that worker threads read them
 * without a copy.
 *
 * Geometry: WGS84 degrees x 1e7. Rings are unclosed, cleaned (no repeated vertices, >= 3 vertices), outer rings
 * counter-clockwise, holes clockwise; a building's rings come polygon by polygon, each outer ring before its holes, so
 * the winding tells where the next polygon begins.
 */
export interface BuildingTable {
	readonly count: number;
	/** [lon, lat] per vertex. */
	readonly lonLat: Int32Array;
	/** First vertex of each ring; one more entry than rings. */
	readonly ringStart: Uint32Array;
	/** First ring of each building; count + 1. */
	readonly buildingRing: Uint32Array;
	/** Roof above ground, centimetres; UNKNOWN_U32 = unknown. */
	readonly heightCm: Uint32Array;
	/** Index into BASES. */
	readonly heightBasis: Uint8Array;
	/** Underside above ground, centimetres; 0 = on the ground. */
	readonly minHeightCm: Uint32Array;
	/** 0 = unknown. */
	readonly floors: Uint16Array;
	/** UNKNOWN_U8 = unknown; 0 = none. */
	readonly floorsBelow: Uint8Array;
	/** Index into BUILDING_USES. */
	readonly use: Uint8Array;
	/** Index into BUILDING_STRUCTURES. */
	readonly structure: Uint8Array;
	/** 0 = unknown. */
	readonly year: Uint16Array;
	/** People registered there; UNKNOWN_U32 = unknown. */
	readonly residents: Uint32Array;
	/** Ground at the building above the terrain's zero, centimetres; UNKNOWN_GROUND = no terrain known, drawn at 0. */
	readonly groundCm: Int32Array;
	/** Row in the source list of the pack. */
	readonly source: Uint8Array;
	readonly id: TextColumn;
	/** '' = unknown, for all of the following. */
	readonly name: TextColumn;
	readonly street: TextColumn;
	readonly houseNumber: TextColumn;
	readonly town: TextColumn;
	/** JSON object of remaining attributes, '' = none. */
	readonly tags: TextColumn;
	/** JSON list of domain BuildingStatement, '' = none: only the building's own source spoke. */
	readonly statements: TextColumn;
}

/** Those of buildings.columns, which the columns are copied to as they are. */
export const UNKNOWN_U32 = UNKNOWN_COLUMN_U32;
export const UNKNOWN_GROUND = UNKNOWN_COLUMN_GROUND;
export const UNKNOWN_U8 = 0xff;

/** A column of text: row i reads value(i); '' stands for unknown. */
export interface TextColumn {
	readonly length: number;
	at(row: number): string;
}
