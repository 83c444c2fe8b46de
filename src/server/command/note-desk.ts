import type { Identity } from '../../domain/access/may-do.ts';
import { ForbiddenError } from '../../domain/errors.ts';
import type { Note } from '../../domain/records/note.ts';
import type { Caller } from '../http/caller.ts';
import { requirePast } from '../incidents/unit-errors.ts';
import type { Store } from '../store/store.ts';
import { createHeldBook } from './held-book.ts';

type NoteFields = Pick<Note, 'kind' | 'text' | 'place'>;

/**
 * What the server does with notes. They may be written when the incident is over too: what is said at the review belongs to its log. Throws
 * what HeldBook throws, and UsageError `unit/time-in-future`.
 */
export interface NoteDesk {
	list(identity: Identity, incidentId: string | undefined): Promise<Note[]>;
	/** `atMs` absent = now. */
	add(caller: Caller, incidentId: string, fields: NoteFields & { readonly atMs?: number | undefined }): Promise<Note>;
	/** @throws ForbiddenError `note/not-own`: somebody else wrote it */
	change(caller: Caller, id: string, patch: Patch): Promise<Note>;
}

type Patch = { readonly [K in keyof (NoteFields & Pick<Note, 'atMs'>)]?: Note[K] | undefined } & {
	readonly version: number;
};

const EDIT = 'note.add';

/** Makes the desk over the store. */
export function createNoteDesk(store: Store): NoteDesk {
	const book = createHeldBook(store, { collection: 'note', prefix: 'n', checkOpen: () => {} });
	return {
		list: book.list,
		add: (caller, incidentId, { atMs, ...fields }) =>
			book.add(caller, EDIT, incidentId, async ({ tx }) => {
				if (atMs !== undefined) requirePast('atMs', atMs, tx.nowMs);
				const { id: byId, name: byName } = caller.identity.actor;
				return { kind: 'note/added', set: { ...fields, atMs: Math.min(atMs ?? tx.nowMs, tx.nowMs), byName, byId } };
			}),
		change: (caller, id, { version, ...patch }) =>
			book.change(
				caller,
				EDIT,
				id,
				async ({ tx, record }) => {
					if (record.byId !== caller.identity.actor.id) {
						throw new ForbiddenError('note/not-own', `note ${id}: got another's note, expected one's own`, {
							context: { id },
						});
					}
					if (patch.atMs !== undefined) requirePast('atMs', patch.atMs, tx.nowMs);
					return { kind: 'note/changed', set: patch as NoteFields };
				},
				version,
			),
	};
}
