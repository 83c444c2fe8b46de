import { z } from 'zod';
import { closureSchema } from '../../domain/closure.ts';
import type { LogKind } from './event-log.ts';

const closureEventSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('added'), closure: closureSchema }),
	z.object({ kind: z.literal('lifted'), id: z.string(), atMs: z.number() }),
]);
/** What happened to a closure. That its time is over is no event: the clock tells it. */
export type ClosureEvent = z.infer<typeof closureEventSchema>;

/** The log of closures: `closures.ndjson`. */
export const CLOSURE_LOG: LogKind<ClosureEvent> = { name: 'closures', schema: closureEventSchema };
