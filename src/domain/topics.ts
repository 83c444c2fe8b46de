import { z } from 'zod';
import { closureSchema } from './closure.ts';
import { incidentSchema } from './incident.ts';

/** A demo vehicle's position on the live feed. `demo` is always told: it is no real vehicle. */
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

/** Server -> page over the WebSocket `/api/feed`. The first message is a snapshot; `seq` grows by one with each that follows. */
export const feedMessageSchema = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('snapshot'),
		seq: z.number().int(),
		serverTimeMs: z.number(),
		/** Version of the city pack that is served. */
		packVersion: z.string(),
		incidents: z.array(incidentSchema),
		vehicles: z.array(vehiclePositionSchema),
		/** Those that hold now or will. */
		closures: z.array(closureSchema),
	}),
	/** A closure that is new, changed or lifted. */
	z.object({ kind: z.literal('closure'), seq: z.number().int(), serverTimeMs: z.number(), closure: closureSchema }),
	z.object({ kind: z.literal('incident'), seq: z.number().int(), serverTimeMs: z.number(), incident: incidentSchema }),
	z.object({
		kind: z.literal('vehicles'),
		seq: z.number().int(),
		serverTimeMs: z.number(),
		vehicles: z.array(vehiclePositionSchema),
	}),
	/** Another version of the city pack is served from now on. */
	z.object({ kind: z.literal('pack'), seq: z.number().int(), serverTimeMs: z.number(), packVersion: z.string() }),
	/** Every 2 s when nothing else was sent: the page knows the line is alive. */
	z.object({ kind: z.literal('tick'), seq: z.number().int(), serverTimeMs: z.number() }),
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
/** The server sends at least one message in this time, so a page that hears nothing for longer knows that the line is dead. */
export const FEED_TICK_MS = 2000;
