import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Mark, markSchema } from '../domain/tactics/mark.ts';
import type { PutBackReason, ReadOnlyReason } from '../domain/tactics/sketch-wire.ts';
import { createPresence } from './sketch/presence.ts';
import { createSketchDocument, type SketchDocument } from './sketch/sketch-document.ts';
import { openSketchLine, type SketchSocket } from './sketch/sketch-line.ts';

/**
 * How the line of a sketch is: 'connecting' (first try), 'live', 'offline' (trying again by itself; what is drawn meanwhile is kept in the
 * page), 'refused' (the server ended it for good: signed out, or no such incident).
 */
export type SketchStatus = 'connecting' | 'live' | 'offline' | 'refused';

/** Another page that has the sketch open. */
export interface SketchPeer {
	/** Of the page, not the person: somebody with two pages is two. */
	readonly id: number;
	readonly name: string;
	/** 0 to 7: which colour of the page's set marks them, the same on every page. */
	readonly colour: number;
	/** WGS84; null = not on the map. */
	readonly cursor: { readonly lon: number; readonly lat: number } | null;
	/** What they draw with; null = nothing. */
	readonly tool: string | null;
}

/** Something drawn here that is not in the sketch, and why. A new object each time. */
export type SketchNotice =
	/** The server put these marks back to what they were. */
	| { readonly kind: 'put-back'; readonly marks: readonly { readonly id: string; readonly reason: PutBackReason }[] }
	/** What was drawn here, so many marks, was not taken: nobody may draw any more, or not this person. */
	| { readonly kind: 'refused'; readonly reason: ReadOnlyReason; readonly count: number }
	/** The server's records are others than before (restored): so many marks drawn here meanwhile are gone. */
	| { readonly kind: 'other-log'; readonly count: number };

/** What a sketch holds and how it is. */
export interface SketchState {
	/** By id. The same object until one changes; a mark is the same object until it changes. */
	readonly marks: ReadonlyMap<string, Mark>;
	readonly status: SketchStatus;
	/** Why nothing can be drawn; null = it can. 'unknown' until the server has told for the first time. */
	readonly readOnly: ReadOnlyReason | 'unknown' | null;
	/** Marks changed here that the server has not told to be kept. */
	readonly waiting: number;
	/** The other pages, in the order of their ids. */
	readonly others: readonly SketchPeer[];
	readonly canUndo: boolean;
	readonly canRedo: boolean;
	/** The newest; null = none, or it was dismissed. */
	readonly notice: SketchNotice | null;
}

/** What is given of a new mark: its shape, and what is not as usual. */
export type NewMark = Pick<Mark, 'geometry'> & Partial<Omit<Mark, 'geometry' | 'byName'>>;

/** The shared sketch of one incident. Changes are seen here at once, by others some milliseconds later. */
export interface Sketch {
	readonly incidentId: string;
	readonly marks: StoreApi<SketchState>;
	/** Draws a mark; its id is that of the drawing too. null = nothing can be drawn now (see readOnly). @throws ZodError of a bad mark */
	add(mark: NewMark): string | null;
	/** Sets fields of a mark. Changes of one mark within a second of one another are one step to undo. Of a mark that is gone: nothing. */
	change(id: string, fields: Partial<Omit<Mark, 'byName'>>): void;
	/** Sets what was found out later of a mark that was put or changed here; it is undone together with that. */
	settle(id: string, fields: Partial<Omit<Mark, 'byName'>>): void;
	remove(id: string): void;
	/** Takes back what was drawn at this page last; what others drew stays. */
	undo(): void;
	redo(): void;
	/** Tells the others where the pointer is, at most ten times a second; null = not on the map. */
	setCursor(cursor: SketchPeer['cursor']): void;
	setTool(tool: string | null): void;
	dismissNotice(): void;
	/** Ends the line. What was not kept is lost with it: see `waiting`. Safe to call twice. */
	destroy(): void;
}

export interface SketchOptions {
	readonly incidentId: string;
	/** Address of the WebSocket; default: of the page's own server. */
	readonly url?: string;
	readonly openSocket?: (url: string) => SketchSocket;
	/** Makes ids; default: 'd-' and 16 random letters and digits. */
	readonly makeId?: () => string;
}

/**
 * Opens the sketch of an incident and keeps it open: it reconnects with growing waits, keeps what is drawn meanwhile and merges it when the
 * line is back. It lives in the page's memory: nothing is left on a shared machine.
 */
export function openSketch({ incidentId, url, openSocket, makeId = makeMarkId }: SketchOptions): Sketch {
	/** By mark: the number of the message that carries its newest change; null = not sent. */
	const unkept = new Map<string, number | null>();
	let log: string | null = null;
	let name = '';
	let isDestroyed = false;
	let sketch: SketchDocument = createSketchDocument({ onChanged: publish, onDrawn: send });
	const store = createStore<SketchState>(() => ({
		marks: sketch.marks,
		status: 'connecting',
		readOnly: 'unknown',
		waiting: 0,
		others: [],
		canUndo: false,
		canRedo: false,
		notice: null,
	}));
	const presence = createPresence({
		onOthers: (others) => store.setState({ others }),
		send: (update) => line.sendPresence(update),
	});
	const line = openSketchLine({
		url: url ?? sketchUrl(incidentId),
		...(openSocket ? { openSocket } : {}),
		onStatus(status) {
			if (status !== 'live') {
				for (const id of unkept.keys()) unkept.set(id, null);
				presence.forgetOthers();
			}
			store.setState({ status });
		},
		readStateVector: () => sketch.readStateVector(),
		readSince: (stateVector) => sketch.readSince(stateVector),
		onSent(no) {
			for (const [id, sent] of unkept) if (sent === null) unkept.set(id, no);
		},
		onUpdate: (update) => sketch.take(update),
		onPresence: presence.take,
		onReady: presence.tellAgain,
		onTold(told) {
			if (told.kind === 'hello') {
				({ name } = told);
				if (log !== null && log !== told.log) startAnew({ kind: 'other-log', count: unkept.size });
				({ log } = told);
				store.setState({ readOnly: told.readOnly });
			} else if (told.kind === 'access') store.setState({ readOnly: told.readOnly });
			else if (told.kind === 'kept') {
				for (const [id, sent] of unkept) if (sent !== null && sent <= told.messages) unkept.delete(id);
				store.setState({ waiting: unkept.size });
			} else if (told.kind === 'put-back') store.setState({ notice: { kind: 'put-back', marks: told.marks } });
			else if (told.kind === 'refused') {
				startAnew({ kind: 'refused', reason: told.reason, count: unkept.size });
				line.reconnect();
			}
		},
	});

	function publish(): void {
		store.setState({ marks: sketch.marks, canUndo: sketch.canUndo, canRedo: sketch.canRedo });
	}

	function send(update: Uint8Array, ids: readonly string[]): void {
		for (const id of ids) unkept.set(id, null);
		store.setState({ waiting: unkept.size });
		line.sendUpdate(update);
	}

	/** Lets go of all that is held: the server tells it again. */
	function startAnew(notice: SketchNotice): void {
		sketch.destroy();
		unkept.clear();
		sketch = createSketchDocument({ onChanged: publish, onDrawn: send });
		publish();
		store.setState({ waiting: 0, ...('count' in notice && notice.count === 0 ? {} : { notice }) });
	}

	const mayDraw = () => !isDestroyed && store.getState().readOnly === null;
	return {
		incidentId,
		marks: store,
		add(given) {
			const mark = markSchema.parse({ ...given, byName: name });
			if (!mayDraw()) return null;
			const id = makeId();
			sketch.put(id, mark);
			return id;
		},
		change(id, fields) {
			if (mayDraw()) sketch.change(id, fields);
		},
		settle(id, fields) {
			if (mayDraw()) sketch.settle(id, fields);
		},
		remove(id) {
			if (mayDraw()) sketch.remove(id);
		},
		undo() {
			if (mayDraw()) sketch.undo();
		},
		redo() {
			if (mayDraw()) sketch.redo();
		},
		setCursor: (cursor) => presence.set({ cursor }),
		setTool: (tool) => presence.set({ tool }),
		dismissNotice: () => store.setState({ notice: null }),
		destroy() {
			if (isDestroyed) return;
			isDestroyed = true;
			presence.destroy();
			line.close();
			sketch.destroy();
		},
	};
}

function sketchUrl(incidentId: string): string {
	const url = new URL(`/api/incidents/${encodeURIComponent(incidentId)}/sketch`, location.href);
	url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
	return url.href;
}

const ID_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** 82 bits: no two pages ever make the same. */
function makeMarkId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return `d-${Array.from(bytes, (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join('')}`;
}
