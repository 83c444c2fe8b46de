import { z } from 'zod';
import { basisSchema } from '../building.ts';
import { incidentRecordSchema } from '../incident.ts';
import { attachmentSchema } from '../records/attachment.ts';
import { dispatchSchema, dispatchTimeSchema } from '../records/dispatch.ts';
import { drawingSchema } from '../records/drawing.ts';
import { evacuationSchema } from '../records/evacuation.ts';
import { measurementSchema } from '../records/measurement.ts';
import { noteSchema } from '../records/note.ts';
import { resourceRequestSchema } from '../records/resource-request.ts';
import { responseTimesSchema } from '../records/response-times.ts';
import { sectorSchema } from '../records/sector.ts';
import { teamSchema } from '../records/team.ts';
import { vehicleTypeSchema } from '../vehicle.ts';

const name = z.string().nullable();

/** A unit that was sent, with its times and what its log and track tell. */
export const reportUnitSchema = dispatchSchema.extend({
	stationName: name,
	stationNameEn: name,
	response: responseTimesSchema,
	/** Seconds with water on (state 23), until the end of the report; null = it never had. */
	waterOnS: z.number().nullable(),
	/** Water was on still when the report was made. */
	isWaterOn: z.boolean(),
	/** Along its track; null = no positions were kept. */
	drivenM: z.number().nullable(),
	/** Its positions are made up. */
	isDemo: z.boolean(),
});
export type ReportUnit = z.infer<typeof reportUnitSchema>;

/** What an incident came to, reckoned from its log alone (analysis/report): two readers of one log get one report. */
export const afterActionSchema = z.object({
	madeAtMs: z.number(),
	/** City data that the newest assessment was made of; null = there is none. `synthetic`: a made-up city. */
	pack: z.object({ name: z.string(), version: z.string(), synthetic: z.boolean() }).nullable(),
	/** Some positions are of made-up vehicles. */
	hasDemo: z.boolean(),
	/** Without who called. */
	incident: incidentRecordSchema,
	/** Building, of the newest assessment; null = none was found, or not assessed. */
	target: z
		.object({
			id: z.string(),
			name,
			address: name,
			heightM: z.number().nullable(),
			heightBasis: basisSchema,
			floors: z.number().nullable(),
			footprintM2: z.number(),
			structure: name,
			use: name,
		})
		.nullable(),
	/** Each level that was set, the first at the alarm. */
	levels: z.array(z.object({ level: z.number().int().nullable(), atMs: z.number(), byName: z.string() })),
	/** The eleven times over all units: the first to reach each, and how many did; null = nobody, or not told. */
	times: z.array(
		z.object({
			time: dispatchTimeSchema,
			atMs: z.number().nullable(),
			plate: z.string().nullable(),
			units: z.number().int(),
		}),
	),
	/** The best of the units against the limit, and how many of those measured kept it. `sourceKnown` false = the limit is an assumption. */
	standards: z.array(
		z.object({
			key: z.enum(['ordered', 'driven', 'water']),
			limitS: z.number(),
			bestS: z.number().nullable(),
			bestPlate: z.string().nullable(),
			within: z.number().int(),
			measured: z.number().int(),
			sourceKnown: z.boolean(),
		}),
	),
	/** In the order they were sent. */
	units: z.array(reportUnitSchema),
	unitsByType: z.array(z.object({ type: vehicleTypeSchema, count: z.number().int() })),
	stations: z.number().int(),
	/** Of all units; `litres` is `onS` by the flow of one jet a unit, an estimate; null = no water was told of. */
	water: z.object({
		onS: z.number(),
		units: z.number().int(),
		jetLps: z.number(),
		litres: z.number().nullable(),
		isRunning: z.boolean(),
	}),
	sectors: z.array(sectorSchema),
	teams: z.array(teamSchema),
	/** Most people inside at once by the teams' times; null = no team was told of. */
	mostInside: z.number().int().nullable(),
	parMissed: z.number().int(),
	evacuations: z.array(evacuationSchema),
	requests: z.array(resourceRequestSchema),
	notes: z.array(noteSchema),
	measurements: z.array(measurementSchema),
	marks: z.array(drawingSchema),
	/** Photos and files of the incident and its notes. */
	attachments: z.array(attachmentSchema),
	events: z.number().int(),
});
export type AfterAction = z.infer<typeof afterActionSchema>;
