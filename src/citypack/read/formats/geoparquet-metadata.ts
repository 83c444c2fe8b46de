import type { FileMetaData } from 'hyparquet';
import { z } from 'zod';
import { DataError } from '../../../domain/errors.ts';

/** Where the geometry of a GeoParquet file stands and how it is written. */
export interface GeoColumn {
	readonly name: string;
	/** 'WKB', or a GeoArrow encoding: 'point', 'linestring', 'polygon' and their multi forms. */
	readonly encoding: GeoEncoding;
	readonly crs: { readonly name: string; readonly evidence: string } | null;
	/** Columns that say nothing beside the geometry: its boxes, and further geometries. */
	readonly companions: ReadonlySet<string>;
}

const GEO_ENCODINGS = [
	'WKB',
	'point',
	'linestring',
	'polygon',
	'multipoint',
	'multilinestring',
	'multipolygon',
] as const;
/** The encodings of GeoParquet 1.1. */
export type GeoEncoding = (typeof GEO_ENCODINGS)[number];

const crsIdSchema = z.object({ authority: z.string(), code: z.union([z.string(), z.number()]) });
const crsSchema = z.looseObject({ id: crsIdSchema.optional() });
const columnSchema = z.looseObject({
	encoding: z.enum(GEO_ENCODINGS),
	crs: crsSchema.nullish(),
	covering: z.record(z.string(), z.record(z.string(), z.array(z.string()).min(1))).optional(),
});
/** The `geo` metadata of GeoParquet 1.0 and 1.1, what of it is needed here. */
const geoSchema = z.looseObject({
	primary_column: z.string(),
	columns: z.record(z.string(), z.looseObject({ covering: columnSchema.shape.covering })),
});

/** What the specification says of a column without `crs`. */
const DEFAULT_CRS = { name: 'OGC:CRS84', evidence: 'GeoParquet: no crs means OGC:CRS84' };

/**
 * Finds the geometry of a GeoParquet file by its `geo` metadata, else by a column of Parquet's own type GEOMETRY.
 * @throws DataError `input/no-geometry`, `input/bad-geo-metadata`
 */
export function findGeoColumn(metadata: FileMetaData, file: string): GeoColumn {
	const text = metadata.key_value_metadata?.find(({ key }) => key === 'geo')?.value;
	if (text === undefined) return findGeometryType(metadata, file);
	const geo = parseWith(geoSchema, parseJson(text, file), 'geo', file);
	const name = geo.primary_column;
	const column = parseWith(columnSchema, geo.columns[name], `geo.columns.${name}`, file);
	if (!rootNames(metadata).includes(name)) {
		throw badMetadata(file, 'geo.primary_column', `${name}, which is no column`, 'a column of the file');
	}
	const companions = new Set(Object.keys(geo.columns).filter((other) => other !== name));
	for (const { covering } of Object.values(geo.columns)) {
		for (const path of Object.values(covering?.bbox ?? {})) companions.add(path[0] as string);
	}
	return { name, encoding: column.encoding, crs: nameCrs(column.crs), companions };
}

/** Names of the columns at the top of the schema, in order. */
export function rootNames(metadata: FileMetaData): string[] {
	return rootElements(metadata).map(({ name }) => name);
}

function rootElements({ schema }: FileMetaData): FileMetaData['schema'] {
	const roots: FileMetaData['schema'] = [];
	let at = 1;
	const skip = (): void => {
		const children = schema[at++]?.num_children ?? 0;
		for (let i = 0; i < children; i++) skip();
	};
	while (at < schema.length) {
		roots.push(schema[at] as FileMetaData['schema'][number]);
		skip();
	}
	return roots;
}

function findGeometryType(metadata: FileMetaData, file: string): GeoColumn {
	const roots = rootElements(metadata);
	const found = roots.find(({ logical_type: type }) => type?.type === 'GEOMETRY' || type?.type === 'GEOGRAPHY');
	if (!found) {
		throw new DataError(
			'input/no-geometry',
			`${file}: got a Parquet file without \`geo\` metadata (columns ${roots.map(({ name }) => name).join(', ')}), expected GeoParquet`,
			{ context: { file, columns: roots.map(({ name }) => name) } },
		);
	}
	const type = found.logical_type as { crs?: string };
	return {
		name: found.name,
		encoding: 'WKB',
		crs: type.crs ? { name: type.crs, evidence: `type of column ${found.name}` } : DEFAULT_CRS,
		companions: new Set(),
	};
}

/** undefined is CRS84 by the specification, null is not known. */
function nameCrs(crs: z.infer<typeof crsSchema> | null | undefined): GeoColumn['crs'] {
	if (crs === undefined) return DEFAULT_CRS;
	if (crs === null) return null;
	const name = crs.id ? `${crs.id.authority}:${crs.id.code}` : JSON.stringify(crs);
	return { name, evidence: 'GeoParquet crs' };
}

function parseJson(text: string, file: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw badMetadata(file, 'geo', `${text.slice(0, 40)}`, 'JSON');
	}
}

function parseWith<T>(schema: z.ZodType<T>, value: unknown, where: string, file: string): T {
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	const found = issue?.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null)?.[key], value);
	const path = [where, ...(issue?.path ?? [])].join('.');
	throw badMetadata(file, path, JSON.stringify(found) ?? 'nothing', issue?.message ?? 'GeoParquet 1.0 or 1.1');
}

function badMetadata(file: string, path: string, found: string, expected: string): DataError {
	return new DataError('input/bad-geo-metadata', `${file}: ${path}: got ${found}, expected ${expected}`, {
		context: { file, path, found },
	});
}
