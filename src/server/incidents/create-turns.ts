import { withPatience } from '../store/patience.ts';
import { GIVE_UP_MS } from '../store/patient-client.ts';
import { askDatabase } from '../store/store-error.ts';

/**
 * Does one work after another. Alarms are numbered one after another, so they are written one after another: waiting for that here holds no
 * connection, and is faster than many that wait for one lock. Nothing else hangs on it: the database keeps the numbers apart.
 * The function rejects with UnavailableError `store/unavailable` when its turn has not come in time: those before it wait for a database that
 * is silent.
 */
export function createTurns(waitMs: number = GIVE_UP_MS): <T>(work: () => Promise<T>) => Promise<T> {
	let last: Promise<unknown> = Promise.resolve();
	return (work) => {
		const before = last;
		const turn = askDatabase(() => withPatience(before, waitMs, `timeout exceeded: no turn within ${waitMs} ms`));
		const mine = turn.then(work);
		last = Promise.allSettled([before, mine]);
		return mine;
	};
}
