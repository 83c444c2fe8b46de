import type { Reject } from '../../model/source-city.ts';
import type { BadRecord, RecordSink, SourceRecord } from '../source-record.ts';
import type { FieldUse, ReadCounts, TakePlan } from './take-plan.ts';

/** What was taken of the records of one input, each as it is given there. */
interface TakenGiven<T> {
	readonly given: readonly T[];
	readonly counts: ReadCounts;
	/** In the order of the records. Every refused record has exactly one line with outcome 'refused'. */
	readonly rejects: readonly Reject[];
	readonly fields: readonly FieldUse[];
}

/** Makes turn restrictions or signals of the records of one input; see createGivenTaker. */
export interface GivenTaker<T> extends RecordSink {
	record(record: SourceRecord): void;
	bad(record: BadRecord): void;
	/** What was taken; the taker must not be used afterwards. */
	finish(): TakenGiven<T>;
}

/** How a record is read. */
export interface GivenReader<T> {
	/** 'signal': what reasons begin with. */
	readonly area: string;
	/** What a record says and its own id (null = it has none), or why it says nothing. */
	readonly read: (
		record: SourceRecord,
	) => { readonly id: string | null; readonly made: (id: string) => T } | (Refusal & { readonly id: string | null });
	readonly listUses: () => FieldUse[];
}

interface Refusal {
	readonly reason: string;
	readonly detail: string;
}

/**
 * A taker of records that are kept as they are given. Ids are '<source>/<id of the record>', or its number where it has none; one that
 * was there before is refused.
 */
export function createGivenTaker<T>({ sourceKey, unit }: TakePlan, reader: GivenReader<T>): GivenTaker<T> {
	const given: T[] = [];
	const rejects: Reject[] = [];
	const numberOf = new Map<string, number>();
	let refused = 0;
	const refuse = (id: string, reason: string, detail: string) => {
		refused++;
		rejects.push({ source: sourceKey, id, outcome: 'refused', reason, detail });
	};
	return {
		record: (record) => {
			const reading = reader.read(record);
			const told = reading.id === null ? `${unit} ${record.number}` : `${sourceKey}/${reading.id}`;
			if ('reason' in reading) {
				refuse(told, `${reader.area}/${reading.reason}`, reading.detail);
				return;
			}
			const id = `${sourceKey}/${reading.id ?? record.number}`;
			const before = numberOf.get(id);
			if (before !== undefined) {
				refuse(told, `${reader.area}/duplicate-id`, `${unit} ${record.number} has the id of ${unit} ${before}`);
				return;
			}
			numberOf.set(id, record.number);
			given.push(reading.made(id));
		},
		bad: ({ number, reason, detail }) => refuse(`${unit} ${number}`, reason, detail),
		finish: () => ({
			given,
			counts: { read: given.length + refused, kept: given.length, repaired: 0, refused },
			rejects,
			fields: reader.listUses(),
		}),
	};
}
