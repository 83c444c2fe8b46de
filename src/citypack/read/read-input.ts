import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import type { PackWarning } from '../../domain/pack/manifest.ts';
import { tellCityRejects } from '../model/reject-kind.ts';
import type { SourceCity } from '../model/source-city.ts';
import { parseGivenCrs } from './choose-crs.ts';
import { FENGTU_SOURCE_FILE, readFengtuSource } from './fengtu-source.ts';
import type { InputSpec } from './input-spec.ts';
import { nameInput } from './name-input.ts';
import { isLayerInput, unknownInput } from './open-input.ts';
import { readOsmPbf } from './osm-pbf.ts';
import { isOsmXmlPath, readOsmXml } from './osm-xml.ts';
import { type ReadInput, type ReadInputOptions, readLayer } from './read-layer.ts';

type CityReader = (spec: InputSpec, options: ReadInputOptions) => Promise<SourceCity>;

/**
 * Reads one input of a build: a folder of `fengtu generate`, an OpenStreetMap file, or a file of one layer.
 * @throws NotFoundError `build/no-input`, UsageError `build/unknown-input`, `build/crs`, `build/bad-option`, and the readers' errors
 */
export async function readInput(spec: InputSpec, options: ReadInputOptions): Promise<ReadInput> {
	const reader = findCityReader(spec.path);
	if (reader) return readCity(spec, options, reader);
	if (!existsSync(spec.path) || !isLayerInput(spec.path)) throw await unknownInput(spec.path);
	return readLayer(spec, options);
}

function findCityReader(path: string): { read: CityReader; format: string } | null {
	if (existsSync(join(path, FENGTU_SOURCE_FILE))) {
		return {
			read: (spec, options) => readFengtuSource(spec.path, { ...options, key: spec.name }),
			format: 'fengtu source',
		};
	}
	if (/\.pbf$/i.test(path) && existsSync(path)) {
		return { read: (spec, options) => readOsmPbf(spec.path, withKey(spec, options)), format: 'OpenStreetMap PBF' };
	}
	if (isOsmXmlPath(path) && existsSync(path)) {
		return { read: (spec, options) => readOsmXml(spec.path, withKey(spec, options)), format: 'OpenStreetMap XML' };
	}
	return null;
}

function withKey({ path, name }: InputSpec, { sourceIndex, signal, onProgress }: ReadInputOptions) {
	return { sourceIndex, signal, onProgress, key: name ?? nameInput(path) };
}

/** Cities say themselves what they hold and that they are in WGS84. */
async function readCity(
	spec: InputSpec,
	options: ReadInputOptions,
	{ read, format }: { read: CityReader; format: string },
): Promise<ReadInput> {
	for (const option of ['kind', 'encoding', 'map'] as const) {
		if (spec[option] === undefined) continue;
		const what = option === 'kind' ? `${spec.kind}=` : `${option}=${spec[option]}`;
		throw new UsageError(
			'build/bad-option',
			`${spec.path}: got ${what} for ${format}, which holds a whole city and says itself what it is, expected none`,
			{ context: { input: spec.path, option } },
		);
	}
	const warnings = checkCrs(spec, options.crs, format);
	const city = await read(spec, options);
	const sources = city.sources.map((source) => ({
		...source,
		format,
		date: spec.date ?? source.date,
		licence: spec.licence ?? source.licence,
	}));
	const [source] = sources as [(typeof sources)[number]];
	const { key: name, kind, crs, crsEvidence, read: count, kept, repaired, refused } = source;
	return {
		city: {
			...city,
			sources,
			towns: [],
			givenTurns: [],
			givenSignals: [],
			namesBuildings: false,
			rejects: tellCityRejects(city.rejects),
			warnings,
		},
		report: {
			...{ path: spec.path, name, kind, kindBy: 'the format', format, crs, crsEvidence, fields: [] },
			...{ read: count, kept, repaired, refused },
		},
	};
}

/**
 * Checks `--crs` before anything is read.
 * @throws UsageError `crs/...` when it cannot be read, `build/crs` when it would be of no use: all inputs are WGS84 by definition
 */
export function requireUseOfCrs(specs: readonly InputSpec[], crs: string | undefined): void {
	if (isWgs84(crs) || specs.some(({ path }) => findCityReader(path) === null)) return;
	throw new UsageError(
		'build/crs',
		`--crs ${crs}: got inputs that are WGS84 by definition (fengtu source, OpenStreetMap), expected wgs84`,
		{ context: { crs } },
	);
}

function isWgs84(text: string | undefined): boolean {
	const crs = text === undefined ? null : parseGivenCrs(text);
	return crs === null || (crs.datum === 'wgs84' && crs.definition === null);
}

function checkCrs(spec: InputSpec, fallback: string | undefined, format: string): PackWarning[] {
	if (!isWgs84(spec.crs)) {
		throw new UsageError(
			'build/crs',
			`${spec.path}: got crs=${spec.crs} for ${format}, expected wgs84, which it is by definition`,
			{ context: { input: spec.path, crs: spec.crs } },
		);
	}
	if (isWgs84(fallback)) return [];
	const source = spec.name ?? nameInput(spec.path);
	const message = `${source}: got --crs ${fallback} for ${format}, which is WGS84 by definition, read as WGS84`;
	return [{ code: 'crs/contradiction', source, message }];
}
