import { type Crs, createToWgs84, parseCrs, type ToWgs84 } from '../../../domain/geo/crs.ts';
import type { Station } from '../../../domain/station.ts';
import type { WaterSource } from '../../../domain/water.ts';
import type { Reject } from '../../model/source-city.ts';
import type { BadRecord, RecordSink, SourceRecord } from '../source-record.ts';
import { findPointPlace } from './find-point-place.ts';
import { createPointFields, type PointFields, type PointValues } from './point-record.ts';
import { readStation } from './read-station.ts';
import { readWater } from './read-water.ts';
import type { FieldUse, ReadCounts, TakePlan } from './take-plan.ts';

/** Something about an input that a person should know once, not for every record. */
interface PointNote {
	/** `water/no-id`, `water/flow-without-unit` ... */
	readonly code: string;
	/** With the number of records it is true of. */
	readonly message: string;
}

/** The points of an input. */
interface TakenPoints<T> {
	readonly points: readonly T[];
	readonly counts: ReadCounts;
	/** In the order of the records. Every refused record has exactly one line with outcome 'refused'. */
	readonly rejects: readonly Reject[];
	readonly fields: readonly FieldUse[];
	readonly notes: readonly PointNote[];
}

/** Makes water sources or stations of the records of one input; see createPointTaker. */
export interface PointTaker<T> extends RecordSink {
	record(record: SourceRecord): void;
	bad(record: BadRecord): void;
	/** What was taken; the taker must not be used afterwards. */
	finish(): TakenPoints<T>;
}

/** What is told of a record besides the point: changes, and what is noted once an input. */
export interface PointReport {
	/** `reason` without the area: 'bad-flow'. */
	repair(reason: string, detail: string): void;
	note(code: string): void;
}

/** What a record says but its place and id: the rest of the point, or why it is none. */
export type ReadPoint<T> = (
	values: PointValues,
	fields: PointFields,
	report: PointReport,
) => Omit<T, 'id' | 'lon' | 'lat' | 'source'> | { readonly refused: string; readonly detail: string };

/** Sentences of the notes; `n` records. */
const NOTES: Readonly<Record<string, (n: number, key: string) => string>> = {
	'no-id': (n, key) => `${n} records have no id field: their ids are made of their numbers ('${key}-12')`,
	'kind-assumed': (n) => `${n} records do not say their kind: taken as hydrants; a mapping file may say it (kind)`,
	'flow-without-unit': (n) =>
		`${n} flows are numbers without a unit: kept as unknown; a mapping file may say it (flow_lps: {fields, unit: 'l/min'})`,
};

class Taker<T extends { id: string }> implements PointTaker<T> {
	readonly #plan: TakePlan;
	readonly #area: 'water' | 'station';
	readonly #read: ReadPoint<T>;
	readonly #fields: PointFields;
	readonly #crs: Crs;
	readonly #toWgs84: ToWgs84;
	readonly #points: T[] = [];
	readonly #rejects: Reject[] = [];
	readonly #numberOfId = new Map<string, number>();
	readonly #notes = new Map<string, number>();
	#refused = 0;
	#repaired = 0;

	constructor(plan: TakePlan, area: 'water' | 'station', read: ReadPoint<T>) {
		this.#plan = plan;
		this.#area = area;
		this.#read = read;
		this.#fields = createPointFields(plan.fields);
		this.#crs = parseCrs(plan.crs);
		this.#toWgs84 = createToWgs84(this.#crs);
	}

	record(record: SourceRecord): void {
		const values = this.#fields.read(record.properties);
		const ownId = values.take('id')?.text ?? record.id;
		const id = ownId ?? `${this.#plan.sourceKey}-${record.number}`;
		const refusal = this.#take(record, values, id, ownId === null);
		if (refusal)
			this.#refuse(ownId ?? `${this.#plan.unit} ${record.number}`, `${this.#area}/${refusal.reason}`, refusal.detail);
		values.countOthers();
	}

	#take(
		{ geometry, number }: SourceRecord,
		values: PointValues,
		id: string,
		isMadeId: boolean,
	): { reason: string; detail: string } | null {
		const lon = values.take('lon')?.text ?? null;
		const lat = values.take('lat')?.text ?? null;
		const place = findPointPlace(geometry, lon, lat, this.#crs, this.#toWgs84);
		if (!place.ok) return place;
		const { sourceKey: source, unit } = this.#plan;
		const before = this.#numberOfId.get(id);
		if (before !== undefined) {
			return { reason: 'duplicate-id', detail: `${unit} ${number} has the id of ${unit} ${before}` };
		}
		const repairs: Reject[] = [];
		const notes: string[] = isMadeId ? ['no-id'] : [];
		const repair = (reason: string, detail: string) => {
			repairs.push({ source, id, outcome: 'repaired', reason: `${this.#area}/${reason}`, detail });
		};
		const found = this.#read(values, this.#fields, { repair, note: (code) => notes.push(code) });
		if ('refused' in found) return { reason: found.refused, detail: found.detail };
		if (place.repaired) repair(place.repaired.reason, place.repaired.detail);
		this.#numberOfId.set(id, number);
		this.#points.push({ id, ...place.at, ...found, source } as unknown as T);
		this.#rejects.push(...repairs);
		if (repairs.length > 0) this.#repaired++;
		for (const code of notes) this.#notes.set(code, (this.#notes.get(code) ?? 0) + 1);
		return null;
	}

	bad({ number, reason, detail }: BadRecord): void {
		this.#refuse(`${this.#plan.unit} ${number}`, reason, detail);
	}

	finish(): TakenPoints<T> {
		const kept = this.#points.length;
		return {
			points: this.#points,
			counts: { read: kept + this.#refused, kept, repaired: this.#repaired, refused: this.#refused },
			rejects: this.#rejects,
			fields: this.#fields.listUses(),
			notes: [...this.#notes].map(([code, n]) => ({
				code: `${this.#area}/${code}`,
				message: `${this.#plan.sourceKey}: ${NOTES[code]?.(n, this.#plan.sourceKey) ?? `${n} records`}`,
			})),
		};
	}

	#refuse(id: string, reason: string, detail: string): void {
		this.#refused++;
		this.#rejects.push({ source: this.#plan.sourceKey, id, outcome: 'refused', reason, detail });
	}
}

/**
 * Which water sources, or which stations, are in the records of an input? Fields by the plan's mapping, else by their usual names.
 * A record without a place, with one that cannot be, or with an id that was there before is refused; a number that cannot be is
 * unknown and told as a repair; a flow without a unit is never guessed. Records without an id are numbered.
 * @throws DataError `crs/...`, `map/...` when the plan cannot be
 */
export function createPointTaker(plan: TakePlan, kind: 'water'): PointTaker<WaterSource>;
export function createPointTaker(plan: TakePlan, kind: 'stations'): PointTaker<Station>;
export function createPointTaker(
	plan: TakePlan,
	kind: 'water' | 'stations',
): PointTaker<WaterSource> | PointTaker<Station> {
	return kind === 'water'
		? new Taker<WaterSource>(plan, 'water', readWater)
		: new Taker<Station>(plan, 'station', readStation);
}
