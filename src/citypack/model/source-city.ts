import type { BBox } from '../../domain/geo/lon-lat.ts';
import type { PackSource } from '../../domain/pack/manifest.ts';
import type { Place } from '../../domain/place.ts';
import type { Station } from '../../domain/station.ts';
import type { WaterSource } from '../../domain/water.ts';
import type { BuildingTable } from './building-table.ts';

/** A road as the reader found it: the line's direction is the direction of travel of a one-way road. */
export interface RoadLine {
	readonly id: string;
	/** [lon, lat, ...] in degrees x 1e7. */
	readonly lonLat: Int32Array;
	/** Topology: one id per vertex; lines meet where they share an id. null: lines meet where coordinates are equal. */
	readonly nodes: Float64Array | null;
	/** A RoadClass. */
	readonly roadClass: string;
	readonly name: string | null;
	readonly nameEn: string | null;
	/** 0 both, 1 forward, 2 backward (domain ONEWAY). */
	readonly oneway: number;
	/** domain ROAD_ACCESS. */
	readonly access: number;
	readonly bridge: boolean;
	readonly tunnel: boolean;
	readonly roundabout: boolean;
	readonly lanes: number | null;
	/** Carriageway width, metres; null = the source gives none (then by class, and marked). */
	readonly widthM: number | null;
	readonly maxHeightM: number | null;
	readonly maxWidthM: number | null;
	readonly maxWeightT: number | null;
	readonly maxLengthM: number | null;
	/** A sign keeps goods vehicles out (`hgv=no`). */
	readonly hgvBanned: boolean;
	/** null = not known. */
	readonly paved: boolean | null;
	/** A slip road. */
	readonly link: boolean;
	/** false: drawn on the basemap but not for vehicles (footways, steps). */
	readonly routable: boolean;
}

/** A point of the road network that says something: traffic signals. */
export interface RoadNode {
	/** Of its record, for rejects: 'node/123'. */
	readonly id: string;
	/** The vertex of road lines it is, by their node ids; null = the vertex of road lines with these coordinates. */
	readonly nodeId: number | null;
	/** [lon, lat], degrees x 1e7. */
	readonly lonLat: readonly [number, number];
	readonly signal: boolean;
	/** Key of the source that says so. */
	readonly source: string;
}

/** A turn that a sign forbids ('no') or demands ('only'), from a road over a node or over roads to a road. */
export interface TurnRestriction {
	readonly id: string;
	readonly kind: 'no' | 'only';
	/** Ids of road lines; a line cut in parts ('way/1/2') goes by the id of the whole ('way/1'). */
	readonly from: string;
	readonly to: string;
	/** Where the turn is: a vertex by node id, a vertex by its place (degrees x 1e7), or the roads driven between from and to. */
	readonly via:
		| { readonly node: number }
		| { readonly lonLat: readonly [number, number] }
		| { readonly roads: readonly string[] };
	/** The sign excepts emergency vehicles. */
	readonly exceptEmergency: boolean;
	/** Key of the source that says so. */
	readonly source: string;
}

/** Land and water for the basemap: 'water' | 'park' | 'forest' | 'farmland' | 'residential' | 'industrial' | 'commercial' | 'yard' | 'beach'. */
export interface LandArea {
	readonly id: string;
	readonly kind: string;
	readonly name: string | null;
	readonly nameEn: string | null;
	/** Polygons; rings of [lon, lat] degrees, unclosed, outer ccw, holes cw. */
	readonly polygons: readonly (readonly (readonly (readonly [number, number])[])[])[];
}

/** A river or canal drawn as a line, and town boundaries. */
export interface BasemapLine {
	readonly kind: 'river' | 'canal' | 'stream' | 'rail' | 'boundary';
	readonly name: string | null;
	readonly nameEn: string | null;
	readonly line: readonly (readonly [number, number])[];
}

/** One record that was not taken or was changed, as a reader tells it. */
export interface Reject {
	readonly source: string;
	readonly id: string;
	/** 'refused': not in the pack; 'repaired': in the pack, changed. */
	readonly outcome: 'refused' | 'repaired';
	/** Code, e.g. 'building/too-few-vertices'. */
	readonly reason: string;
	/** What was found, in words or numbers. */
	readonly detail: string;
}

/**
 * A line of rejects.ndjson: with what the record was meant to be: 'building', 'water', 'station', 'town', 'road', 'place' ... The
 * refused ones of a source's own kind (COUNTED_KIND) are as many as its `refused` says.
 */
export interface ToldReject extends Reject {
	readonly kind: string;
}

/** What a reader of a whole city returns, whatever the format. */
export interface SourceCity {
	readonly sources: readonly PackSource[];
	readonly bounds: BBox;
	readonly buildings: BuildingTable;
	readonly roads: readonly RoadLine[];
	readonly roadNodes: readonly RoadNode[];
	readonly turnRestrictions: readonly TurnRestriction[];
	readonly land: readonly LandArea[];
	readonly lines: readonly BasemapLine[];
	readonly water: readonly WaterSource[];
	readonly stations: readonly Station[];
	readonly places: readonly Place[];
	readonly rejects: readonly Reject[];
}
