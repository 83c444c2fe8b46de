import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { abortOnSignal } from './abort-on-signal.ts';
import { parseWholeNumber } from './parse-options.ts';
import { describeBuild, describeInput } from './print-build.ts';
import { printJson } from './print-json.ts';
import { createProgressReporter } from './progress.ts';

interface BuildOptions {
	readonly out: string;
	readonly name?: string;
	readonly crs?: string;
	readonly map?: string;
	readonly join: readonly string[];
	readonly on: string;
	readonly dem: readonly string[];
	readonly workers: number;
	readonly json?: boolean;
}

const HELP = `
An input is [KIND=]PATH[,crs=C][,name=N][,date=YYYY-MM-DD][,licence=L][,encoding=E][,map=FILE].
  KIND      buildings, roads, turns (restrictions), signals, water, stations or towns; without it told by the geometry,
            the fields and the file name, and printed
  PATH      a folder of fengtu generate, OpenStreetMap (.osm.pbf, .osm), GeoJSON, lines of GeoJSON, FlatGeobuf,
            GeoParquet, Shapefile (.shp, .zip, folder), CityJSON, CSV; also .gz and .zst where text
  crs       wgs84, gcj02, bd09, EPSG:4547, a PROJ definition ...; wins over what the file says
  encoding  of text that does not say it: gbk, utf-8, shift_jis ...
  map       JSON file by role: {"height_m": "楼高", "floors": {"fields": ["层数"]}, ...}; of roads
            {"class": {"fields": ["等级"], "values": {"3": "primary", "": "residential"}}, "join_m": 0.5, ...}
Roads are lines that meet where coordinates are equal; an end within join_m of another line is joined to it. A turn names
the road it comes from, the road it goes to (ids of the roads' own file) and via (roads), lon and lat, or neither.

Examples:
  fengtu build liechtenstein.osm.pbf --out tilesets/liechtenstein
  fengtu build houses.shp,crs=EPSG:4547,encoding=gbk water=hydrants.csv,crs=gcj02 --out tilesets/town
  fengtu build houses.shp roads=centrelines.shp,map=roads.json turns=noturns.csv signals=lights.csv --out tilesets/town
  fengtu build city.osm.pbf wards/13101.geojsonl.zst,licence=CC-BY-4.0 towns=towns.geojson \\
    --join cim.csv --on id --dem N22E113.hgt.zip --out tilesets/city`;

function collect(value: string, before: readonly string[]): readonly string[] {
	return [...before, value];
}

/** `fengtu build`: turns source files into a city pack. */
export function addBuildCommand(program: Command): void {
	program
		.command('build')
		.description(
			'build a city pack from generated cities, OpenStreetMap and layers of buildings, roads, water, stations, towns',
		)
		.argument('<input...>', 'what to read, each its own kind and coordinate system; see below')
		.requiredOption('--out <dir>', 'folder of the pack')
		.option('--name <name>', "the pack's name (default: the folder's)")
		.option('--crs <crs>', 'coordinate system of the inputs that neither name one nor are told one')
		.option('--map <file>', 'mapping file for the inputs that are given none of their own')
		.option('--join <file>', 'table of attributes of buildings (CIM); may be given again', collect, [])
		.option(
			'--on <how>',
			'what joins a table to the buildings: place, id, or the name of the column with their id',
			'id',
		)
		.option('--dem <file>', 'heights of the ground: .hgt, .hgt.zip, .tif; may be given again', collect, [])
		.option('--workers <n>', 'threads; the result is the same', parseWholeNumber(1, 64), 2)
		.option('--json', 'print the report as one JSON object')
		.addHelpText('after', HELP)
		.action(async (inputs: string[], options: BuildOptions) => {
			const { buildCityPack } = await import('../citypack/build-city-pack.ts');
			const { parseInputSpec } = await import('../citypack/read/parse-input-spec.ts');
			const { keepHeapsSmall } = await import('../citypack/collect-garbage.ts');
			keepHeapsSmall();
			const progress = createProgressReporter();
			const say = (lines: readonly string[]) => progress.say(lines.map((line) => `${line}\n`).join(''));
			try {
				const report = await buildCityPack({
					inputs: inputs.map(parseInputSpec),
					outDir: options.out,
					name: options.name ?? basename(resolve(options.out)),
					...(options.crs === undefined ? {} : { crs: options.crs }),
					...(options.map === undefined ? {} : { map: options.map }),
					joins: options.join.map(parseInputSpec),
					on: options.on,
					dems: options.dem,
					workers: options.workers,
					onProgress: (step) => progress.report(step),
					onInput: (input) => say(describeInput(input)),
					signal: abortOnSignal(),
				});
				progress.stop();
				say(describeBuild(options.out, report));
				if (options.json) printJson(report);
			} finally {
				progress.stop();
			}
		});
}
