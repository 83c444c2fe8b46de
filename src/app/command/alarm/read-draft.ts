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
	readonly origin: 'map' | 'search';
}

/** The alarm to send, or what is missing; `field` is where the cursor belongs. */
export type ReadDraft =
	| { readonly ok: true; readonly incident: NewIncident }
	| {
			readonly ok: false;
			readonly problem: 'needPlace' | 'badLon' | 'badLat';
			readonly field: 'address' | 'lon' | 'lat';
	  };

/** Reads the alarm form. Coordinates win over an address; half a pair is a mistake, not an address. */
export function readDraft(fields: AlarmFields): ReadDraft {
	const { address, lon, lat, crs, type, level, description, origin } = fields;
	const common = { type, level: level === '' ? null : Number(level), description: description.trim(), origin };
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

function readDegrees(text: string, limit: number): number | undefined {
	const value = Number(text);
	return text.trim() !== '' && Math.abs(value) <= limit ? value : undefined;
}
