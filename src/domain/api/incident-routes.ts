import { z } from 'zod';
import {
	handoverSchema,
	incidentAssessmentSchema,
	incidentPatchSchema,
	incidentRecordSchema,
	incidentSchema,
	newIncidentSchema,
	reasonSchema,
} from '../incident.ts';
import { recordedEventSchema } from '../records/change.ts';
import {
	dispatchSchema,
	leftUnitSchema,
	newDispatchSchema,
	recallSchema,
	setTimesSchema,
} from '../records/dispatch.ts';
import { responseTimesSchema } from '../records/response-times.ts';
import { setUnitStateSchema, unitSchema } from '../records/unit.ts';

/** Incidents, the units sent to them, and what units do. */
export const INCIDENT_ROUTES = {
	/** All that are open, and the newest closed ones; without their assessments. */
	incidents: {
		method: 'GET',
		path: '/api/incidents',
		access: 'incident.read',
		query: z.object({ closed: z.coerce.number().int().min(0).max(500).default(20) }),
		response: z.object({ incidents: z.array(incidentRecordSchema) }),
	},
	/** Kept before it is answered. `assess=later`: answered at once; the assessment follows over the feed. */
	raiseIncident: {
		method: 'POST',
		path: '/api/incidents',
		access: 'incident.raise',
		query: z.object({ assess: z.enum(['now', 'later']).default('now') }),
		body: newIncidentSchema,
		response: incidentSchema,
	},
	/** With its newest assessment, or that of `revision`. */
	incident: {
		method: 'GET',
		path: '/api/incidents/:id',
		access: 'incident.read',
		query: z.object({
			revision: z.coerce
				.number()
				.int()
				.min(1)
				.max(2 ** 31 - 1)
				.optional(),
		}),
		response: incidentSchema,
	},
	/** The newest assessment, or that of `revision`, without the incident; 404 `incident/not-assessed` before the first. */
	incidentAssessment: {
		method: 'GET',
		path: '/api/incidents/:id/assessment',
		access: 'incident.read',
		query: z.object({
			revision: z.coerce
				.number()
				.int()
				.min(1)
				.max(2 ** 31 - 1)
				.optional(),
		}),
		response: incidentAssessmentSchema,
	},
	/** What happened to it, to its units while out for it, and to all that hangs on it; the 5,000 oldest after `since`, oldest first. */
	incidentEvents: {
		method: 'GET',
		path: '/api/incidents/:id/events',
		access: 'incident.read',
		/** Number of the last event that is known. */
		query: z.object({ since: z.coerce.number().int().min(0).default(0) }),
		response: z.object({ events: z.array(recordedEventSchema) }),
	},
	changeIncident: {
		method: 'PATCH',
		path: '/api/incidents/:id',
		access: 'incident.edit',
		body: incidentPatchSchema,
		response: incidentRecordSchema,
	},
	acknowledgeIncident: {
		method: 'POST',
		path: '/api/incidents/:id/acknowledge',
		access: 'incident.edit',
		response: incidentRecordSchema,
	},
	/** A body may be left out: then the reason is '' (demo pages of before). */
	closeIncident: {
		method: 'POST',
		path: '/api/incidents/:id/close',
		access: 'incident.close',
		body: z.object({ reason: z.string().trim().max(500).default('') }).prefault({}),
		response: incidentRecordSchema,
	},
	reopenIncident: {
		method: 'POST',
		path: '/api/incidents/:id/reopen',
		access: 'incident.reopen',
		body: reasonSchema,
		response: incidentRecordSchema,
	},
	/** Makes this one part of another: its units go on under that one, and it is closed. */
	mergeIncident: {
		method: 'POST',
		path: '/api/incidents/:id/merge',
		access: 'incident.merge',
		body: reasonSchema.extend({ into: z.string().min(1).max(40) }),
		response: incidentRecordSchema,
	},
	/** To or from 110, 12345 ... ; one handed to another service stays open until it is closed. */
	handOverIncident: {
		method: 'POST',
		path: '/api/incidents/:id/hand-over',
		access: 'incident.hand-over',
		body: handoverSchema.omit({ atMs: true, byName: true }),
		response: incidentRecordSchema,
	},
	dispatches: {
		method: 'GET',
		path: '/api/incidents/:id/dispatches',
		access: 'unit.read',
		response: z.object({ dispatches: z.array(dispatchSchema.extend({ response: responseTimesSchema })) }),
	},
	/** All units or none: one that is out elsewhere refuses the order and is named. */
	dispatchUnits: {
		method: 'POST',
		path: '/api/incidents/:id/dispatches',
		access: 'dispatch.order',
		body: newDispatchSchema,
		response: z.object({ dispatches: z.array(dispatchSchema) }),
	},
	/** Each unit is out for what it was out for before the order; one about which something was told since is left and named. */
	recallUnits: {
		method: 'POST',
		path: '/api/incidents/:id/dispatches/recall',
		access: 'dispatch.order',
		body: recallSchema,
		response: z.object({
			dispatches: z.array(dispatchSchema),
			units: z.array(unitSchema),
			left: z.array(leftUnitSchema),
		}),
	},
	setDispatchTimes: {
		method: 'PATCH',
		path: '/api/dispatches/:id',
		access: 'unit.set-state',
		body: setTimesSchema,
		response: dispatchSchema,
	},
	/** Every vehicle of every station with its state. */
	units: { method: 'GET', path: '/api/units', access: 'unit.read', response: z.object({ units: z.array(unitSchema) }) },
	/** By the transitions of GA/T 974.39; a time of its dispatch is set with it. */
	setUnitState: {
		method: 'POST',
		path: '/api/units/:id/state',
		access: 'unit.set-state',
		body: setUnitStateSchema,
		response: unitSchema,
	},
	/** Positions of units, one batch: those of unknown units are counted and told. Not kept as events. */
	tellPositions: {
		method: 'POST',
		path: '/api/positions',
		access: 'position.write',
		body: z.object({
			positions: z
				.array(
					z.object({
						unitId: z.string().min(1).max(200),
						lon: z.number().min(-180).max(180),
						lat: z.number().min(-90).max(90),
						headingDeg: z.number().min(0).max(360).default(0),
						speedMps: z.number().min(0).max(100).default(0),
						observedAtMs: z.number(),
					}),
				)
				.min(1)
				.max(5000),
		}),
		response: z.object({ taken: z.number().int(), unknown: z.array(z.string()), older: z.number().int() }),
	},
} as const;
