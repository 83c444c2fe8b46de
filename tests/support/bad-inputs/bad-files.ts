import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BadInput, BadOutcome } from './bad-input.ts';
import { build, feature, soundFeatures, square, writeInput, writeLines } from './features.ts';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures');

function file(kind: string, name: string, content: () => string | Uint8Array, expect: BadOutcome): BadInput {
	return { kind, make: (dir) => build(dir, writeInput(dir, name, content())), expect };
}

/** A fixture of the repository, cut after a share of its bytes. */
function cut(kind: string, fixture: string, share: number, expect: BadOutcome): BadInput {
	return {
		kind,
		make: (dir) => {
			const bytes = readFileSync(join(FIXTURES, fixture));
			const name = fixture.split('/').at(-1) as string;
			return build(dir, writeInput(dir, name, bytes.subarray(0, Math.floor(bytes.length * share))));
		},
		expect,
	};
}

const collection = () => JSON.stringify({ type: 'FeatureCollection', features: soundFeatures() });
const lines = () =>
	soundFeatures()
		.map((one) => `${JSON.stringify(one)}\n`)
		.join('');
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

/** Files that do not hold together, or are not what their name says. */
export const BAD_FILES: readonly BadInput[] = [
	{
		kind: 'no such file',
		make: (dir) => build(dir, join(dir, 'nothing.geojson')),
		expect: { error: 'build/no-input' },
	},
	file('a file of an unknown kind', 'city.docx', () => 'PK', { error: 'build/unknown-input', exit: 2 }),
	file('an empty file', 'city.geojson', () => '', { error: 'input/empty' }),
	file('GeoJSON that is not JSON', 'city.geojson', () => 'hello', { error: 'input/not-geojson' }),
	file('JSON that is neither GeoJSON nor CityJSON', 'city.json', () => '{"a":1}', { error: 'input/not-geojson' }),
	file('GeoJSON that ends within a feature', 'city.geojson', () => collection().slice(0, -60), {
		error: 'input/truncated',
	}),
	file('GeoJSON lines that end within a line', 'city.geojsonl', () => lines().slice(0, -60), {
		error: 'input/truncated',
	}),
	{
		kind: 'one line that is not JSON',
		make: (dir) => {
			const path = writeLines(dir, [feature('x', square())]);
			writeFileSync(path, `${readFileSync(path, 'utf8')}{"type": oops}\n${JSON.stringify(feature('y', square(2)))}\n`);
			return build(dir, path);
		},
		expect: { reason: 'record/bad-json', outcome: 'refused' },
	},
	file('text in UTF-16', 'city.geojson', () => utf16(collection()), { error: 'input/wrong-encoding' }),
	file('gzip that ends early', 'city.geojsonl.gz', () => gzipSync(lines().repeat(50)).subarray(0, 120), {
		error: 'input/truncated',
	}),
	file('gzip that is damaged', 'city.geojsonl.gz', () => Buffer.from('this is not gzip at all'), {
		error: 'input/damaged',
	}),
	file('zstd that is damaged', 'city.geojsonl.zst', () => Buffer.from('this is not zstd at all'), {
		error: 'input/damaged',
	}),
	file('FlatGeobuf that is none', 'city.fgb', () => 'this is not FlatGeobuf', { error: 'input/not-flatgeobuf' }),
	cut('FlatGeobuf that ends early', 'flatgeobuf/buildings.fgb', 0.8, { error: 'input/truncated' }),
	file('Parquet that is none', 'city.parquet', () => 'this is not Parquet at all', { error: 'input/not-parquet' }),
	cut('Parquet that ends early', 'geoparquet/buildings.parquet', 0.8, { error: 'input/truncated' }),
	cut('a shapefile in a zip that ends early', 'shapefile/buildings.zip', 0.7, { error: 'input/damaged' }),
	{
		kind: 'a shapefile without its .dbf',
		make: (dir) => {
			copyFileSync(join(FIXTURES, 'shapefile/buildings.shp'), join(dir, 'alone.shp'));
			return build(dir, join(dir, 'alone.shp'));
		},
		expect: { error: 'input/missing-file' },
	},
	cut('CityJSON that ends early', 'cityjson/block.city.json', 0.8, { error: 'input/truncated' }),
	cut('OSM PBF that ends early', 'small-town/small-town.osm.pbf', 0.6, { error: 'osm/bad-pbf' }),
	cut('OSM XML that ends within an element', 'small-town/small-town.osm', 0.6, { error: 'osm/bad-xml' }),
	file('OSM XML that is other XML', 'city.osm', () => '<?xml version="1.0"?><gpx/>', { error: 'osm/bad-xml' }),
	{
		kind: 'CSV with a quote that never closes',
		make: (dir) =>
			build(
				dir,
				writeLines(dir, []),
				`water=${writeInput(dir, 'hydrants.csv', 'id,lon,lat\n1,"113.75,23.02\n2,113.75,23.02\n')}`,
			),
		expect: { error: 'input/truncated' },
	},
	{
		kind: 'CSV with a value too many in a row',
		make: (dir) =>
			build(
				dir,
				writeLines(dir, []),
				`water=${writeInput(dir, 'hydrants.csv', 'id,lon,lat\n1,113.75,23.02,7\n2,113.75,23.02\n')}`,
			),
		expect: { reason: 'record/columns', outcome: 'refused' },
	},
];
