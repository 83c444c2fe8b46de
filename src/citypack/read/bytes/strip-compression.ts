import { basename } from 'node:path';

/** How the bytes of a file are packed, by its name. */
export type Compression = 'gzip' | 'zstd';

/** What a file's name says about its content. */
interface InnerName {
	/** The path without `.gz` or `.zst`. */
	readonly path: string;
	/** Everything after the first dot of the file's inner name, in lower case: 'geojsonl', 'osm', 'city.json'; '' = none. */
	readonly extension: string;
	/** null = not packed. */
	readonly compression: Compression | null;
}

/** What is inside a file by its name: `wards/13101.geojsonl.zst` holds `geojsonl`, packed with zstd. */
export function stripCompression(path: string): InnerName {
	const compression = /\.gz$/i.test(path) ? 'gzip' : /\.zst$/i.test(path) ? 'zstd' : null;
	const inner = compression ? path.slice(0, path.lastIndexOf('.')) : path;
	const name = basename(inner);
	const dot = name.indexOf('.', 1);
	return { path: inner, extension: dot < 0 ? '' : name.slice(dot + 1).toLowerCase(), compression };
}
