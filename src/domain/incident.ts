import { z } from 'zod';
import { givenFloorSchema } from './alert/given-situation.ts';
import { situationSchema } from './alert/situation.ts';
import { assessmentSchema } from './assessment.ts';
import { incidentTypeSchema } from './incident-type.ts';

/** Datum of coordinates that come in from outside. Inside, all is WGS84. */
export const datumSchema = z.enum(['wgs84', 'gcj02', 'bd09']);
export type Datum = z.infer<typeof datumSchema>;

export const incidentOriginSchema = z.enum(['map', 'search', 'api']);

/** What a caller sends to raise an alarm: a place by coordinates, or by an address or building id that the server resolves. */
export const newIncidentSchema = z
	.object({
		lon: z.number().min(-180).max(180).optional(),
		lat: z.number().min(-90).max(90).optional(),
		crs: datumSchema.default('wgs84'),
		/** Address, name or building id; used when lon/lat are absent. */
		address: z.string().trim().min(1).max(200).optional(),
		type: incidentTypeSchema.default('fire'),
		/** 火警等级 1-5 (XF/T 1340); null = not graded yet. */
		level: z.number().int().min(1).max(5).nullable().default(null),
		/** The caller's words, not verified. */
		description: z.string().max(1000).default(''),
		/** What the caller or a sensor says beyond the place; see Situation. */
		fireFloor: givenFloorSchema,
		wind: situationSchema.shape.wind,
		substance: situationSchema.shape.substance,
		origin: incidentOriginSchema.default('api'),
	})
	.refine((v) => (v.lon !== undefined && v.lat !== undefined) || v.address !== undefined, {
		message: 'got neither lon and lat nor address, expected one of them',
	});
export type NewIncident = z.input<typeof newIncidentSchema>;

export const incidentSchema = z.object({
	id: z.string(),
	/** WGS84. */
	lon: z.number(),
	lat: z.number(),
	/** What was given and in which datum, for the record. */
	given: z.object({
		lon: z.number().nullable(),
		lat: z.number().nullable(),
		crs: datumSchema,
		address: z.string().nullable(),
	}),
	type: incidentTypeSchema,
	level: z.number().int().nullable(),
	description: z.string(),
	/** Older records have none. */
	fireFloor: z.number().int().nullable().default(null),
	wind: situationSchema.shape.wind,
	substance: z.string().nullable().default(null),
	origin: incidentOriginSchema,
	createdAtMs: z.number(),
	acknowledgedAtMs: z.number().nullable(),
	closedAtMs: z.number().nullable(),
	assessment: assessmentSchema,
});
export type Incident = z.infer<typeof incidentSchema>;
