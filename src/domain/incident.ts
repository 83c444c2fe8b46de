import { z } from 'zod';
import { givenFloorSchema, NO_FLOOR_0 } from './alert/given-situation.ts';
import { situationSchema } from './alert/situation.ts';
import { assessmentSchema } from './assessment.ts';
import { incidentTypeSchema } from './incident-type.ts';
import { evacuationSchema } from './records/evacuation.ts';
import { recordMetaSchema } from './records/meta.ts';
import { phaseSchema } from './tactics/mark.ts';

/** Closed incidents that a page is told when it opens, and holds; older ones are in the archive. */
export const CLOSED_SHOWN = 20;

/** Datum of coordinates that come in from outside. Inside, all is WGS84. */
export const datumSchema = z.enum(['wgs84', 'gcj02', 'bd09']);
export type Datum = z.infer<typeof datumSchema>;

export const incidentOriginSchema = z.enum(['map', 'search', 'api', '119', '110', '12345', 'sensor']);

export const levelSchemeSchema = z.enum(['fire', 'rescue']);

/** Who called. Personal data: shown to those who may read it, never logged. */
export const callerSchema = z.object({ name: z.string().max(100).default(''), phone: z.string().max(40).default('') });

/** 紧急 / 非紧急: whether it is answered at once. */
export const urgencySchema = z.enum(['urgent', 'not-urgent']);

/** An incident given to, or taken over from, another service, with the note of the three-way call (caller, they, we). */
export const handoverSchema = z.object({
	direction: z.enum(['to', 'from']),
	agency: z.enum(['110', '12345', '120', '122', 'other']),
	reason: z.string().trim().min(1).max(500),
	/** What was agreed between the three, and with whom. */
	threeWayNote: z.string().trim().min(1).max(1000),
	/** Their number for it; '' = not told. */
	reference: z.string().max(80).default(''),
	atMs: z.number(),
	byName: z.string(),
});

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
		/** Code of the service's own table of incident types (GET /api/service); it settles `type`. */
		typeCode: z.string().max(40).nullable().default(null),
		/** 火警 rises from 1 to 5; 应急救援 counts by itself. Levels of two schemes are never compared. Absent = that of `typeCode`, else of `type`. */
		levelScheme: levelSchemeSchema.optional(),
		urgency: urgencySchema.default('urgent'),
		caller: callerSchema.nullable().default(null),
		/** Number under which 110, 12345 or a sensor platform knows it; '' = none. */
		reference: z.string().max(80).default(''),
		/** null = not told. */
		trapped: z.number().int().min(0).max(100_000).nullable().default(null),
	})
	.refine((v) => (v.lon !== undefined && v.lat !== undefined) || v.address !== undefined, {
		message: 'got neither lon and lat nor address, expected one of them',
	});
export type NewIncident = z.input<typeof newIncidentSchema>;

/** An incident near in place and time to another: perhaps the same. */
export const duplicateSchema = z.object({ id: z.string(), distanceM: z.number(), apartS: z.number() });

/** What an assessment was made of; another value of any of these makes it out of date. */
export const assessmentInputsSchema = z.object({
	packVersion: z.string(),
	/** Hash of the figures and run cards, and of the travel table. */
	service: z.string(),
	travel: z.string(),
	/** Hash of the closures that held. */
	closures: z.string(),
	/** Hash of what the service recorded on stations, units and water that was used. */
	records: z.string(),
	/** Hash of the situation that was assessed. */
	situation: z.string(),
});
export type AssessmentInputs = z.infer<typeof assessmentInputsSchema>;

/** An incident as it is kept and told: all but its assessment, which is large and read by itself. */
export const incidentRecordSchema = recordMetaSchema.extend({
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
	typeCode: z.string().nullable(),
	level: z.number().int().nullable(),
	levelScheme: levelSchemeSchema,
	urgency: urgencySchema,
	description: z.string(),
	fireFloor: z.number().int().nullable().default(null),
	wind: situationSchema.shape.wind,
	substance: z.string().nullable().default(null),
	origin: incidentOriginSchema,
	reference: z.string(),
	/** null = unknown, or not for the reader to see. */
	caller: callerSchema.nullable(),
	trapped: z.number().int().nullable(),
	handovers: z.array(handoverSchema),
	/** Open incidents that may be the same, nearest first; proposed, never merged by itself. */
	duplicates: z.array(duplicateSchema),
	/** The one it was merged into; it is closed by that. */
	mergedInto: z.string().nullable(),
	acknowledgedAtMs: z.number().nullable(),
	/** Who took it; null = nobody yet, or not kept then. */
	acknowledgedBy: z.string().nullable().default(null),
	/** Stage of the operation. */
	phase: phaseSchema.default('first-attack'),
	/** The newest signal to leave; null = none was given. */
	evacuation: evacuationSchema.nullable().default(null),
	closedAtMs: z.number().nullable(),
	/** Why it was closed, and each time why it was opened again. */
	closings: z.array(
		z.object({ kind: z.enum(['closed', 'reopened']), atMs: z.number(), reason: z.string(), byName: z.string() }),
	),
	/** The newest assessment; null = none yet. `stale`: its inputs have changed since and it is being made anew. */
	assessed: z
		.object({ revision: z.number().int(), madeAtMs: z.number(), inputs: assessmentInputsSchema, stale: z.boolean() })
		.nullable(),
});
export type IncidentRecord = z.infer<typeof incidentRecordSchema>;

/** An incident with its newest assessment; null = not made, or not here, yet. */
export const incidentSchema = incidentRecordSchema.extend({ assessment: assessmentSchema.nullable() });
export type Incident = z.infer<typeof incidentSchema>;

/** One kept assessment of an incident, by itself: no word of who called, so reading it is not audited. */
export const incidentAssessmentSchema = z.object({
	incidentId: z.string(),
	revision: z.number().int(),
	madeAtMs: z.number(),
	inputs: assessmentInputsSchema,
	assessment: assessmentSchema,
});
export type IncidentAssessment = z.infer<typeof incidentAssessmentSchema>;

/** What a commander changes of an open incident; absent = as it is. `version`: the one that was seen. */
export const incidentPatchSchema = z
	.object({
		version: z.number().int(),
		/** The place put right: both or none. */
		lon: z.number().min(-180).max(180).optional(),
		lat: z.number().min(-90).max(90).optional(),
		crs: datumSchema.default('wgs84'),
		type: incidentTypeSchema.optional(),
		typeCode: z.string().max(40).nullable().optional(),
		level: z.number().int().min(1).max(5).nullable().optional(),
		levelScheme: levelSchemeSchema.optional(),
		urgency: urgencySchema.optional(),
		description: z.string().max(1000).optional(),
		fireFloor: z
			.number()
			.int()
			.min(-9)
			.max(200)
			.nullable()
			.refine((floor) => floor !== 0, NO_FLOOR_0)
			.optional(),
		wind: situationSchema.shape.wind.unwrap().optional(),
		substance: z.string().nullable().optional(),
		trapped: z.number().int().min(0).max(100_000).nullable().optional(),
		caller: callerSchema.nullable().optional(),
		phase: phaseSchema.optional(),
	})
	.refine((v) => (v.lon === undefined) === (v.lat === undefined), {
		message: 'got one of lon and lat, expected both or none',
	});

/** Why something is closed, opened again or merged. */
export const reasonSchema = z.object({ reason: z.string().trim().min(1).max(500) });
