import { z } from 'zod';
import {
	BASES,
	BUILDING_STRUCTURES,
	BUILDING_USES,
	type Building,
	type BuildingStatement,
	buildingStatementSchema,
} from '../building.ts';
import { DataError } from '../errors.ts';
import type { PolygonRings } from '../geo/lon-lat.ts';
import type { FeatureBytes } from './decode-feature.ts';
import type { FlatGeobufReader } from './flatgeobuf-reader.ts';
import type { BuildingColumnName } from './layer-columns.ts';
import type { LayerGeometry, LayerValue } from './layer-geometry.ts';

/**
 * Reads one building of buildings.fgb; absent columns are null, or 'unknown' where the list has that word.
 * @param fid the building's number, see building-pages.ts
 * @throws DataError `pack/damaged`
 */
export function decodeBuilding(file: FlatGeobufReader, feature: FeatureBytes, fid: number): Building {
	const { geometry, properties } = file.decode(feature);
	const at = feature.ordinal;
	return {
		fid,
		id: textOf(properties, 'id', at) ?? '',
		name: textOf(properties, 'name', at),
		street: textOf(properties, 'street', at),
		houseNumber: textOf(properties, 'housenumber', at),
		town: textOf(properties, 'town', at),
		polygons: polygonsOf(geometry, at),
		heightM: numberOf(properties, 'height_m', at),
		heightBasis: oneOf(BASES, properties, 'height_basis', at),
		minHeightM: numberOf(properties, 'min_height_m', at),
		floors: numberOf(properties, 'floors', at),
		floorsBelow: numberOf(properties, 'floors_below', at),
		structure: oneOf(BUILDING_STRUCTURES, properties, 'structure', at),
		use: oneOf(BUILDING_USES, properties, 'use', at),
		year: numberOf(properties, 'year', at),
		residents: numberOf(properties, 'residents', at),
		groundM: numberOf(properties, 'ground_m', at),
		source: textOf(properties, 'source', at) ?? '',
		tags: tagsOf(properties, at),
		statements: statementsOf(properties, at),
	};
}

type Properties = Readonly<Record<string, LayerValue>>;

function polygonsOf(geometry: LayerGeometry, ordinal: number): readonly PolygonRings[] {
	if (geometry.type === 'Polygon') return [geometry.coordinates];
	if (geometry.type === 'MultiPolygon') return geometry.coordinates;
	throw damaged(ordinal, 'geometry', geometry.type, 'Polygon or MultiPolygon');
}

function textOf(properties: Properties, column: BuildingColumnName, ordinal: number): string | null {
	const value = properties[column] ?? null;
	if (value === null || typeof value === 'string') return value;
	throw damaged(ordinal, column, value, 'text');
}

function numberOf(properties: Properties, column: BuildingColumnName, ordinal: number): number | null {
	const value = properties[column] ?? null;
	if (value === null || (typeof value === 'number' && Number.isFinite(value))) return value;
	throw damaged(ordinal, column, value, 'a number');
}

/** Each list begins with 'unknown': what an absent column means. */
function oneOf<T extends string>(
	names: readonly [T, ...T[]],
	properties: Properties,
	column: BuildingColumnName,
	ordinal: number,
): T {
	const value = properties[column];
	if (value === undefined) return names[0];
	const found = names.find((name) => name === value);
	if (found === undefined) throw damaged(ordinal, column, value, `one of ${names.join(', ')}`);
	return found;
}

function tagsOf(properties: Properties, ordinal: number): Readonly<Record<string, string>> {
	const value = properties.tags ?? {};
	if (typeof value !== 'object' || Array.isArray(value)) throw damaged(ordinal, 'tags', value, 'an object');
	return value as Readonly<Record<string, string>>;
}

function statementsOf(properties: Properties, ordinal: number): readonly BuildingStatement[] {
	const value = properties.statements;
	if (value === undefined) return [];
	const parsed = z.array(buildingStatementSchema).safeParse(value);
	if (parsed.success) return parsed.data;
	throw damaged(ordinal, 'statements', JSON.stringify(value), 'a list of statements');
}

function damaged(ordinal: number, what: string, found: unknown, expected: string): DataError {
	return new DataError(
		'pack/damaged',
		`buildings.fgb: feature ${ordinal}: ${what}: got ${found}, expected ${expected}`,
		{
			context: { file: 'buildings.fgb', feature: ordinal, found, expected },
		},
	);
}
