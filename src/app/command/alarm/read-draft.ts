import type { Wind } from '../../../domain/alert/situation.ts';
import type { NewIncident } from '../../../domain/incident.ts';

/** What stands in the alarm form, as typed. */
export interface AlarmFields {
	readonly address: string;
	readonly lon: string;
	readonly lat: string;
	readonly crs: 'wgs84' | 'gcj02' | 'bd09';
	readonly type: 'fire' | 'rescue' | 'hazmat' | 'other';
	readonly level: string;
	readonly description: string;
	/** Floor that burns; basements are -1, -2. '' = not told, as with all that follows. */
	readonly fireFloor: string;
	/** Where the wind blows from, degrees from north. */
	readonly windFrom: string;
	/** m/s. */
	readonly windSpeed: string;
	/** Id of domain/alert/substances.ts. */
	readonly substance: string;
	readonly origin: 'map' | 'search';
}

/** The alarm to send, or what is missing; `field` is where the cursor belongs. */
export type ReadDraft =
	| { readonly ok: true; readonly incident: NewIncident }
	| {
			readonly ok: false;
			readonly problem: 'needPlace' | 'badLon' | 'badLat' | 'badFloor' | 'needWindFrom' | 'badWindSpeed';
			readonly field: 'address' | 'lon' | 'lat' | 'fireFloor' | 'windFrom' | 'windSpeed';
	  };

const FLOORS = { least: -9, most: 200 } as const;
const MOST_WIND_MPS = 60;

/**
 * Reads the alarm form. Coordinates win over an address; half a pair, of coordinates or of the wind, is a mistake. What is not told is left
 * out. @param nowMs when the wind was told
 */
export function readDraft(fields: AlarmFields, nowMs: number): ReadDraft {
	const { address, lon, lat, crs, type, level, description, origin, substance } = fields;
	const fireFloor = readFloor(fields.fireFloor);
	if (fireFloor === undefined) return { ok: false, problem: 'badFloor', field: 'fireFloor' };
	const wind = readWind(fields, nowMs);
	if (typeof wind === 'string') {
		return { ok: false, problem: wind, field: wind === 'needWindFrom' ? 'windFrom' : 'windSpeed' };
	}
	const common = {
		type,
		level: level === '' ? null : Number(level),
		description: description.trim(),
		origin,
		...(fireFloor === null ? {} : { fireFloor }),
		...(wind === null ? {} : { wind }),
		...(substance === '' ? {} : { substance }),
	};
	if (lon.trim() === '' && lat.trim() === '') {
		return address.trim() === ''
			? { ok: false, problem: 'needPlace', field: 'address' }
			: { ok: true, incident: { ...common, address: address.trim() } };
	}
	const lonDeg = readDegrees(lon, 180);
	if (lonDeg === undefined) return { ok: false, problem: 'badLon', field: 'lon' };
	const latDeg = readDegrees(lat, 90);
	if (latDeg === undefined) return { ok: false, problem: 'badLat', field: 'lat' };
	return { ok: true, incident: { ...common, lon: lonDeg, lat: latDeg, crs } };
}

/** null = not told; undefined = no floor. */
function readFloor(text: string): number | null | undefined {
	if (text.trim() === '') return null;
	const floor = Number(text);
	return Number.isInteger(floor) && floor !== 0 && floor >= FLOORS.least && floor <= FLOORS.most ? floor : undefined;
}

/** null = not told; else what is wrong with it. */
function readWind(
	{ windFrom, windSpeed }: Pick<AlarmFields, 'windFrom' | 'windSpeed'>,
	nowMs: number,
): Wind | null | 'needWindFrom' | 'badWindSpeed' {
	if (windFrom === '' && windSpeed.trim() === '') return null;
	if (windFrom === '') return 'needWindFrom';
	const speedMps = Number(windSpeed);
	if (windSpeed.trim() === '' || !(speedMps >= 0 && speedMps <= MOST_WIND_MPS)) return 'badWindSpeed';
	return { fromDeg: Number(windFrom), speedMps, basis: 'said', observedAtMs: nowMs };
}

function readDegrees(text: string, limit: number): number | undefined {
	const value = Number(text);
	return text.trim() !== '' && Math.abs(value) <= limit ? value : undefined;
}
