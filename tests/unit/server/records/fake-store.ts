import type { Change } from '../../../../src/domain/records/change.ts';
import type { CollectionName, RecordOf } from '../../../../src/domain/records/collections.ts';
import type { Store } from '../../../../src/server/store/store.ts';

/** As much of a store as what follows it needs: records that are put and removed, told of or only there to be read. */
export interface FakeStore {
	readonly store: Store;
	/** Writes a record, or removes it (null); tells of it unless `quietly`. */
	put<C extends CollectionName>(collection: C, id: string, record: RecordOf<C> | null, quietly?: boolean): Change;
	/** Tells of changes, also of those told before. */
	tell(changes: readonly Change[]): void;
	/** From now on the database does not answer. */
	breakDown(): void;
	/** Called by each reading of a list, when it was read and before it is answered. */
	onList: (collection: CollectionName) => void;
	readonly listening: () => number;
}

/** An empty one. */
export function createFakeStore(): FakeStore {
	const changes: Change[] = [];
	const listeners = new Set<(changes: readonly Change[]) => void>();
	let isBroken = false;
	const newest = () => new Map(changes.map((change) => [`${change.collection}/${change.id}`, change]));
	const answer = async <T>(read: () => T): Promise<T> => {
		if (isBroken) throw new Error('store: away');
		return read();
	};
	const fake: FakeStore = {
		onList: () => {},
		store: {
			log: 'log-1',
			list: (collection: CollectionName) => {
				const found = [...newest().values()].filter((change) => change.collection === collection && change.record);
				fake.onList(collection);
				return answer(() => found.map(({ record }) => record));
			},
			readSeq: () => answer(() => changes.length),
			readChanges: (since: number, limit: number) =>
				answer(() => {
					const after = [...newest().values()].filter(({ seq }) => seq > since).sort((a, b) => a.seq - b.seq);
					const page = after.slice(0, limit);
					return { changes: page, seq: page.at(-1)?.seq ?? since, more: after.length > limit };
				}),
			onChanges: (listener: (changes: readonly Change[]) => void) => {
				listeners.add(listener);
				return () => listeners.delete(listener);
			},
		} as unknown as Store,
		put(collection, id, record, quietly = false) {
			const seq = changes.length + 1;
			const change: Change = { seq, collection, id, version: record?.version ?? 0, atMs: 0, record };
			changes.push(change);
			if (!quietly) fake.tell([change]);
			return change;
		},
		tell(told) {
			for (const listener of listeners) listener(told);
		},
		breakDown() {
			isBroken = true;
		},
		listening: () => listeners.size,
	};
	return fake;
}
