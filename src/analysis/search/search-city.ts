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
import { compareMatches, createNameIndex, isLike, type NameIndex, type NameMatch, SURE_MATCH } from './name-index.ts';
import { type AddressQuery, normalizeHouseNumber, parseAddress } from './parse-address.ts';

export interface SearchOptions {
	/** Datum in which coordinates in the query are read. */
	readonly crs: Datum;
	readonly limit: number;
	/** Places beyond those of the city, as the service keeps them; those of the city that stand for the same building and name give way. */
	readonly more?: readonly Place[];
	/** Between two slices of work of some milliseconds; absent = all at once. */
	readonly pause?: () => Promise<void>;
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
/** Names that are like the query are offered, so many at most, where none says it. */
const LIKE_OFFERED = 6;
const TOWN_RANK = /(街道|镇|乡|区|市)$/;

/** What does this text mean in this city? Best first; empty = nothing. See searchRanked. */
export async function searchCity(city: City, query: string, options: SearchOptions): Promise<SearchHit[]> {
	return (await searchRanked(city, query, options)).map(({ hit }) => hit);
}

/**
 * What does this text mean in this city, and how surely? Coordinates alone when the text is coordinates; else, in this order: the
 * building with that id, buildings at that street and number (else, not exact, at the nearest numbers on file), places by name (whole
 * name, prefix, substring, then pinyin), and where none says it, names that sound the same or are written much like it.
 * @throws what the city's methods throw.
 */
export async function searchRanked(city: City, query: string, options: SearchOptions): Promise<RankedHit[]> {
	const { crs, limit, more = [], pause, signal } = options;
	const parsed = parseCoordinates(query, city.manifest.bounds);
	if (parsed.ok) return [{ hit: coordinatesHit(parsed.at, crs), exact: true }];
	const hits: RankedHit[] = [];
	const byId = /^\S*\d\S*$/.test(query) ? await city.findBuildingById(query, signal) : undefined;
	if (byId) hits.push({ hit: buildingHit(byId, 'building', false), exact: true });
	const places = await city.readPlaces(signal);
	const indices = [places, more].filter((list) => list.length > 0).map(findNameIndex);
	// Pinyin of the whole city takes half a second: not in one go.
	for (const index of pause ? indices : []) for (const _ of index.prepare()) await pause?.();
	const address = parseAddress(query);
	const [index] = indices;
	if (address && index) hits.push(...(await findAddressHits(city, address, { index, limit, signal })));
	const ask = (how: 'find' | 'findLike', most: number) =>
		withoutTwice(
			indices.flatMap((names) => names[how](query, most)),
			more,
		)
			.sort(compareMatches)
			.slice(0, most);
	const found = ask('find', limit);
	// What a number makes unlike is another house, not a slip.
	if (!address && hits.length === 0 && !found.some(({ match }) => match <= SURE_MATCH)) {
		const isNew = ({ place }: NameMatch) => !found.some((known) => known.place === place);
		found.push(...ask('findLike', LIKE_OFFERED).filter(isNew));
	}
	hits.push(...found.map(({ place, exact, match }) => ({ hit: placeHit(place, isLike(match)), exact })));
	return hits.slice(0, limit);
}

/** The name index of a list of places, made once. */
export function findNameIndex(places: readonly Place[]): NameIndex {
	let index = INDEX_OF_PLACES.get(places);
	if (!index) {
		index = createNameIndex(places);
		INDEX_OF_PLACES.set(places, index);
	}
	return index;
}

/** Without the city's own entry of what the service keeps itself. */
function withoutTwice(matches: readonly NameMatch[], more: readonly Place[]): NameMatch[] {
	const isKept = (place: Place) =>
		!more.includes(place) &&
		more.some(
			(own) =>
				own.id === place.id ||
				(own.kind === place.kind && own.name === place.name && own.buildingId === place.buildingId),
		);
	return more.length === 0 ? [...matches] : matches.filter(({ place }) => !isKept(place));
}

interface AddressSearch {
	readonly index: NameIndex;
	readonly limit: number;
	readonly signal: AbortSignal | undefined;
}

async function findAddressHits(
	city: City,
	{ street: written, houseNumber }: AddressQuery,
	{ index, limit, signal }: AddressSearch,
): Promise<RankedHit[]> {
	const said = findStreets(written, index);
	let isLikeStreet = false;
	let entries = await readEntries(city, said, signal);
	if (entries.length === 0) {
		isLikeStreet = true;
		const wholes = said.flatMap(({ street, town }) =>
			index.findStreets(street, STREETS_TRIED, true).map(({ name }) => ({ street: name, town, isSaid: false })),
		);
		entries = await readEntries(city, wholes.slice(0, STREETS_TRIED), signal);
	}
	const same = entries.filter(({ entry }) => normalizeHouseNumber(entry.houseNumber) === houseNumber);
	const isSame = same.length > 0;
	const shown = isSame ? same.slice(0, limit) : findNearestNumbers(entries, houseNumber);
	const buildings = await Promise.all(shown.map(({ entry }) => city.findBuildingByFid(entry.fid, signal)));
	return buildings.flatMap((building, i) =>
		building
			? [
					{
						hit: buildingHit(building, 'address', isLikeStreet || !isSame),
						exact: !isLikeStreet && isSame && (shown[i]?.isSaid ?? false),
					},
				]
			: [],
	);
}

/** A street to look up; in one town or (null) in any. `isSaid`: its name was said, not spelled or meant. */
interface Street {
	readonly street: string;
	readonly town: string | null;
	readonly isSaid: boolean;
}

interface Entry {
	readonly entry: AddressEntry;
	readonly isSaid: boolean;
}

async function readEntries(city: City, streets: readonly Street[], signal: AbortSignal | undefined): Promise<Entry[]> {
	const found = await Promise.all(
		streets.map(async ({ street, town, isSaid }) =>
			(await city.findAddresses(street, signal))
				.filter((entry) => town === null || entry.town === null || entry.town === town)
				.map((entry) => ({ entry, isSaid })),
		),
	);
	return found.flat();
}

/** The addresses on the same streets whose numbers come closest: what is offered when the number itself is not on file. */
function findNearestNumbers(entries: readonly Entry[], houseNumber: string): Entry[] {
	const wanted = Number.parseInt(houseNumber, 10);
	const awayFrom = ({ entry }: Entry) =>
		Math.abs(Number.parseInt(normalizeHouseNumber(entry.houseNumber), 10) - wanted);
	return entries
		.filter((entry) => !Number.isNaN(awayFrom(entry)))
		.sort((a, b) => awayFrom(a) - awayFrom(b))
		.slice(0, NEAREST_NUMBERS);
}

/** The names a street may have on file: as written, without a town before it, the Chinese name of an English one, spelled in pinyin. */
function findStreets(written: string, index: NameIndex): Street[] {
	const streets = new Map<string, Street>([[written, { street: written, town: null, isSaid: true }]]);
	for (const { name, isSaid } of index.findStreets(written, STREETS_TRIED, false)) {
		if (!streets.has(name)) streets.set(name, { street: name, town: null, isSaid });
	}
	for (const town of index.listTowns()) {
		// 南城街道鸿福路, 南城鸿福路: the town's name, whole or without its rank, may stand before the street.
		for (const words of [town, town.replace(TOWN_RANK, '')]) {
			if (!written.startsWith(words)) continue;
			const street = written.slice(words.length).trim();
			if (street.length > 1 && !streets.has(street)) streets.set(street, { street, town, isSaid: true });
		}
	}
	return [...streets.values()].slice(0, STREETS_TRIED);
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
		inexact: false,
	};
}

function buildingHit(building: Building, kind: 'building' | 'address', inexact: boolean): SearchHit {
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
		inexact,
	};
}

function placeHit(place: Place, inexact: boolean): SearchHit {
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
		inexact,
	};
}

/** To the step of packed geometry, about a centimetre. */
function roundE7(degrees: number): number {
	return Math.round(degrees * E7) / E7;
}
