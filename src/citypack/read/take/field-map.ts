/** What a field of a building input can be. `address` is a whole address in one text, read for street and house number. */
export const BUILDING_ROLES = [
	'id',
	'name',
	'address',
	'street',
	'housenumber',
	'town',
	'height_m',
	/** How the height is known: a name of BASES. */
	'height_basis',
	'min_height_m',
	'floors',
	'floors_below',
	'year',
	'structure',
	'use',
	'residents',
] as const;
export type BuildingRole = (typeof BUILDING_ROLES)[number];

/** What a field of a water or station input can be. */
export const POINT_ROLES = [
	'id',
	'kind',
	'name',
	'name_en',
	'town',
	'state',
	'flow_lps',
	'diameter_mm',
	'volume_m3',
	'pressure_mpa',
	'tested_on',
	'lon',
	'lat',
	'vehicles',
] as const;
export type PointRole = (typeof POINT_ROLES)[number];

/** Which field of the input plays a role, and in what unit; the content of a mapping file, by role. */
export interface FieldRule {
	/** Field names in order of preference: the first that has a value is taken. */
	readonly fields: readonly string[];
	/** Of the numbers in the input: 'm', 'cm', 'mm', 'ft', 'l/s', 'l/min', 'm3/h' ...; absent = the role's own. */
	readonly unit?: string;
	/** The input's words -> ours (`structure`, `use`, `kind`, `state`). */
	readonly values?: Readonly<Record<string, string>>;
}

/** Rules by role; a role without a rule is not read. */
export type FieldMap = Readonly<Partial<Record<BuildingRole | PointRole, FieldRule>>>;
