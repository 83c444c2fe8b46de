import { basename } from 'node:path';

const EXTENSION =
	/\.(geojsonl?|geojsons|geojsonseq|ndjson|jsonl|json|city|cityjsonl?|cityjsonseq|fgb|parquet|geoparquet|shp|zip|csv|tsv|osm|pbf|xml|gz|zst|bz2)$/i;

/** The key of a source that nobody named: its file's or folder's name without the extensions of formats. */
export function nameInput(path: string): string {
	let name = basename(path);
	while (EXTENSION.test(name) && name.replace(EXTENSION, '') !== '') name = name.replace(EXTENSION, '');
	return name;
}
