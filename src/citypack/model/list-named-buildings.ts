import { E7 } from '../../domain/geo/lon-lat.ts';
import type { PackSource } from '../../domain/pack/manifest.ts';
import type { Place } from '../../domain/place.ts';
import type { BuildingTable } from './building-table.ts';
import { toUtf8Column } from './text-column.ts';

/** Among search results: after shops and offices, as a named building of OpenStreetMap. */
const NAMED_BUILDING_RANK = 60;

/** Places for the buildings with names of some sources (rows of `sources`), at the middle of their first ring's box. */
export function listNamedBuildings(
	table: BuildingTable,
	naming: ReadonlySet<number>,
	sources: readonly PackSource[],
): Place[] {
	const places: Place[] = [];
	if (naming.size === 0) return places;
	const { starts } = toUtf8Column(table.name);
	for (let row = 0; row < table.count; row++) {
		const source = table.source[row] as number;
		if (starts[row] === starts[row + 1] || !naming.has(source)) continue;
		const id = table.id.at(row);
		places.push({
			id,
			kind: 'building',
			name: table.name.at(row),
			nameEn: null,
			...middleOf(table, row),
			town: table.town.at(row) || null,
			buildingId: id,
			category: null,
			rank: NAMED_BUILDING_RANK,
			source: sources[source]?.key ?? '',
		});
	}
	return places;
}

function middleOf(table: BuildingTable, row: number): { lon: number; lat: number } {
	const ring = table.buildingRing[row] as number;
	let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
	const end = (table.ringStart[ring + 1] as number) * 2;
	for (let i = (table.ringStart[ring] as number) * 2; i < end; i += 2) {
		west = Math.min(west, table.lonLat[i] as number);
		east = Math.max(east, table.lonLat[i] as number);
		south = Math.min(south, table.lonLat[i + 1] as number);
		north = Math.max(north, table.lonLat[i + 1] as number);
	}
	return { lon: Math.round((west + east) / 2) / E7, lat: Math.round((south + north) / 2) / E7 };
}
