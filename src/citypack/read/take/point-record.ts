import { DataError } from '../../../domain/errors.ts';
import { stationKindSchema } from '../../../domain/station.ts';
import { waterKindSchema, waterStateSchema } from '../../../domain/water.ts';
import { type FieldMap, type FieldRule, POINT_ROLES, type PointRole } from './field-map.ts';
import { DIAMETER_UNITS, FLOW_UNITS, VOLUME_UNITS } from './point-fields.ts';
import { normaliseUnit, recognisePointField } from './recognise-point-field.ts';
import {
	createRecordFields,
	type FieldScheme,
	type FieldValue,
	type FieldValues,
	type RecordFields,
} from './record-fields.ts';
import { requireWords } from './require-words.ts';

/** A value of a water or station record. */
export type PointValue = FieldValue;
/** Its fields by role. */
export type PointValues = FieldValues<PointRole>;
/** The reader of the fields of such records. */
export type PointFields = RecordFields<PointRole>;

const UNITS: Partial<Record<PointRole, Readonly<Record<string, number>>>> = {
	flow_lps: FLOW_UNITS,
	diameter_mm: DIAMETER_UNITS,
	volume_m3: VOLUME_UNITS,
};
const OWN_UNIT: Partial<Record<PointRole, string>> = { flow_lps: 'l/s', diameter_mm: 'mm', volume_m3: 'm3' };

function requireRule(role: PointRole, rule: FieldRule): void {
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
	requireWords('mapping', role, rule, allowed);
}

const POINT_SCHEME: FieldScheme<PointRole> = {
	roles: POINT_ROLES,
	recognise: recognisePointField,
	unitOf: (role, given) => (given === undefined ? (OWN_UNIT[role] ?? null) : normaliseUnit(given)),
	structured: new Set<PointRole>(['vehicles']),
	idle: new Set<PointRole>(['lon', 'lat', 'name', 'name_en', 'town']),
	requireRule,
};

/**
 * Reads the fields of water or station records: by the rules of a mapping file, or by their usual names.
 * @throws DataError `map/bad-unit`, `map/bad-value` for rules that a water or station input cannot have
 */
export function createPointFields(rules: FieldMap | null): PointFields {
	return createRecordFields(POINT_SCHEME, rules);
}
