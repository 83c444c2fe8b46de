import { ROW_NUMBER_FIELDS } from './building-fields.ts';
import type { FieldMap, FieldRole, FieldRule } from './field-map.ts';
import { textOfValue } from './read-point-values.ts';
import type { FieldUse } from './take-plan.ts';

/** A value of a record and what its field is. */
export interface FieldValue {
	readonly field: string;
	/** As the input has it, and as trimmed text ('' for what is no plain value). */
	readonly value: unknown;
	readonly text: string;
	/** As the scheme writes units; null = nothing says. */
	readonly unit: string | null;
	/** What true stands for in a field that says true or false; null = no such field. */
	readonly whenTrue: string | null;
	/** The caller's words for ours. */
	readonly words: Readonly<Record<string, string>> | null;
}

/** A value's text by the caller's words, else as it is. */
export function translateWord({ text, words }: FieldValue): string {
	return words?.[text] ?? text;
}

/** The fields of a record by role. */
export interface FieldValues<R extends FieldRole> {
	/** The value of a role; of several fields the preferred one that has a value. Counts as used. */
	take(role: R): FieldValue | null;
	/** All values of a role, the preferred first. Count as used. */
	takeAll(role: R): readonly FieldValue[];
	/** Fields with a value of which nothing is known, row numbers aside. */
	readonly unknown: readonly string[];
	/** Whether a field of the record, with a value or without, has a role that is more than place and name. */
	readonly isKnown: boolean;
	/** Counts the fields with a value that were not taken; once, after all that were. */
	countOthers(): void;
}

/** What a field's name says. */
export interface RecognisedName<R extends FieldRole> {
	/** null = nothing known. */
	readonly role: R | null;
	/** Place in the role's order of preference; lower is better. */
	readonly preference: number;
	/** As the scheme writes units; null = the name says none. */
	readonly unit: string | null;
	/** What true stands for in a field that says true or false; null = no such field. */
	readonly whenTrue: string | null;
}

/** The fields that the records of a kind have. */
export interface FieldScheme<R extends FieldRole> {
	readonly roles: readonly R[];
	/** What the name of a field says; asked once for each field. */
	readonly recognise: (field: string) => RecognisedName<R>;
	/** The unit of a role's numbers where a mapping names the field: `given` there, or the role's own. null = it has none. */
	readonly unitOf: (role: R, given: string | undefined) => string | null;
	/** Roles whose values may be lists or objects. */
	readonly structured: ReadonlySet<R>;
	/** Roles that say no more than place and name. */
	readonly idle: ReadonlySet<R>;
	/** @throws DataError `map/...` for a rule that the role cannot have */
	readonly requireRule: (role: R, rule: FieldRule) => void;
}

interface Use {
	values: number;
	unread: number;
}

/** Tells which fields of the records are what, by a mapping or by their names, and counts it; see createRecordFields. */
export interface RecordFields<R extends FieldRole> {
	read(properties: Readonly<Record<string, unknown>>): FieldValues<R>;
	/** A value taken that could not be read as its role's. */
	countUnread(field: string, role: R): void;
	/** What was used as what so far, in the order of the fields' first appearance. */
	listUses(): FieldUse[];
}

class Fields<R extends FieldRole> implements RecordFields<R> {
	readonly #scheme: FieldScheme<R>;
	readonly #rules: FieldMap | null;
	readonly #recognised = new Map<string, RecognisedName<R>>();
	readonly #uses = new Map<string, Map<string, Use>>();

	constructor(scheme: FieldScheme<R>, rules: FieldMap | null) {
		this.#scheme = scheme;
		this.#rules = rules;
		for (const role of scheme.roles) {
			const rule = rules?.[role];
			if (rule) scheme.requireRule(role, rule);
		}
	}

	read(properties: Readonly<Record<string, unknown>>): FieldValues<R> {
		const byRole = new Map<R, FieldValue[]>();
		if (this.#rules) this.#readByRules(properties, byRole);
		else this.#readByNames(properties, byRole);
		const known = new Set([...byRole.values()].flatMap((values) => values.map(({ field }) => field)));
		const others: string[] = [];
		for (const field in properties) {
			if (!this.#uses.has(field)) this.#uses.set(field, new Map());
			if (isGiven(properties[field])) others.push(field);
		}
		const taken = new Set<string>();
		const use = (value: FieldValue, role: R) => {
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

	countUnread(field: string, role: R): void {
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

	#readByRules(properties: Readonly<Record<string, unknown>>, byRole: Map<R, FieldValue[]>): void {
		for (const role of this.#scheme.roles) {
			const rule = this.#rules?.[role];
			if (!rule) continue;
			const unit = this.#scheme.unitOf(role, rule.unit);
			for (const field of rule.fields) {
				const value = properties[field];
				if (!this.#isUsable(value, role)) continue;
				const { whenTrue } = this.#recognise(field);
				const text = textOfValue(value) ?? '';
				addTo(byRole, role, { field, value, text, unit, whenTrue, words: rule.values ?? null });
			}
		}
	}

	#readByNames(properties: Readonly<Record<string, unknown>>, byRole: Map<R, FieldValue[]>): void {
		for (const field in properties) {
			const { role, unit, whenTrue } = this.#recognise(field);
			const value = properties[field];
			if (role === null || !this.#isUsable(value, role)) continue;
			addTo(byRole, role, { field, value, text: textOfValue(value) ?? '', unit, whenTrue, words: null });
		}
		const preference = ({ field }: FieldValue) => this.#recognise(field).preference;
		for (const values of byRole.values()) values.sort((a, b) => preference(a) - preference(b));
	}

	#tellsMore(field: string): boolean {
		if (this.#rules) return true;
		const { role } = this.#recognise(field);
		return role !== null && !this.#scheme.idle.has(role);
	}

	#recognise(field: string): RecognisedName<R> {
		let found = this.#recognised.get(field);
		if (!found) {
			found = this.#scheme.recognise(field);
			this.#recognised.set(field, found);
		}
		return found;
	}

	#isUsable(value: unknown, role: R): boolean {
		return this.#scheme.structured.has(role) ? isGiven(value) : textOfValue(value) !== null;
	}

	#use(field: string, role: R | ''): Use {
		const roles = this.#uses.get(field) ?? new Map<string, Use>();
		this.#uses.set(field, roles);
		const use = roles.get(role) ?? { values: 0, unread: 0 };
		roles.set(role, use);
		return use;
	}
}

function addTo<R extends FieldRole>(byRole: Map<R, FieldValue[]>, role: R, value: FieldValue): void {
	const values = byRole.get(role);
	if (values) values.push(value);
	else byRole.set(role, [value]);
}

function isGiven(value: unknown): boolean {
	return textOfValue(value) !== null || (typeof value === 'object' && value !== null && !(value instanceof Date));
}

/**
 * Reads the fields of the records of one input: by the rules of a mapping file, or by their usual names.
 * @throws DataError `map/...` for rules that the scheme does not allow
 */
export function createRecordFields<R extends FieldRole>(
	scheme: FieldScheme<R>,
	rules: FieldMap | null,
): RecordFields<R> {
	return new Fields(scheme, rules);
}
