import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DataError, describeError, NotFoundError } from '../../domain/errors.ts';
import type { PolygonRings } from '../../domain/geo/lon-lat.ts';

const position = z
	.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
	.rest(z.unknown())
	.transform(([lon, lat]) => [lon, lat] as const);
const polygon = z.array(z.array(position).min(3)).min(1);
const geometry = z.discriminatedUnion('type', [
	z.object({ type: z.literal('Polygon'), coordinates: polygon }),
	z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
]);
const feature = z.object({ type: z.literal('Feature'), geometry });
const area = z.discriminatedUnion('type', [
	...geometry.options,
	feature,
	z.object({ type: z.literal('FeatureCollection'), features: z.array(feature).min(1) }),
]);

/**
 * The polygons of an area given as a GeoJSON file: a Polygon or MultiPolygon, a Feature or FeatureCollection of such, WGS84.
 * @throws NotFoundError `export/no-area` for no file, DataError `export/bad-area` for one that holds no polygon
 */
export async function readArea(path: string): Promise<readonly PolygonRings[]> {
	const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
		throw new NotFoundError(
			'export/no-area',
			`--area ${path}: got ${cause.code === 'ENOENT' ? 'no file' : cause.message}, expected WEST,SOUTH,EAST,NORTH in degrees or a GeoJSON file`,
			{ context: { path }, cause },
		);
	});
	let found: unknown;
	try {
		found = JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch (cause) {
		throw badArea(path, `text that is not JSON: ${describeError(cause)}`);
	}
	const parsed = area.safeParse(found);
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		throw badArea(path, `${issue?.path.join('.') || 'whole'}: ${issue?.message ?? 'cannot be read'}`);
	}
	const geometries =
		parsed.data.type === 'FeatureCollection'
			? parsed.data.features.map((one) => one.geometry)
			: [parsed.data.type === 'Feature' ? parsed.data.geometry : parsed.data];
	return geometries.flatMap((one) => (one.type === 'Polygon' ? [one.coordinates] : one.coordinates));
}

function badArea(path: string, found: string): DataError {
	return new DataError('export/bad-area', `--area ${path}: got ${found}, expected a GeoJSON Polygon or MultiPolygon`, {
		context: { path },
	});
}
