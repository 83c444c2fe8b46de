import type { z } from 'zod';
import type { Task, taskReportSchema } from '../../domain/records/task.ts';
import { requireAccess } from '../identity/require-access.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';
import { recordNotFound, unknownReference } from './record-error.ts';

/**
 * Adds a report at the end of a task's, and sets its state when one is given; of two at once both stay.
 * @throws NotFoundError `record/not-found`, ForbiddenError `access/denied`, DataError `record/unknown-reference` for an attachment that is not this task's
 */
export function reportTask(
	store: Store,
	id: string,
	{ text, attachmentIds, state }: z.output<typeof taskReportSchema>,
	{ identity, context }: Caller,
): Promise<Task> {
	return store.write(context, async (tx) => {
		const task = await tx.read('task', id);
		if (!task) throw recordNotFound('task', id);
		requireAccess(identity, 'task.report', task);
		for (const attachmentId of attachmentIds) {
			const attachment = await tx.read('attachment', attachmentId);
			if (attachment?.of.collection === 'task' && attachment.of.id === id) continue;
			throw unknownReference('attachmentIds', 'attachment of this task', attachmentId);
		}
		const report = { atMs: tx.nowMs, byName: identity.actor.name, text, attachmentIds };
		const set = { reports: [...task.reports, report], ...(state === undefined ? {} : { state }) };
		return tx.append({ collection: 'task', id, kind: 'task/reported', set });
	});
}
