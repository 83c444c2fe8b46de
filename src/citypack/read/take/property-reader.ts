import { BUILDING_ROLES, type BuildingRole, type FieldMap } from './field-map.ts';
import { isNotGiven, parseLengthUnit } from './parse-measure.ts';
import { normaliseFieldName, recogniseField } from './recognise-fields.ts';
import type { FieldUse } from './take-plan.ts';

/** One field of the input: what it is used as, and how often. */
interface FieldSlot {
	readonly field: string;
	/** Place in SLOT_ROLES; -1 = an attribute. */
	readonly role: number;
	readonly preference: number;
	/** Metres in one of its numbers (lengths). */
	readonly metresPerUnit: number;
	/** The input's words -> ours, of a mapping file. */
	readonly words: Readonly<Record<string, string>> | null;
	/** Its name as a JSON key, with colon. */
	readonly jsonKey: string;
	/** Whether it holds our own `tags`: an object of attributes. */
	readonly isTags: boolean;
	values: number;
	unread: number;
	leftOut: number;
}

/** The roles a value can have, BUILDING_ROLES and the number of a row. */
export const SLOT_ROLES: readonly (BuildingRole | 'row-number')[] = [...BUILDING_ROLES, 'row-number'];

/** An attribute longer than this is left out and counted: geometry or a document, not an attribute. Assumption, not sourced. */
const MAX_ATTRIBUTE_LENGTH = 2000;
/** Geometry as text: WKT, hex WKB, GeoJSON. */
const GEOMETRY_TEXT =
	/^\s*(?:(?:SRID=\d+;)?(?:MULTI)?(?:POLYGON|LINESTRING|POINT)\s*(?:Z|M|ZM)?\s*\(|0[01]0[0-9A-F]{16}|\{"(?:type|coordinates)")/i;

/**
 * Sorts the properties of records into roles and attributes. A reader is used for one record after the other: `read`, then `value`
 * and `slot` by role. Of several fields of one role the preferred one with a value counts, the others become attributes.
 */
export class PropertyReader {
	/** Values of the record by place in SLOT_ROLES; null = not given. */
	readonly value: unknown[] = SLOT_ROLES.map(() => null);
	readonly slot: (FieldSlot | null)[] = SLOT_ROLES.map(() => null);
	readonly #slots = new Map<string, FieldSlot>();
	readonly #fields: FieldMap | null;
	#attributes = '';

	/** `fields`: null = usual names are recognised. */
	constructor(fields: FieldMap | null) {
		this.#fields = fields;
	}

	read(properties: Readonly<Record<string, unknown>>): void {
		const { value, slot } = this;
		for (let role = 0; role < value.length; role++) {
			value[role] = null;
			slot[role] = null;
		}
		this.#attributes = '';
		for (const field in properties) {
			const given = properties[field];
			if (given === null || given === undefined) continue;
			const known = this.#slots.get(field) ?? this.#learn(field);
			if (typeof given === 'string' && given.length < 12 && isNotGiven(given)) continue;
			known.values++;
			const { role } = known;
			if (role < 0) {
				this.#addAttribute(known, given);
				continue;
			}
			const before = slot[role] as FieldSlot | null;
			if (before === null) {
				value[role] = given;
				slot[role] = known;
			} else if (known.preference < before.preference) {
				this.#addAttribute(before, value[role]);
				value[role] = given;
				slot[role] = known;
			} else this.#addAttribute(known, given);
		}
	}

	/** Puts a role's value among the attributes after all, because it could not be read. */
	keepUnread(role: number): void {
		const slot = this.slot[role];
		if (!slot) return;
		slot.unread++;
		this.#addAttribute(slot, this.value[role]);
	}

	/** The same for a value that says something beyond the role ('yes' as a use, an address in full). */
	keepAlso(role: number): void {
		const slot = this.slot[role];
		if (slot) this.#addAttribute(slot, this.value[role]);
	}

	/** The record's attributes as a JSON object, '' = none. */
	attributes(): string {
		return this.#attributes === '' ? '' : `{${this.#attributes}}`;
	}

	/** Fields in the order they were first seen. */
	uses(): FieldUse[] {
		return [...this.#slots.values()].map(({ field, role, values, unread, leftOut }) => ({
			field,
			role: role < 0 ? null : (SLOT_ROLES[role] as string),
			values,
			...(unread > 0 ? { unread } : {}),
			...(leftOut > 0 ? { leftOut } : {}),
		}));
	}

	#learn(field: string): FieldSlot {
		const slot: FieldSlot = {
			field,
			...this.#findRole(field),
			jsonKey: `${JSON.stringify(field)}:`,
			isTags: field === 'tags',
			values: 0,
			unread: 0,
			leftOut: 0,
		};
		this.#slots.set(field, slot);
		return slot;
	}

	#findRole(field: string): Pick<FieldSlot, 'role' | 'preference' | 'metresPerUnit' | 'words'> {
		if (this.#fields === null) {
			const { role, preference, unit } = recogniseField(field);
			const place = role === null ? -1 : SLOT_ROLES.indexOf(role);
			return { role: place, preference, metresPerUnit: unit === null ? 1 : (parseLengthUnit(unit) ?? 1), words: null };
		}
		const name = normaliseFieldName(field).name;
		for (const [place, role] of SLOT_ROLES.entries()) {
			const rule = role === 'row-number' ? undefined : this.#fields[role];
			if (!rule) continue;
			let preference = rule.fields.indexOf(field);
			if (preference < 0) preference = rule.fields.findIndex((given) => normaliseFieldName(given).name === name);
			if (preference < 0) continue;
			const metresPerUnit = rule.unit === undefined ? 1 : (parseLengthUnit(rule.unit) ?? 1);
			return { role: place, preference, metresPerUnit, words: rule.values ?? null };
		}
		return { role: -1, preference: 0, metresPerUnit: 1, words: null };
	}

	#addAttribute(slot: FieldSlot, value: unknown): void {
		if (typeof value === 'number') {
			if (Number.isFinite(value)) this.#append(slot.jsonKey, `"${value}"`);
			return;
		}
		if (typeof value === 'string' && !slot.isTags) {
			if (value.length > 40 && isTooMuch(value)) slot.leftOut++;
			else this.#append(slot.jsonKey, JSON.stringify(value));
			return;
		}
		if (slot.isTags && this.#addTags(value)) return;
		const text = toText(value);
		if (isTooMuch(text)) slot.leftOut++;
		else this.#append(slot.jsonKey, JSON.stringify(text));
	}

	/** Our own `tags` column: its entries are attributes themselves. */
	#addTags(value: unknown): boolean {
		const tags = typeof value === 'string' ? parseObject(value) : value;
		if (typeof tags !== 'object' || tags === null || Array.isArray(tags)) return false;
		for (const [key, entry] of Object.entries(tags)) {
			if (entry !== null && entry !== undefined) this.#append(`${JSON.stringify(key)}:`, JSON.stringify(toText(entry)));
		}
		return true;
	}

	#append(jsonKey: string, json: string): void {
		this.#attributes = this.#attributes === '' ? jsonKey + json : `${this.#attributes},${jsonKey}${json}`;
	}
}

function isTooMuch(text: string): boolean {
	return text.length > MAX_ATTRIBUTE_LENGTH || GEOMETRY_TEXT.test(text);
}

function parseObject(text: string): unknown {
	if (!text.startsWith('{')) return null;
	try {
		return JSON.parse(text);
	} catch {
		// Not our own column after all: kept as text.
		return null;
	}
}

/** A value as an attribute's text. */
export function toText(value: unknown): string {
	if (typeof value === 'string') return value;
	if (value instanceof Date)
		return Number.isNaN(value.getTime()) ? '' : value.toISOString().replace(/T00:00:00\.000Z$/, '');
	if (typeof value === 'object' && value !== null) {
		return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner));
	}
	return String(value);
}
