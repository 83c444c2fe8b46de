import type { Change } from '../../../../src/domain/records/change.ts';
import type { CollectionName } from '../../../../src/domain/records/collections.ts';
import type { Store } from '../../../../src/server/store/store.ts';

type FakeRecord = { id: string; version: number; district: string | null } & Record<string, unknown>;

/** The parts of a store that the feed reads, over records in memory; `put` is a write by whomever. */
export class FakeFeedStore {
	readonly log = 'log-1';
	seq = 0;
	/** Names of the methods that were asked, in order. */
	readonly asked: string[] = [];
	readonly told: string[] = [];
	readonly pool: { query: () => Promise<{ rows: object[] }> } = { query: async () => ({ rows: [] }) };
	readonly #records = new Map<string, { collection: CollectionName; record: FakeRecord | null; seq: number }>();
	readonly #listeners = new Set<(changes: readonly Change[]) => void>();
	readonly #hearers = new Set<(text: string) => void>();
	/** Set: readChanges waits for it before it answers what it read. */
	gate: Promise<void> = Promise.resolve();

	put(collection: CollectionName, record: Record<string, unknown> & { id: string }, isTold = true): Change {
		const key = `${collection}/${record.id}`;
		const before = this.#records.get(key)?.record;
		const version = (before?.version ?? 0) + 1;
		const whole = { district: null, createdAtMs: 1, updatedAtMs: 1, ...record, version } as FakeRecord;
		return this.#set(collection, record.id, whole, version, isTold);
	}

	remove(collection: CollectionName, id: string): Change {
		return this.#set(collection, id, null, 99, true);
	}

	#set(collection: CollectionName, id: string, record: FakeRecord | null, version: number, isTold: boolean): Change {
		this.seq += 1;
		this.#records.set(`${collection}/${id}`, { collection, record, seq: this.seq });
		const change: Change = { seq: this.seq, collection, id, version, atMs: 1, record };
		if (isTold) this.tellChanges([change]);
		return change;
	}

	tellChanges(changes: readonly Change[]): void {
		for (const listener of this.#listeners) listener(changes);
	}

	hear(text: string): void {
		for (const hearer of this.#hearers) hearer(text);
	}

	async readSeq() {
		this.asked.push('readSeq');
		return this.seq;
	}

	async list(collection: CollectionName, { where = {}, notNull = [] }: { where?: object; notNull?: string[] } = {}) {
		this.asked.push(`list ${collection}`);
		return [...this.#records.values()].flatMap(({ collection: of, record }) =>
			of === collection &&
			record &&
			Object.entries(where).every(([name, value]) => record[name] === value) &&
			notNull.every((name) => record[name] !== null)
				? [record]
				: [],
		);
	}

	async readChanges(since: number) {
		this.asked.push(`readChanges ${since}`);
		const changes = [...this.#records.entries()]
			.filter(([, { seq }]) => seq > since)
			.sort(([, a], [, b]) => a.seq - b.seq)
			.map(([key, { collection, record, seq }]) => ({
				seq,
				collection,
				id: key.slice(collection.length + 1),
				version: record?.version ?? 99,
				atMs: 1,
				record,
			}));
		await this.gate;
		return { changes, seq: changes.at(-1)?.seq ?? since, more: false };
	}

	onChanges(listener: (changes: readonly Change[]) => void) {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	tell(_channel: string, text: string) {
		this.told.push(text);
	}

	onTold(_channel: string, hearer: (text: string) => void) {
		this.#hearers.add(hearer);
		return () => this.#hearers.delete(hearer);
	}

	get asStore(): Store {
		return this as unknown as Store;
	}
}
