import { z } from 'zod';
import { assessmentSchema } from './assessment.ts';
import { closureSchema } from './closure.ts';
import { incidentRecordSchema } from './incident.ts';
import { changeSchema } from './records/change.ts';
import { dispatchSchema } from './records/dispatch.ts';
import { drawingSchema } from './records/drawing.ts';
import { measurementSchema } from './records/measurement.ts';
import { noteSchema } from './records/note.ts';
import { resourceRequestSchema } from './records/resource-request.ts';
import { sectorSchema } from './records/sector.ts';
import { taskSchema } from './records/task.ts';
import { teamSchema } from './records/team.ts';
import { unitSchema } from './records/unit.ts';

/** Where a vehicle is. `demo` is always told: it is no real vehicle. */
export const vehiclePositionSchema = z.object({
	id: z.string(),
	plate: z.string(),
	type: z.string(),
	lon: z.number(),
	lat: z.number(),
	headingDeg: z.number(),
	speedMps: z.number(),
	/** GA/T 974.39 duty status, two digits. */
	status: z.string(),
	observedAtMs: z.number(),
	demo: z.boolean(),
});
export type VehiclePosition = z.infer<typeof vehiclePositionSchema>;

/** West, south, east, north; degrees, WGS84. */
const boxSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** How a page opens the feed: `/api/feed?since=120&log=...&positions=binary`. */
export const feedQuerySchema = z.object({
	/** Last number this page knows, of the log `log`: what came since is told instead of a snapshot, when it can be. */
	since: z.coerce.number().int().min(0).optional(),
	log: z.string().max(80).optional(),
	/** What it was told that its sight is called: who sees more or less since then is told a snapshot. Absent: it is the same still. */
	sight: z.string().max(80).optional(),
	/** How positions are told: not, as JSON, or as frames of `position-frame.ts`. */
	positions: z.enum(['none', 'json', 'binary']).default('json'),
});
export type FeedQuery = z.infer<typeof feedQuerySchema>;

/** Page -> server, at any time. Positions are told of vehicles in the box, and of real ones that are out wherever they are; null = of all. */
export const feedRequestSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('viewport'), box: boxSchema.nullable() }),
]);
export type FeedRequest = z.infer<typeof feedRequestSchema>;

/** What every message says: the number up to which its reader knows everything now, and the server's clock. */
const stamp = { seq: z.number().int(), serverTimeMs: z.number() };

/**
 * Server -> page over the WebSocket `/api/feed`. The first message is a snapshot, or `resumed` when the page asked for what came since a
 * number the log still goes back to. `seq` never falls; a page that breaks off asks for what came after the last one it was told.
 */
export const feedMessageSchema = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('snapshot'),
		...stamp,
		log: z.string(),
		/** Names what its reader may see; give it back with `log`. */
		sight: z.string(),
		/** Version of the city pack that is served. */
		packVersion: z.string(),
		/** All that are open and the newest closed ones. */
		incidents: z.array(incidentRecordSchema),
		units: z.array(unitSchema),
		/** Of the incidents above. */
		dispatches: z.array(dispatchSchema),
		/** Those that hold now or will. */
		closures: z.array(closureSchema),
		/** Not done. */
		tasks: z.array(taskSchema),
		drawings: z.array(drawingSchema),
		/** Of the incidents above, these five. */
		sectors: z.array(sectorSchema),
		teams: z.array(teamSchema),
		requests: z.array(resourceRequestSchema),
		notes: z.array(noteSchema),
		measurements: z.array(measurementSchema),
		vehicles: z.array(vehiclePositionSchema),
	}),
	z.object({
		kind: z.literal('resumed'),
		...stamp,
		log: z.string(),
		sight: z.string(),
		packVersion: z.string(),
	}),
	/** Records that are new, changed or removed, in the order of their numbers. */
	z.object({ kind: z.literal('changes'), ...stamp, changes: z.array(changeSchema).min(1) }),
	/** The newest assessment of an incident, told when it is made; GET /api/incidents/:id has it ever after. */
	z.object({
		kind: z.literal('assessment'),
		...stamp,
		incidentId: z.string(),
		revision: z.number().int(),
		assessment: assessmentSchema,
	}),
	/** Vehicles that moved or came into the box; others stay where they were told to be. The first after the line opened names all there are. */
	z.object({ kind: z.literal('vehicles'), ...stamp, vehicles: z.array(vehiclePositionSchema) }),
	/** What the numbers of binary position frames stand for, before a frame uses them; they hold until the line breaks. */
	z.object({
		kind: z.literal('fleet'),
		...stamp,
		fleet: z.array(
			vehiclePositionSchema
				.pick({ id: true, plate: true, type: true, status: true, demo: true })
				.extend({ no: z.number().int().min(0).max(65_535) }),
		),
	}),
	/** Vehicles of which nothing is told any more: they left the box, or have been silent too long. */
	z.object({ kind: z.literal('gone'), ...stamp, ids: z.array(z.string()) }),
	/** Another version of the city pack is served from now on. */
	z.object({ kind: z.literal('pack'), ...stamp, packVersion: z.string() }),
	/** Every 2 s when nothing else was sent: the page knows the line is alive. */
	z.object({ kind: z.literal('tick'), ...stamp }),
	/** The last message: why the server ends the line. */
	z.object({
		kind: z.literal('bye'),
		...stamp,
		reason: z.enum(['slow', 'signed-out', 'stopping', 'bad-request']),
	}),
]);
export type FeedMessage = z.infer<typeof feedMessageSchema>;

/**
 * A list that changes many times a second and is read outside React's render (vehicles). `get` answers the newest list, the
 * same object until it changes; `subscribe` calls back after each change and returns its undo.
 */
export interface Feed<T> {
	get(): readonly T[];
	subscribe(onChange: () => void): () => void;
}

/** Path of the live feed's WebSocket. */
export const FEED_PATH = '/api/feed';
/** WebSocket close codes with which the server ends a line. */
export const FEED_CLOSE = { slow: 4001, signedOut: 4002, stopping: 1001, badRequest: 4003 } as const;
