import type { ZodType } from 'zod';
import { DataError } from '../errors.ts';
import { type Place, placeSchema } from '../place.ts';
import { type Station, stationSchema } from '../station.ts';
import { type WaterSource, waterSourceSchema } from '../water.ts';
import type { LayerFeature, LayerValue } from './layer-geometry.ts';

type Properties = Readonly<Record<string, LayerValue>>;

/** A point layer's feature as a record of the domain; `ordinal` is for messages. */
export type DecodeRecord<T> = (feature: LayerFeature, ordinal: number, where: string) => T;

/** A feature of water.fgb. @throws DataError `pack/bad-record` */
export const decodeWater: DecodeRecord<WaterSource> = (feature, ordinal, where) => {
	const p = feature.properties;
	return parseRecord(waterSourceSchema, ordinal, where, {
		...pointOf(feature),
		id: p.id,
		kind: p.kind,
		name: p.name ?? null,
		state: p.state ?? 'unknown',
		flowLps: p.flow_lps ?? null,
		diameterMm: p.diameter_mm ?? null,
		volumeM3: p.volume_m3 ?? null,
		testedOn: p.tested_on ?? null,
		source: p.source ?? '',
	});
};

/** A feature of stations.fgb. @throws DataError `pack/bad-record` */
export const decodeStation: DecodeRecord<Station> = (feature, ordinal, where) => {
	const p = feature.properties;
	return parseRecord(stationSchema, ordinal, where, {
		...pointOf(feature),
		id: p.id,
		name: p.name ?? null,
		nameEn: p.name_en ?? null,
		kind: p.kind ?? 'unknown',
		town: p.town ?? null,
		vehicles: p.vehicles ?? [],
		source: p.source ?? '',
	});
};

/** A feature of places.fgb. @throws DataError `pack/bad-record` */
export const decodePlace: DecodeRecord<Place> = (feature, ordinal, where) => {
	const p = feature.properties;
	return parseRecord(placeSchema, ordinal, where, {
		...pointOf(feature),
		id: p.id,
		kind: p.kind,
		name: p.name,
		nameEn: p.name_en ?? null,
		town: p.town ?? null,
		buildingId: p.building_id ?? null,
		category: p.category ?? null,
		rank: p.rank ?? 0,
		source: p.source ?? '',
	});
};

/** The feature of water.fgb that stands for a record. */
export function waterFeature(water: WaterSource): LayerFeature {
	return {
		geometry: { type: 'Point', coordinates: [water.lon, water.lat] },
		properties: {
			id: water.id,
			kind: water.kind,
			name: water.name,
			state: water.state,
			flow_lps: water.flowLps,
			diameter_mm: water.diameterMm,
			volume_m3: water.volumeM3,
			tested_on: water.testedOn,
			source: water.source,
		},
	};
}

/** The feature of stations.fgb that stands for a record. */
export function stationFeature(station: Station): LayerFeature {
	return {
		geometry: { type: 'Point', coordinates: [station.lon, station.lat] },
		properties: {
			id: station.id,
			name: station.name,
			name_en: station.nameEn,
			kind: station.kind,
			town: station.town,
			vehicles: station.vehicles,
			source: station.source,
		},
	};
}

/** The feature of places.fgb that stands for a record. */
export function placeFeature(place: Place): LayerFeature {
	return {
		geometry: { type: 'Point', coordinates: [place.lon, place.lat] },
		properties: {
			id: place.id,
			kind: place.kind,
			name: place.name,
			name_en: place.nameEn,
			town: place.town,
			building_id: place.buildingId,
			category: place.category,
			rank: place.rank,
			source: place.source,
		},
	};
}

function pointOf(feature: LayerFeature): Properties {
	if (feature.geometry.type !== 'Point') return {};
	const [lon, lat] = feature.geometry.coordinates;
	return { lon, lat };
}

function parseRecord<T>(schema: ZodType<T>, ordinal: number, where: string, record: Record<string, unknown>): T {
	const parsed = schema.safeParse(record);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	throw new DataError(
		'pack/bad-record',
		`${where}: feature ${ordinal}: ${issue?.path.join('.') || 'record'}: ${issue?.message ?? 'cannot be read'}`,
		{ context: { file: where, feature: ordinal, path: issue?.path.join('.') }, cause: parsed.error },
	);
}
