import type { i18n } from 'i18next';
import type { RecordedEvent } from '../../../domain/records/change.ts';
import type { CollectionName } from '../../../domain/records/collections.ts';

/** Fields of a record. */
export type Fields = Readonly<Record<string, unknown>>;

/** What sentences are made with: the language, and what each record was before each event of one log. */
export interface EventWords {
	readonly i18n: i18n;
	/** A word of the catalogue's `log`. */
	say(key: string, params?: Readonly<Record<string, string | number>>): string;
	/** The word for a code in a group of the catalogue ('codes.agency'); the code itself where there is none. */
	word(group: string, code: unknown): string;
	/** The record before the event; empty where it was new. */
	before(event: RecordedEvent): Fields;
	/** The record after it. */
	after(event: RecordedEvent): Fields;
	/** Name, plate or title that a record had last; the id where none is known. */
	nameOf(collection: CollectionName, id: string): string;
}

const NO_FIELDS: Fields = {};

/** Reads a log once, so that each of its events can be said. `events`: the oldest first. Cost: one object an event. */
export function createEventWords(i18n: i18n, events: readonly RecordedEvent[]): EventWords {
	const befores = new Map<number, Fields>();
	const afters = new Map<string, Fields>();
	for (const { seq, collection, id, set } of events) {
		const key = `${collection}/${id}`;
		const before = afters.get(key) ?? NO_FIELDS;
		befores.set(seq, before);
		// What was removed keeps its name.
		if (set !== null) afters.set(key, { ...before, ...set });
	}
	const before = (event: RecordedEvent) => befores.get(event.seq) ?? NO_FIELDS;
	return {
		i18n,
		// Keys of events come from outside: the typed `t` cannot know them.
		say: (key, params = {}) => (i18n.t as (key: string, options: object) => string)(`log.${key}`, params),
		word(group, code) {
			const key = `${group}.${String(code ?? '')}`;
			return code !== '' && i18n.exists(key) ? (i18n.t as (key: string) => string)(key) : String(code ?? '');
		},
		before,
		after: (event) => ({ ...before(event), ...event.set }),
		nameOf(collection, id) {
			const fields = afters.get(`${collection}/${id}`) ?? NO_FIELDS;
			return readText(fields.name) || readText(fields.plate) || readText(fields.title) || id;
		},
	};
}

/** A text field; '' where it is none. */
export function readText(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** A number field; null where it is none. */
export function readNumber(value: unknown): number | null {
	return typeof value === 'number' ? value : null;
}

/** The parts of an object field; none where it is none. */
export function readFields(value: unknown): Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : NO_FIELDS;
}

/** The texts of a list field. */
export function readTexts(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
