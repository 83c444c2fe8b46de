import { DataError } from '../../../domain/errors.ts';
import { ROAD_CLASSES } from '../../../domain/road.ts';
import { type FieldMap, type FieldRule, ROAD_ROLES, type RoadRole, TURN_ROLES, type TurnRole } from './field-map.ts';
import { createRecordFields, type FieldScheme, type RecordFields } from './record-fields.ts';
import { requireWords } from './require-words.ts';
import { ROAD_FIELDS, recogniseName, TURN_FIELDS } from './road-fields.ts';

/** The reader of the fields of road records. */
export type RoadFields = RecordFields<RoadRole>;

/** Our words that a mapping may translate the input's words to. */
const OUR_WORDS: Readonly<Partial<Record<RoadRole | TurnRole, readonly string[]>>> = {
	class: [...ROAD_CLASSES, 'not-a-road'],
	oneway: ['both', 'forward', 'backward'],
	access: ['yes', 'private', 'gate', 'no', 'bus'],
	surface: ['paved', 'unpaved'],
	kind: ['no', 'only'],
};

function requireRule(role: RoadRole | TurnRole, rule: FieldRule): void {
	if (role === 'max_weight_t' && rule.unit !== undefined && rule.unit !== 't' && rule.unit !== 'kg') {
		throw new DataError('map/bad-unit', `mapping: ${role}.unit: got ${rule.unit}, expected t or kg`, {
			context: { key: `${role}.unit` },
		});
	}
	requireWords('mapping', role, rule, OUR_WORDS[role] ?? null);
}

const ROAD_SCHEME: FieldScheme<RoadRole> = {
	roles: ROAD_ROLES,
	recognise: (field) => recogniseName(field, ROAD_FIELDS),
	unitOf: (_, given) => given ?? null,
	structured: new Set(),
	idle: new Set<RoadRole>(['id', 'name', 'name_en']),
	requireRule,
};
const TURN_SCHEME: FieldScheme<TurnRole> = {
	roles: TURN_ROLES,
	recognise: (field) => recogniseName(field, TURN_FIELDS),
	unitOf: () => null,
	structured: new Set(),
	idle: new Set<TurnRole>(['id', 'lon', 'lat']),
	requireRule,
};

/**
 * Reads the fields of road records: by the rules of a mapping file, or by their usual names.
 * @throws DataError `map/bad-unit`, `map/bad-value` for rules that a road input cannot have
 */
export function createRoadFields(rules: FieldMap | null): RoadFields {
	return createRecordFields(ROAD_SCHEME, rules);
}

/** Reads the fields of turn restrictions. @throws DataError `map/bad-value` as createRoadFields */
export function createTurnFields(rules: FieldMap | null): RecordFields<TurnRole> {
	return createRecordFields(TURN_SCHEME, rules);
}
