import type { Position } from '../geo/lon-lat.ts';

/**
 * The geometries of the pack's layers, as in GeoJSON, WGS84 degrees. Rings are unclosed when read; the writer takes them
 * closed or unclosed.
 */
export type LayerGeometry =
	| { readonly type: 'Point'; readonly coordinates: Position }
	| { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
	| { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Position[])[] }
	| { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }
	| { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] };

/** A value of a layer's attribute; null = unknown. A JSON column holds any JSON value. */
export type LayerValue = string | number | boolean | null | object;

/** One feature of a layer. */
export interface LayerFeature {
	readonly geometry: LayerGeometry;
	readonly properties: Readonly<Record<string, LayerValue>>;
}
