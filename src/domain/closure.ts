import { z } from 'zod';
import { recordMetaSchema } from './records/meta.ts';

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/** Where a closure lies: a line drawn across or along roads, or an area; GeoJSON, WGS84. */
export const closureShapeSchema = z.discriminatedUnion('type', [
	z.object({ type: z.literal('LineString'), coordinates: z.array(position).min(2).max(2000) }),
	z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position).min(4).max(2000)).min(1).max(50) }),
]);
export type ClosureShape = z.infer<typeof closureShapeSchema>;

/** What a commander sends to close roads or to say that they are slow. */
export const newClosureSchema = z
	.object({
		shape: closureShapeSchema,
		/** Share of the usual speed that is left: 0 = closed, 0.5 = twice as long. */
		speedShare: z.number().min(0).max(1).default(0),
		/** In the words of who drew it. */
		reason: z.string().trim().max(200).default(''),
		/** Absent = from now. */
		fromMs: z.number().optional(),
		/** null = until it is lifted. */
		untilMs: z.number().nullable().default(null),
	})
	.refine(({ fromMs, untilMs }) => fromMs === undefined || untilMs === null || untilMs > fromMs, {
		message: 'got untilMs not after fromMs, expected a time after it',
		path: ['untilMs'],
	});
export type NewClosure = z.input<typeof newClosureSchema>;

/** Roads that are closed or slow for a time, as shared with everyone. One lifted stays on record. */
export const closureSchema = recordMetaSchema.extend({
	// A closures file of the command line has none of these.
	version: z.number().int().default(1),
	updatedAtMs: z.number().default(0),
	district: z.string().nullable().default(null),
	shape: closureShapeSchema,
	speedShare: z.number(),
	reason: z.string(),
	fromMs: z.number(),
	untilMs: z.number().nullable(),
	liftedAtMs: z.number().nullable(),
});
export type Closure = z.infer<typeof closureSchema>;

/** The closures that a question is to reckon with. */
export const closureListSchema = z.array(closureSchema);

/** Whether a closure holds at a time. */
export function isClosureActive({ fromMs, untilMs, liftedAtMs }: Closure, atMs: number): boolean {
	return liftedAtMs === null && fromMs <= atMs && (untilMs === null || atMs < untilMs);
}

/** Whether a closure will never hold again from a time on: it was lifted, or its time is over. */
export function isClosureOver({ untilMs, liftedAtMs }: Closure, atMs: number): boolean {
	return liftedAtMs !== null || (untilMs !== null && untilMs <= atMs);
}
