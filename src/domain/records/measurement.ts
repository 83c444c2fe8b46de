import { z } from 'zod';
import { recordMetaSchema } from './meta.ts';

export const MEASURE_KINDS = ['distance', 'height', 'plan-area', 'facade-area', 'clear-width', 'bearing'] as const;
export const measureKindSchema = z.enum(MEASURE_KINDS);
export type MeasureKind = z.infer<typeof measureKindSchema>;

/** What a point was caught by: a corner, an edge of a footprint or roof, a roof's face, a road's middle line, the ground; none = where it was put. */
export const snapKindSchema = z.enum(['corner', 'edge', 'roof', 'facade', 'road', 'ground', 'none']);

/** A point that was measured from: WGS84, height above the ground there. */
export const measurePointSchema = z.object({
	lon: z.number().min(-180).max(180),
	lat: z.number().min(-90).max(90),
	heightM: z.number().min(-200).max(2000),
	snap: z.object({
		kind: snapKindSchema,
		/** Of the pack; null = no building. */
		buildingId: z.string().max(200).nullable(),
	}),
});
export type MeasurePoint = z.infer<typeof measurePointSchema>;

/** Something measured on the city pack's geometry and kept with an incident. */
export const measurementSchema = recordMetaSchema.extend({
	incidentId: z.string().min(1).max(40),
	kind: measureKindSchema,
	name: z.string().trim().max(80).default(''),
	points: z.array(measurePointSchema).min(1).max(500),
	/** In metres, square metres or degrees clockwise from north, by `kind`; null = it cannot be told, see `problem`. */
	value: z.number().nullable(),
	/** Half width of the interval that holds the true value, in the unit of `value`; null = unknown. */
	error: z.number().nullable(),
	/** Why there is no value: a code that app speaks; null = there is one. */
	problem: z.string().max(80).nullable().default(null),
	/** What was measured on. */
	surface: z.enum(['pack-geometry', 'terrain', 'flat-ground']),
	/** Horizontal and vertical datum that it is told in. */
	datum: z.string().max(80),
	packVersion: z.string().max(80),
	byName: z.string(),
});
export type Measurement = z.infer<typeof measurementSchema>;
