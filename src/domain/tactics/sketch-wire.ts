import { z } from 'zod';

/** Path of an incident's shared sketch: a WebSocket, all of whose messages are binary. */
export const SKETCH_PATH = '/api/incidents/:id/sketch';

/** First number of each message: y-protocols' sync and awareness, and what only the server says (JSON text of sketchToldSchema). */
export const SKETCH_MESSAGE = { sync: 0, awareness: 1, told: 2 } as const;

/** What a sketch may hold, and what a page may send. */
export const SKETCH_LIMITS = {
	marks: 2000,
	/** Of one mark as JSON. */
	markBytes: 200_000,
	/** Of all marks as JSON. */
	sketchBytes: 16_000_000,
	/** Of one message; all that was drawn offline comes in one. */
	messageBytes: 4_000_000,
	/** On average, and how many may come at once. */
	messagesPerS: 60,
	messagesAtOnce: 240,
	/** Of a page's presence as JSON. */
	presenceBytes: 1000,
} as const;

/** WebSocket close codes with which the server ends a line of a sketch. 'refused': there is no such incident for this reader. */
export const SKETCH_CLOSE = {
	stopping: 1001,
	unavailable: 1013,
	slow: 4001,
	signedOut: 4002,
	badRequest: 4003,
	refused: 4004,
} as const;

/** Why nobody, or not this person, may draw. */
export const readOnlyReasonSchema = z.enum(['closed', 'not-allowed']);
export type ReadOnlyReason = z.infer<typeof readOnlyReasonSchema>;

/** Why a mark was put back to what it was. */
export const putBackReasonSchema = z.enum(['bad-mark', 'bad-id', 'too-large', 'too-many', 'id-taken']);
export type PutBackReason = z.infer<typeof putBackReasonSchema>;

/** What the server says of a sketch beside its contents. */
export const sketchToldSchema = z.discriminatedUnion('kind', [
	/** The first message. `log`: of the records; the sketch of another log is another one, and what is held of it goes. */
	z.object({
		kind: z.literal('hello'),
		log: z.string(),
		/** Of whoever is signed in. */
		name: z.string(),
		readOnly: readOnlyReasonSchema.nullable(),
	}),
	/** Whether this page may draw, from now on. */
	z.object({ kind: z.literal('access'), readOnly: readOnlyReasonSchema.nullable() }),
	/** So many of the changes this line sent are on the server's disk. */
	z.object({ kind: z.literal('kept'), messages: z.number().int() }),
	/** A change of this line was not taken; nothing of it is kept. */
	z.object({ kind: z.literal('refused'), reason: readOnlyReasonSchema }),
	/** Marks of this line that were put back; what they are now comes as a change. */
	z.object({
		kind: z.literal('put-back'),
		marks: z.array(z.object({ id: z.string(), reason: putBackReasonSchema })),
	}),
	/** Every 5 s: the line is alive. */
	z.object({ kind: z.literal('tick') }),
]);
export type SketchTold = z.infer<typeof sketchToldSchema>;

/** What a page tells the others of itself while it has the sketch open. The server sets the name. */
export const presenceSchema = z.object({
	name: z.string().max(100).default(''),
	/** Where its pointer is on the map, WGS84; null = not on the map. */
	cursor: z
		.object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })
		.nullable()
		.default(null),
	/** What it draws with: a symbol's code, or the page's own word; null = nothing. */
	tool: z.string().max(40).nullable().default(null),
});
export type Presence = z.infer<typeof presenceSchema>;

/** What a mark's id may be: it is the drawing's id too. */
export const MARK_ID = /^[\w-]{1,40}$/;
