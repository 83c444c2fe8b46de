import { InvalidArgumentError } from 'commander';
import type { LonLat } from '../domain/geo/lon-lat.ts';
import { type Datum, datumSchema } from '../domain/incident.ts';

/** Reads a whole number of an option within limits, for commander. */
export function parseWholeNumber(min: number, max: number): (text: string) => number {
	return (text) => {
		const value = Number(text);
		if (!Number.isInteger(value) || value < min || value > max) {
			throw new InvalidArgumentError(`got ${text}, expected a whole number from ${min} to ${max}`);
		}
		return value;
	};
}

/** Reads `LON,LAT` in degrees, for commander. */
export function parseLonLat(text: string): LonLat {
	const parts = text.split(',').map((part) => Number(part.trim()));
	const [lon, lat] = parts;
	if (
		parts.length !== 2 ||
		lon === undefined ||
		lat === undefined ||
		!(Math.abs(lon) <= 180) ||
		!(Math.abs(lat) <= 90)
	) {
		throw new InvalidArgumentError(`got ${text}, expected LON,LAT in degrees, e.g. 113.752,23.021`);
	}
	return { lon, lat };
}

/** Reads the name of a datum, for commander. */
export function parseDatum(text: string): Datum {
	const parsed = datumSchema.safeParse(text.toLowerCase());
	if (!parsed.success) throw new InvalidArgumentError(`got ${text}, expected ${datumSchema.options.join(', ')}`);
	return parsed.data;
}
