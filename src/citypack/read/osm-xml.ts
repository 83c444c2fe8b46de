import { basename } from 'node:path';
import type { SourceCity } from '../model/source-city.ts';
import { openByteStream } from './bytes/open-byte-stream.ts';
import { type ReadOsmOptions, takeOsmCity } from './osm-city.ts';
import { createOsmXmlReader } from './osm-xml-elements.ts';

const EXTENSION = /\.osm(\.xml)?(\.gz|\.zst)?$/i;

/** Whether a path is OpenStreetMap XML by its name: `.osm`, `.osm.xml`, each also `.gz` or `.zst`. */
export function isOsmXmlPath(path: string): boolean {
	return EXTENSION.test(path);
}

/**
 * Reads a city from an OpenStreetMap XML file, streamed; the same city as the PBF of the same data gives. What it takes: takeOsmCity.
 * Parsed with `saxes`. Cost: the elements in memory as for PBF; Liechtenstein (45 MB) about 2 CPU seconds.
 * @throws DataError `osm/bad-xml` with file and line (not XML, not <osm>, cut, a wrong attribute), `osm/empty`, and the errors of
 * openByteStream; the signal's reason when aborted.
 */
export async function readOsmXml(path: string, options: ReadOsmOptions): Promise<SourceCity> {
	const { signal, onProgress } = options;
	const file = basename(path);
	const reader = createOsmXmlReader(file);
	const stream = await openByteStream(path, { signal });
	for await (const chunk of stream) {
		reader.write(chunk);
		onProgress?.(stream.position, stream.size);
	}
	return takeOsmCity(reader.finish(), file, options.key ?? file.replace(EXTENSION, ''), options);
}
