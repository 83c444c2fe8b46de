import { ATTACHMENT_TYPES, type Attachment } from '../../../domain/records/attachment.ts';
import type { RecordedEvent } from '../../../domain/records/change.ts';
import type { Note } from '../../../domain/records/note.ts';
import { NOTE_KINDS } from '../../../domain/records/note.ts';
import { type EventWords, readFields, readNumber, readText } from './event-words.ts';
import { type LogFilter, type SaidEvent, sayEvent } from './say-event.ts';

/** A file of a log entry. */
export type EntryFile = Pick<Attachment, 'id' | 'fileName' | 'mediaType'>;

/** A line of the log. */
export interface LogEntry {
	readonly event: RecordedEvent;
	readonly said: SaidEvent;
	/** When it happened, of a note that was written later; null = when it was written. */
	readonly happenedAtMs: number | null;
	/** Files that were put to it and not taken off. */
	readonly files: readonly EntryFile[];
	/** The note as it is now, where this line wrote it; null = it is none, or gone. */
	readonly note: OwnNote | null;
}

/** What is needed of a note to correct it. */
export interface OwnNote extends Pick<Note, 'id' | 'version' | 'kind' | 'text' | 'byId'> {}

/** A note that was written so much after it happened says so. */
const LATE_MS = 60_000;

/** The lines of a log, one an event, in its order. `cache`: what was said before stays said. */
export function listEntries(
	words: EventWords,
	events: readonly RecordedEvent[],
	cache: WeakMap<RecordedEvent, SaidEvent>,
): LogEntry[] {
	const files = new Map<string, EntryFile[]>();
	const notes = new Map<string, OwnNote>();
	for (const event of events) {
		if (event.collection === 'attachment') takeFile(files, event);
		if (event.collection === 'note') takeNote(notes, words, event);
	}
	return events.map((event) => {
		const said = cache.get(event) ?? sayEvent(words, event);
		cache.set(event, said);
		const isNote = event.kind === 'note/added';
		const happenedAtMs = isNote ? readNumber(event.set?.atMs) : null;
		const isLate = happenedAtMs !== null && event.atMs - happenedAtMs > LATE_MS;
		return {
			event,
			said,
			happenedAtMs: isLate ? happenedAtMs : null,
			files: event.collection === 'attachment' || !isHolder(event) ? [] : (files.get(event.id) ?? []),
			note: isNote ? (notes.get(event.id) ?? null) : null,
		};
	});
}

/** The lines that a filter and a search leave. `find`: every word of it is somewhere in the line. */
export function filterEntries(
	entries: readonly LogEntry[],
	filter: LogFilter | 'all',
	find: string,
): readonly LogEntry[] {
	const sought = find.toLowerCase().split(/\s+/).filter(Boolean);
	if (filter === 'all' && sought.length === 0) return entries;
	return entries.filter(({ event, said }) => {
		if (filter !== 'all' && !said.filters.includes(filter)) return false;
		const text = `${said.text} ${event.by.name} ${event.from} ${event.kind}`.toLowerCase();
		return sought.every((word) => text.includes(word));
	});
}

/** Files stand at the line that made their record. */
function isHolder({ kind }: RecordedEvent): boolean {
	return kind.endsWith('/added') || kind === 'incident/raised';
}

function takeFile(files: Map<string, EntryFile[]>, { id, set }: RecordedEvent): void {
	for (const [holder, held] of files)
		files.set(
			holder,
			held.filter((file) => file.id !== id || set !== null),
		);
	if (set === null) return;
	const of = readFields(set.of);
	const mediaType = ATTACHMENT_TYPES.find((type) => type === set.mediaType);
	const holder = readText(of.id);
	if (holder === '' || mediaType === undefined) return;
	files.set(holder, [...(files.get(holder) ?? []), { id, fileName: readText(set.fileName), mediaType }]);
}

function takeNote(notes: Map<string, OwnNote>, words: EventWords, event: RecordedEvent): void {
	const { id, version, set } = event;
	if (set === null) {
		notes.delete(id);
		return;
	}
	const after = words.after(event);
	const kind = NOTE_KINDS.find((known) => known === after.kind) ?? 'note';
	notes.set(id, { id, version, kind, text: readText(after.text), byId: readText(after.byId) });
}
