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

/** What a field of a road input can be. */
export const ROAD_ROLES = [
	'id',
	'name',
	'name_en',
	'class',
	'oneway',
	'access',
	'lanes',
	'width_m',
	'max_height_m',
	'max_width_m',
	'max_weight_t',
	'max_length_m',
	/** What goods vehicles may: 'no' keeps them out. */
	'hgv',
	/** True: goods vehicles are kept out. */
	'hgv_banned',
	'bridge',
	'tunnel',
	'roundabout',
	/** What the road is made of; 'paved' or 'unpaved' suffices. */
	'surface',
	'link',
	'routable',
] as const;
export type RoadRole = (typeof ROAD_ROLES)[number];

/** What a field of an input of turn restrictions can be. `via`: a road, or roads with ; between them; or lon and lat of the place. */
export const TURN_ROLES = ['id', 'kind', 'from', 'to', 'via', 'except', 'lon', 'lat'] as const;
export type TurnRole = (typeof TURN_ROLES)[number];

/** What a field can be, whatever the input. */
export type FieldRole = BuildingRole | PointRole | RoadRole | TurnRole;

/** Which field of the input plays a role, and in what unit; the content of a mapping file, by role. */
export interface FieldRule {
	/** Field names in order of preference: the first that has a value is taken. */
	readonly fields: readonly string[];
	/** Of the numbers in the input: 'm', 'cm', 'mm', 'ft', 'l/s', 'l/min', 'm3/h' ...; absent = the role's own. */
	readonly unit?: string;
	/** The input's words -> ours (`structure`, `use`, `kind`, `state`, `class`, `oneway`, `access`). */
	readonly values?: Readonly<Record<string, string>>;
}

/** Rules by role; a role without a rule is not read. */
export interface FieldMap extends Readonly<Partial<Record<FieldRole, FieldRule>>> {
	/** Of roads: an end this near to another line meets it, metres; 0 = only where coordinates are equal. Absent: the default. */
	readonly join_m?: number;
}
