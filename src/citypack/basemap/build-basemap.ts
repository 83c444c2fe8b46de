import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';
import { type BasemapInput, collectFeatures, collectPlaces } from './collect-features.ts';
import { assignTiles, cutTile, MAX_ZOOM, type TileAddress } from './cut-tile.ts';
import { BASEMAP_LAYERS } from './feature-store.ts';
import { hidePlatform, type PmtilesEntry, writePmtiles } from './write-pmtiles.ts';

/** How a basemap is built. */
interface BasemapOptions {
	/** File to write. */
	readonly path: string;
	/** Called now and then with the zooms done so far (with fractions) and all zooms. */
	readonly onProgress?: (done: number, total: number) => void;
	readonly signal?: AbortSignal;
}

const MIN_ZOOM = 8;
const BANDS = [
	{ band: 'far', fromZoom: MIN_ZOOM, toZoom: 12 },
	{ band: 'near', fromZoom: 13, toZoom: MAX_ZOOM },
] as const;
/** Tiles being compressed at once, on the threads of the runtime. */
const BATCH = 4;

const gzipAsync = promisify(gzip);

/**
 * Writes the 2D ground of a city as vector tiles (basemap.pmtiles, PMTiles v3, MVT, zoom 8-14, gzip).
 * Layers: land {kind, name, name_en}, water {name, name_en}, waterway {kind, name, name_en}, boundary and rail {name, name_en},
 * road {class, width_m, width_estimated, name, name_en, oneway 1|2, bridge, tunnel, routable; below zoom 13 only class and
 * names}, place {kind, name, name_en, rank, min_zoom}. What is unknown or false is absent. A city without any feature gives a
 * valid archive of no tiles. The same input gives the same bytes.
 * @throws DataError `basemap/road-class`; the signal's reason when aborted (nothing is written then).
 */
export async function buildBasemap(
	input: BasemapInput,
	{ path, onProgress, signal }: BasemapOptions,
): Promise<{ tiles: number; bytes: number }> {
	signal?.throwIfAborted();
	const places = collectPlaces(input);
	const entries: PmtilesEntry[] = [];
	for (const { band, fromZoom, toZoom } of BANDS) {
		const store = collectFeatures(input, places, band);
		for (let z = fromZoom; z <= toZoom; z++) {
			const tiles = [...assignTiles(store, z)].map(([key, features]) => {
				const tile: TileAddress = { z, x: key % 2 ** z, y: Math.floor(key / 2 ** z) };
				return { tile, features, tileId: zxyToTileId(z, tile.x, tile.y) };
			});
			tiles.sort((a, b) => a.tileId - b.tileId);
			for (let i = 0; i < tiles.length; i += BATCH) {
				signal?.throwIfAborted();
				const batch = tiles.slice(i, i + BATCH).map(async ({ tile, features, tileId }) => {
					const plain = cutTile(store, features, tile);
					return plain ? { tileId, bytes: hidePlatform(await gzipAsync(plain)) } : null;
				});
				for (const entry of await Promise.all(batch)) if (entry) entries.push(entry);
				onProgress?.(z - MIN_ZOOM + Math.min(1, (i + BATCH) / tiles.length), MAX_ZOOM - MIN_ZOOM + 1);
			}
		}
	}
	const bytes = await writePmtiles(path, entries, {
		minZoom: MIN_ZOOM,
		maxZoom: MAX_ZOOM,
		bounds: input.bounds,
		metadata: { name: 'basemap', format: 'pbf', vector_layers: BASEMAP_LAYERS.map((id) => ({ id, fields: {} })) },
	});
	return { tiles: entries.length, bytes };
}
