import type { Pool, PoolClient } from 'pg';
import type { Actor } from '../../domain/access/identity.ts';
import type { Change, RecordedEvent } from '../../domain/records/change.ts';
import type { CollectionName, RecordOf } from '../../domain/records/collections.ts';
import type { RecordMeta } from '../../domain/records/meta.ts';

/** Who writes, from where, and under which key the same request may come twice. */
export interface WriteContext {
	readonly by: Actor;
	/** Address of the client, or the part of the server that does it. */
	readonly from: string;
	/** Of the header Idempotency-Key; null = none. `request`: hash of route and body, so that a key used for something else is refused. */
	readonly idempotency: { readonly key: string; readonly request: string } | null;
}

/** What happened to one record: the fields it sets, over those it had. */
export interface NewEvent<C extends CollectionName> {
	readonly collection: C;
	readonly id: string;
	/** 'incident/raised', 'unit/state-set'. */
	readonly kind: string;
	/** Fields set; for a new record all of the collection's schema but the meta ones; null = the record is removed. */
	readonly set: Partial<Omit<RecordOf<C>, 'id' | 'version' | 'createdAtMs' | 'updatedAtMs'>> | null;
	readonly reason?: string;
	/**
	 * The version the writer saw. Another one now: ConflictError `record/version-conflict`, whose context carries both:
	 * `{collection, id, yours: {version, set}, theirs: record | null}`. 0 = it must not be there yet. Absent = whatever it is.
	 */
	readonly expectVersion?: number;
}

/** One transaction. What was appended is read back at once by the same transaction. */
export interface WriteTx {
	/** The clock of this write. */
	readonly nowMs: number;
	/** The record, locked until the transaction ends; undefined = not there, or removed. */
	read<C extends CollectionName>(collection: C, id: string): Promise<RecordOf<C> | undefined>;
	/** As Store.list, seen by this transaction: not locked, without what it has appended itself. */
	list<C extends CollectionName>(collection: C, filter?: RecordFilter): Promise<RecordOf<C>[]>;
	/** Appends to the log and gives the record after it. @throws ConflictError `record/version-conflict`, DataError `record/invalid` */
	append<C extends CollectionName>(event: NewEvent<C>): Promise<RecordOf<C>>;
	/** Next id of the day for a collection, '2026-1121-0001'; numbers of a transaction that fails may be left out, none is given twice. */
	takeDayId(collection: CollectionName): Promise<string>;
	/** For tables beside the records (assessments, audit): the transaction's own connection. */
	readonly client: PoolClient;
}

/** Which records of a collection. All that are given must hold. */
export interface RecordFilter {
	/** Equal top-level fields; null = the field is null; of an object the fields that are given. */
	readonly where?: Readonly<Record<string, string | number | boolean | null | Readonly<Record<string, string>>>>;
	/** Top-level fields that are not null. */
	readonly notNull?: readonly string[];
	/** West, south, east, north over the fields lon and lat. */
	readonly box?: readonly [number, number, number, number];
	/** Newest first, at most so many; absent = all. */
	readonly limit?: number;
}

/**
 * The records: an append-only log of events, and the current state that they add up to, both in PostgreSQL. A promise of `write` that is
 * kept means that it is on disk. All methods reject with UnavailableError `store/unavailable` while the database is away; nothing is
 * kept back to be written later.
 */
export interface Store {
	/** Names this log: another database, or one restored from a backup, has another name. */
	readonly log: string;
	/**
	 * Does `work` in one transaction, all or nothing; tried again when the database asks for that, so `work` may run twice. Its answer must be
	 * small and JSON: under an idempotency key it is kept, and given again, without doing the work, when the same request comes again.
	 * @throws ConflictError `http/idempotency-key-reused` when the key was used for another request; what `work` throws.
	 */
	write<T>(context: WriteContext, work: (tx: WriteTx) => Promise<T>): Promise<T>;
	read<C extends CollectionName>(collection: C, id: string): Promise<RecordOf<C> | undefined>;
	/** Newest first (by creation), removed ones left out. */
	list<C extends CollectionName>(collection: C, filter?: RecordFilter): Promise<RecordOf<C>[]>;
	/** The newest number given, and never a smaller one that is still being written. */
	readSeq(): Promise<number>;
	/** What changed after `since`, in the order of the numbers, one per record; `record` null = removed. Cost: an index range. */
	readChanges(since: number, limit: number): Promise<{ changes: Change[]; seq: number; more: boolean }>;
	/** The log: of one record, or of all, in the order of the numbers. */
	readEvents(filter: {
		readonly collection?: CollectionName;
		readonly id?: string;
		readonly since?: number;
		readonly limit: number;
	}): Promise<RecordedEvent[]>;
	/**
	 * Calls back with what changed, once each and in order, whichever server process wrote it; goes on by itself after the database was away.
	 * Returns its undo.
	 */
	onChanges(listener: (changes: readonly Change[]) => void): () => void;
	/** Tells other server processes something that is not kept (positions); at most 7,900 characters a message. Never rejects: it may be lost. */
	tell(channel: string, text: string): void;
	/** Hears what other processes tell; not what this one told. Returns its undo. */
	onTold(channel: string, listener: (text: string) => void): () => void;
	/** Is the database there now? */
	check(): Promise<boolean>;
	/** For tables that are not records: sessions, tokens, audit. */
	readonly pool: Pool;
	close(): Promise<void>;
}

/** A record's own fields, without what the store sets. */
export type OwnFields<T extends RecordMeta> = Omit<T, keyof RecordMeta>;
