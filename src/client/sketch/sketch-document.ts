import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, mergeUpdates, UndoManager, Map as YMap } from 'yjs';
import { type Mark, markSchema } from '../../domain/tactics/mark.ts';

/** Changes of one mark that follow one another so fast are one step to undo: a mark that is dragged. */
const ONE_STEP_MS = 1000;
const FROM_SERVER = 'server';
const FROM_HERE = 'here';
const SETTLED = 'settled';

/** The shared document of a sketch, as marks. */
export interface SketchDocument {
	readonly doc: Doc;
	/** The same object until one changes. A mark that cannot be read is left out. */
	readonly marks: ReadonlyMap<string, Mark>;
	readonly canUndo: boolean;
	readonly canRedo: boolean;
	put(id: string, mark: Mark): void;
	/** Does nothing to a mark that is not there. */
	change(id: string, fields: Partial<Mark>): void;
	/** As `change`, within the step that put or changed this mark last: what is found out about it later is no step of its own to undo. */
	settle(id: string, fields: Partial<Mark>): void;
	remove(id: string): void;
	undo(): void;
	redo(): void;
	/** Takes a change of the server. @throws Error when it is none */
	take(update: Uint8Array): void;
	/** What it has that a holder of this state vector has not. */
	readSince(stateVector: Uint8Array): Uint8Array;
	readStateVector(): Uint8Array;
	destroy(): void;
}

export interface SketchDocumentEvents {
	/** Marks changed, or what can be undone. */
	readonly onChanged: () => void;
	/** Somebody at this page changed these marks. */
	readonly onDrawn: (update: Uint8Array, ids: readonly string[]) => void;
}

/** Makes an empty one. */
export function createSketchDocument({ onChanged, onDrawn }: SketchDocumentEvents): SketchDocument {
	const doc = new Doc();
	const shared = doc.getMap<YMap<unknown>>('marks');
	let marks: ReadonlyMap<string, Mark> = new Map();
	let touched = new Set<string>();
	let last: { readonly id: string; readonly atMs: number } | null = null;
	const undoing = new UndoManager(shared, { trackedOrigins: new Set([FROM_HERE]), captureTimeout: 3_600_000 });

	shared.observeDeep((events) => {
		for (const event of events) {
			const [id] = event.path;
			if (typeof id === 'string') touched.add(id);
			else for (const key of event.changes.keys.keys()) touched.add(key);
		}
	});
	doc.on('update', (update: Uint8Array, origin: unknown) => {
		if (origin !== FROM_SERVER) onDrawn(update, [...touched]);
	});
	// Fires after 'update', and after all observers.
	doc.on('afterAllTransactions', () => {
		if (touched.size === 0) return;
		const next = new Map(marks);
		for (const id of touched) {
			const mark = readMark(shared.get(id));
			if (mark) next.set(id, mark);
			else next.delete(id);
		}
		touched = new Set();
		marks = next;
		onChanged();
	});
	for (const name of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const) undoing.on(name, onChanged);

	/** A step of its own to undo, unless it goes on with what was begun a moment ago. */
	function draw(id: string, goesOn: boolean, work: () => void): void {
		const nowMs = Date.now();
		if (!goesOn || last?.id !== id || nowMs - last.atMs > ONE_STEP_MS) undoing.stopCapturing();
		last = { id, atMs: goesOn ? nowMs : Number.NEGATIVE_INFINITY };
		doc.transact(work, FROM_HERE);
	}

	/** What sets the fields that differ; null = none does, or there is no such mark. */
	function findWork(id: string, fields: Partial<Mark>): (() => void) | null {
		const held = shared.get(id);
		const before = marks.get(id);
		if (!(held instanceof YMap) || !before) return null;
		const changed = Object.entries(fields).filter(
			([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Mark]),
		);
		if (changed.length === 0) return null;
		return () => {
			for (const [name, value] of changed) held.set(name, value);
		};
	}

	return {
		doc,
		get marks() {
			return marks;
		},
		get canUndo() {
			return undoing.canUndo();
		},
		get canRedo() {
			return undoing.canRedo();
		},
		put: (id, mark) => draw(id, false, () => shared.set(id, new YMap(Object.entries(mark)))),
		change(id, fields) {
			const work = findWork(id, fields);
			if (work) draw(id, true, work);
		},
		settle(id, fields) {
			const work = findWork(id, fields);
			// After a later step it belongs to none: that step would take it back.
			if (work) doc.transact(work, last?.id === id ? FROM_HERE : SETTLED);
		},
		remove(id) {
			if (shared.has(id)) draw(id, false, () => shared.delete(id));
		},
		undo() {
			last = null;
			undoing.undo();
		},
		redo() {
			last = null;
			undoing.redo();
		},
		take: (update) => applyUpdate(doc, update, FROM_SERVER),
		readSince: (stateVector) => encodeStateAsUpdate(doc, stateVector),
		readStateVector: () => encodeStateVector(doc),
		destroy() {
			undoing.destroy();
			doc.destroy();
		},
	};
}

/** Several changes as one, in any order. */
export function joinUpdates(updates: readonly Uint8Array[]): Uint8Array {
	return mergeUpdates([...updates]);
}

function readMark(held: YMap<unknown> | undefined): Mark | undefined {
	return held instanceof YMap ? markSchema.safeParse(held.toJSON()).data : undefined;
}
