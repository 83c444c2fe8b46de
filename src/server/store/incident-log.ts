import { z } from 'zod';
import { incidentSchema } from '../../domain/incident.ts';
import type { LogKind } from './event-log.ts';

const incidentEventSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('raised'), incident: incidentSchema }),
	z.object({ kind: z.literal('acknowledged'), id: z.string(), atMs: z.number() }),
	z.object({ kind: z.literal('closed'), id: z.string(), atMs: z.number() }),
]);
/** What happened to an incident. */
export type IncidentEvent = z.infer<typeof incidentEventSchema>;

/** The log of incidents: `incidents.ndjson`. */
export const INCIDENT_LOG: LogKind<IncidentEvent> = { name: 'incidents', schema: incidentEventSchema };
