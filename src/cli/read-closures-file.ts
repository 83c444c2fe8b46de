import { z } from 'zod';
import { type Closure, closureListSchema, newClosureSchema } from '../domain/closure.ts';
import { readJsonFile } from './read-json-file.ts';

const featuresSchema = z.object({
	type: z.literal('FeatureCollection'),
	features: z.array(
		z.object({
			id: z.union([z.string(), z.number()]).optional(),
			geometry: z.unknown(),
			properties: z.record(z.string(), z.unknown()).nullish(),
		}),
	),
});

/**
 * Reads closures from a file: a list as the server gives them (`GET /api/closures`, with or without the object around it), or GeoJSON
 * features, lines and polygons, with the properties speedShare, reason, fromMs, untilMs (all optional; absent = closed, for good).
 * @throws what readJsonFile throws.
 */
export async function readClosuresFile(option: string, path: string): Promise<Closure[]> {
	const fromFeatures = featuresSchema.transform(({ features }, context) =>
		features.flatMap(({ id, geometry, properties }, i): Closure[] => {
			const parsed = newClosureSchema.safeParse({ ...properties, shape: geometry });
			if (!parsed.success) {
				const [issue] = parsed.error.issues;
				const message = `${issue?.path.join('.')}: ${issue?.message}`;
				context.addIssue({ code: 'custom', message, path: ['features', i] });
				return [];
			}
			const { fromMs = 0, ...closure } = parsed.data;
			const meta = { version: 1, createdAtMs: fromMs, updatedAtMs: fromMs, district: null };
			return [{ id: String(id ?? `closure-${i + 1}`), fromMs, ...closure, ...meta, liftedAtMs: null }];
		}),
	);
	const fromAnswer = z.object({ closures: closureListSchema }).transform(({ closures }) => closures);
	return readJsonFile(option, path, z.union([closureListSchema, fromAnswer, fromFeatures]));
}
