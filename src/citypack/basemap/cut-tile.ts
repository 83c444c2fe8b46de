import { fromGeojsonVt } from '@maplibre/vt-pbf';
import { clipLine } from '../../domain/geo/clip-line.ts';
import { clipRing } from './clip-ring.ts';
import {
	BASEMAP_LAYERS,
	type BasemapLayerName,
	type FeatureStore,
	LINE,
	POINT,
	POLYGON,
	type Tags,
} from './feature-store.ts';

/** A tile of the web-mercator pyramid. */
export interface TileAddress {
	readonly z: number;
	readonly x: number;
	readonly y: number;
}

/** The deepest stored zoom; painters enlarge its tiles for closer views. */
export const MAX_ZOOM = 14;

/** Tile units of a painted pixel (512 a tile) at the deepest zoom are 1/32, so that street views stay exact to 0.15 m. */
function extentOf(zoom: number): number {
	return zoom === MAX_ZOOM ? 16_384 : 4_096;
}

/** What lies beyond a tile's edge and is kept, as a share of its width: half the widest road, a whole place name. */
const BUFFER = 1 / 16;
const PLACE_BUFFER = 1 / 4;
/** A line moves by less than this when simplified, in pixels of a 512 px tile. */
const TOLERANCE_PX = 0.4;
/** Shorter lines are left out below the deepest zoom, pixels. */
const MIN_LINE_PX = 1;
/** Smaller areas are left out below the deepest zoom, square pixels. */
const MIN_AREA_PX2 = 6;

interface TileFeature {
	type: number;
	geometry: [number, number][] | [number, number][][];
	tags: Tags;
}

/** Tiles that each feature of a zoom touches: feature numbers by `y * 2^z + x`. */
export function assignTiles(store: FeatureStore, zoom: number): Map<number, number[]> {
	const tiles = new Map<number, number[]>();
	const side = 2 ** zoom;
	const box = new Float64Array(4);
	const minArea = (MIN_AREA_PX2 * 2) / (512 * side) ** 2;
	const minLength = MIN_LINE_PX / (512 * side);
	for (let feature = 0; feature < store.count; feature++) {
		if (store.minZoom(feature) > zoom) continue;
		const type = store.type(feature);
		if (type === POLYGON && zoom < MAX_ZOOM && store.area2(feature) < minArea) continue;
		store.readBox(feature, box);
		const length = Math.max(box[2]! - box[0]!, box[3]! - box[1]!);
		if (type === LINE && zoom < MAX_ZOOM && length < minLength) continue;
		const buffer = type === POINT ? PLACE_BUFFER : BUFFER;
		const x0 = Math.max(0, Math.floor(box[0]! * side - buffer));
		const y0 = Math.max(0, Math.floor(box[1]! * side - buffer));
		const x1 = Math.min(side - 1, Math.floor(box[2]! * side + buffer));
		const y1 = Math.min(side - 1, Math.floor(box[3]! * side + buffer));
		for (let y = y0; y <= y1; y++) {
			for (let x = x0; x <= x1; x++) {
				const key = y * side + x;
				const list = tiles.get(key);
				if (list) list.push(feature);
				else tiles.set(key, [feature]);
			}
		}
	}
	return tiles;
}

/** Encodes one tile from its features (MVT 2.1); null when nothing of them is left inside it. */
export function cutTile(store: FeatureStore, features: readonly number[], tile: TileAddress): Uint8Array | null {
	const byLayer = new Map<BasemapLayerName, TileFeature[]>(BASEMAP_LAYERS.map((name) => [name, []]));
	const extent = extentOf(tile.z);
	for (const feature of features) {
		const geometry = cutFeature(store, feature, tile, extent);
		if (geometry.length === 0) continue;
		byLayer.get(store.layer(feature))!.push({ type: store.type(feature), geometry, tags: store.tags(feature) });
	}
	const layers: Record<string, { features: TileFeature[] }> = {};
	for (const [name, list] of byLayer) if (list.length > 0) layers[name] = { features: list };
	if (Object.keys(layers).length === 0) return null;
	return fromGeojsonVt(layers, { version: 2, extent });
}

function cutFeature(
	store: FeatureStore,
	feature: number,
	tile: TileAddress,
	extent: number,
): [number, number][] | [number, number][][] {
	const type = store.type(feature);
	const scale = 2 ** tile.z * extent;
	const offsetX = tile.x * extent;
	const offsetY = tile.y * extent;
	const tolerance = (TOLERANCE_PX * (tile.z === MAX_ZOOM ? 1 / 8 : 1)) / 512 / 2 ** tile.z;
	if (type === POINT) {
		const vertex = store.firstVertex(store.firstPart(feature));
		return [[Math.round(store.x(vertex) * scale - offsetX), Math.round(store.y(vertex) * scale - offsetY)]];
	}
	const low = -BUFFER * extent;
	const high = extent - low;
	const parts: [number, number][][] = [];
	const endPart = store.firstPart(feature + 1);
	for (let part = store.firstPart(feature); part < endPart; part++) {
		const outer = part === store.firstPart(feature);
		const xy: number[] = [];
		let inside = true;
		const endVertex = store.firstVertex(part + 1);
		for (let vertex = store.firstVertex(part); vertex < endVertex; vertex++) {
			if (store.weight(vertex) < tolerance) continue;
			const x = store.x(vertex) * scale - offsetX;
			const y = store.y(vertex) * scale - offsetY;
			if (x < low || x > high || y < low || y > high) inside = false;
			xy.push(x, y);
		}
		if (type === POLYGON) {
			const ring = roundRing(inside ? xy : clipRing(xy, low, high), outer);
			// Without its outer ring a polygon has no holes.
			if (ring) parts.push(ring);
			else if (outer) return [];
			continue;
		}
		for (const piece of inside ? [xy] : clipLine(xy, low, high)) {
			const line = roundPoints(piece);
			if (line.length >= 2) parts.push(line);
		}
	}
	return parts;
}

function roundPoints(xy: readonly number[]): [number, number][] {
	const points: [number, number][] = [];
	let lastX = Number.NaN;
	let lastY = Number.NaN;
	for (let i = 0; i < xy.length; i += 2) {
		const x = Math.round(xy[i]!);
		const y = Math.round(xy[i + 1]!);
		if (x === lastX && y === lastY) continue;
		points.push([x, y]);
		lastX = x;
		lastY = y;
	}
	return points;
}

/** Rounds a closed ring and turns it as the format wants: outer rings clockwise on screen, holes the other way. */
function roundRing(xy: readonly number[], outer: boolean): [number, number][] | null {
	const points = roundPoints(xy);
	let area2 = 0;
	for (let i = 0; i + 1 < points.length; i++) {
		area2 += points[i]![0] * points[i + 1]![1] - points[i + 1]![0] * points[i]![1];
	}
	if (points.length < 4 || area2 === 0) return null;
	return area2 > 0 === outer ? points : points.reverse();
}
