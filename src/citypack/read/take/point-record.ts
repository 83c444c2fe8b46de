import { DataError } from '../../../domain/errors.ts';
import { stationKindSchema } from '../../../domain/station.ts';
import { waterKindSchema, waterStateSchema } from '../../../domain/water.ts';
import { ROW_NUMBER_FIELDS } from './building-fields.ts';
import { type FieldMap, type FieldRule, POINT_ROLES, type PointRole } from './field-map.ts';
import { DIAMETER_UNITS, FLOW_UNITS, VOLUME_UNITS } from './point-fields.ts';
import { textOfValue } from './read-point-values.ts';
import { normaliseUnit, type RecognisedPointField, recognisePointField } from './recognise-point-field.ts';
import type { FieldUse } from './take-plan.ts';

/** A value of a record and what its field is. */
export interface PointValue {
	readonly field: string;
	/** As the input has it, and as trimmed text ('' for what is no plain value). */
	readonly value: unknown;
	readonly text: string;
	/** As the tables of units in point-fields.ts write it; null = nothing says. */
	readonly unit: string | null;
	readonly whenTrue: 'ok' | 'faulty' | null;
	/** The caller's words for ours. */
	readonly words: Readonly<Record<string, string>> | null;
}

/** The fields of a record by role. */
export interface PointValues {
	/** The value of a role; of several fields the preferred one that has a value. Counts as used. */
	take(role: PointRole): PointValue | null;
	/** All values of a role, the preferred first. Count as used. */
	takeAll(role: PointRole): readonly PointValue[];
	/** Fields with a value of which nothing is known, row numbers aside. */
	readonly unknown: readonly string[];
	/** Whether a field of the record, with a value or without, has a role that is more than place and name. */
	readonly isKnown: boolean;
	/** Counts the fields with a value that were not taken; once, after all that were. */
	countOthers(): void;
}

const UNITS: Partial<Record<PointRole, Readonly<Record<string, number>>>> = {
	flow_lps: FLOW_UNITS,
	diameter_mm: DIAMETER_UNITS,
	volume_m3: VOLUME_UNITS,
};
const OWN_UNIT: Partial<Record<PointRole, string>> = { flow_lps: 'l/s', diameter_mm: 'mm', volume_m3: 'm3' };
const STRUCTURED: ReadonlySet<PointRole> = new Set<PointRole>(['vehicles']);
const PLACE_AND_NAME: ReadonlySet<PointRole> = new Set<PointRole>(['lon', 'lat', 'name', 'name_en', 'town']);

interface Use {
	values: number;
	unread: number;
}

/** Tells which fields of the records are what, by a mapping or by their names, and counts it; see createPointFields. */
export interface PointFields {
	read(properties: Readonly<Record<string, unknown>>): PointValues;
	/** A value taken that could not be read as its role's. */
	countUnread(field: string, role: PointRole): void;
	/** What was used as what so far, in the order of the fields' first appearance. */
	listUses(): FieldUse[];
}

class Fields implements PointFields {
	readonly #rules: FieldMap | null;
	readonly #recognised = new Map<string, RecognisedPointField>();
	readonly #uses = new Map<string, Map<string, Use>>();

	constructor(rules: FieldMap | null) {
		this.#rules = rules;
		if (rules) for (const role of POINT_ROLES) requireRule(role, rules[role]);
	}

	read(properties: Readonly<Record<string, unknown>>): PointValues {
		const byRole = new Map<PointRole, PointValue[]>();
		if (this.#rules) this.#readByRules(properties, byRole);
		else this.#readByNames(properties, byRole);
		const known = new Set([...byRole.values()].flatMap((values) => values.map(({ field }) => field)));
		const others: string[] = [];
		for (const field in properties) {
			if (!this.#uses.has(field)) this.#uses.set(field, new Map());
			if (isGiven(properties[field])) others.push(field);
		}
		const taken = new Set<string>();
		const use = (value: PointValue, role: PointRole) => {
			taken.add(value.field);
			this.#use(value.field, role).values++;
		};
		return {
			take: (role) => {
				const first = byRole.get(role)?.[0];
				if (first) use(first, role);
				return first ?? null;
			},
			takeAll: (role) => {
				const values = byRole.get(role) ?? [];
				for (const value of values) use(value, role);
				return values;
			},
			unknown: others.filter((field) => !known.has(field) && !ROW_NUMBER_FIELDS.includes(field.toLowerCase())),
			isKnown: Object.keys(properties).some((field) => this.#tellsMore(field)),
			countOthers: () => {
				for (const field of others) if (!taken.has(field)) this.#use(field, '').values++;
			},
		};
	}

	countUnread(field: string, role: PointRole): void {
		this.#use(field, role).unread++;
	}

	listUses(): FieldUse[] {
		const list: FieldUse[] = [];
		for (const [field, roles] of this.#uses) {
			for (const [role, { values, unread }] of roles) {
				list.push({ field, role: role === '' ? null : role, values, ...(unread > 0 && { unread }) });
			}
		}
		return list;
	}

	#readByRules(properties: Readonly<Record<string, unknown>>, byRole: Map<PointRole, PointValue[]>): void {
		for (const role of POINT_ROLES) {
			const rule = this.#rules?.[role];
			if (!rule) continue;
			const unit = rule.unit === undefined ? (OWN_UNIT[role] ?? null) : normaliseUnit(rule.unit);
			for (const field of rule.fields) {
				const value = properties[field];
				if (!isUsable(value, role)) continue;
				const { whenTrue } = this.#recognise(field);
				const text = textOfValue(value) ?? '';
				addTo(byRole, role, { field, value, text, unit, whenTrue, words: rule.values ?? null });
			}
		}
	}

	#readByNames(properties: Readonly<Record<string, unknown>>, byRole: Map<PointRole, PointValue[]>): void {
		for (const field in properties) {
			const { role, unit, whenTrue } = this.#recognise(field);
			const value = properties[field];
			if (role === null || !isUsable(value, role)) continue;
			addTo(byRole, role, { field, value, text: textOfValue(value) ?? '', unit, whenTrue, words: null });
		}
		const preference = ({ field }: PointValue) => this.#recognise(field).preference;
		for (const values of byRole.values()) values.sort((a, b) => preference(a) - preference(b));
	}

	#tellsMore(field: string): boolean {
		if (this.#rules) return true;
		const { role } = this.#recognise(field);
		return role !== null && !PLACE_AND_NAME.has(role);
	}

	#recognise(field: string): RecognisedPointField {
		let found = this.#recognised.get(field);
		if (!found) {
			found = recognisePointField(field);
			this.#recognised.set(field, found);
		}
		return found;
	}

	#use(field: string, role: PointRole | ''): Use {
		const roles = this.#uses.get(field) ?? new Map<string, Use>();
		this.#uses.set(field, roles);
		const use = roles.get(role) ?? { values: 0, unread: 0 };
		roles.set(role, use);
		return use;
	}
}

function addTo(byRole: Map<PointRole, PointValue[]>, role: PointRole, value: PointValue): void {
	const values = byRole.get(role);
	if (values) values.push(value);
	else byRole.set(role, [value]);
}

function isGiven(value: unknown): boolean {
	return textOfValue(value) !== null || (typeof value === 'object' && value !== null && !(value instanceof Date));
}

function isUsable(value: unknown, role: PointRole): boolean {
	return STRUCTURED.has(role) ? isGiven(value) : textOfValue(value) !== null;
}

function requireRule(role: PointRole, rule: FieldRule | undefined): void {
	if (!rule) return;
	const units = UNITS[role];
	if (rule.unit !== undefined && units && !(normaliseUnit(rule.unit) in units)) {
		throw new DataError(
			'map/bad-unit',
			`mapping: ${role}.unit: got ${rule.unit}, expected one of ${Object.keys(units).join(', ')}`,
			{ context: { key: `${role}.unit` } },
		);
	}
	const allowed: readonly string[] | null =
		role === 'kind'
			? [...waterKindSchema.options, ...stationKindSchema.options]
			: role === 'state'
				? waterStateSchema.options
				: null;
	for (const [word, ours] of Object.entries(rule.values ?? {})) {
		if (!allowed || allowed.includes(ours)) continue;
		throw new DataError(
			'map/bad-value',
			`mapping: ${role}.values.${word}: got ${ours}, expected one of ${allowed.join(', ')}`,
			{ context: { key: `${role}.values.${word}` } },
		);
	}
}

/**
 * Reads the fields of water or station records: by the rules of a mapping file, or by their usual names.
 * @throws DataError `map/bad-unit`, `map/bad-value` for rules that a water or station input cannot have
 */
export function createPointFields(rules: FieldMap | null): PointFields {
	return new Fields(rules);
}
