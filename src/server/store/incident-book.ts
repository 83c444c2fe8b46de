import type { Incident } from '../../domain/incident.ts';
import type { IncidentEvent } from './incident-log.ts';

/** The current state of all incidents: the sum of the log's events. */
export interface IncidentBook {
	/** Takes one event in and returns the incident as it is after it; undefined when the event is of an incident it does not know. */
	apply(event: IncidentEvent): Incident | undefined;
	find(id: string): Incident | undefined;
	/** Newest first: all that are open, then closed ones until `limit` is reached. */
	list(limit: number): Incident[];
	/** An id nobody has: '2026-1120-0001', the day of the server's clock and a number that grows. Each call gives another. */
	takeId(nowMs: number): string;
}

/** Makes the book from the events of a log. */
export function createIncidentBook(events: readonly IncidentEvent[]): IncidentBook {
	const incidents = new Map<string, Incident>();
	const lastNumber = new Map<string, number>();

	function countId(id: string): void {
		const [, day, number] = /^(\d{4}-\d{4})-(\d+)$/.exec(id) ?? [];
		if (day) lastNumber.set(day, Math.max(lastNumber.get(day) ?? 0, Number(number)));
	}

	function apply(event: IncidentEvent): Incident | undefined {
		if (event.kind === 'raised') {
			countId(event.incident.id);
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
			const newestFirst = [...incidents.values()].sort(
				(a, b) => b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1),
			);
			const open = newestFirst.filter(({ closedAtMs }) => closedAtMs === null);
			const closed = newestFirst.filter(({ closedAtMs }) => closedAtMs !== null);
			return [...open, ...closed.slice(0, Math.max(0, limit - open.length))];
		},
		takeId(nowMs) {
			const now = new Date(nowMs);
			const two = (value: number) => String(value).padStart(2, '0');
			const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}${two(now.getDate())}`;
			const number = (lastNumber.get(day) ?? 0) + 1;
			lastNumber.set(day, number);
			return `${day}-${String(number).padStart(4, '0')}`;
		},
	};
}
