import { type Closure, isClosureOver } from '../../domain/closure.ts';
import { newestFirst } from '../../domain/newest-first.ts';
import type { Change } from '../../domain/records/change.ts';
import type { RecordOf } from '../../domain/records/collections.ts';
import type { KeyUnit } from '../../domain/records/key-unit.ts';
import type { LaidRecords } from '../../domain/records/lay-records.ts';
import type { StationRecord } from '../../domain/records/station-record.ts';
import type { Unit } from '../../domain/records/unit.ts';
import type { WaterRecord } from '../../domain/records/water-record.ts';
import type { Store } from '../store/store.ts';

const OVERLAID = ['closure', 'water', 'station', 'unit', 'keyUnit'] as const;
/** A collection whose records the analysis reckons with, or that are searched for by name. */
export type OverlaidCollection = (typeof OVERLAID)[number];

/** Changes read at once when catching up. */
const PAGE = 1000;

/**
 * What the service recorded and the analysis reckons with, in memory, as it is now: read once, then kept current by the store's changes,
 * whichever server process wrote them.
 */
export interface RecordOverlay {
	/** Those that hold now or will, newest first. */
	listClosures(): Closure[];
	/** The same array until one of them changes; so are the others. */
	listWater(): readonly WaterRecord[];
	listStations(): readonly StationRecord[];
	listUnits(): readonly Unit[];
	/** With their contacts: not for everybody. */
	listKeyUnits(): readonly KeyUnit[];
	/**
	 * Takes what was written since, without waiting to be told: after an own write the very next question reckons with it. Never rejects: what
	 * cannot be read now comes by the store's changes.
	 */
	refresh(): Promise<void>;
	/** Calls back once for each collection that a batch of changes touched. Returns its undo. */
	onChange(listener: (collection: OverlaidCollection) => void): () => void;
	destroy(): void;
}

/** Records of one collection by id, and the list of them, made anew after a change. */
interface Held<T> {
	readonly byId: Map<string, T>;
	list: readonly T[] | null;
}

/** Reads the overlay. @throws UnavailableError `store/unavailable` */
export async function createRecordOverlay(store: Store, nowMs: () => number): Promise<RecordOverlay> {
	const held: { readonly [C in OverlaidCollection]: Held<RecordOf<C>> } = {
		closure: { byId: new Map(), list: null },
		water: { byId: new Map(), list: null },
		station: { byId: new Map(), list: null },
		unit: { byId: new Map(), list: null },
		keyUnit: { byId: new Map(), list: null },
	};
	const listeners = new Set<(collection: OverlaidCollection) => void>();
	/** Everything up to this number is in. */
	let seq = 0;
	/** What was told while the lists were read. */
	let early: Change[] | null = [];

	function take(changes: readonly Change[]): void {
		const touched = new Set<OverlaidCollection>();
		for (const change of changes) {
			if (change.seq <= seq) continue;
			seq = change.seq;
			const collection = OVERLAID.find((name) => name === change.collection);
			if (!collection) continue;
			const { byId } = held[collection] as Held<unknown>;
			// The number of a change that only unmakes what was never here is nothing to tell.
			const isNews = change.record ? byId.set(change.id, change.record) : byId.delete(change.id);
			if (!isNews) continue;
			held[collection].list = null;
			touched.add(collection);
		}
		for (const collection of touched) for (const listener of listeners) listener(collection);
	}

	async function load<C extends OverlaidCollection>(collection: C): Promise<void> {
		const { byId } = held[collection];
		for (const record of await store.list(collection)) byId.set(record.id, record);
	}

	const stopListening = store.onChanges((changes) => {
		if (early) early.push(...changes);
		else take(changes);
	});
	try {
		// Read before the lists: what they hold beyond it is taken twice, which changes nothing.
		const readFromSeq = await store.readSeq();
		for (const collection of OVERLAID) await load(collection);
		seq = readFromSeq;
	} catch (error) {
		stopListening();
		throw error;
	}
	const told = early;
	early = null;
	take(told);

	function list<C extends OverlaidCollection>(collection: C): readonly RecordOf<C>[] {
		const mine: Held<RecordOf<C>> = held[collection];
		mine.list ??= [...mine.byId.values()];
		return mine.list;
	}

	return {
		listClosures: () => {
			const atMs = nowMs();
			return list('closure')
				.filter((closure) => !isClosureOver(closure, atMs))
				.sort(newestFirst);
		},
		listWater: () => list('water'),
		listStations: () => list('station'),
		listUnits: () => list('unit'),
		listKeyUnits: () => list('keyUnit'),
		async refresh() {
			try {
				for (let more = true; more; ) {
					const page = await store.readChanges(seq, PAGE);
					take(page.changes);
					more = page.more;
				}
			} catch {
				// The write that came before was kept; the store tells of it when it is there again.
			}
		},
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		destroy() {
			stopListening();
			listeners.clear();
		},
	};
}

/** The records that are laid over a pack. */
export function listLaidRecords(overlay: Pick<RecordOverlay, 'listStations' | 'listWater'>): LaidRecords {
	return { stations: overlay.listStations(), water: overlay.listWater() };
}
