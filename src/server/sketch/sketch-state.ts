import { isDeepStrictEqual } from 'node:util';
import {
	applyUpdate,
	Doc,
	decodeUpdate,
	encodeStateAsUpdate,
	encodeStateVector,
	getState,
	Item,
	mergeUpdates,
	Map as YMap,
} from 'yjs';
import { type Mark, markSchema } from '../../domain/tactics/mark.ts';
import { MARK_ID, type PutBackReason, SKETCH_LIMITS } from '../../domain/tactics/sketch-wire.ts';
import { checkText } from '../store/check-text.ts';
import type { SketchNews } from './sketch-table.ts';

/**
 * As whom the server draws, in every sketch. It always does so with the sketch's lock held and all of the sketch known, so the count of its
 * changes goes on without a gap; and a sketch does not grow by a name with each request.
 */
const SERVER_CLIENT = 1;
const ROOT = 'marks';
/** A mark has the fields of the schema and no others: what nobody reads is not kept. */
const storedSchema = markSchema.strict();
/** Update of nothing. */
const NOTHING_BYTES = 2;

/** A change that no page of ours makes: cut short, of another document, or out of order. */
export class BadSketchChange extends Error {}

/** A mark that a change left otherwise than it was. */
export interface TouchedMark {
	readonly id: string;
	/** null = it was not there, is not any more. */
	readonly before: Mark | null;
	readonly after: Mark | null;
}

export interface TakenChange {
	readonly touched: readonly TouchedMark[];
	/** Marks that cannot be as the change left them, and are as they were before. */
	readonly putBack: readonly { readonly id: string; readonly reason: PutBackReason; readonly found: string }[];
}

/** All of one sketch up to a number, in memory. */
export interface SketchState {
	/** Up to this update. */
	readonly seq: number;
	/** Up to this one the table has everything as one. */
	readonly stateSeq: number;
	readonly marks: ReadonlyMap<string, Mark>;
	/** Takes what is in the table already; gives it as one update. null = nothing is new. */
	load(news: SketchNews): Uint8Array | null;
	/** What was drawn is in the table now, under this number. */
	setWritten(seq: number): void;
	setCompacted(): void;
	/** Takes somebody's change and puts back what cannot be. Throws whatever it is: this state is of no use any more, and the change is bad. */
	take(update: Uint8Array): TakenChange;
	/** As REST sets it; null removes it. Fields that stay the same are left alone. */
	put(id: string, mark: Mark | null): void;
	/** All that was taken and put since the last call, as one update; null = nothing. */
	readUnwritten(): Uint8Array | null;
	readSince(stateVector: Uint8Array): Uint8Array;
	readStateVector(): Uint8Array;
	readAll(): Uint8Array;
	destroy(): void;
}

/** Whether an update says anything. */
export function isEmptyUpdate(update: Uint8Array): boolean {
	return update.byteLength <= NOTHING_BYTES;
}

/** Makes the state of an empty sketch. */
export function createSketchState(): SketchState {
	const doc = new Doc();
	const shared = doc.getMap<unknown>(ROOT);
	const marks = new Map<string, Mark>();
	const sizes = new Map<string, number>();
	let bytes = 0;
	let touched = new Set<string>();
	let unwritten: Uint8Array[] = [];

	shared.observeDeep((events) => {
		for (const event of events) {
			const [id] = event.path;
			if (typeof id === 'string') touched.add(id);
			else for (const key of event.changes.keys.keys()) touched.add(key);
		}
	});
	doc.on('update', (update: Uint8Array) => unwritten.push(update));

	/** What lies under an id, as JSON; undefined = nothing. */
	function readRaw(id: string): unknown {
		return shared.has(id) ? toPlain(shared.get(id)) : undefined;
	}

	function takeTouched(): string[] {
		const ids = [...touched];
		touched = new Set();
		return ids;
	}

	function hold(id: string, mark: Mark | null, size: number): void {
		bytes += size - (sizes.get(id) ?? 0);
		if (mark) {
			marks.set(id, mark);
			sizes.set(id, size);
		} else {
			marks.delete(id);
			sizes.delete(id);
		}
	}

	/** Takes over what was changed by the server's own hand, or is in the table: it was looked at before. */
	function refresh(): void {
		for (const id of takeTouched()) {
			const raw = readRaw(id);
			hold(id, markSchema.safeParse(raw).data ?? null, raw === undefined ? 0 : sizeOf(raw));
		}
	}

	/** Refuses what would lie in the document beside the marks, and what only the server may have written. @throws BadSketchChange */
	function checkUpdate(update: Uint8Array): void {
		for (const struct of decodeUpdate(update).structs) {
			const { client, clock } = struct.id;
			if (client === SERVER_CLIENT && clock + struct.length > getState(doc.store, SERVER_CLIENT)) {
				throw new BadSketchChange('sketch: got a change in the name of the server, expected one of a page');
			}
			const parent: unknown = struct instanceof Item ? struct.parent : null;
			if (typeof parent === 'string' && parent !== ROOT) {
				throw new BadSketchChange(`sketch: got something in ${parent.slice(0, 40)}, expected it in ${ROOT}`);
			}
		}
	}

	function draw(work: () => void): void {
		const other = doc.clientID;
		doc.clientID = SERVER_CLIENT;
		doc.transact(work);
		// Yjs warns of changes by its own name that come from elsewhere.
		doc.clientID = other;
	}

	function write(id: string, mark: Mark | null): void {
		const held = shared.get(id);
		if (mark === null) shared.delete(id);
		else if (!(held instanceof YMap)) shared.set(id, new YMap(Object.entries(mark)));
		else {
			for (const name of [...held.keys()]) if (!(name in mark)) held.delete(name);
			for (const [name, value] of Object.entries(mark)) {
				if (!isDeepStrictEqual(toPlain(held.get(name)), value)) held.set(name, value);
			}
		}
	}

	/** What a mark is now, or why it cannot be. */
	function judge(
		id: string,
		before: Mark | null,
	): { mark: Mark | null; size: number } | { reason: PutBackReason; found: string } {
		const raw = readRaw(id);
		if (raw === undefined) return { mark: null, size: 0 };
		if (!MARK_ID.test(id)) return { reason: 'bad-id', found: `${id.length} characters` };
		const size = sizeOf(raw);
		const total = bytes + size - (sizes.get(id) ?? 0);
		if (size > SKETCH_LIMITS.markBytes || total > SKETCH_LIMITS.sketchBytes) {
			return { reason: 'too-large', found: `${size} bytes, ${total} in all` };
		}
		const parsed = storedSchema.safeParse(raw);
		if (!parsed.success) {
			const [issue] = parsed.error.issues;
			return { reason: 'bad-mark', found: `${issue?.path.join('.')}: ${issue?.message}`.slice(0, 200) };
		}
		try {
			checkText(parsed.data, 'mark');
		} catch {
			return { reason: 'bad-mark', found: 'a text with half a character' };
		}
		if (before === null && marks.size >= SKETCH_LIMITS.marks) {
			return { reason: 'too-many', found: `${marks.size + 1} marks` };
		}
		return { mark: parsed.data, size };
	}

	let seq = 0;
	let stateSeq = 0;

	return {
		get seq() {
			return seq;
		},
		get stateSeq() {
			return stateSeq;
		},
		marks,
		load(news) {
			stateSeq = Math.max(stateSeq, news.stateSeq);
			if (news.seq <= seq) return null;
			seq = news.seq;
			const update = mergeUpdates([...news.updates]);
			applyUpdate(doc, update);
			refresh();
			unwritten = [];
			return update;
		},
		setWritten(written) {
			seq = written;
		},
		setCompacted() {
			stateSeq = seq;
		},
		take(update) {
			checkUpdate(update);
			applyUpdate(doc, update);
			if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
				throw new BadSketchChange('sketch: got a change after others that are not here, expected those first');
			}
			const changed: TouchedMark[] = [];
			const putBack: TakenChange['putBack'][number][] = [];
			for (const id of takeTouched()) {
				const before = marks.get(id) ?? null;
				const judged = judge(id, before);
				if ('reason' in judged) putBack.push({ id, ...judged });
				else {
					hold(id, judged.mark, judged.size);
					if (!isDeepStrictEqual(before, judged.mark)) changed.push({ id, before, after: judged.mark });
				}
			}
			if (putBack.length > 0) {
				draw(() => {
					for (const { id } of putBack) write(id, marks.get(id) ?? null);
				});
				refresh();
			}
			return { touched: changed, putBack };
		},
		put(id, mark) {
			draw(() => write(id, mark));
			refresh();
		},
		readUnwritten() {
			const updates = unwritten;
			unwritten = [];
			return updates.length === 0 ? null : mergeUpdates(updates);
		},
		readSince: (stateVector) => encodeStateAsUpdate(doc, stateVector),
		readStateVector: () => encodeStateVector(doc),
		readAll: () => encodeStateAsUpdate(doc),
		destroy: () => doc.destroy(),
	};
}

function toPlain(held: unknown): unknown {
	return held instanceof YMap ? held.toJSON() : held;
}

/** Of bytes and other things JSON has no word for: too large for anything. */
function sizeOf(raw: unknown): number {
	try {
		return Buffer.byteLength(JSON.stringify(raw));
	} catch {
		return Number.MAX_SAFE_INTEGER;
	}
}
