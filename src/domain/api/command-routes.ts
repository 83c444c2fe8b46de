import { z } from 'zod';
import { closureListSchema } from '../closure.ts';
import { incidentRecordSchema, reasonSchema } from '../incident.ts';
import { recordedEventSchema } from '../records/change.ts';
import { measurementSchema } from '../records/measurement.ts';
import { noteSchema } from '../records/note.ts';
import { patchOf } from '../records/patch-of.ts';
import { requestStateSchema, resourceRequestSchema } from '../records/resource-request.ts';
import { sectorSchema } from '../records/sector.ts';
import { parSchema, teamSchema } from '../records/team.ts';
import { trackSchema } from '../records/track.ts';
import { unitSchema } from '../records/unit.ts';
import { afterActionSchema } from '../report/after-action.ts';
import { reportGeojsonSchema } from '../report/report-geojson.ts';
import { META, defineRoute as route } from './define-route.ts';

/** The version that the writer saw. */
const seen = { version: z.number().int().min(0) };
const ofIncident = z.object({ incidentId: z.string().max(40).optional() });
/** District: that of the incident. */
const OWN = { ...META, district: true, incidentId: true } as const;

const sectorFields = sectorSchema.omit(OWN);
const teamFields = teamSchema.omit({ ...OWN, par: true, parMissedMs: true, exitedAtMs: true });
const requestFields = resourceRequestSchema.pick({ what: true, count: true, reason: true });
const noteFields = noteSchema.omit({ ...OWN, byName: true, byId: true }).extend({ atMs: z.number().optional() });
const measurementFields = measurementSchema.omit({ ...OWN, byName: true });
const held = { incidentId: z.string().min(1).max(40) };

/** What a command post keeps of an incident: sectors, teams and their accountability, requests, notes, measurements; its history and report. */
export const COMMAND_ROUTES = {
	sectors: route('GET', '/api/sectors', 'incident.read', {
		query: ofIncident,
		response: z.object({ sectors: z.array(sectorSchema) }),
	}),
	addSector: route('POST', '/api/sectors', 'command.edit', {
		body: sectorFields.extend(held),
		response: sectorSchema,
	}),
	/** A unit that comes into it leaves the one it was in. */
	changeSector: route('PATCH', '/api/sectors/:id', 'command.edit', {
		body: patchOf(sectorFields).extend(seen),
		response: sectorSchema,
	}),
	/** Its teams go on without a sector. */
	removeSector: route('DELETE', '/api/sectors/:id', 'command.edit', { response: z.null() }),

	teams: route('GET', '/api/teams', 'incident.read', {
		query: ofIncident,
		response: z.object({ teams: z.array(teamSchema) }),
	}),
	addTeam: route('POST', '/api/teams', 'team.edit', { body: teamFields.extend(held), response: teamSchema }),
	changeTeam: route('PATCH', '/api/teams/:id', 'team.edit', {
		body: patchOf(teamFields).extend(seen),
		response: teamSchema,
	}),
	/** All are told of, or fewer: fewer than went in is an event of its own, 'team/par-short'. */
	accountTeam: route('POST', '/api/teams/:id/par', 'team.edit', { body: parSchema, response: teamSchema }),
	/** They came out. */
	exitTeam: route('POST', '/api/teams/:id/exit', 'team.edit', {
		body: z.object({ atMs: z.number().optional() }).prefault({}),
		response: teamSchema,
	}),

	requests: route('GET', '/api/requests', 'incident.read', {
		query: ofIncident,
		response: z.object({ requests: z.array(resourceRequestSchema) }),
	}),
	addRequest: route('POST', '/api/requests', 'request.add', {
		body: requestFields.extend(held),
		response: resourceRequestSchema,
	}),
	/** By REQUEST_STEPS; 'withdrawn' by who may ask, the others by who may answer. */
	answerRequest: route('POST', '/api/requests/:id/answer', 'request.answer', {
		body: z.object({
			...seen,
			state: requestStateSchema,
			answer: z.string().trim().max(500).default(''),
			unitIds: z.array(z.string().min(1).max(200)).max(100).optional(),
		}),
		response: resourceRequestSchema,
	}),
	withdrawRequest: route('POST', '/api/requests/:id/withdraw', 'request.add', { response: resourceRequestSchema }),

	notes: route('GET', '/api/notes', 'incident.read', {
		query: ofIncident,
		response: z.object({ notes: z.array(noteSchema) }),
	}),
	/** `atMs` absent = now. */
	addNote: route('POST', '/api/notes', 'note.add', { body: noteFields.extend(held), response: noteSchema }),
	/** One's own; what it said before stays in the log. */
	changeNote: route('PATCH', '/api/notes/:id', 'note.add', {
		body: patchOf(noteFields).extend(seen),
		response: noteSchema,
	}),

	measurements: route('GET', '/api/measurements', 'incident.read', {
		query: ofIncident,
		response: z.object({ measurements: z.array(measurementSchema) }),
	}),
	addMeasurement: route('POST', '/api/measurements', 'drawing.edit', {
		body: measurementFields.extend(held),
		response: measurementSchema,
	}),
	changeMeasurement: route('PATCH', '/api/measurements/:id', 'drawing.edit', {
		body: patchOf(measurementSchema.pick({ name: true })).extend(seen),
		response: measurementSchema,
	}),
	removeMeasurement: route('DELETE', '/api/measurements/:id', 'drawing.edit', { response: z.null() }),

	/** The signal to leave; it sounds on every page until it is ended. */
	orderEvacuation: route('POST', '/api/incidents/:id/evacuation', 'command.edit', {
		body: reasonSchema,
		response: incidentRecordSchema,
	}),
	/** The people of a sector are out. The last one does not end it. */
	confirmEvacuation: route('POST', '/api/incidents/:id/evacuation/confirm', 'team.edit', {
		body: z.object({ sectorId: z.string().min(1).max(40) }),
		response: incidentRecordSchema,
	}),
	endEvacuation: route('POST', '/api/incidents/:id/evacuation/end', 'command.edit', {
		body: reasonSchema,
		response: incidentRecordSchema,
	}),

	/** All that replay needs: what hangs on it as it began, every event since, where its vehicles were, and which assessments there are. */
	incidentHistory: route('GET', '/api/incidents/:id/history', 'incident.read', {
		response: z.object({
			incidentId: z.string(),
			fromMs: z.number(),
			/** When it was closed; of an open one the server's clock. Notes may come later. */
			toMs: z.number(),
			/** Its own and those of all that hangs on it, oldest first, as `incidentEvents`, without a limit. */
			events: z.array(recordedEventSchema),
			/** Each unit that was ever sent to it, as it was before the first event; version 0 = nothing was told of it until then. */
			units: z.array(unitSchema),
			/** Each closure that concerns it and was set before it was raised, as it was then; their events are those from then on. */
			closures: closureListSchema,
			tracks: z.array(trackSchema),
			/** Read each by GET /api/incidents/:id/assessment?revision=. */
			assessments: z.array(z.object({ revision: z.number().int(), madeAtMs: z.number() })),
		}),
	}),
	/** The after-action report as data; the same as a file below. */
	incidentReport: route('GET', '/api/incidents/:id/report', 'incident.read', { response: afterActionSchema }),
	/** One row a unit with its eleven times; UTF-8, times in UTC. */
	incidentReportCsv: route('GET', '/api/incidents/:id/report.csv', 'incident.read', { response: z.string() }),
	/** What of it lies on a map: the incident, marks, measurements, notes, tracks. */
	incidentReportGeojson: route('GET', '/api/incidents/:id/report.geojson', 'incident.read', {
		response: reportGeojsonSchema,
	}),
} as const;
