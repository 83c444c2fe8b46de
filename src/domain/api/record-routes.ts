import { z } from 'zod';
import { attachmentSchema } from '../records/attachment.ts';
import { changesAnswerSchema, recordedEventSchema } from '../records/change.ts';
import { collectionNameSchema } from '../records/collections.ts';
import { drawingSchema } from '../records/drawing.ts';
import { keyUnitSchema, planSchema } from '../records/key-unit.ts';
import { laidRecordsSchema } from '../records/lay-records.ts';
import { patchOf } from '../records/patch-of.ts';
import { stationRecordSchema } from '../records/station-record.ts';
import { taskReportSchema, taskSchema } from '../records/task.ts';
import { waterRecordSchema, waterTestSchema } from '../records/water-record.ts';
import { vehicleSchema } from '../vehicle.ts';
import { META, defineRoute as route } from './define-route.ts';

/** The version that the writer saw. */
const seen = { version: z.number().int().min(0) };
/** null or absent = where it lies is found out. */
const given = { district: z.string().trim().min(1).max(80).nullable().default(null) };

const place = { lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) };
const name = z.string().trim().max(200).nullable();

const stationFields = stationRecordSchema.omit(META).extend({
	...given,
	...place,
	name,
	nameEn: name,
	town: z.string().max(80).nullable(),
	vehicles: z.array(vehicleSchema).max(200),
});
const waterFields = waterRecordSchema.omit({ ...META, lastTest: true }).extend({
	...given,
	...place,
	name,
	flowLps: z.number().min(0).max(2000).nullable(),
	diameterMm: z.number().min(0).max(5000).nullable(),
	volumeM3: z.number().min(0).max(1e9).nullable(),
	testedOn: z.iso.date().nullable(),
});
const keyUnitFields = keyUnitSchema.omit(META).extend(given);
const planFields = planSchema.omit({ ...META, approvedBy: true }).extend(given);
const taskFields = taskSchema.omit({ ...META, reports: true }).extend(given);
const drawingFields = drawingSchema.omit(META).extend(given);

/** What the service keeps of stations, water, key units, plans, tasks and drawings; attachments; what changed since. */
export const RECORD_ROUTES = {
	/** Puts a record in the place of the pack's station of that id, or adds one. `version` 0 = there is no record yet. */
	putStation: route('PUT', '/api/stations/:id', 'station.edit', {
		body: stationFields.extend(seen),
		response: stationRecordSchema,
	}),
	/** As the pack has it again. */
	removeStation: route('DELETE', '/api/stations/:id', 'station.edit', { response: z.null() }),
	putWater: route('PUT', '/api/water/:id', 'water.edit', {
		body: waterFields.extend(seen),
		response: waterRecordSchema,
	}),
	removeWater: route('DELETE', '/api/water/:id', 'water.edit', { response: z.null() }),
	/** What the service recorded of stations and water, to be laid over a pack that is read without the server. */
	laidRecords: route('GET', '/api/laid-records', 'map.read', { response: laidRecordsSchema }),
	/** A test: sets state, flow and date; makes the record of a source that only the pack has. */
	testWater: route('POST', '/api/water/:id/tests', 'water.edit', {
		body: waterTestSchema,
		response: waterRecordSchema,
	}),

	keyUnits: route('GET', '/api/key-units', 'key-unit.read', {
		response: z.object({ keyUnits: z.array(keyUnitSchema) }),
	}),
	keyUnit: route('GET', '/api/key-units/:id', 'key-unit.read', { response: keyUnitSchema }),
	addKeyUnit: route('POST', '/api/key-units', 'key-unit.edit', { body: keyUnitFields, response: keyUnitSchema }),
	changeKeyUnit: route('PATCH', '/api/key-units/:id', 'key-unit.edit', {
		body: patchOf(keyUnitFields).extend(seen),
		response: keyUnitSchema,
	}),
	removeKeyUnit: route('DELETE', '/api/key-units/:id', 'key-unit.edit', { response: z.null() }),

	plans: route('GET', '/api/plans', 'key-unit.read', {
		query: z.object({ keyUnitId: z.string().max(200).optional() }),
		response: z.object({ plans: z.array(planSchema) }),
	}),
	addPlan: route('POST', '/api/plans', 'plan.edit', { body: planFields, response: planSchema }),
	changePlan: route('PATCH', '/api/plans/:id', 'plan.edit', {
		body: patchOf(planFields).extend(seen),
		response: planSchema,
	}),
	removePlan: route('DELETE', '/api/plans/:id', 'plan.edit', { response: z.null() }),

	tasks: route('GET', '/api/tasks', 'task.read', { response: z.object({ tasks: z.array(taskSchema) }) }),
	addTask: route('POST', '/api/tasks', 'task.edit', { body: taskFields, response: taskSchema }),
	changeTask: route('PATCH', '/api/tasks/:id', 'task.edit', {
		body: patchOf(taskFields).extend(seen),
		response: taskSchema,
	}),
	reportTask: route('POST', '/api/tasks/:id/reports', 'task.report', { body: taskReportSchema, response: taskSchema }),

	drawings: route('GET', '/api/drawings', 'incident.read', {
		response: z.object({ drawings: z.array(drawingSchema) }),
	}),
	addDrawing: route('POST', '/api/drawings', 'drawing.edit', { body: drawingFields, response: drawingSchema }),
	changeDrawing: route('PATCH', '/api/drawings/:id', 'drawing.edit', {
		body: patchOf(drawingFields).extend(seen),
		response: drawingSchema,
	}),
	removeDrawing: route('DELETE', '/api/drawings/:id', 'drawing.edit', { response: z.null() }),

	/** multipart/form-data: one `file`; which record it belongs to is in the query, so that it can be refused before it is read. */
	addAttachment: route('POST', '/api/attachments', 'attachment.add', {
		query: attachmentSchema.shape.of,
		response: attachmentSchema,
	}),
	attachments: route('GET', '/api/attachments', 'attachment.read', {
		query: attachmentSchema.shape.of,
		response: z.object({ attachments: z.array(attachmentSchema) }),
	}),
	/** The bytes, by range too. */
	attachmentFile: route('GET', '/api/attachments/:id/file', 'attachment.read', { response: z.unknown() }),
	removeAttachment: route('DELETE', '/api/attachments/:id', 'attachment.add', { response: z.null() }),

	/** For one who was away: every record that changed, as it is now; removed ones as null. Only what the reader may see. */
	changes: route('GET', '/api/changes', 'signed-in', {
		query: z.object({
			since: z.coerce.number().int().min(0).default(0),
			/** Of the numbers; another one than the server's is answered from the beginning. */
			log: z.string().max(80).optional(),
			limit: z.coerce.number().int().min(1).max(1000).default(500),
		}),
		response: changesAnswerSchema,
	}),
	/** The log itself, for review. */
	events: route('GET', '/api/events', 'audit.read', {
		query: z.object({
			collection: collectionNameSchema.optional(),
			id: z.string().max(200).optional(),
			since: z.coerce.number().int().min(0).default(0),
			limit: z.coerce.number().int().min(1).max(1000).default(200),
		}),
		response: z.object({ events: z.array(recordedEventSchema) }),
	}),
} as const;
