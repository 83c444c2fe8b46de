import { STATED_FIELDS } from '../../domain/building.ts';
import { type Crs, createToWgs84, parseCrs, type ToWgs84 } from '../../domain/geo/crs.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { openBuildingTable } from '../model/building-table-builder.ts';
import type { Reject } from '../model/source-city.ts';
import type { OpenInput, RecordSink, SourceGeometry, SourceRecord } from '../read/source-record.ts';
import { type BuildingTaker, createBuildingTaker } from '../read/take/building-taker.ts';
import type { BuildingRole, FieldMap, FieldRule } from '../read/take/field-map.ts';
import { findPointPlace } from '../read/take/find-point-place.ts';
import { textOfValue } from '../read/take/read-point-values.ts';
import { normaliseFieldName, recogniseField } from '../read/take/recognise-fields.ts';
import { recognisePointField } from '../read/take/recognise-point-field.ts';
import type { FieldUse } from '../read/take/take-plan.ts';
import type { FindBuildingAt } from './find-building-at.ts';
import type { FindBuildingById } from './find-building-by-id.ts';

/** What a join may say of a building: STATED_FIELDS, and how a height is known. */
const JOINED_ROLES: ReadonlySet<string> = new Set<BuildingRole>([...STATED_FIELDS, 'height_basis']);

/** The records of a join are read as buildings are; the outline, which they lack, is 20 m square and not used. */
const STAND_IN: SourceGeometry = {
	kind: 'area',
	polygons: [[Float64Array.of(113.75, 23.02, 113.7502, 23.02, 113.7502, 23.0202, 113.75, 23.0202, 113.75, 23.02)]],
};

/** How the records of a join find their buildings. */
export type JoinFinder =
	| { readonly by: 'id'; readonly column: string; readonly find: FindBuildingById }
	| { readonly by: 'place'; readonly crs: string; readonly find: FindBuildingAt };

/** The records of a join that have a building. */
export interface JoinRecords {
	/** Their values: height, floors, structure, use, year, residents and name; the rest says nothing. */
	readonly table: BuildingTable;
	/** By row of the city's table: the row here; -1 = none. */
	readonly rowOf: Int32Array;
	readonly read: number;
	readonly unmatched: number;
	/** Whether any record had a key, or a place. */
	readonly hasKeys: boolean;
	readonly rejects: readonly Reject[];
	readonly fields: readonly FieldUse[];
}

type FieldPart = 'key' | 'joined' | 'lon' | 'lat' | null;

interface KnownField {
	readonly part: FieldPart;
	/** Lower is better, of keys and coordinates. */
	readonly preference: number;
	values: number;
}

class JoinReader implements RecordSink {
	readonly rowOf: Int32Array;
	read = 0;
	unmatched = 0;
	hasKeys = false;
	readonly #sourceKey: string;
	readonly #unit: string;
	readonly #map: FieldMap | null;
	readonly #finder: JoinFinder;
	readonly #crs: Crs | null = null;
	readonly #toWgs84: ToWgs84 | null = null;
	readonly #taker: BuildingTaker;
	readonly #known = new Map<string, KnownField>();
	readonly #rejects: Reject[] = [];
	#taken = 0;
	#placeRepair: { readonly reason: string; readonly detail: string } | null = null;

	constructor(count: number, sourceKey: string, unit: string, map: FieldMap | null, finder: JoinFinder) {
		this.rowOf = new Int32Array(count).fill(-1);
		this.#sourceKey = sourceKey;
		this.#unit = unit;
		this.#map = map;
		this.#finder = finder;
		if (finder.by === 'place') {
			this.#crs = parseCrs(finder.crs);
			this.#toWgs84 = createToWgs84(this.#crs);
		}
		const fields = map && pickJoined(map);
		this.#taker = createBuildingTaker({ sourceKey, source: 0, crs: 'EPSG:4326', fields, unit });
	}

	record(record: SourceRecord): void {
		this.read++;
		this.#placeRepair = null;
		const values = this.#sort(record.properties);
		const made = `${this.#unit} ${record.number}`;
		const key = values.key ?? record.id;
		const id = key ?? made;
		const row = this.#finder.by === 'id' ? this.#findById(key, id, made) : this.#findByPlace(record, values, id, made);
		if (row < 0) return;
		if ((this.rowOf[row] as number) >= 0) {
			this.#refuse(id, 'join/second-record', `${made}: an earlier record is joined to the same building`);
			return;
		}
		this.rowOf[row] = this.#taken++;
		if (this.#placeRepair) {
			const { reason, detail } = this.#placeRepair;
			this.#rejects.push({ source: this.#sourceKey, id, outcome: 'repaired', reason: `join/${reason}`, detail });
		}
		this.#taker.record({ id, number: record.number, properties: values.joined, geometry: STAND_IN });
	}

	bad(record: Parameters<RecordSink['bad']>[0]): void {
		this.read++;
		this.#refuse(`${this.#unit} ${record.number}`, record.reason, record.detail);
	}

	finish(): JoinRecords {
		const taken = this.#taker.finish();
		const others: FieldUse[] = [];
		for (const [field, { part, values }] of this.#known) {
			if (part === 'joined') continue;
			others.push({ field, role: part === 'key' ? 'id' : part, values });
		}
		const { rowOf, read, unmatched, hasKeys } = this;
		const rejects = [...this.#rejects, ...taken.rejects];
		return {
			table: openBuildingTable(taken.table),
			rowOf,
			read,
			unmatched,
			hasKeys,
			rejects,
			fields: [...others, ...taken.fields],
		};
	}

	#findById(key: string | null, id: string, made: string): number {
		if (this.#finder.by !== 'id') return -1;
		if (key === null) return this.#refuse(id, 'join/no-key', `${made}: no value in its key column`);
		this.hasKeys = true;
		const row = this.#finder.find(key);
		if (row >= 0) return row;
		this.unmatched++;
		return this.#refuse(id, 'join/unknown-id', `${made}: no building has the id ${JSON.stringify(key)}`);
	}

	#findByPlace({ geometry }: SourceRecord, { lon, lat }: SortedValues, id: string, made: string): number {
		if (this.#finder.by !== 'place' || !this.#crs || !this.#toWgs84) return -1;
		const place = findPointPlace(geometry, lon, lat, this.#crs, this.#toWgs84);
		if (geometry.kind !== 'empty' || lon !== null) this.hasKeys = true;
		if (!place.ok) return this.#refuse(id, `join/${place.reason}`, `${made}: ${place.detail}`);
		this.#placeRepair = place.repaired;
		const row = this.#finder.find(place.at);
		if (row >= 0) return row;
		this.unmatched++;
		return this.#refuse(id, 'join/no-building', `${made}: no building at ${sayPlace(place.at)}`);
	}

	#refuse(id: string, reason: string, detail: string): -1 {
		this.#rejects.push({ source: this.#sourceKey, id, outcome: 'refused', reason, detail });
		return -1;
	}

	/** The record's key, place and joined values, by field. */
	#sort(properties: Readonly<Record<string, unknown>>): SortedValues {
		const found: { [part in 'key' | 'lon' | 'lat']: { text: string; preference: number } | null } = {
			key: null,
			lon: null,
			lat: null,
		};
		const joined: Record<string, unknown> = {};
		for (const field in properties) {
			const value = properties[field];
			const known = this.#known.get(field) ?? this.#learn(field);
			if (known.part === 'joined') {
				joined[field] = value;
				continue;
			}
			const text = textOfValue(value);
			if (text === null) continue;
			known.values++;
			if (known.part === null) continue;
			const before = found[known.part];
			// A key as it stands: what blanks mean is told where ids are compared.
			const kept = known.part === 'key' && typeof value === 'string' ? value : text;
			if (!before || known.preference < before.preference) {
				found[known.part] = { text: kept, preference: known.preference };
			}
		}
		return { joined, key: found.key?.text ?? null, lon: found.lon?.text ?? null, lat: found.lat?.text ?? null };
	}

	#learn(field: string): KnownField {
		const known = { ...this.#findPart(field), values: 0 };
		this.#known.set(field, known);
		return known;
	}

	#findPart(field: string): { part: FieldPart; preference: number } {
		const isById = this.#finder.by === 'id';
		if (this.#finder.by === 'id' && field === this.#finder.column) return { part: 'key', preference: -1 };
		const map = this.#map;
		if (map) {
			const key = placeInRule(map.id, field);
			if (key >= 0) return { part: 'key', preference: key };
			for (const part of ['lon', 'lat'] as const) {
				const preference = placeInRule(map[part], field);
				if (preference >= 0 && !isById) return { part, preference };
			}
			const isJoined = Object.values(pickJoined(map)).some((rule) => placeInRule(rule, field) >= 0);
			return { part: isJoined ? 'joined' : null, preference: 0 };
		}
		const building = recogniseField(field);
		if (building.role === 'id') return { part: 'key', preference: building.preference };
		if (building.role !== null && JOINED_ROLES.has(building.role)) return { part: 'joined', preference: 0 };
		const { role, preference } = recognisePointField(field);
		return !isById && (role === 'lon' || role === 'lat') ? { part: role, preference } : { part: null, preference: 0 };
	}
}

interface SortedValues {
	readonly joined: Readonly<Record<string, unknown>>;
	readonly key: string | null;
	readonly lon: string | null;
	readonly lat: string | null;
}

function placeInRule(rule: FieldRule | undefined, field: string): number {
	if (!rule) return -1;
	const exact = rule.fields.indexOf(field);
	if (exact >= 0) return exact;
	const { name } = normaliseFieldName(field);
	return rule.fields.findIndex((given) => normaliseFieldName(given).name === name);
}

function pickJoined(map: FieldMap): FieldMap {
	return Object.fromEntries(Object.entries(map).filter(([role]) => JOINED_ROLES.has(role)));
}

function sayPlace({ lon, lat }: LonLat): string {
	return `${lon}, ${lat}`;
}

/**
 * Reads the records of a join and finds the building of each; the first record of a building counts, the others are refused, as is
 * what has no building. `count`: buildings of the city. Cost: 4 bytes a building of the city and about 150 a record that has one.
 * @throws the errors of the input, of parseCrs and of the building taker
 */
export async function readJoin(
	input: OpenInput,
	{ count, sourceKey, fields }: { count: number; sourceKey: string; fields: FieldMap | null },
	finder: JoinFinder,
	options: Parameters<OpenInput['readAll']>[1],
): Promise<JoinRecords> {
	const reader = new JoinReader(count, sourceKey, input.unit, fields, finder);
	await input.readAll(reader, options);
	return reader.finish();
}
