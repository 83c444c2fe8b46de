import { closeSync, openSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { flatGeobufFormat } from '../../src/citypack/read/formats/flatgeobuf.ts';
import type { SourceGeometry } from '../../src/citypack/read/source-record.ts';

const BUFFER_CHARS = 1 << 20;

/** Turns a buildings.fgb of ours into GeoJSON lines, one feature a line, with the same attributes. Holds 1 MB at a time. */
export async function writeGeoJsonSeq(from: string, to: string): Promise<number> {
	const input = await flatGeobufFormat.open(from, {});
	const file = openSync(to, 'w');
	let count = 0;
	let text = '';
	await input.readAll(
		{
			record: ({ properties, geometry }) => {
				text += `${JSON.stringify({ type: 'Feature', properties, geometry: toGeoJson(geometry) })}\n`;
				count++;
				if (text.length < BUFFER_CHARS) return;
				writeSync(file, text);
				text = '';
			},
			bad: ({ number, detail }) => {
				throw new Error(`${basename(from)}: feature ${number}: ${detail}`);
			},
		},
		{},
	);
	writeSync(file, text);
	closeSync(file);
	await input.close();
	return count;
}

function toGeoJson(geometry: SourceGeometry) {
	if (geometry.kind !== 'area') return null;
	const polygons = geometry.polygons.map((rings) => rings.map(toPairs));
	return polygons.length === 1
		? { type: 'Polygon', coordinates: polygons[0] }
		: { type: 'MultiPolygon', coordinates: polygons };
}

function toPairs(ring: Float64Array): [number, number][] {
	const pairs: [number, number][] = [];
	for (let i = 0; i < ring.length; i += 2) pairs.push([ring[i] as number, ring[i + 1] as number]);
	return pairs;
}
