import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { E7, type Position } from '../../domain/geo/lon-lat.ts';
import { compareCodeUnits } from '../../domain/pack/address-index.ts';
import {
	type LayerColumn,
	PLACE_COLUMNS,
	ROAD_COLUMNS,
	STATION_COLUMNS,
	WATER_COLUMNS,
} from '../../domain/pack/layer-columns.ts';
import type { LayerFeature } from '../../domain/pack/layer-geometry.ts';
import { placeFeature, stationFeature, waterFeature } from '../../domain/pack/layer-records.ts';
import { PACK_FILES } from '../../domain/pack/manifest.ts';
import { encodeLayer } from '../flatgeobuf/encode-layer.ts';
import type { RoadLine, SourceCity, ToldReject } from '../model/source-city.ts';

/** The feature of roads.fgb that stands for a road. */
function roadFeature(road: RoadLine): LayerFeature {
	const coordinates: Position[] = [];
	for (let i = 0; i < road.lonLat.length; i += 2) {
		coordinates.push([(road.lonLat[i] as number) / E7, (road.lonLat[i + 1] as number) / E7]);
	}
	return {
		geometry: { type: 'LineString', coordinates },
		properties: {
			id: road.id,
			class: road.roadClass,
			name: road.name,
			name_en: road.nameEn,
			oneway: road.oneway,
			access: road.access,
			bridge: road.bridge,
			tunnel: road.tunnel,
			roundabout: road.roundabout,
			lanes: road.lanes,
			width_m: road.widthM,
			max_height_m: road.maxHeightM,
			max_width_m: road.maxWidthM,
			max_weight_t: road.maxWeightT,
			max_length_m: road.maxLengthM,
			hgv_banned: road.hgvBanned,
			paved: road.paved,
			link: road.link,
			routable: road.routable,
		},
	};
}

/** Writes roads.fgb, water.fgb, stations.fgb and places.fgb, each with its index; returns their names. */
export async function writeLayers(dir: string, city: SourceCity): Promise<string[]> {
	await writeLayer(dir, PACK_FILES.roads, GeometryType.LineString, ROAD_COLUMNS, mapLazily(city.roads, roadFeature));
	await writeLayer(dir, PACK_FILES.water, GeometryType.Point, WATER_COLUMNS, mapLazily(city.water, waterFeature));
	await writeLayer(
		dir,
		PACK_FILES.stations,
		GeometryType.Point,
		STATION_COLUMNS,
		mapLazily(city.stations, stationFeature),
	);
	await writePlaces(dir, city.places.map(placeFeature));
	return [PACK_FILES.roads, PACK_FILES.water, PACK_FILES.stations, PACK_FILES.places];
}

/** Writes places.fgb. The bytes do not depend on the order of the features: those of one spot come by id. */
export async function writePlaces(dir: string, features: readonly LayerFeature[]): Promise<void> {
	const byId = [...features].sort((a, b) => compareCodeUnits(String(a.properties.id), String(b.properties.id)));
	await writeLayer(dir, PACK_FILES.places, GeometryType.Point, PLACE_COLUMNS, byId);
}

function writeLayer(
	dir: string,
	file: string,
	geometryType: GeometryType,
	columns: readonly LayerColumn[],
	features: Iterable<LayerFeature>,
): Promise<void> {
	const name = file.replace('.fgb', '');
	return writeFile(join(dir, file), encodeLayer({ name, geometryType, columns, features, index: true }).bytes);
}

/** One at a time, so that a hundred thousand features do not stand in memory twice. */
function* mapLazily<T, R>(items: readonly T[], map: (item: T) => R): Generator<R> {
	for (const item of items) yield map(item);
}

/** Writes rejects.ndjson: one record not taken, or changed, a line. */
export async function writeRejects(dir: string, rejects: readonly ToldReject[]): Promise<void> {
	const lines = rejects.map(
		({ source, kind, id, outcome, reason, detail }) =>
			`${JSON.stringify({ source, kind, id, outcome, reason, detail })}\n`,
	);
	await writeFile(join(dir, PACK_FILES.rejects), lines.join(''));
}
