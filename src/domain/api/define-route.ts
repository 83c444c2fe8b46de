import type { RouteAccess } from '../access/actions.ts';

/** One path, one action: list, read, add, change, remove. */
export function defineRoute<M extends string, P extends string, A extends RouteAccess, R extends object>(
	method: M,
	path: P,
	access: A,
	rest: R,
) {
	return { method, path, access, ...rest };
}

/** Set by the store, never by a caller. */
export const META = { id: true, version: true, createdAtMs: true, updatedAtMs: true } as const;
