import type { Change } from '../records/change.ts';
import { COLLECTIONS } from '../records/collections.ts';
import { type Identity, mayDo } from './may-do.ts';

/**
 * Whether somebody is told of a change: by the read action of its collection and the record's district. That a record was removed is told to
 * all who may see its kind: it says no more than an id.
 */
export function maySeeChange(identity: Identity, { collection, record }: Change): boolean {
	const action = COLLECTIONS[collection].read;
	if (record === null) return mayDo(identity, action);
	const { district } = record;
	return mayDo(identity, action, { district: typeof district === 'string' ? district : null });
}
