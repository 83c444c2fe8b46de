import { ForbiddenError } from '../../domain/errors.ts';
import type { Caller } from '../caller.ts';

/** Actions of the access table that change nothing. */
export function isReading(action: string): boolean {
	return action.endsWith('.read');
}

/** A caller that asks and never tells: what would change something rejects with ForbiddenError `replay/read-only`, and nothing is sent. */
export function createReadOnlyCaller(caller: Caller): Caller {
	return {
		async call(route, parts) {
			if (route.method !== 'GET' && !isReading(route.access)) {
				const where = `${route.method} ${route.path}`;
				throw new ForbiddenError('replay/read-only', `${where}: got a replay, expected the present`, {
					context: { where },
				});
			}
			return caller.call(route, parts);
		},
		setCsrfToken() {
			// The session is that of the present.
		},
	};
}
