import { z } from 'zod';
import { BUILDING_STRUCTURES, BUILDING_USES } from '../../../domain/building.ts';
import { DataError, describeError } from '../../../domain/errors.ts';
import { BUILDING_ROLES, type FieldMap, type FieldRule, POINT_ROLES, ROAD_ROLES, TURN_ROLES } from './field-map.ts';
import { parseLengthUnit } from './parse-measure.ts';
import { requireWords } from './require-words.ts';

const ROLES: readonly string[] = [...new Set([...BUILDING_ROLES, ...POINT_ROLES, ...ROAD_ROLES, ...TURN_ROLES])];
const nameSchema = z.string().min(1);
const namesSchema = z.array(nameSchema).min(1);
const ruleSchema = z.strictObject({
	fields: z.union([nameSchema.transform((name) => [name]), namesSchema]),
	unit: z.string().min(1).optional(),
	values: z.record(z.string(), z.string()).optional(),
});
/** A rule may be written short: the field's name, or names in order of preference. */
const shortSchema = z.union([nameSchema, namesSchema, ruleSchema]);

/**
 * Reads a mapping file: a JSON object by role (`height_m`, `floors`, `structure` ...), each with the field's name, names in order of
 * preference, or `{"fields": [...], "unit": "cm", "values": {"框架": "rc-frame"}}`; and of roads `join_m`, a number.
 * @param file for messages
 * @throws DataError `map/not-json`, `map/unknown-role`, `map/bad-rule`, `map/bad-unit`, `map/bad-value`; the message names the key
 */
export function parseFieldMap(text: string, file: string): FieldMap {
	let found: unknown;
	try {
		found = JSON.parse(text);
	} catch (cause) {
		throw new DataError('map/not-json', `${file}: ${describeError(cause)}, expected a JSON object`, { cause });
	}
	if (typeof found !== 'object' || found === null || Array.isArray(found)) {
		throw new DataError('map/not-json', `${file}: got ${JSON.stringify(found)}, expected a JSON object`);
	}
	const { join_m: joinM, ...rules } = found as Readonly<Record<string, unknown>>;
	const map: Record<string, FieldRule> = {};
	for (const [role, value] of Object.entries(rules)) {
		if (!ROLES.includes(role)) {
			throw new DataError(
				'map/unknown-role',
				`${file}: ${role}: got an unknown role, expected one of ${ROLES.join(', ')}`,
				{
					context: { file, key: role },
				},
			);
		}
		map[role] = readRule(role, value, file);
	}
	return joinM === undefined ? (map as FieldMap) : { ...(map as FieldMap), join_m: readJoinM(joinM, file) };
}

/** Farther apart than this, ends that do not meet are no slip of the pen. */
const MOST_JOIN_M = 20;

function readJoinM(value: unknown, file: string): number {
	if (typeof value === 'number' && value >= 0 && value <= MOST_JOIN_M) return value;
	const expected = `a number of metres from 0 to ${MOST_JOIN_M}`;
	throw new DataError('map/bad-value', `${file}: join_m: got ${JSON.stringify(value)}, expected ${expected}`, {
		context: { file, key: 'join_m' },
	});
}

function readRule(role: string, value: unknown, file: string): FieldRule {
	const parsed = shortSchema.safeParse(value);
	if (!parsed.success) {
		const example = '"field", ["field", "field"] or {"fields": [...], "unit": "...", "values": {...}}';
		throw new DataError('map/bad-rule', `${file}: ${role}: got ${JSON.stringify(value)}, expected ${example}`, {
			context: { file, key: role },
			cause: parsed.error,
		});
	}
	const { data } = parsed;
	const rule: FieldRule = typeof data === 'string' ? { fields: [data] } : Array.isArray(data) ? { fields: data } : data;
	const isLength = role.endsWith('_m');
	if (rule.unit !== undefined && isLength && parseLengthUnit(rule.unit) === null) {
		throw new DataError('map/bad-unit', `${file}: ${role}.unit: got ${rule.unit}, expected m, cm, mm, dm or ft`, {
			context: { file, key: `${role}.unit` },
		});
	}
	const allowed: readonly string[] | null =
		role === 'structure' ? BUILDING_STRUCTURES : role === 'use' ? BUILDING_USES : null;
	requireWords(file, role, rule, allowed, { file });
	return rule;
}
