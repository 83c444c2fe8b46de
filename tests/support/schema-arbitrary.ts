import fc from 'fast-check';
import { z } from 'zod';

/** What is known of fields by their names, so that requests meet real records and places: ids, coordinates, versions. */
export type FieldHints = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** The part of JSON Schema that zod writes. */
interface JsonSchema {
	readonly $ref?: string;
	readonly $defs?: Readonly<Record<string, JsonSchema>>;
	readonly definitions?: Readonly<Record<string, JsonSchema>>;
	readonly type?: string | readonly string[];
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly anyOf?: readonly JsonSchema[];
	readonly oneOf?: readonly JsonSchema[];
	readonly allOf?: readonly JsonSchema[];
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
	readonly additionalProperties?: JsonSchema | boolean;
	readonly propertyNames?: JsonSchema;
	readonly items?: JsonSchema | boolean;
	readonly prefixItems?: readonly JsonSchema[];
	readonly minItems?: number;
	readonly maxItems?: number;
	readonly minLength?: number;
	readonly maxLength?: number;
	readonly pattern?: string;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly exclusiveMinimum?: number;
	readonly exclusiveMaximum?: number;
}

/** Lists are drawn short: that a long one is taken is for the boundaries to show. */
const LIST_MAX = 4;
const DEEP = 200;

/** Text that has broken programs before: the end of C strings, halves of pairs, other directions, other queries. */
const HOSTILE_TEXT = [
	'',
	' ',
	'\u0000',
	'a\u0000b',
	'\ud800',
	'\udc00x',
	'\ufeff\u200e\u202e',
	'\u{1f525}\u{20000}\u0301',
	"' OR 1=1; --",
	'"; DROP TABLE events; --',
	'$1',
	'%00%ff%',
	'../../../../etc/passwd',
	'..%2f..%2fsecret',
	'__proto__',
	'constructor',
	'<script>alert(1)</script>',
	'\r\nSet-Cookie: a=b',
	'NaN',
	'9007199254740993',
	'x'.repeat(201),
	'火'.repeat(5001),
	'(a+)+$'.repeat(30),
] as const;

const HOSTILE_NUMBERS = [
	0,
	-0,
	-1,
	0.1,
	1e-320,
	180.000001,
	2 ** 31,
	2 ** 32,
	2 ** 53,
	2 ** 63,
	-(2 ** 63),
	8.64e15 + 1,
	1e21,
	1e308,
	-1e308,
] as const;

/** Text as a stranger may send it. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
	fc.constantFrom(...HOSTILE_TEXT),
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc.string({ maxLength: 20 }),
);

/** Values of every kind that a schema did not ask for. All can be written as JSON. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 4, arbitrary: hostileText },
	{ weight: 4, arbitrary: fc.constantFrom<number>(...HOSTILE_NUMBERS) },
	{ weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[]], { '': '' }) },
	{ weight: 1, arbitrary: fc.constant(null).map(() => nest(DEEP)) },
	{ weight: 1, arbitrary: fc.constantFrom<unknown>(...listPrototypeKeys()) },
	{ weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Objects with own keys that JavaScript's objects have by inheritance. */
function listPrototypeKeys(): unknown[] {
	return [
		JSON.parse('{"__proto__":{"isAdmin":true}}'),
		JSON.parse('{"constructor":{"prototype":{"isAdmin":true}}}'),
		JSON.parse('{"toString":1,"valueOf":null,"hasOwnProperty":[],"length":-1,"then":{}}'),
	];
}

function nest(depth: number): unknown {
	let value: unknown = 0;
	for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
	return value;
}

/**
 * Values that a schema takes, as far as JSON Schema can tell; what it refines beyond may still refuse them. Optional fields are left out
 * at times; lists are short. `hints` stand for fields of their names in most draws.
 */
export function arbitraryOf(schema: z.ZodType, hints: FieldHints = {}): fc.Arbitrary<unknown> {
	const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
	return draw(root, root, hints);
}

/** A valid value with one place broken: another value there, or the place gone, doubled or renamed. */
export function nearlyValid(schema: z.ZodType, hints: FieldHints = {}): fc.Arbitrary<unknown> {
	return fc
		.tuple(
			arbitraryOf(schema, hints),
			fc.nat(),
			hostileValue,
			fc.constantFrom('replace', 'remove', 'add') as fc.Arbitrary<Break>,
		)
		.map(([value, at, hostile, how]) => breakAt(value, at, hostile, how));
}

type Break = 'replace' | 'remove' | 'add';

function draw(schema: JsonSchema, root: JsonSchema, hints: FieldHints): fc.Arbitrary<unknown> {
	if (schema.$ref !== undefined) return draw(resolveRef(schema.$ref, root), root, hints);
	if ('const' in schema) return fc.constant(schema.const);
	if (schema.enum) return fc.constantFrom(...schema.enum);
	const choices = schema.anyOf ?? schema.oneOf;
	if (choices) return fc.oneof(...choices.map((choice) => draw(choice, root, hints)));
	if (schema.allOf) return draw(Object.assign({}, ...schema.allOf) as JsonSchema, root, hints);
	if (Array.isArray(schema.type)) {
		return fc.oneof(...schema.type.map((type: string) => draw({ ...schema, type }, root, hints)));
	}
	switch (schema.type) {
		case 'object':
			return drawObject(schema, root, hints);
		case 'array':
			return drawList(schema, root, hints);
		case 'string':
			return drawText(schema);
		case 'integer':
			return drawInteger(schema);
		case 'number':
			return drawNumber(schema);
		case 'boolean':
			return fc.boolean();
		case 'null':
			return fc.constant(null);
		default:
			return fc.jsonValue({ maxDepth: 2 });
	}
}

function resolveRef(ref: string, root: JsonSchema): JsonSchema {
	if (ref === '#') return root;
	const name = ref.split('/').at(-1) as string;
	const found = root.$defs?.[name] ?? root.definitions?.[name];
	if (!found) throw new Error(`schema: got $ref ${ref}, expected one of its $defs`);
	return found;
}

function drawObject(schema: JsonSchema, root: JsonSchema, hints: FieldHints): fc.Arbitrary<unknown> {
	const fields = Object.entries(schema.properties ?? {}).map(([name, field]): [string, fc.Arbitrary<unknown>] => {
		const plain = draw(field, root, hints);
		const hint = hints[name];
		return [name, hint ? fc.oneof({ weight: 5, arbitrary: hint }, { weight: 1, arbitrary: plain }) : plain];
	});
	const required = (schema.required ?? []).filter((name) => schema.properties && name in schema.properties);
	const own = fc.record(Object.fromEntries(fields), { requiredKeys: required });
	if (typeof schema.additionalProperties !== 'object' || fields.length > 0) return own;
	const names = schema.propertyNames
		? draw(schema.propertyNames, root, hints).map(String)
		: fc.string({ maxLength: 12 });
	return fc.dictionary(names, draw(schema.additionalProperties, root, hints), { maxKeys: 4 });
}

function drawList(schema: JsonSchema, root: JsonSchema, hints: FieldHints): fc.Arbitrary<unknown> {
	if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map((item) => draw(item, root, hints)));
	const item = typeof schema.items === 'object' ? draw(schema.items, root, hints) : fc.jsonValue({ maxDepth: 1 });
	const minLength = schema.minItems ?? 0;
	return fc.array(item, {
		minLength,
		maxLength: Math.min(schema.maxItems ?? Number.POSITIVE_INFINITY, minLength + LIST_MAX),
	});
}

function drawText({ pattern, minLength = 0, maxLength }: JsonSchema): fc.Arbitrary<string> {
	if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
	const most = Math.min(maxLength ?? 40, Math.max(minLength, 40));
	return fc.oneof(
		{ weight: 4, arbitrary: fc.string({ minLength, maxLength: most }) },
		{ weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength, maxLength: most }) },
		{ weight: 1, arbitrary: fc.constantFrom(...HOSTILE_TEXT.filter((text) => fits(text, minLength, maxLength))) },
		{ weight: 1, arbitrary: fc.constant('x'.repeat(maxLength ?? 300)) },
	);
}

function fits(text: string, minLength: number, maxLength = Number.POSITIVE_INFINITY): boolean {
	return text.length >= minLength && text.length <= maxLength;
}

function drawInteger({ minimum, maximum, exclusiveMinimum }: JsonSchema): fc.Arbitrary<number> {
	const min = Math.max(
		minimum ?? Number.MIN_SAFE_INTEGER,
		exclusiveMinimum === undefined ? -Infinity : exclusiveMinimum + 1,
	);
	const max = maximum ?? Number.MAX_SAFE_INTEGER;
	const small = fc.integer({ min: Math.max(min, -3), max: Math.max(Math.min(max, 12), Math.max(min, -3)) });
	return fc.oneof(
		{ weight: 4, arbitrary: small },
		{ weight: 1, arbitrary: fc.maxSafeInteger().map((n) => clamp(n, min, max)) },
	);
}

function drawNumber({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): fc.Arbitrary<number> {
	const min = minimum ?? exclusiveMinimum ?? -1e12;
	const max = maximum ?? exclusiveMaximum ?? 1e12;
	return fc.oneof(
		{ weight: 4, arbitrary: fc.double({ min, max, noNaN: true }) },
		{ weight: 1, arbitrary: fc.constantFrom(min, max) },
	);
}

function clamp(value: number, min: number, max: number): number {
	return Math.min(max, Math.max(min, value));
}

/** Breaks one of the places of a value, counted through all of it; the value itself when it has no places. */
function breakAt(value: unknown, at: number, hostile: unknown, how: Break): unknown {
	const copy = structuredClone(value);
	const places: { readonly in: Record<string, unknown>; readonly key: string }[] = [];
	const walk = (node: unknown) => {
		if (typeof node !== 'object' || node === null) return;
		for (const key of Object.keys(node)) {
			places.push({ in: node as Record<string, unknown>, key });
			walk((node as Record<string, unknown>)[key]);
		}
	};
	walk(copy);
	const place = places[at % Math.max(places.length, 1)];
	if (!place) return hostile;
	if (how === 'replace') place.in[place.key] = hostile;
	else if (how === 'remove') delete place.in[place.key];
	else place.in[`${place.key}\u0000`] = hostile;
	return copy;
}
