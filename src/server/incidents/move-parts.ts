import { moveAttachments } from '../records/record-desk.ts';
import { moveSketch } from '../sketch/move-sketch.ts';
import type { WriteTx } from '../store/store.ts';

const HELD = ['sector', 'team', 'request', 'note', 'measurement'] as const;

/** Which incident, and in which district it lies. */
export interface Holder {
	readonly id: string;
	readonly district: string | null;
}

/**
 * Gives what hangs on one incident (dispatches with the units that are out, tasks, drawings, and what its command post keeps) to another, or
 * to the same one in another district. Attachments stay where they were put; those of notes lie where their note does.
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
	if (to.id !== from) await moveSketch(tx, from, to.id);
	for (const { id } of await tx.list('drawing', { where })) {
		await tx.append({ collection: 'drawing', id, kind: 'drawing/moved', reason, set });
	}
	for (const collection of HELD) {
		for (const { id, district } of await tx.list(collection, { where })) {
			await tx.append({ collection, id, kind: `${collection}/moved`, reason, set });
			if (collection === 'note' && district !== to.district) await moveAttachments(tx, { collection, id }, to.district);
		}
	}
}
