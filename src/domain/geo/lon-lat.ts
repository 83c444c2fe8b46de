/** A WGS84 (EPSG:4326) position as an array: [longitude, latitude] in degrees. */
export type Position = readonly [lon: number, lat: number];

/** A WGS84 position as an object, in degrees. */
export interface LonLat {
	readonly lon: number;
	readonly lat: number;
}

/** [west, south, east, north] in WGS84 degrees. Never crosses the antimeridian. */
export type BBox = readonly [west: number, south: number, east: number, north: number];

/** A ring without its closing vertex; outer rings run counter-clockwise, holes clockwise. */
export type Ring = readonly Position[];

/** One outer ring followed by its holes. */
export type PolygonRings = readonly Ring[];

/** Degrees of longitude and latitude in 1e-7 steps (about 1.1 cm): the integer unit of all packed geometry. */
export const E7 = 1e7;

/** The smallest box around a position that reaches `radiusM` metres each way. Good below 100 km. */
export function bboxAround(at: LonLat, radiusM: number): BBox {
	const dLat = radiusM / 110_574;
	const dLon = radiusM / (111_320 * Math.cos((at.lat * Math.PI) / 180));
	return [at.lon - dLon, at.lat - dLat, at.lon + dLon, at.lat + dLat];
}

/** Whether a position lies in a box, edges included. */
export function bboxContains(box: BBox, at: LonLat): boolean {
	return at.lon >= box[0] && at.lon <= box[2] && at.lat >= box[1] && at.lat <= box[3];
}
