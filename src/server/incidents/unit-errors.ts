import { NotFoundError, UsageError } from '../../domain/errors.ts';

/** Clocks of vehicles and servers may differ so much. Assumption, not sourced. */
const CLOCKS_DIFFER_MS = 2 * 60_000;

/** What is told has happened. @throws UsageError `unit/time-in-future` */
export function requirePast(where: string, atMs: number, nowMs: number): void {
	if (atMs <= nowMs + CLOCKS_DIFFER_MS) return;
	throw new UsageError('unit/time-in-future', `${where}: got ${atMs}, expected at most ${nowMs}, the time now`, {
		context: { atMs, nowMs },
	});
}

/** No vehicle of these ids. */
export function noSuchUnit(ids: readonly string[]): NotFoundError {
	return new NotFoundError('unit/not-found', `units: got ${ids.join(', ')}, expected vehicles of the stations`, {
		context: { ids },
	});
}

/** No dispatch of that id. */
export function noSuchDispatch(id: string): NotFoundError {
	return new NotFoundError('dispatch/not-found', `dispatch ${id}: got no such dispatch, expected a known id`, {
		context: { id },
	});
}
