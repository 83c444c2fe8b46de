import type { FastifyRequest } from 'fastify';
import { hasPersonal, hidePersonal, readsPersonal } from '../../domain/access/hide-personal.ts';
import { mayDo } from '../../domain/access/may-do.ts';
import type { CollectionName } from '../../domain/records/collections.ts';

/**
 * One record as it is told to who asked for it by its id: whole to those who may read its personal data, and then the audit says so before
 * the answer leaves; else without them.
 * @throws UnavailableError `store/unavailable`: what cannot be audited is not told.
 */
export async function tellWhole<T extends { readonly id: string; readonly district: string | null }>(
	request: FastifyRequest,
	collection: CollectionName,
	record: T,
): Promise<T> {
	const action = readsPersonal(collection);
	if (action === null || !hasPersonal(collection, record)) return record;
	if (!mayDo(request.identity, action, record)) return hidePersonal(collection, record);
	await request.server.audit.write({
		by: request.identity.actor,
		from: request.ip,
		what: 'personal/read',
		about: `${collection}/${record.id}`,
		outcome: 'done',
	});
	return record;
}
