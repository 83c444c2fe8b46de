import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromWgs84 } from '../../../src/domain/geo/datum.ts';
import { runCli } from '../run-cli.ts';
import type { BadInput, BadOutcome } from './bad-input.ts';
import { build, CORNER, feature, square, writeInput, writeLines } from './features.ts';

const [lon, lat] = CORNER;

function settings(kind: string, extra: (dir: string) => readonly string[], expect: BadOutcome): BadInput {
	return { kind, make: (dir) => [...build(dir, writeLines(dir, [])), ...extra(dir)], expect };
}

function inputs(kind: string, make: (dir: string, city: string) => readonly string[], expect: BadOutcome): BadInput {
	return { kind, make: (dir) => build(dir, ...make(dir, writeLines(dir, []))), expect };
}

/** Builds the sound pack first, then runs another command on it. */
function onPack(kind: string, args: (dir: string) => readonly string[], expect: BadOutcome): BadInput {
	return {
		kind,
		make: async (dir) => {
			await runCli(build(dir, writeLines(dir, [])));
			mkdirSync(join(dir, 'pack-before'));
			return args(dir);
		},
		expect,
	};
}

const update =
	(...changes: readonly object[]) =>
	(dir: string) => [
		'update',
		'--pack',
		join(dir, 'pack'),
		writeInput(dir, 'changes.geojson', JSON.stringify({ type: 'FeatureCollection', features: changes })),
	];
const usage = (error: string): BadOutcome => ({ error, exit: 2 });

/** Towns whose outlines are given twice, once 600 m off as BD-09 and GCJ-02 data are. */
function towns(dir: string): readonly string[] {
	const write = (name: string, place: (at: { lon: number; lat: number }) => { lon: number; lat: number }) => {
		const features = ['东城', '南城', '莞城', '万江', '高埗', '石碣'].map((town, i) => {
			const ring = square().map(([x, y]) => {
				const at = place({
					lon: lon + (x - lon) * 300 + 0.04 * (i % 3),
					lat: lat + (y - lat) * 300 + 0.04 * Math.floor(i / 3),
				});
				return [at.lon, at.lat];
			});
			return feature(town, ring, { name: town });
		});
		return writeInput(dir, name, JSON.stringify({ type: 'FeatureCollection', features }));
	};
	const right = write('towns-right.geojson', (at) => at);
	const off = write('towns-off.geojson', (at) => fromWgs84(at, 'bd09'));
	return [`towns=${right}`, `towns=${off}`];
}

/** Commands, mapping files, coordinate systems, joins, terrain and data sets that do not fit one another. */
export const BAD_SETTINGS: readonly BadInput[] = [
	inputs('a kind that is none', (_, city) => [`rivers=${city}`], usage('build/unknown-kind')),
	inputs('an option of an input that is none', (_, city) => [`${city},colour=red`], usage('build/unknown-option')),
	inputs('two inputs of one name', (_, city) => [city, city], usage('build/same-source')),
	settings('a coordinate system that is none', () => ['--crs', 'EPSG:99999'], { error: 'crs/unknown', exit: 2 }),
	settings('Beijing 1954, whose shift is not public', () => ['--crs', 'EPSG:2422'], {
		error: 'crs/no-datum-shift',
		exit: 2,
	}),
	{
		kind: 'metres where degrees are expected',
		make: (dir) => {
			const ring = square().map(([x, y]) => [38_504_321 + (x - lon) * 1e5, 2_547_000 + (y - lat) * 1e5]);
			return build(dir, writeInput(dir, 'cadastre.geojson', JSON.stringify(feature('x', ring))));
		},
		expect: { error: 'crs/not-degrees' },
	},
	settings('a mapping file that is not JSON', (dir) => ['--map', writeInput(dir, 'map.json', '{')], {
		error: 'map/not-json',
	}),
	settings(
		'a mapping file with a role that is none',
		(dir) => ['--map', writeInput(dir, 'map.json', '{"colour":{"fields":["c"]}}')],
		{ error: 'map/unknown-role' },
	),
	inputs(
		'the same building in two sources',
		(dir, city) => {
			const again = JSON.parse(readFileSync(city, 'utf8').split('\n')[0] as string);
			return [city, writeInput(dir, 'again.geojson', JSON.stringify({ ...again, id: 'other' }))];
		},
		{ reason: 'building/same-place', outcome: 'refused' },
	),
	inputs(
		'hydrants without coordinates',
		(dir, city) => [city, `water=${writeInput(dir, 'hydrants.csv', 'id,lon,lat\n1,113.75,23.02\n2,,\n')}`],
		{ reason: 'water/no-place', outcome: 'refused' },
	),
	inputs(
		'two hydrants of one id',
		(dir, city) => [city, `water=${writeInput(dir, 'hydrants.csv', 'id,lon,lat\n1,113.75,23.02\n1,113.76,23.02\n')}`],
		{ reason: 'water/duplicate-id', outcome: 'refused' },
	),
	inputs(
		'a hydrant of 9,999 L/s',
		(dir, city) => [city, `water=${writeInput(dir, 'hydrants.csv', 'id,lon,lat,flow_lps\n1,113.75,23.02,9999\n')}`],
		{ reason: 'water/bad-flow', outcome: 'repaired' },
	),
	settings(
		'a join with an id that no building has',
		(dir) => ['--join', writeInput(dir, 'cim.csv', 'id,floors\nsound-10,5\nnobody,3\n'), '--on', 'id'],
		{ reason: 'join/unknown-id', outcome: 'refused' },
	),
	settings(
		'a join on a column that is not there',
		(dir) => ['--join', writeInput(dir, 'cim.csv', 'code,floors\n1,5\n'), '--on', 'id'],
		{ error: 'join/no-key' },
	),
	settings('terrain that does not reach the city', (dir) => ['--dem', writeDem(dir, 'N43E007.hgt', 1201)], {
		error: 'dem/not-covering',
	}),
	settings('terrain of a wrong size', (dir) => ['--dem', writeDem(dir, 'N23E113.hgt', 100)], { error: 'dem/bad-size' }),
	{
		kind: 'towns 600 m off (another datum)',
		make: (dir) => build(dir, writeLines(dir, []), ...towns(dir)),
		expect: { warning: 'crs/likely-datum-mistake' },
	},
	{
		kind: 'an output folder of something else',
		make: (dir) => {
			mkdirSync(join(dir, 'pack'));
			writeFileSync(join(dir, 'pack/letter.txt'), 'dear mother');
			return build(dir, writeLines(dir, []));
		},
		expect: usage('build/not-a-pack'),
	},
	{
		kind: 'a build into a folder that another one writes',
		make: (dir) => {
			writeFileSync(join(dir, 'pack.lock'), JSON.stringify({ pid: process.ppid }));
			return build(dir, writeLines(dir, []));
		},
		expect: { error: 'build/locked' },
	},
	onPack(
		'an update that removes what is not there',
		update({ type: 'Feature', id: 'nobody', geometry: null, properties: { change: 'remove' } }),
		{ error: 'update/no-such-building' },
	),
	onPack(
		'an update that adds what is there',
		update({ ...feature('sound-10', square()), properties: { change: 'add' } }),
		{ error: 'update/exists' },
	),
	onPack('an update with one id twice', update(feature('a', square()), feature('a', square(2))), {
		error: 'update/id-twice',
	}),
	onPack('an update with an outline of two points', update(feature('a', square().slice(0, 2))), {
		error: 'update/refused',
	}),
	onPack(
		'an export of an area outside the city',
		(dir) => [
			'export',
			'--pack',
			join(dir, 'pack'),
			'--format',
			'csv',
			'--area',
			'0,0,1,1',
			'--out',
			join(dir, 'out.csv'),
		],
		{ error: 'export/outside' },
	),
];

function writeDem(dir: string, name: string, size: number): string {
	return writeInput(dir, name, Buffer.alloc(size * size * 2));
}
