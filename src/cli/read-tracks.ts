import { basename } from 'node:path';
import type { Fix, Track } from '../analysis/routing/calibrate/track.ts';
import { openInput } from '../citypack/read/open-input.ts';
import type { SourceRecord } from '../citypack/read/source-record.ts';
import { DataError } from '../domain/errors.ts';
import { toWgs84 } from '../domain/geo/datum.ts';
import type { Datum } from '../domain/incident.ts';

/** Names under which columns of recorded tracks are known, lower case. */
const KNOWN = {
	track: [
		'track_id',
		'trackid',
		'track',
		'trip_id',
		'vehicle_id',
		'vehicleid',
		'vehicle',
		'device_id',
		'plate',
		'id',
		'车牌号',
		'车牌',
		'车辆',
		'车辆编号',
		'终端号',
		'轨迹',
	],
	lon: ['lon', 'lng', 'long', 'longitude', 'x', '经度'],
	lat: ['lat', 'latitude', 'y', '纬度'],
	time: ['time', 'timestamp', 'datetime', 'date_time', 'gps_time', 'gpstime', 'ts', '时间', '定位时间', '采集时间'],
} as const;
/** What a column of recorded tracks can be. */
export type TrackColumn = keyof typeof KNOWN;
/** All of them. */
export const TRACK_COLUMNS = Object.keys(KNOWN) as TrackColumn[];

/** A record that is no fix. */
export interface BadFix {
	/** 'line' in CSV, 'feature' ... */
	readonly unit: string;
	readonly number: number;
	readonly detail: string;
}

/** What a file of tracks holds. */
export interface TrackFile {
	/** In the order of first appearance; fixes by time, a time twice is kept once. */
	readonly tracks: readonly Track[];
	readonly fixes: number;
	readonly bad: readonly BadFix[];
	/** Fixes left out as their vehicle has another at the same time. */
	readonly repeated: number;
	/** Which column of the file is what. */
	readonly columns: Readonly<Record<TrackColumn, string>>;
}

/** How a file of tracks is read. */
export interface ReadTracksOptions {
	/** Datum of the coordinates. */
	readonly crs: Datum;
	/** Clock of times that name no zone, minutes east of UTC. */
	readonly utcOffsetMin: number;
	/** Columns of other names than the known ones. */
	readonly columns: Readonly<Partial<Record<TrackColumn, string>>>;
}

function chooseColumns(
	file: string,
	fields: readonly string[],
	given: ReadTracksOptions['columns'],
): Record<TrackColumn, string> {
	const choose = (column: TrackColumn): string => {
		const named = given[column];
		const known: readonly string[] = KNOWN[column];
		const found =
			named === undefined
				? known.flatMap((name) => fields.filter((field) => field.trim().toLowerCase() === name))[0]
				: fields.find((field) => field === named);
		if (found !== undefined) return found;
		const wanted = named === undefined ? `one of ${known.join(', ')} (or name it: --columns ${column}=NAME)` : named;
		throw new DataError(
			'cli/no-column',
			`${file}: got columns ${fields.join(', ')}, expected for ${column} ${wanted}`,
			{
				context: { file, fields, column },
			},
		);
	};
	return { track: choose('track'), lon: choose('lon'), lat: choose('lat'), time: choose('time') };
}

/** A time as text, epoch seconds or milliseconds; undefined = it is none. */
function parseTimeMs(value: unknown, utcOffsetMin: number): number | undefined {
	if (value instanceof Date) return value.getTime();
	const text = String(value ?? '').trim();
	if (/^-?\d+(\.\d+)?$/.test(text)) {
		const number = Number(text);
		return Math.abs(number) >= 1e11 ? number : number * 1000;
	}
	const match =
		/^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
			text,
		);
	if (!match) return undefined;
	const [, year, month, day, hour, minute, second = '0', zone] = match;
	const local =
		Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)) + Number(second) * 1000;
	return local - offsetOf(zone, utcOffsetMin) * 60_000;
}

function offsetOf(zone: string | undefined, utcOffsetMin: number): number {
	if (zone === undefined) return utcOffsetMin;
	const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
	if (!match) return 0;
	return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

function parseDegrees(value: unknown, limit: number): number | undefined {
	const number = typeof value === 'number' ? value : Number.parseFloat(String(value ?? ''));
	return Math.abs(number) <= limit && String(value).trim() !== '' && Number.isFinite(Number(value))
		? number
		: undefined;
}

/**
 * Reads recorded tracks: one row a fix, of any table format that `fengtu build` reads. Rows that are no fix are told, and the others read.
 * @throws DataError `cli/no-column`, and what opening and reading an input throws.
 */
export async function readTracks(path: string, options: ReadTracksOptions): Promise<TrackFile> {
	const { input } = await openInput(path);
	try {
		const columns = chooseColumns(basename(path), input.fields ?? [], options.columns);
		const byId = new Map<string, Fix[]>();
		const bad: BadFix[] = [];
		let fixes = 0;
		const record = ({ number, properties }: SourceRecord) => {
			const refuse = (column: TrackColumn, expected: string) =>
				bad.push({
					unit: input.unit,
					number,
					detail: `${columns[column]}: got ${JSON.stringify(properties[columns[column]])}, expected ${expected}`,
				});
			const id = String(properties[columns.track] ?? '').trim();
			if (id === '') return void refuse('track', 'an id');
			const lon = parseDegrees(properties[columns.lon], 180);
			if (lon === undefined) return void refuse('lon', 'degrees from -180 to 180');
			const lat = parseDegrees(properties[columns.lat], 90);
			if (lat === undefined) return void refuse('lat', 'degrees from -90 to 90');
			const atMs = parseTimeMs(properties[columns.time], options.utcOffsetMin);
			if (atMs === undefined) return void refuse('time', 'a date and time (2026-05-01 08:30:00) or epoch seconds');
			const known = byId.get(id);
			const fix = { atMs, ...toWgs84({ lon, lat }, options.crs) };
			if (known) known.push(fix);
			else byId.set(id, [fix]);
			fixes++;
		};
		await input.readAll({ record, bad: ({ number, detail }) => bad.push({ unit: input.unit, number, detail }) }, {});
		const tracks = [...byId].map(([id, all]) => ({ id, fixes: keepOnePerTime(all) }));
		const kept = tracks.reduce((sum, track) => sum + track.fixes.length, 0);
		return { tracks, fixes, bad, repeated: fixes - kept, columns };
	} finally {
		await input.close();
	}
}

function keepOnePerTime(fixes: readonly Fix[]): Fix[] {
	const sorted = fixes.toSorted((a, b) => a.atMs - b.atMs);
	return sorted.filter((fix, i) => i === 0 || fix.atMs !== sorted[i - 1]?.atMs);
}
