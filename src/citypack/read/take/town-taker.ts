import type { TownOutline } from '../../model/input-city.ts';
import type { Reject } from '../../model/source-city.ts';
import type { BadRecord, RecordSink, SourceRecord } from '../source-record.ts';
import type { FieldMap } from './field-map.ts';
import { FootprintReader } from './footprint-reader.ts';
import { isNotGiven } from './parse-measure.ts';
import { toText } from './property-reader.ts';
import { normaliseFieldName } from './recognise-fields.ts';
import type { FieldUse, ReadCounts, TakePlan } from './take-plan.ts';

/** The towns of a run of records. */
interface TakenTowns {
	readonly towns: readonly TownOutline[];
	readonly counts: ReadCounts;
	readonly rejects: readonly Reject[];
	readonly fields: readonly FieldUse[];
}

/** Makes towns of the records of one input; see createTownTaker. */
interface TownTaker extends RecordSink {
	record(record: SourceRecord): void;
	bad(record: BadRecord): void;
	/** @throws DataError `crs/not-degrees`, `crs/not-lengths` as createBuildingTaker */
	finish(): TakenTowns;
}

/** Usual names of the field with a town's name, in order of preference, as normaliseFieldName gives them. */
const NAME_FIELDS: readonly string[] = [
	'镇街',
	'镇街名称',
	'乡镇街道',
	'乡镇',
	'街道',
	'镇名',
	'xzqmc',
	'行政区名称',
	'名称',
	'name',
	'town',
	'townname',
	'namezh',
	'name:zh',
	'n03004',
	'市区町村名',
	'adname',
];

/**
 * Which towns (镇街) are in a run of records? An area with a name each; its coordinates are converted and its outline cleaned as
 * of buildings, reasons begin with `town/`. A town's parts may lie apart.
 * @throws DataError `crs/...` as createBuildingTaker
 */
export function createTownTaker(plan: TakePlan): TownTaker {
	return new Taker(plan);
}

class Taker implements TownTaker {
	readonly #plan: TakePlan;
	readonly #footprint: FootprintReader;
	readonly #names: readonly string[];
	readonly #towns: TownOutline[] = [];
	readonly #rejects: Reject[] = [];
	readonly #uses = new Map<string, number>();
	#nameField: string | null = null;
	#read = 0;
	#repaired = 0;

	constructor(plan: TakePlan) {
		this.#plan = plan;
		this.#footprint = new FootprintReader(plan.crs);
		this.#names = namesOf(plan.fields) ?? NAME_FIELDS;
	}

	record(record: SourceRecord): void {
		this.#read++;
		const at = `${this.#plan.unit} ${record.number}`;
		const name = this.#findName(record);
		const rings = this.#footprint.read(record.geometry);
		if (rings === null) {
			const { reason, detail } = this.#footprint.refusal;
			this.#tell(name ?? at, 'refused', `town/${reason}`, `${detail} (${at})`);
			return;
		}
		if (name === null) {
			this.#tell(
				at,
				'refused',
				'town/no-name',
				`got no name, expected one in ${this.#names.slice(0, 4).join(', ')} ...`,
			);
			return;
		}
		const repairs = this.#footprint.repairs.filter(({ reason }) => reason !== 'parts-far-apart');
		for (const { reason, detail } of repairs) this.#tell(name, 'repaired', `town/${reason}`, detail);
		if (repairs.length > 0) this.#repaired++;
		this.#towns.push({ name, rings: rings.map((ring) => ring.slice()) });
	}

	bad({ number, reason, detail }: BadRecord): void {
		this.#read++;
		this.#tell(`${this.#plan.unit} ${number}`, 'refused', reason, detail);
	}

	finish(): TakenTowns {
		this.#footprint.finish();
		const kept = this.#towns.length;
		return {
			towns: this.#towns,
			counts: { read: this.#read, kept, repaired: this.#repaired, refused: this.#read - kept },
			rejects: this.#rejects,
			fields: [...this.#uses].map(([field, values]) => ({
				field,
				role: field === this.#nameField ? 'name' : null,
				values,
			})),
		};
	}

	#findName({ properties }: SourceRecord): string | null {
		let best: { preference: number; field: string; name: string } | null = null;
		for (const [field, value] of Object.entries(properties)) {
			if (value === null || value === undefined) continue;
			this.#uses.set(field, (this.#uses.get(field) ?? 0) + 1);
			const preference = this.#names.indexOf(normaliseFieldName(field).name);
			const name = toText(value).trim();
			if (preference < 0 || isNotGiven(name) || (best && best.preference <= preference)) continue;
			best = { preference, field, name };
		}
		if (best) this.#nameField ??= best.field;
		return best?.name ?? null;
	}

	#tell(id: string, outcome: Reject['outcome'], reason: string, detail: string): void {
		this.#rejects.push({ source: this.#plan.sourceKey, id, outcome, reason, detail });
	}
}

function namesOf(fields: FieldMap | null): readonly string[] | null {
	const given = [...(fields?.name?.fields ?? []), ...(fields?.town?.fields ?? [])];
	return given.length > 0 ? given.map((field) => normaliseFieldName(field).name) : null;
}
