import { z } from 'zod';
import { type BBox, bboxContains } from '../geo/lon-lat.ts';
import type { Station } from '../station.ts';
import type { WaterSource } from '../water.ts';
import { type StationRecord, stationRecordSchema } from './station-record.ts';
import { type WaterRecord, waterRecordSchema } from './water-record.ts';

/** What the service recorded of stations and water: laid over those of a city pack. */
export const laidRecordsSchema = z.object({
	stations: z.array(stationRecordSchema).readonly(),
	water: z.array(waterRecordSchema).readonly(),
});
export type LaidRecords = z.infer<typeof laidRecordsSchema>;

/** Whom such a record has its values from: no source of a pack, but the service that works with them. */
export const SERVICE_SOURCE = 'service';

/** The pack's stations with the service's in the place of those with the same id, then those it added; one out of service sends nobody, and is left out. */
export function layStations(stations: readonly Station[], records: readonly StationRecord[]): readonly Station[] {
	if (records.length === 0) return stations;
	const shown = records.filter(({ inService }) => inService);
	return layOver(stations, indexRecords(records).byId, shown, toStation, ({ inService }) => inService);
}

/**
 * The pack's water in a box with the service's in the place of those with the same id, then those it added or moved there. Cost: two numbers
 * looked at a record, some 0.1 ms for 30,000; once more a millisecond or two for each new list of records.
 */
export function layWater(water: readonly WaterSource[], records: readonly WaterRecord[], box: BBox): WaterSource[] {
	const { byId, lon, lat } = indexRecords(records);
	const [west, south, east, north] = box;
	const shown: WaterRecord[] = [];
	for (let i = 0; i < lon.length; i++) {
		const [x, y] = [lon[i] as number, lat[i] as number];
		if (x >= west && x <= east && y >= south && y <= north) shown.push(records[i] as WaterRecord);
	}
	return layOver(water, byId, shown, toWaterSource, (record) => bboxContains(box, record));
}

/** A station as the analysis knows it. */
export function toStation({ id, name, nameEn, kind, lon, lat, town, vehicles }: StationRecord): Station {
	return { id, name, nameEn, kind, lon, lat, town, vehicles, source: SERVICE_SOURCE };
}

/** A water source as the analysis knows it. */
export function toWaterSource(record: WaterRecord): WaterSource {
	const { id, kind, lon, lat, name, state, flowLps, diameterMm, volumeM3, testedOn } = record;
	return { id, kind, lon, lat, name, state, flowLps, diameterMm, volumeM3, testedOn, source: SERVICE_SOURCE };
}

interface Located {
	readonly id: string;
	readonly lon: number;
	readonly lat: number;
}

interface RecordIndex<R extends Located> {
	readonly byId: ReadonlyMap<string, R>;
	readonly lon: Float64Array;
	readonly lat: Float64Array;
}

/** Made once a list: a list of another content is another array. */
const INDEX_OF_RECORDS = new WeakMap<readonly Located[], RecordIndex<Located>>();

function indexRecords<R extends Located>(records: readonly R[]): RecordIndex<R> {
	let index = INDEX_OF_RECORDS.get(records) as RecordIndex<R> | undefined;
	if (!index) {
		index = {
			byId: new Map(records.map((record) => [record.id, record])),
			lon: Float64Array.from(records, ({ lon }) => lon),
			lat: Float64Array.from(records, ({ lat }) => lat),
		};
		INDEX_OF_RECORDS.set(records, index);
	}
	return index;
}

/** `shown`: of all records those that may be added. */
function layOver<T extends { readonly id: string }, R extends Located>(
	packs: readonly T[],
	byId: ReadonlyMap<string, R>,
	shown: readonly R[],
	toLaid: (record: R) => T,
	isShown: (record: R) => boolean,
): T[] {
	const laid = packs.flatMap((one) => {
		const record = byId.get(one.id);
		return record ? (isShown(record) ? [toLaid(record)] : []) : [one];
	});
	if (shown.length === 0) return laid;
	const packIds = new Set(packs.map(({ id }) => id));
	return [...laid, ...shown.filter(({ id }) => !packIds.has(id)).map(toLaid)];
}
