import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DataError, describeError, NotFoundError } from '../../domain/errors.ts';
import { E7, type Position } from '../../domain/geo/lon-lat.ts';
import { openFlatGeobuf } from '../../domain/pack/flatgeobuf-reader.ts';
import type { LayerFeature, LayerGeometry, LayerValue } from '../../domain/pack/layer-geometry.ts';
import { decodePlace, decodeWater } from '../../domain/pack/layer-records.ts';
import type { PackSource } from '../../domain/pack/manifest.ts';
import { roadClassSchema } from '../../domain/road.ts';
import { type Station, stationSchema } from '../../domain/station.ts';
import { abortTogether, allOrNone } from '../all-or-none.ts';
import type { BasemapLine, LandArea, RoadLine, RoadNode, SourceCity } from '../model/source-city.ts';
import { readFengtuTurns } from './fengtu-turns.ts';
import { createLocalSource } from './local-source.ts';
import { readFengtuBuildings } from './read-buildings.ts';
import type { ReadThreads } from './threads/read-threads.ts';

/** Name of the file that makes a folder a fengtu source. */
export const FENGTU_SOURCE_FILE = 'city.json';

/** city.json of a folder written by `fengtu generate`: plain layers beside it, all WGS84. */
const fengtuSourceSchema = z.object({
	format: z.literal('fengtu-source/1'),
	/** Key of the source in the pack. */
	name: z.string().min(1),
	title: z.string(),
	synthetic: z.boolean(),
	seed: z.number().nullable().optional(),
	bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
	crs: z.literal('EPSG:4326'),
	date: z.string().nullable(),
	licence: z.string().nullable().optional(),
});
type FengtuSource = z.infer<typeof fengtuSourceSchema>;

/**
 * Reads a folder of city.json, buildings.fgb, roads.fgb, road_nodes.fgb, turns.ndjson, land.fgb, lines.fgb, water.fgb, places.fgb and
 * stations.geojson. Roads meet where coordinates are equal; a restricted turn names roads by their ids.
 * A layer that is missing counts as empty, buildings.fgb excepted.
 * @throws DataError `source/bad-city`, `source/bad-record`, `pack/...` for a damaged layer; NotFoundError `source/missing-file`
 */
export async function readFengtuSource(
	dir: string,
	options: {
		sourceIndex: number;
		/** Key of the source; default: the name in city.json. */
		key?: string;
		/** For the buildings; null = read in this thread. */
		threads?: ReadThreads | null;
		signal?: AbortSignal;
		onProgress?: (done: number, total: number) => void;
	},
): Promise<SourceCity> {
	const file = await readCityFile(dir);
	const city = { ...file, name: options.key ?? file.name };
	const { failed, signal } = abortTogether(options.signal);
	const layer = <T>(name: string, decode: DecodeFeature<T>) => readLayer(dir, name, city.name, decode, signal);
	const readLayers = async () => ({
		roads: await layer('roads.fgb', decodeRoad),
		roadNodes: await layer('road_nodes.fgb', decodeRoadNode(city.name)),
		turnRestrictions: await readFengtuTurns(dir, city.name),
		land: await layer('land.fgb', decodeLand),
		lines: await layer('lines.fgb', decodeLine),
		water: await layer('water.fgb', (feature, ordinal, file) => decodeWater(withSource(feature, city), ordinal, file)),
		places: await layer('places.fgb', (feature, ordinal, file) =>
			decodePlace(withSource(feature, city), ordinal, file),
		),
		stations: await readStations(dir, city),
	});
	const plan = { source: options.sourceIndex, sourceKey: city.name };
	const readAll = [
		readFengtuBuildings(join(dir, 'buildings.fgb'), plan, { ...options, signal, threads: options.threads ?? null }),
		readLayers(),
	] as const;
	const [buildings, layers] = await allOrNone(readAll, failed);
	const source: PackSource = {
		key: city.name,
		title: city.title,
		kind: 'city',
		format: 'fengtu source',
		licence: city.licence ?? null,
		date: city.date,
		crs: city.crs,
		crsEvidence: 'city.json',
		synthetic: city.synthetic,
		...buildings.counts,
	};
	return {
		sources: [source],
		bounds: city.bounds,
		buildings: buildings.table,
		...layers,
		rejects: buildings.rejects,
	};
}

type DecodeFeature<T> = (feature: LayerFeature, ordinal: number, file: string) => T;

async function readCityFile(dir: string): Promise<FengtuSource> {
	const path = join(dir, FENGTU_SOURCE_FILE);
	let found: unknown;
	try {
		found = JSON.parse(await readFile(path, 'utf8'));
	} catch (cause) {
		throw new DataError('source/bad-city', `${path}: ${describeError(cause)}, expected JSON`, { cause });
	}
	const parsed = fengtuSourceSchema.safeParse(found);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	throw new DataError('source/bad-city', `${path}: ${issue?.path.join('.') || 'whole'}: ${issue?.message}`, {
		context: { file: path, path: issue?.path.join('.') },
		cause: parsed.error,
	});
}

async function readLayer<T>(
	dir: string,
	name: string,
	sourceKey: string,
	decode: DecodeFeature<T>,
	signal?: AbortSignal,
): Promise<T[]> {
	try {
		const file = await openFlatGeobuf(createLocalSource(join(dir, name)), signal);
		const features = await file.readAll(signal);
		return features.map((feature) => decode(file.decode(feature), feature.ordinal, name));
	} catch (error) {
		if (error instanceof NotFoundError) return [];
		throw error instanceof DataError
			? new DataError(error.code, `${sourceKey}: ${error.message}`, { context: error.context, cause: error })
			: error;
	}
}

type Properties = Readonly<Record<string, LayerValue>>;

function withSource(feature: LayerFeature, city: FengtuSource): LayerFeature {
	return { geometry: feature.geometry, properties: { ...feature.properties, source: city.name } };
}

const textOf = (properties: Properties, key: string): string | null => (properties[key] as string | undefined) ?? null;
const numberOf = (properties: Properties, key: string): number | null =>
	(properties[key] as number | undefined) ?? null;

const decodeRoad: DecodeFeature<RoadLine> = ({ geometry, properties }, ordinal, file) => {
	if (geometry.type !== 'LineString') throw badRecord(file, ordinal, 'geometry', geometry.type, 'LineString');
	const roadClass = roadClassSchema.safeParse(properties.class);
	if (!roadClass.success) throw badRecord(file, ordinal, 'class', properties.class, 'a road class');
	return {
		id: textOf(properties, 'id') ?? `road/${ordinal}`,
		lonLat: packLine(geometry.coordinates),
		nodes: null,
		roadClass: roadClass.data,
		name: textOf(properties, 'name'),
		nameEn: textOf(properties, 'name_en'),
		oneway: numberOf(properties, 'oneway') ?? 0,
		access: numberOf(properties, 'access') ?? 0,
		bridge: properties.bridge === true,
		tunnel: properties.tunnel === true,
		roundabout: properties.roundabout === true,
		lanes: numberOf(properties, 'lanes'),
		widthM: numberOf(properties, 'width_m'),
		maxHeightM: numberOf(properties, 'max_height_m'),
		maxWidthM: numberOf(properties, 'max_width_m'),
		maxWeightT: numberOf(properties, 'max_weight_t'),
		maxLengthM: numberOf(properties, 'max_length_m'),
		hgvBanned: properties.hgv_banned === true,
		paved: (properties.paved as boolean | undefined) ?? null,
		link: properties.link === true,
		routable: properties.routable !== false,
	};
};

const decodeRoadNode =
	(source: string): DecodeFeature<RoadNode> =>
	({ geometry, properties }, ordinal, file) => {
		if (geometry.type !== 'Point') throw badRecord(file, ordinal, 'geometry', geometry.type, 'Point');
		const [lon, lat] = geometry.coordinates;
		const lonLat = [Math.round(lon * E7), Math.round(lat * E7)] as const;
		const id = textOf(properties, 'id') ?? `signal/${ordinal}`;
		return { id, nodeId: null, lonLat, signal: properties.signal === true, source };
	};

function packLine(line: readonly Position[]): Int32Array {
	const lonLat = new Int32Array(line.length * 2);
	for (let i = 0; i < line.length; i++) {
		const [lon, lat] = line[i] as Position;
		lonLat[i * 2] = Math.round(lon * E7);
		lonLat[i * 2 + 1] = Math.round(lat * E7);
	}
	return lonLat;
}

const decodeLand: DecodeFeature<LandArea> = ({ geometry, properties }, ordinal, file) => ({
	id: textOf(properties, 'id') ?? `land/${ordinal}`,
	kind: textOf(properties, 'kind') ?? 'unknown',
	name: textOf(properties, 'name'),
	nameEn: textOf(properties, 'name_en'),
	polygons: polygonsOf(geometry, ordinal, file),
});

function polygonsOf(geometry: LayerGeometry, ordinal: number, file: string): LandArea['polygons'] {
	if (geometry.type === 'Polygon') return [geometry.coordinates];
	if (geometry.type === 'MultiPolygon') return geometry.coordinates;
	throw badRecord(file, ordinal, 'geometry', geometry.type, 'Polygon or MultiPolygon');
}

const LINE_KINDS = ['river', 'canal', 'stream', 'rail', 'boundary'] as const;

const decodeLine: DecodeFeature<BasemapLine> = ({ geometry, properties }, ordinal, file) => {
	if (geometry.type !== 'LineString') throw badRecord(file, ordinal, 'geometry', geometry.type, 'LineString');
	const kind = LINE_KINDS.find((name) => name === properties.kind);
	if (!kind) throw badRecord(file, ordinal, 'kind', properties.kind, LINE_KINDS.join(', '));
	return {
		kind,
		name: textOf(properties, 'name'),
		nameEn: textOf(properties, 'name_en'),
		line: geometry.coordinates,
	};
};

const stationsFileSchema = z.object({
	type: z.literal('FeatureCollection'),
	features: z.array(
		z.object({
			geometry: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()).min(2) }),
			properties: z.record(z.string(), z.unknown()),
		}),
	),
});

async function readStations(dir: string, city: FengtuSource): Promise<Station[]> {
	const path = join(dir, 'stations.geojson');
	const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return null;
		throw error;
	});
	if (text === null) return [];
	try {
		const { features } = stationsFileSchema.parse(JSON.parse(text));
		return features.map(({ geometry, properties }) => {
			const [lon, lat] = geometry.coordinates;
			return stationSchema.parse({ ...properties, lon, lat, source: city.name });
		});
	} catch (cause) {
		const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined;
		const what = issue ? `${issue.path.join('.')}: ${issue.message}` : describeError(cause);
		throw new DataError('source/bad-record', `${path}: ${what}`, { context: { file: path }, cause });
	}
}

function badRecord(file: string, ordinal: number, what: string, found: unknown, expected: string): DataError {
	return new DataError(
		'source/bad-record',
		`${file}: feature ${ordinal}: ${what}: got ${found}, expected ${expected}`,
		{
			context: { file, feature: ordinal, found, expected },
		},
	);
}
