import { type Closure, isClosureOver } from '../../domain/closure.ts';
import { newestFirst } from '../../domain/newest-first.ts';
import type { ClosureEvent } from './closure-log.ts';
import { createDayIds } from './day-ids.ts';

/** The current state of all closures: the sum of the log's events. */
export interface ClosureBook {
	/** Takes one event in and returns the closure as it is after it; undefined when the event is of a closure it does not know. */
	apply(event: ClosureEvent): Closure | undefined;
	find(id: string): Closure | undefined;
	/** Those that hold at this time or will later, newest first. */
	list(atMs: number): Closure[];
	/** An id nobody has: 'c-2026-1120-0001'. Each call gives another. */
	takeId(nowMs: number): string;
}

/** Makes the book from the events of a log. */
export function createClosureBook(events: readonly ClosureEvent[]): ClosureBook {
	const closures = new Map<string, Closure>();
	const ids = createDayIds('c-');

	function apply(event: ClosureEvent): Closure | undefined {
		if (event.kind === 'added') {
			ids.count(event.closure.id);
			closures.set(event.closure.id, event.closure);
			return event.closure;
		}
		const before = closures.get(event.id);
		if (!before) return undefined;
		const after = { ...before, liftedAtMs: before.liftedAtMs ?? event.atMs };
		closures.set(event.id, after);
		return after;
	}

	for (const event of events) apply(event);
	return {
		apply,
		find: (id) => closures.get(id),
		list: (atMs) => [...closures.values()].filter((closure) => !isClosureOver(closure, atMs)).sort(newestFirst),
		takeId: ids.take,
	};
}
