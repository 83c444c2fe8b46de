import { InvalidArgumentError } from 'commander';
import { givenFloorSchema } from '../domain/alert/given-situation.ts';
import { type PlacedAerial, placedAerialSchema, type Wind, windSchema } from '../domain/alert/situation.ts';
import type { LonLat } from '../domain/geo/lon-lat.ts';
import { type Datum, datumSchema } from '../domain/incident.ts';
import { findVehicleModel } from '../domain/vehicle-catalogue.ts';

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

/** Reads the number of a floor, for commander: 1 and up above ground, -1 and down below, no 0. */
export function parseFloor(text: string): number {
	const parsed = givenFloorSchema.safeParse(text.trim() === '' ? undefined : Number(text));
	if (!parsed.success || parsed.data === null)
		throw new InvalidArgumentError(`got ${text}, expected a floor from 1 to 200, or from -1 to -9 below ground`);
	return parsed.data;
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

/** Reads `FROM,SPEED` of a wind that somebody tells, degrees from north and metres a second, for commander. */
export function parseWind(text: string): Wind {
	const parts = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
	const [fromDeg, speedMps] = parts;
	const parsed = windSchema.safeParse({ fromDeg, speedMps, basis: 'said', observedAtMs: null });
	if (parts.length !== 2 || !parsed.success) {
		throw new InvalidArgumentError(`got ${text}, expected FROM,SPEED in degrees (0-360) and m/s (0-60), e.g. 135,4.5`);
	}
	return parsed.data;
}

/** Reads `MODEL,LON,LAT[,HEADING]` of an aerial that is put somewhere, WGS84, for commander; may be given several times. */
export function parseTruck(text: string, others: readonly PlacedAerial[] = []): PlacedAerial[] {
	const [model = '', ...numbers] = text.split(',').map((part) => part.trim());
	const [lon, lat, headingDeg = null] = numbers.map((part) => (part === '' ? Number.NaN : Number(part)));
	const isAerial = findVehicleModel(model)?.envelope != null;
	const parsed = placedAerialSchema.safeParse({ model, lon, lat, headingDeg });
	if (!isAerial || numbers.length > 3 || !parsed.success) {
		throw new InvalidArgumentError(
			`got ${text}, expected MODEL,LON,LAT or MODEL,LON,LAT,HEADING with an aerial of the catalogue, e.g. DG53,113.752,23.021`,
		);
	}
	return [...others, parsed.data];
}

/** Reads a time with its offset, for commander; milliseconds. */
export function parseTime(text: string): number {
	const ms = Date.parse(text);
	if (!/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) || Number.isNaN(ms))
		throw new InvalidArgumentError(`got ${text}, expected ISO 8601 with offset, e.g. 2026-11-21T08:00+08:00`);
	return ms;
}

/** Reads the name of a datum, for commander. */
export function parseDatum(text: string): Datum {
	const parsed = datumSchema.safeParse(text.toLowerCase());
	if (!parsed.success) throw new InvalidArgumentError(`got ${text}, expected ${datumSchema.options.join(', ')}`);
	return parsed.data;
}
