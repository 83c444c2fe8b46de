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
 * @throws DataError `pack/damaged`
 */
export function decodeBuilding(file: FlatGeobufReader, feature: FeatureBytes): Building {
	const { geometry, properties } = file.decode(feature);
	const fid = feature.ordinal;
	return {
		fid,
		id: textOf(properties, 'id', fid) ?? '',
		name: textOf(properties, 'name', fid),
		street: textOf(properties, 'street', fid),
		houseNumber: textOf(properties, 'housenumber', fid),
		town: textOf(properties, 'town', fid),
		polygons: polygonsOf(geometry, fid),
		heightM: numberOf(properties, 'height_m', fid),
		heightBasis: oneOf(BASES, properties, 'height_basis', fid),
		minHeightM: numberOf(properties, 'min_height_m', fid),
		floors: numberOf(properties, 'floors', fid),
		floorsBelow: numberOf(properties, 'floors_below', fid),
		structure: oneOf(BUILDING_STRUCTURES, properties, 'structure', fid),
		use: oneOf(BUILDING_USES, properties, 'use', fid),
		year: numberOf(properties, 'year', fid),
		residents: numberOf(properties, 'residents', fid),
		groundM: numberOf(properties, 'ground_m', fid),
		source: textOf(properties, 'source', fid) ?? '',
		tags: tagsOf(properties, fid),
		statements: statementsOf(properties, fid),
	};
}

type Properties = Readonly<Record<string, LayerValue>>;

function polygonsOf(geometry: LayerGeometry, fid: number): readonly PolygonRings[] {
	if (geometry.type === 'Polygon') return [geometry.coordinates];
	if (geometry.type === 'MultiPolygon') return geometry.coordinates;
	throw damaged(fid, 'geometry', geometry.type, 'Polygon or MultiPolygon');
}

function textOf(properties: Properties, column: BuildingColumnName, fid: number): string | null {
	const value = properties[column] ?? null;
	if (value === null || typeof value === 'string') return value;
	throw damaged(fid, column, value, 'text');
}

function numberOf(properties: Properties, column: BuildingColumnName, fid: number): number | null {
	const value = properties[column] ?? null;
	if (value === null || (typeof value === 'number' && Number.isFinite(value))) return value;
	throw damaged(fid, column, value, 'a number');
}

/** Each list begins with 'unknown': what an absent column means. */
function oneOf<T extends string>(
	names: readonly [T, ...T[]],
	properties: Properties,
	column: BuildingColumnName,
	fid: number,
): T {
	const value = properties[column];
	if (value === undefined) return names[0];
	const found = names.find((name) => name === value);
	if (found === undefined) throw damaged(fid, column, value, `one of ${names.join(', ')}`);
	return found;
}

function tagsOf(properties: Properties, fid: number): Readonly<Record<string, string>> {
	const value = properties.tags ?? {};
	if (typeof value !== 'object' || Array.isArray(value)) throw damaged(fid, 'tags', value, 'an object');
	return value as Readonly<Record<string, string>>;
}

function statementsOf(properties: Properties, fid: number): readonly BuildingStatement[] {
	const value = properties.statements;
	if (value === undefined) return [];
	const parsed = z.array(buildingStatementSchema).safeParse(value);
	if (parsed.success) return parsed.data;
	throw damaged(fid, 'statements', JSON.stringify(value), 'a list of statements');
}

function damaged(fid: number, what: string, found: unknown, expected: string): DataError {
	return new DataError('pack/damaged', `buildings.fgb: feature ${fid}: ${what}: got ${found}, expected ${expected}`, {
		context: { file: 'buildings.fgb', feature: fid, found, expected },
	});
}
