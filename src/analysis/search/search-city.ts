import type { SearchHit } from '../../domain/api.ts';
import type { Building } from '../../domain/building.ts';
import { toWgs84 } from '../../domain/geo/datum.ts';
import { createLocalPlane } from '../../domain/geo/local-plane.ts';
import { E7, type LonLat } from '../../domain/geo/lon-lat.ts';
import { parseCoordinates } from '../../domain/geo/parse-coordinates.ts';
import type { Datum } from '../../domain/incident.ts';
import type { AddressEntry, City } from '../../domain/pack/city.ts';
import type { Place } from '../../domain/place.ts';
import { firstCorner } from '../measure/first-corner.ts';
import { findInnerPoint } from '../measure/inner-point.ts';
import { createPlaneShape } from '../measure/plane-shape.ts';
import { formatAddress } from './format-address.ts';
import { createNameIndex, type NameIndex, normalizeText } from './name-index.ts';
import { normalizeHouseNumber, parseAddress } from './parse-address.ts';

export interface SearchOptions {
	/** Datum in which coordinates in the query are read. */
	readonly crs: Datum;
	readonly limit: number;
	readonly signal?: AbortSignal;
}

/** A hit and whether it is what was asked for, word for word, rather than something like it. */
export interface RankedHit {
	readonly hit: SearchHit;
	readonly exact: boolean;
}

const INDEX_OF_PLACES = new WeakMap<readonly Place[], NameIndex>();
/** Streets whose numbers are looked up for one address query. */
const STREETS_TRIED = 5;
/** Addresses offered when the number asked for is not on file. */
const NEAREST_NUMBERS = 4;
const TOWN_RANK = /(街道|镇|乡|区|市)$/;

/** What does this text mean in this city? Best first; empty = nothing. See searchRanked. */
export async function searchCity(city: City, query: string, options: SearchOptions): Promise<SearchHit[]> {
	return (await searchRanked(city, query, options)).map(({ hit }) => hit);
}

/**
 * What does this text mean in this city, and how surely? Coordinates alone when the text is coordinates; else, in this order: the
 * building with that id, buildings at that street and number (else, not exact, at the nearest numbers on file), places by name (whole name, prefix, substring, then pinyin).
 * @throws what the city's methods throw.
 */
export async function searchRanked(city: City, query: string, options: SearchOptions): Promise<RankedHit[]> {
	const { crs, limit, signal } = options;
	const parsed = parseCoordinates(query, city.manifest.bounds);
	if (parsed.ok) return [{ hit: coordinatesHit(parsed.at, crs), exact: true }];
	const hits: RankedHit[] = [];
	const byId = /^\S*\d\S*$/.test(query) ? await city.findBuildingById(query, signal) : undefined;
	if (byId) hits.push({ hit: buildingHit(byId, 'building'), exact: true });
	const places = await city.readPlaces(signal);
	hits.push(...(await findAddressHits(city, query, places, limit, signal)));
	for (const { place, exact } of findNameIndex(places).find(query, limit)) hits.push({ hit: placeHit(place), exact });
	return hits.slice(0, limit);
}

/** The name index of a city's places, made once. */
export function findNameIndex(places: readonly Place[]): NameIndex {
	let index = INDEX_OF_PLACES.get(places);
	if (!index) {
		index = createNameIndex(places);
		INDEX_OF_PLACES.set(places, index);
	}
	return index;
}

async function findAddressHits(
	city: City,
	query: string,
	places: readonly Place[],
	limit: number,
	signal: AbortSignal | undefined,
): Promise<RankedHit[]> {
	const address = parseAddress(query);
	if (!address) return [];
	const entries: AddressEntry[] = [];
	for (const { street, town } of findStreets(address.street, places)) {
		const found = await city.findAddresses(street, signal);
		entries.push(...found.filter((entry) => town === null || entry.town === null || entry.town === town));
	}
	const same = entries.filter((entry) => normalizeHouseNumber(entry.houseNumber) === address.houseNumber);
	const exact = same.length > 0;
	const shown = exact ? same.slice(0, limit) : findNearestNumbers(entries, address.houseNumber);
	const hits: RankedHit[] = [];
	for (const { fid } of shown) {
		const building = await city.findBuildingByFid(fid, signal);
		if (building) hits.push({ hit: buildingHit(building, 'address'), exact });
	}
	return hits;
}

/** The addresses on the same streets whose numbers come closest: what is offered when the number itself is not on file. */
function findNearestNumbers(entries: readonly AddressEntry[], houseNumber: string): AddressEntry[] {
	const wanted = Number.parseInt(houseNumber, 10);
	const awayFrom = (entry: AddressEntry) =>
		Math.abs(Number.parseInt(normalizeHouseNumber(entry.houseNumber), 10) - wanted);
	return entries
		.filter((entry) => !Number.isNaN(awayFrom(entry)))
		.sort((a, b) => awayFrom(a) - awayFrom(b))
		.slice(0, NEAREST_NUMBERS);
}

/** The names a street may have on file: as written, without a town before it, or the Chinese name of an English one. */
function findStreets(written: string, places: readonly Place[]): { street: string; town: string | null }[] {
	const streets = new Map<string, string | null>([[written, null]]);
	const wanted = normalizeText(written);
	for (const place of places) {
		if (place.kind === 'street') {
			const isSame = place.name === written || place.nameEn?.toLowerCase() === wanted;
			if (isSame) streets.set(place.name, null);
		} else if (place.kind === 'town') {
			// 南城街道鸿福路, 南城鸿福路: the town's name, whole or without its rank, may stand before the street.
			for (const town of [place.name, place.name.replace(TOWN_RANK, '')]) {
				if (!written.startsWith(town)) continue;
				const street = written.slice(town.length).trim();
				if (street.length > 1 && !streets.has(street)) streets.set(street, place.name);
			}
		}
	}
	return [...streets].slice(0, STREETS_TRIED).map(([street, town]) => ({ street, town }));
}

function coordinatesHit(given: LonLat, crs: Datum): SearchHit {
	const { lon, lat } = toWgs84(given, crs);
	return {
		kind: 'coordinates',
		id: '',
		name: `${given.lon}, ${given.lat}`,
		nameEn: null,
		town: null,
		lon,
		lat,
		buildingId: null,
		datum: crs,
	};
}

function buildingHit(building: Building, kind: 'building' | 'address'): SearchHit {
	const address = formatAddress(building.street, building.houseNumber);
	const plane = createLocalPlane(firstCorner(building));
	const [lon, lat] = plane.toLonLat(findInnerPoint(createPlaneShape(building.polygons, plane)));
	return {
		kind,
		id: building.id,
		name: (kind === 'address' ? address : (building.name ?? address)) ?? building.id,
		nameEn: null,
		town: building.town,
		lon: roundE7(lon),
		lat: roundE7(lat),
		buildingId: building.id,
		datum: null,
	};
}

function placeHit(place: Place): SearchHit {
	return {
		kind: place.kind,
		id: place.id,
		name: place.name,
		nameEn: place.nameEn,
		town: place.town,
		lon: place.lon,
		lat: place.lat,
		buildingId: place.buildingId,
		datum: null,
	};
}

/** To the step of packed geometry, about a centimetre. */
function roundE7(degrees: number): number {
	return Math.round(degrees * E7) / E7;
}
