import { PMTiles, type Source } from 'pmtiles';
import { DataError, describeError, UnavailableError } from '../../domain/errors.ts';
import { type BasemapTile, decodeTile } from './decode-tile.ts';

/** Reads decoded tiles of one basemap file. */
export interface TileReader {
	/** The deepest stored zoom; closer views enlarge its tiles. */
	readMaxZoom(signal: AbortSignal): Promise<number>;
	/**
	 * A stored tile; null where the file has none (no data there, or a zoom it does not store).
	 * @throws DataError `basemap/damaged`, UnavailableError `basemap/unreachable`
	 */
	readTile(z: number, x: number, y: number, signal: AbortSignal): Promise<BasemapTile | null>;
}

/** Decoded tiles kept; at street level a view looks into four. */
const KEPT_TILES = 24;

/** Opens a basemap by URL (HTTP range requests) or by any other source of bytes. Nothing is read before the first question. */
export function createTileReader(url: string, source: string | Source = url): TileReader {
	let archive = new PMTiles(source);
	const kept = new Map<string, Promise<BasemapTile | null>>();

	async function readUncached(z: number, x: number, y: number): Promise<BasemapTile | null> {
		let data: ArrayBuffer | undefined;
		try {
			data = (await archive.getZxy(z, x, y))?.data;
		} catch (error) {
			throw explain(error);
		}
		if (!data) return null;
		try {
			return decodeTile(data);
		} catch (error) {
			throw new DataError(
				'basemap/damaged',
				`${url} tile ${z}/${x}/${y}: ${describeError(error)}, expected a vector tile`,
				{
					context: { url, z, x, y },
					cause: error,
				},
			);
		}
	}
	function explain(error: unknown): Error {
		// A new archive forgets the failed head, so that the next question asks again.
		archive = new PMTiles(source);
		const message = describeError(error);
		const options = { context: { url }, cause: error };
		if (/Bad response code|Byte Serving|fetch|network|load failed/i.test(message)) {
			return new UnavailableError(
				'basemap/unreachable',
				`${url}: ${message}, expected a byte range of the file`,
				options,
			);
		}
		return new DataError('basemap/damaged', `${url}: ${message}, expected a PMTiles v3 archive`, options);
	}

	return {
		async readMaxZoom(signal) {
			try {
				const { maxZoom } = await archive.getHeader();
				signal.throwIfAborted();
				return maxZoom;
			} catch (error) {
				if (signal.aborted) throw signal.reason;
				throw explain(error);
			}
		},
		async readTile(z, x, y, signal) {
			const key = `${z}/${x}/${y}`;
			// Shared by every question for it, so one asker's abort must not stop it.
			const tile = kept.get(key) ?? readUncached(z, x, y);
			kept.delete(key);
			kept.set(key, tile);
			if (kept.size > KEPT_TILES) kept.delete(kept.keys().next().value!);
			tile.catch(() => kept.delete(key));
			const decoded = await tile;
			signal.throwIfAborted();
			return decoded;
		},
	};
}
