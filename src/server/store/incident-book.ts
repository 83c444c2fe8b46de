import type { Incident } from '../../domain/incident.ts';
import { newestFirst } from '../../domain/newest-first.ts';
import { createDayIds } from './day-ids.ts';
import type { IncidentEvent } from './incident-log.ts';

/** The current state of all incidents: the sum of the log's events. */
export interface IncidentBook {
	/** Takes one event in and returns the incident as it is after it; undefined when the event is of an incident it does not know. */
	apply(event: IncidentEvent): Incident | undefined;
	find(id: string): Incident | undefined;
	/** Newest first: all that are open, then closed ones until `limit` is reached. */
	list(limit: number): Incident[];
	/** An id nobody has: '2026-1120-0001'. Each call gives another. */
	takeId(nowMs: number): string;
}

/** Makes the book from the events of a log. */
export function createIncidentBook(events: readonly IncidentEvent[]): IncidentBook {
	const incidents = new Map<string, Incident>();
	const ids = createDayIds();

	function apply(event: IncidentEvent): Incident | undefined {
		if (event.kind === 'raised') {
			ids.count(event.incident.id);
			incidents.set(event.incident.id, event.incident);
			return event.incident;
		}
		const before = incidents.get(event.id);
		if (!before) return undefined;
		const after =
			event.kind === 'acknowledged'
				? { ...before, acknowledgedAtMs: before.acknowledgedAtMs ?? event.atMs }
				: { ...before, closedAtMs: before.closedAtMs ?? event.atMs };
		incidents.set(event.id, after);
		return after;
	}

	for (const event of events) apply(event);
	return {
		apply,
		find: (id) => incidents.get(id),
		list(limit) {
			const all = [...incidents.values()].sort(newestFirst);
			const open = all.filter(({ closedAtMs }) => closedAtMs === null);
			const closed = all.filter(({ closedAtMs }) => closedAtMs !== null);
			return [...open, ...closed.slice(0, Math.max(0, limit - open.length))];
		},
		takeId: ids.take,
	};
}
