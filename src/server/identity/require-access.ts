import type { Action } from '../../domain/access/actions.ts';
import { type Identity, mayDo } from '../../domain/access/may-do.ts';
import { ForbiddenError } from '../../domain/errors.ts';

/**
 * For a record at hand: the route was allowed already, its district is looked at here.
 * @throws ForbiddenError `access/denied`
 */
export function requireAccess(
	identity: Identity,
	action: Action,
	record: { readonly id: string; readonly district: string | null },
): void {
	if (mayDo(identity, action, record)) return;
	// Not which district it is of: that is part of what may not be read.
	throw new ForbiddenError('access/denied', `${action}: got ${record.id}, expected one of your districts`, {
		context: { action, id: record.id },
	});
}
