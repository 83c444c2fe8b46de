import { VectorTile, type VectorTileLayer } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

/** Layers a basemap tile may have; see buildBasemap for their properties. */
export const TILE_LAYERS = ['land', 'water', 'waterway', 'boundary', 'rail', 'road', 'place'] as const;
export type TileLayerName = (typeof TILE_LAYERS)[number];

/** A decoded feature. Coordinates are shares of the tile (0..1, x east, y south); parts may reach beyond. */
export interface TileFeature {
	readonly properties: Readonly<Record<string, string | number | boolean>>;
	/** Lines, rings or points as flat [x, y, ...]; rings are closed. */
	readonly parts: readonly Float64Array[];
	readonly minX: number;
	readonly minY: number;
	readonly maxX: number;
	readonly maxY: number;
}

/** A decoded tile; a layer that is not in it is an empty list. */
export type BasemapTile = Readonly<Record<TileLayerName, readonly TileFeature[]>>;

/** Decodes a vector tile (MVT 2.1). @throws Error when the bytes are none. */
export function decodeTile(bytes: ArrayBuffer | Uint8Array): BasemapTile {
	const { layers } = new VectorTile(new PbfReader(bytes));
	return {
		land: decodeLayer(layers.land),
		water: decodeLayer(layers.water),
		waterway: decodeLayer(layers.waterway),
		boundary: decodeLayer(layers.boundary),
		rail: decodeLayer(layers.rail),
		road: decodeLayer(layers.road),
		place: decodeLayer(layers.place),
	};
}

function decodeLayer(layer: VectorTileLayer | undefined): TileFeature[] {
	const features: TileFeature[] = [];
	for (let i = 0; i < (layer?.length ?? 0); i++) {
		const feature = layer!.feature(i);
		let minX = Number.POSITIVE_INFINITY;
		let minY = Number.POSITIVE_INFINITY;
		let maxX = Number.NEGATIVE_INFINITY;
		let maxY = Number.NEGATIVE_INFINITY;
		const parts: Float64Array[] = [];
		for (const points of feature.loadGeometry()) {
			const part = new Float64Array(points.length * 2);
			for (let k = 0; k < points.length; k++) {
				const x = points[k]!.x / feature.extent;
				const y = points[k]!.y / feature.extent;
				part[k * 2] = x;
				part[k * 2 + 1] = y;
				if (x < minX) minX = x;
				if (x > maxX) maxX = x;
				if (y < minY) minY = y;
				if (y > maxY) maxY = y;
			}
			parts.push(part);
		}
		features.push({ properties: feature.properties, parts, minX, minY, maxX, maxY });
	}
	return features;
}
