import { z } from 'zod';
import { incidentSchema } from '../../domain/incident.ts';

/** What happened to an incident. The log of these is the truth; the current state is their sum. */
export const incidentEventSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('raised'), incident: incidentSchema }),
	z.object({ kind: z.literal('acknowledged'), id: z.string(), atMs: z.number() }),
	z.object({ kind: z.literal('closed'), id: z.string(), atMs: z.number() }),
]);
export type IncidentEvent = z.infer<typeof incidentEventSchema>;

/** The port to where incident events are kept. */
export interface IncidentLog {
	/** Resolves once the event would survive a power cut. Appends keep their order. @throws UnavailableError `incidents/not-saved`. */
	append(event: IncidentEvent): Promise<void>;
	close(): Promise<void>;
}

/** Something found wrong in a log while it was opened; told in /api/health. */
export interface LogProblem {
	/** `incidents/torn-line-cut`, `incidents/bad-line-skipped`, `incidents/log-in-use`. */
	readonly code: string;
	readonly message: string;
	readonly file: string;
}

/** A log that was opened: its events so far, in order. */
export interface OpenedIncidentLog {
	readonly log: IncidentLog;
	readonly events: readonly IncidentEvent[];
	readonly problems: readonly LogProblem[];
}
