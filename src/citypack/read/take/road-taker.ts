import type { Reject, RoadLine } from '../../model/source-city.ts';
import type { BadRecord, RecordSink, SourceRecord } from '../source-record.ts';
import { joinLineEnds } from './join-line-ends.ts';
import { LineReader } from './line-reader.ts';
import { type RoadAttributes, readRoad } from './read-road.ts';
import { createRoadFields, type RoadFields } from './road-record.ts';
import type { FieldUse, ReadCounts, TakePlan } from './take-plan.ts';

/** The roads of a run of records. */
export interface TakenRoads {
	readonly roads: readonly RoadLine[];
	/** Of records, not of lines: one may have several. */
	readonly counts: ReadCounts;
	/** In the order of the records. Every refused record has exactly one line with outcome 'refused'. */
	readonly rejects: readonly Reject[];
	readonly fields: readonly FieldUse[];
	/** Records without an id of their own: they go by their number. */
	readonly madeIds: number;
}

/** Makes roads of the records of one input; see createRoadTaker. */
export interface RoadTaker extends RecordSink {
	record(record: SourceRecord): void;
	bad(record: BadRecord): void;
	/** @throws DataError `crs/not-degrees`, `crs/not-lengths` */
	finish(): TakenRoads;
}

/** An end this near to another line was drawn to meet it, metres. Assumption, not sourced; a mapping file may say another (join_m). */
const JOIN_M = 0.5;

interface TakenLine {
	readonly id: string;
	/** Id of its record. */
	readonly record: string;
	readonly attributes: RoadAttributes;
	readonly lonLat: Int32Array;
}

class Taker implements RoadTaker {
	readonly #plan: TakePlan;
	readonly #fields: RoadFields;
	readonly #geometry: LineReader;
	readonly #lines: TakenLine[] = [];
	readonly #rejects: Reject[] = [];
	/** Parts that there are of a record's id. */
	readonly #partsOf = new Map<string, number>();
	readonly #repaired = new Set<string>();
	#read = 0;
	#kept = 0;
	#madeIds = 0;

	constructor(plan: TakePlan) {
		this.#plan = plan;
		this.#fields = createRoadFields(plan.fields);
		this.#geometry = new LineReader(plan.crs);
	}

	record({ geometry, properties, id: formatId, number }: SourceRecord): void {
		this.#read++;
		const values = this.#fields.read(properties);
		const ownId = values.take('id')?.text ?? formatId;
		const told = ownId === null ? `${this.#plan.unit} ${number}` : `${this.#plan.sourceKey}/${ownId}`;
		const shape = this.#geometry.read(geometry);
		if ('reason' in shape) {
			values.countOthers();
			this.#tell(told, 'refused', `road/${shape.reason}`, shape.detail);
			return;
		}
		const reading = readRoad(values, this.#fields, this.#emptyClass());
		values.countOthers();
		if ('reason' in reading) {
			this.#tell(told, 'refused', `road/${reading.reason}`, reading.detail);
			return;
		}
		const id = `${this.#plan.sourceKey}/${ownId ?? number}`;
		if (ownId === null) this.#madeIds++;
		for (const { reason, detail } of [...shape.repairs, ...reading.repairs]) this.#repair(id, reason, detail);
		this.#addLines(id, reading.attributes, shape.lines);
		this.#kept++;
	}

	bad({ number, reason, detail }: BadRecord): void {
		this.#read++;
		this.#tell(`${this.#plan.unit} ${number}`, 'refused', reason, detail);
	}

	finish(): TakenRoads {
		this.#geometry.finish();
		const { lines, joined } = joinLineEnds(
			this.#lines.map(({ lonLat, attributes: { bridge, tunnel } }) => ({
				lonLat,
				level: bridge ? ('bridge' as const) : tunnel ? ('tunnel' as const) : ('ground' as const),
			})),
			this.#plan.fields?.join_m ?? JOIN_M,
		);
		for (const { line, to, gapM } of joined) {
			const detail = `an end ${gapM.toFixed(2)} m from ${this.#lines[to]?.id}, now meets it`;
			this.#repair(this.#lines[line]?.record as string, 'end-joined', detail);
		}
		const roads = this.#lines.map(
			({ id, attributes }, l): RoadLine => ({ ...attributes, id, lonLat: lines[l] as Int32Array, nodes: null }),
		);
		const repaired = this.#repaired.size;
		return {
			roads,
			counts: { read: this.#read, kept: this.#kept, repaired, refused: this.#read - this.#kept },
			rejects: this.#rejects,
			fields: this.#fields.listUses(),
			madeIds: this.#madeIds,
		};
	}

	/** A mapping may say by `"class": {"values": {"": "residential"}}` what roads without a class are. */
	#emptyClass(): string | null {
		return this.#plan.fields?.class?.values?.[''] ?? null;
	}

	/** The parts of a road, over several lines or several records of one id, are id, id/2, id/3 ... */
	#addLines(id: string, attributes: RoadAttributes, lines: readonly Int32Array[]): void {
		for (const lonLat of lines) {
			const part = (this.#partsOf.get(id) ?? 0) + 1;
			this.#partsOf.set(id, part);
			this.#lines.push({ id: part === 1 ? id : `${id}/${part}`, record: id, attributes, lonLat });
		}
	}

	#repair(id: string, reason: string, detail: string): void {
		this.#repaired.add(id);
		this.#tell(id, 'repaired', `road/${reason}`, detail);
	}

	#tell(id: string, outcome: Reject['outcome'], reason: string, detail: string): void {
		this.#rejects.push({ source: this.#plan.sourceKey, id, outcome, reason, detail });
	}
}

/**
 * Which roads are in the records of an input? Fields by the plan's mapping, else by their usual names; a record that is no line, has no
 * length or is of no class known is refused. Ids are '<source>/<id of the record>': road files number from 1. Records of one id are
 * parts of one road. Lines meet where coordinates are equal; an end within half a metre of another line is joined to it (told).
 * @throws DataError `crs/...`, `map/...` when the plan cannot be
 */
export function createRoadTaker(plan: TakePlan): RoadTaker {
	return new Taker(plan);
}
