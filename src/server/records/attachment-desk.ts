import { createHash } from 'node:crypto';
import { SYSTEM_ACTOR } from '../../domain/access/identity.ts';
import { type Identity, mayDo } from '../../domain/access/may-do.ts';
import { describeError, UnavailableError } from '../../domain/errors.ts';
import type { Attachment } from '../../domain/records/attachment.ts';
import { COLLECTIONS } from '../../domain/records/collections.ts';
import { requireAccess } from '../identity/require-access.ts';
import { requireOpen } from '../incidents/incident-errors.ts';
import type { Store, WriteContext, WriteTx } from '../store/store.ts';
import type { AttachmentFiles } from './attachment-files.ts';
import type { Caller } from './caller.ts';
import type { PackPlaces } from './pack-places.ts';
import { recordNotFound } from './record-error.ts';
import { sniffAttachment } from './sniff-attachment.ts';

/** Longest name of a file that is kept. */
const NAME_LENGTH = 200;
const SWEEPER: WriteContext = { by: SYSTEM_ACTOR, from: 'attachments', idempotency: null };

/** One file as it comes in. */
export interface Upload {
	readonly stream: AsyncIterable<Uint8Array>;
	/** As the sender calls it. */
	readonly fileName: string;
	/** Looked at when the stream has ended. @throws when it was too large, or something else came after it */
	readonly checkWhole: () => Promise<void>;
}

/**
 * Files that belong to records. Their bytes are kept as they came, also where a photo was taken (EXIF): they are evidence. They are on
 * disk before the record is written, and go when no record refers to them.
 */
export interface AttachmentDesk {
	/**
	 * `openUpload` is called when the record is there and the caller may attach to it. The same file twice to one record, under one
	 * Idempotency-Key, is one.
	 * @throws NotFoundError `record/not-found`, ForbiddenError `access/denied`, DataError `attachment/type-refused`,
	 * ConflictError `incident/closed`, UnavailableError `attachment/no-room`
	 */
	add(of: Attachment['of'], openUpload: () => Promise<Upload>, caller: Caller): Promise<Attachment>;
	/** Newest first. @throws NotFoundError `record/not-found`, ForbiddenError `access/denied` */
	list(of: Attachment['of'], identity: Identity): Promise<Attachment[]>;
	/** With the place of its bytes. @throws the same */
	read(id: string, identity: Identity): Promise<{ attachment: Attachment; path: string }>;
	/** @throws the same, ConflictError `incident/closed` */
	remove(id: string, caller: Caller): Promise<void>;
	/** Removes bytes to which no record refers, and what is left of uploads that broke off. */
	sweep(): Promise<void>;
	/** Stops following the store. */
	destroy(): Promise<void>;
}

export interface AttachmentDeskParts {
	readonly store: Store;
	readonly files: AttachmentFiles;
	readonly packPlaces: PackPlaces;
	/** Where stations and water that only the pack has lie. */
	readonly findTown: (at: { readonly lon: number; readonly lat: number }) => Promise<string | null>;
	readonly nowMs: () => number;
	readonly onProblem: (message: string) => void;
}

interface Parent {
	readonly id: string;
	readonly district: string | null;
}

/** Makes the desk; it sweeps whenever an attachment was removed, by whatever process. */
export function createAttachmentDesk(parts: AttachmentDeskParts): AttachmentDesk {
	const { store, files, packPlaces, findTown, nowMs, onProblem } = parts;
	let sweeping: Promise<void> = Promise.resolve();
	const sweepSoon = () => {
		sweeping = sweeping.then(sweep).catch((error: unknown) => onProblem(`attachments: ${describeError(error)}`));
	};
	const stopListening = store.onChanges((changes) => {
		if (changes.some(({ collection, record }) => collection === 'attachment' && record === null)) sweepSoon();
	});

	async function requireParent({ collection, id }: Attachment['of'], identity: Identity): Promise<Parent> {
		const parent = (await store.read(collection, id)) ?? (await findPackParent(collection, id));
		if (!parent) throw recordNotFound(collection, id);
		requireAccess(identity, COLLECTIONS[collection].read, parent);
		return parent;
	}

	async function findPackParent(collection: Attachment['of']['collection'], id: string): Promise<Parent | undefined> {
		if (collection !== 'station' && collection !== 'water') return undefined;
		const found = collection === 'station' ? await packPlaces.findStation(id) : await packPlaces.findWater(id);
		return found && { id, district: await findTown(found) };
	}

	async function findAttachment(id: string, identity: Identity): Promise<Attachment> {
		const attachment = await store.read('attachment', id);
		if (!attachment) throw recordNotFound('attachment', id);
		requireAccess(identity, 'attachment.read', attachment);
		return attachment;
	}

	async function sweep(): Promise<void> {
		await files.removeAbandoned(nowMs());
		const there = files.isOurs ? await files.list() : [];
		if (there.length === 0) return;
		const used = new Set((await store.list('attachment')).map(({ sha256 }) => sha256));
		for (const sha256 of there.filter((hash) => !used.has(hash))) {
			await store.write(SWEEPER, async (tx) => {
				// Whoever is about to refer to them holds the lock until it is settled.
				await lockBytes(tx, sha256);
				const users = await tx.list('attachment', { where: { sha256 }, limit: 1 });
				if (users.length === 0) await files.remove(sha256);
				return null;
			});
		}
	}

	return {
		async add(of, openUpload, { identity, context }) {
			const parent = await requireParent(of, identity);
			requireAccess(identity, 'attachment.add', parent);
			const { stream, fileName, checkWhole } = await openUpload();
			const received = await files.receive(stream);
			try {
				await checkWhole();
				const { sha256, bytes } = received;
				const mediaType = await sniffAttachment(received.path, bytes);
				return await store.write(withBytes(context, sha256), async (tx) => {
					await lockBytes(tx, sha256);
					const id = `a-${await tx.takeDayId('attachment')}`;
					const { district } = (await lockParent(tx, of, 'add')) ?? parent;
					await files.place(received);
					const set = { sha256, bytes, mediaType, fileName: cleanName(fileName), of, district };
					return tx.append({ collection: 'attachment', id, kind: 'attachment/added', set, expectVersion: 0 });
				});
			} finally {
				await files.discard(received);
			}
		},
		async list(of, identity) {
			await requireParent(of, identity);
			const attachments = await store.list('attachment', { where: { of } });
			return attachments.filter((attachment) => mayDo(identity, 'attachment.read', attachment));
		},
		async read(id, identity) {
			const attachment = await findAttachment(id, identity);
			await requireParent(attachment.of, identity);
			return { attachment, path: files.pathOf(attachment.sha256) };
		},
		async remove(id, { identity, context }) {
			const attachment = await findAttachment(id, identity);
			await requireParent(attachment.of, identity);
			requireAccess(identity, 'attachment.add', attachment);
			await store.write(context, async (tx) => {
				await lockParent(tx, attachment.of, 'remove');
				await tx.append({ collection: 'attachment', id, kind: 'attachment/removed', set: null });
				return null;
			});
		},
		sweep,
		async destroy() {
			stopListening();
			await sweeping;
		},
	};
}

/** Held until the transaction ends, by every server process that works with the same bytes. */
async function lockBytes(tx: WriteTx, sha256: string): Promise<void> {
	await tx.client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`attachment ${sha256}`]);
}

/** The key stands for the bytes too, which are no part of a request's body. */
function withBytes(context: WriteContext, sha256: string): WriteContext {
	const { idempotency } = context;
	if (!idempotency) return context;
	const request = createHash('sha256').update(`${idempotency.request} ${sha256}`).digest('hex');
	return { ...context, idempotency: { ...idempotency, request } };
}

/**
 * The record as it stays until the transaction ends; undefined = only the pack has it. An incident that is over is read-only; but photos may be
 * added to its notes, as notes may be to it.
 */
async function lockParent(
	tx: WriteTx,
	{ collection, id }: Attachment['of'],
	to: 'add' | 'remove',
): Promise<Parent | undefined> {
	if (collection === 'incident') {
		const incident = await tx.read('incident', id);
		if (incident) requireOpen(incident);
	}
	if (collection === 'note' && to === 'remove') {
		const note = await tx.read('note', id);
		const [incident] = note ? await tx.list('incident', { where: { id: note.incidentId } }) : [];
		if (incident) requireOpen(incident);
	}
	const parent = await tx.read(collection, id);
	if (!parent && collection !== 'station' && collection !== 'water') throw recordNotFound(collection, id);
	return parent;
}

/** A name without folders and without what does not show; 'file' when nothing is left. */
function cleanName(given: string): string {
	const name = given
		.split(/[/\\]/)
		.at(-1)
		?.replace(/[\p{C}]/gu, '')
		.trim();
	return (name || 'file').slice(-NAME_LENGTH);
}

/** The bytes of a record are not where they must be. */
export function bytesMissing({ id, sha256 }: Attachment): UnavailableError {
	return new UnavailableError(
		'attachment/bytes-missing',
		`attachment ${id}: got no file ${sha256}, expected its bytes`,
		{
			context: { id, sha256 },
		},
	);
}
