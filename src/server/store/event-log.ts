import type { z } from 'zod';

/** What a log holds. */
export interface LogKind<E> {
	/** Name of its file and area of its problems' codes. */
	readonly name: 'incidents' | 'closures';
	readonly schema: z.ZodType<E>;
}

/** The port to where events are kept. The log of them is the truth; the current state is their sum. */
export interface EventLog<E> {
	/** Resolves once the event would survive a power cut. Appends keep their order. @throws UnavailableError `<name>/not-saved`. */
	append(event: E): Promise<void>;
	close(): Promise<void>;
}

/** Something found wrong in a log while it was opened; told in /api/health. */
export interface LogProblem {
	/** `<name>/torn-line-cut`, `<name>/bad-line-skipped`, `<name>/log-in-use`. */
	readonly code: string;
	readonly message: string;
	readonly file: string;
}

/** A log that was opened: its events so far, in order. */
export interface OpenedEventLog<E> {
	readonly log: EventLog<E>;
	readonly events: readonly E[];
	readonly problems: readonly LogProblem[];
}
