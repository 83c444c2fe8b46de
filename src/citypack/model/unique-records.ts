import type { MergeLog } from './merge-log.ts';

/** Records of several sources, each id once: a later record of an id is refused. */
export class UniqueRecords<T extends { readonly id: string; readonly source?: string }> {
	readonly #kind: string;
	readonly #log: MergeLog;
	/** Source of the record that has an id. */
	readonly #sourceOf = new Map<string, string>();
	#records: T[] = [];

	/** `kind`: what such a record is called in rejects. */
	constructor(kind: string, log: MergeLog) {
		this.#kind = kind;
		this.#log = log;
	}

	get records(): readonly T[] {
		return this.#records;
	}

	/** Takes the records of a source; `source` is the key of those that do not name theirs. */
	add(records: readonly T[], source: string): void {
		for (const record of records) {
			const of = record.source ?? source;
			const earlier = this.#sourceOf.get(record.id);
			if (earlier === undefined) {
				this.#sourceOf.set(record.id, of);
				this.#records.push(record);
				continue;
			}
			const reason = `${this.#kind}/duplicate-id`;
			const detail = 'an earlier record has this id';
			this.#log.refuse({ source: of, kind: this.#kind, id: record.id, reason, detail }, earlier);
		}
	}

	/** Puts another record in the stead of each; ids stay. */
	replace(change: (record: T) => T): void {
		this.#records = this.#records.map(change);
	}
}
