import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError, UnavailableError } from '../domain/errors.ts';
import { type Note, noteKindSchema } from '../domain/records/note.ts';
import type { Api } from './api.ts';
import { makeRandomKey } from './intent-keys.ts';
import type { LiveStore } from './state/live-store.ts';
import type { SettingsStorage } from './state/settings-store.ts';

const STORAGE_KEY = 'fengtu.notes/1';
/** After a failure of the line; it is tried at once when the feed is live again. */
const RETRY_MS = 5000;

const savedSchema = z.array(
	z.object({
		/** Sent along as its Idempotency-Key: of the same note sent again, after a reload too, the server makes no second one. */
		key: z.string(),
		/** Who wrote it: nobody else sends it. */
		actorId: z.string(),
		incidentId: z.string(),
		kind: noteKindSchema,
		text: z.string(),
		atMs: z.number(),
		place: z.object({ lon: z.number(), lat: z.number() }).nullable(),
		/** The server has it; files are left. null = it is not sent. */
		noteId: z.string().nullable(),
	}),
);
type SavedNote = z.infer<typeof savedSchema>[number];

/** A note on its way to the server. */
export interface QueuedNote extends SavedNote {
	/** In the page's memory only: a reload loses them. */
	readonly files: readonly File[];
	/** 'refused': the server said no; it is not sent again by itself. */
	readonly state: 'waiting' | 'sending' | 'refused';
	readonly error: unknown;
}

/** What a writer gives. */
export interface NewNote extends Pick<Note, 'incidentId' | 'kind' | 'text' | 'atMs' | 'place'> {
	readonly files: readonly File[];
}

/** Notes that are not sent yet, in the order they were written. */
export interface NoteQueue {
	readonly state: StoreApi<{
		readonly notes: readonly QueuedNote[];
		/** The machine keeps them over a reload. */
		readonly isKept: boolean;
	}>;
	/** Sends it, or keeps it until it can be sent. */
	add(note: NewNote): void;
	/** Sends one again that was refused. */
	sendAgain(key: string): void;
	discard(key: string): void;
	destroy(): void;
}

export interface NoteQueueOptions {
	readonly api: Pick<Api, 'addNote' | 'addAttachment'>;
	readonly live: LiveStore;
	/** null = this machine keeps nothing. */
	readonly storage: SettingsStorage | null;
	/** Who works here; null = not told yet: nothing is sent. */
	readonly readActorId: () => string | null;
	readonly makeKey?: () => string;
}

/**
 * Makes the queue and goes on with what was left before a reload. One note after the other, so that they come in their order; what the
 * server refuses stays until somebody decides. A note whose answer was lost, by a fault or a reload, is sent again under its own key, which
 * the server answers with the first note; one that the feed tells is there is not sent again at all.
 */
export function createNoteQueue({
	api,
	live,
	storage,
	readActorId,
	makeKey = makeRandomKey,
}: NoteQueueOptions): NoteQueue {
	const state = createStore<ReturnType<NoteQueue['state']['getState']>>(() => ({
		notes: readSaved(storage).map((note) => ({ ...note, files: [], state: 'waiting', error: null })),
		isKept: storage !== null,
	}));
	const stop = new AbortController();
	let isSending = false;
	let timer: ReturnType<typeof setTimeout> | undefined;

	function setNotes(notes: readonly QueuedNote[]): void {
		const saved: SavedNote[] = notes.map(({ key, actorId, incidentId, kind, text, atMs, place, noteId }) => ({
			...{ key, actorId, incidentId, kind, text, atMs, place, noteId },
		}));
		let isKept = storage !== null;
		try {
			storage?.setItem(STORAGE_KEY, JSON.stringify(saved));
		} catch {
			isKept = false;
		}
		state.setState({ notes, isKept });
	}

	function change(key: string, fields: Partial<QueuedNote>): void {
		setNotes(state.getState().notes.map((note) => (note.key === key ? { ...note, ...fields } : note)));
	}

	function drop(key: string): void {
		setNotes(state.getState().notes.filter((note) => note.key !== key));
	}

	async function send(): Promise<void> {
		clearTimeout(timer);
		if (isSending || stop.signal.aborted) return;
		isSending = true;
		try {
			for (let next = findNext(); next; next = findNext()) await sendOne(next);
		} catch {
			timer = setTimeout(() => void send(), RETRY_MS);
		} finally {
			isSending = false;
		}
	}

	function findNext(): QueuedNote | undefined {
		const actorId = readActorId();
		return state.getState().notes.find((note) => note.state === 'waiting' && note.actorId === actorId);
	}

	/** @throws UnavailableError when there was no answer: it waits */
	async function sendOne(note: QueuedNote): Promise<void> {
		const { key, incidentId, kind, text, atMs, place } = note;
		change(key, { state: 'sending', error: null });
		try {
			const id =
				note.noteId ?? findTold(live, note) ?? (await api.addNote({ incidentId, kind, text, atMs, place }, key)).id;
			change(key, { noteId: id });
			for (const file of note.files) {
				await api.addAttachment({ collection: 'note', id }, file, stop.signal);
				const left = state.getState().notes.find((other) => other.key === key)?.files ?? [];
				change(key, { files: left.filter((other) => other !== file) });
			}
			drop(key);
		} catch (error) {
			const isAway = !(error instanceof AppError) || error instanceof UnavailableError;
			change(key, { state: isAway ? 'waiting' : 'refused', error });
			if (isAway) throw error;
		}
	}

	const unsubscribe = live.subscribe(({ connection }, before) => {
		if (connection === 'live' && before.connection !== 'live') void send();
	});
	if (state.getState().notes.length > 0) void send();
	return {
		state,
		add(note) {
			const queued = { ...note, key: makeKey(), actorId: readActorId() ?? '', noteId: null };
			setNotes([...state.getState().notes, { ...queued, state: 'waiting', error: null }]);
			void send();
		},
		sendAgain(key) {
			change(key, { state: 'waiting', error: null });
			void send();
		},
		discard: drop,
		destroy() {
			stop.abort();
			clearTimeout(timer);
			unsubscribe();
		},
	};
}

/** The note as the feed told it; undefined = it did not. */
function findTold(live: LiveStore, { incidentId, text, atMs, kind }: SavedNote): string | undefined {
	return live
		.getState()
		.notes.find(
			(note) => note.incidentId === incidentId && note.atMs === atMs && note.text === text && note.kind === kind,
		)?.id;
}

function readSaved(storage: SettingsStorage | null): SavedNote[] {
	try {
		const saved = savedSchema.safeParse(JSON.parse(storage?.getItem(STORAGE_KEY) ?? '[]'));
		return saved.success ? saved.data : [];
	} catch {
		return [];
	}
}
