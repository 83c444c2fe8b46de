import type { WriteTx } from '../store/store.ts';

/** Which incident, and in which district it lies. */
export interface Holder {
	readonly id: string;
	readonly district: string | null;
}

/**
 * Gives what hangs on one incident (dispatches with the units that are out, tasks, drawings) to another, or to the same one in another
 * district. Attachments stay where they were put.
 */
export async function moveParts(tx: WriteTx, from: string, to: Holder, reason: string): Promise<void> {
	const set = { incidentId: to.id, district: to.district };
	const where = { incidentId: from };
	for (const dispatch of await tx.list('dispatch', { where })) {
		const unit = to.id === from ? undefined : await tx.read('unit', dispatch.unitId);
		if (unit?.dispatchId === dispatch.id) {
			await tx.append({ collection: 'unit', id: unit.id, kind: 'unit/moved', reason, set: { incidentId: to.id } });
		}
		await tx.append({ collection: 'dispatch', id: dispatch.id, kind: 'dispatch/moved', reason, set });
	}
	for (const { id } of await tx.list('task', { where })) {
		await tx.append({ collection: 'task', id, kind: 'task/moved', reason, set });
	}
	for (const { id } of await tx.list('drawing', { where })) {
		await tx.append({ collection: 'drawing', id, kind: 'drawing/moved', reason, set });
	}
}
