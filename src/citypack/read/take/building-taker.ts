import {
	BASES,
	type Basis,
	BUILDING_STRUCTURES,
	BUILDING_USES,
	type BuildingStructure,
	type BuildingUse,
} from '../../../domain/building.ts';
import { checkHeight, type HeightAndFloors, type HeightRepair, isPlausibleHeight } from '../../clean/check-height.ts';
import { UNKNOWN_GROUND, UNKNOWN_U8, UNKNOWN_U32 } from '../../model/building-table.ts';
import { createBuildingTableBuilder, packBuildingTable } from '../../model/building-table-builder.ts';
import { deriveHeight } from '../../model/derive-height.ts';
import type { Reject } from '../../model/source-city.ts';
import type { BadRecord, RecordSink, SourceRecord } from '../source-record.ts';
import { FootprintReader } from './footprint-reader.ts';
import { parseFloors, parseFloorsBelow, parseLengthM, parseYear } from './parse-measure.ts';
import { PropertyReader, SLOT_ROLES, toText } from './property-reader.ts';
import { readAddress } from './read-address.ts';
import { readStructure, readUse } from './read-words.ts';
import type { TakenBuildings, TakePlan } from './take-plan.ts';

/** Makes buildings of the records of one input, or of one part of it; see createBuildingTaker. */
export interface BuildingTaker extends RecordSink {
	record(record: SourceRecord): void;
	bad(record: BadRecord): void;
	/**
	 * What was taken; the taker must not be used afterwards.
	 * @throws DataError `crs/not-degrees`, `crs/not-lengths` as `record`
	 */
	finish(): TakenBuildings;
}

/**
 * Which buildings are in a run of records? Fields are mapped, coordinates converted, outlines cleaned; what no role takes becomes
 * an attribute. Every record is kept or refused with one reason; what was changed is told beside it. Ids: the mapped field, else
 * the record's own, else source key and row number (`key-gid-7`), else source key and record number (`key-7`).
 * Cost: about 3 us a building of 8 vertices and 6 properties in WGS84.
 * @throws DataError `crs/...` for a system that parseCrs refuses; from `record`, `crs/not-degrees` and `crs/not-lengths` when all of
 * the first records speak against the plan's system
 */
export function createBuildingTaker(plan: TakePlan): BuildingTaker {
	return new Taker(plan);
}

const roleOf = (name: (typeof SLOT_ROLES)[number]): number => SLOT_ROLES.indexOf(name);
const ID = roleOf('id');
const ROW_NUMBER = roleOf('row-number');
const NAME = roleOf('name');
const ADDRESS = roleOf('address');
const STREET = roleOf('street');
const HOUSENUMBER = roleOf('housenumber');
const TOWN = roleOf('town');
const HEIGHT = roleOf('height_m');
const HEIGHT_BASIS = roleOf('height_basis');
const MIN_HEIGHT = roleOf('min_height_m');
const FLOORS = roleOf('floors');
const FLOORS_BELOW = roleOf('floors_below');
const YEAR = roleOf('year');
const STRUCTURE = roleOf('structure');
const USE = roleOf('use');
const RESIDENTS = roleOf('residents');

/** What can be true of numbers that no other rule looks at. Assumption, not sourced. */
const RANGES: Readonly<Record<number, readonly [min: number, max: number]>> = {
	[MIN_HEIGHT]: [0, 900],
	[FLOORS_BELOW]: [0, 50],
	[YEAR]: [1000, 2200],
	[RESIDENTS]: [0, 100_000],
};
/** Fields whose name says that the height was measured. */
const MEASURED_FIELD = /measured|实测|計測/i;
/** A town's name is no code. */
const CODE = /^\d+$/;
/** Words of a role that are kept in mind. */
const MAX_WORDS = 5000;
/** A word that could not be read. */
const UNREAD = -1;
const REGISTERED = BASES.indexOf('registered');
const MEASURED = BASES.indexOf('measured');

class Taker implements BuildingTaker {
	readonly #plan: TakePlan;
	readonly #properties: PropertyReader;
	readonly #footprint: FootprintReader;
	readonly #builder = createBuildingTableBuilder();
	readonly #rejects: Reject[] = [];
	readonly #structures = new Map<unknown, number>();
	readonly #uses = new Map<unknown, number>();
	readonly #height: HeightAndFloors = { heightM: null, heightBasis: 'unknown', floors: null };
	#heightRepairs: HeightRepair[] = [];
	#read = 0;
	#repaired = 0;
	#madeIds = 0;
	#id = '';
	#wasRepaired = false;

	constructor(plan: TakePlan) {
		this.#plan = plan;
		this.#properties = new PropertyReader(plan.fields);
		this.#footprint = new FootprintReader(plan.crs);
	}

	record(record: SourceRecord): void {
		this.#read++;
		this.#wasRepaired = false;
		this.#properties.read(record.properties);
		this.#id = this.#findId(record);
		const rings = this.#footprint.read(record.geometry);
		if (rings === null) {
			const { reason, detail } = this.#footprint.refusal;
			// The record is told by its id alone: its number changes when a record before it goes, and the pack must not.
			this.#tell('refused', `building/${reason}`, detail);
			return;
		}
		const { repairs } = this.#footprint;
		for (let i = 0; i < repairs.length; i++) {
			const repair = repairs[i] as (typeof repairs)[number];
			this.#repair(`building/${repair.reason}`, repair.detail);
		}
		const c = this.#builder.columns;
		for (let i = 0; i < rings.length; i++) {
			c.lonLat.pushAll(rings[i] as Int32Array);
			c.ringEnd.push(c.lonLat.length / 2);
		}
		c.buildingRingEnd.push(c.ringEnd.length);
		this.#addNumbers();
		this.#addTexts();
	}

	bad({ number, reason, detail }: BadRecord): void {
		this.#read++;
		this.#id = `${this.#plan.unit} ${number}`;
		this.#tell('refused', reason, detail);
	}

	finish(): TakenBuildings {
		this.#footprint.finish();
		const table = this.#builder.finish();
		const counts = {
			read: this.#read,
			kept: table.count,
			repaired: this.#repaired,
			refused: this.#read - table.count,
		};
		return {
			table: packBuildingTable(table),
			counts,
			rejects: this.#rejects,
			fields: this.#properties.uses(),
			madeIds: this.#madeIds,
		};
	}

	#findId({ id, number }: SourceRecord): string {
		const { value, slot } = this.#properties;
		const mapped = value[ID] === null ? '' : toText(value[ID]).trim();
		if (mapped !== '') return mapped;
		if (id !== null && id !== '') return id;
		const row = slot[ROW_NUMBER];
		if (row) return `${this.#plan.sourceKey}-${row.field.toLowerCase()}-${toText(value[ROW_NUMBER])}`;
		this.#madeIds++;
		return `${this.#plan.sourceKey}-${number}`;
	}

	#addNumbers(): void {
		const c = this.#builder.columns;
		const use = this.#codeOf(USE, this.#uses);
		let heightM = this.#numberOf(HEIGHT);
		let floors = this.#numberOf(FLOORS);
		let basis = heightM === null ? 0 : this.#basisOf();
		if (!isPlausibleHeight(heightM, floors)) {
			const at = this.#height;
			at.heightM = heightM;
			at.heightBasis = BASES[basis] as Basis;
			at.floors = floors;
			this.#heightRepairs = [];
			checkHeight(at, this.#heightRepairs);
			for (const { reason, detail } of this.#heightRepairs) this.#repair(reason, detail);
			({ heightM, floors } = at);
		}
		if (heightM === null) {
			const derived = deriveHeight({ heightM: null, floors, use: BUILDING_USES[use] as BuildingUse });
			heightM = derived.heightM;
			basis = BASES.indexOf(derived.basis);
		}
		let minHeightM = this.#numberOf(MIN_HEIGHT) ?? 0;
		if (heightM !== null && minHeightM >= heightM && minHeightM > 0) {
			this.#repair('building/min-height-above-height', `underside ${minHeightM} m, roof ${heightM} m`);
			minHeightM = 0;
		}
		c.heightCm.push(heightM === null ? UNKNOWN_U32 : Math.round(heightM * 100));
		c.heightBasis.push(basis);
		c.minHeightCm.push(Math.round(minHeightM * 100));
		c.floors.push(floors ?? 0);
		c.floorsBelow.push(this.#numberOf(FLOORS_BELOW) ?? UNKNOWN_U8);
		c.use.push(use);
		c.structure.push(this.#codeOf(STRUCTURE, this.#structures));
		c.year.push(this.#numberOf(YEAR) ?? 0);
		c.residents.push(this.#numberOf(RESIDENTS) ?? UNKNOWN_U32);
		c.groundCm.push(UNKNOWN_GROUND);
		c.source.push(this.#plan.source);
	}

	#addTexts(): void {
		const c = this.#builder.columns;
		let street = this.#textOf(STREET);
		let housenumber = this.#textOf(HOUSENUMBER);
		let town = this.#textOf(TOWN);
		if (town !== '' && CODE.test(town)) {
			this.#properties.keepUnread(TOWN);
			town = '';
		}
		const address = this.#textOf(ADDRESS);
		if (address !== '') {
			this.#properties.keepAlso(ADDRESS);
			const read = street === '' ? readAddress(address) : null;
			if (read) {
				street = read.street ?? '';
				housenumber ||= read.housenumber ?? '';
				town ||= read.town ?? '';
			}
		}
		c.id.addText(this.#id);
		c.name.addText(this.#textOf(NAME));
		c.street.addText(street);
		c.houseNumber.addText(housenumber.endsWith('号') ? housenumber.slice(0, -1) : housenumber);
		c.town.addText(town);
		c.tags.addText(this.#properties.attributes());
		c.statements.addText('');
	}

	#textOf(role: number): string {
		const value = this.#properties.value[role];
		return value === null ? '' : toText(value).trim();
	}

	/** A number of a role in our unit; null = not given, or told why it is not read. */
	#numberOf(role: number): number | null {
		const given = this.#properties.value[role];
		if (given === null) return null;
		let value: number | null;
		if (typeof given === 'number') value = role === HEIGHT || role === MIN_HEIGHT ? given * this.#unitOf(role) : given;
		else value = this.#parseNumber(role, given);
		if (value === null || Number.isNaN(value)) {
			this.#repair('building/bad-number', `${this.#fieldOf(role)}: got ${toText(given)}, now unknown`);
			this.#properties.keepUnread(role);
			return null;
		}
		const range = RANGES[role];
		if (range === undefined) return value;
		// There is no year 0: it stands for "not given".
		if (role === YEAR && value === 0) return null;
		if (value >= range[0] && value <= range[1]) return role === MIN_HEIGHT ? value : Math.round(value);
		const detail = `${this.#fieldOf(role)}: got ${toText(given)}, expected ${range[0]} to ${range[1]}; now unknown`;
		this.#repair('building/bad-number', detail);
		this.#properties.keepUnread(role);
		return null;
	}

	#parseNumber(role: number, given: unknown): number | null {
		if (typeof given === 'bigint')
			return Number(given) * (role === HEIGHT || role === MIN_HEIGHT ? this.#unitOf(role) : 1);
		if (given instanceof Date) return role === YEAR ? given.getUTCFullYear() : null;
		if (typeof given !== 'string') return null;
		switch (role) {
			case HEIGHT:
			case MIN_HEIGHT:
				return parseLengthM(given, this.#unitOf(role));
			case FLOORS:
				return parseFloors(given) ?? parseLengthM(given, 1);
			case FLOORS_BELOW:
				return parseFloorsBelow(given);
			case YEAR:
				return parseYear(given) ?? (Number(given) === 0 ? 0 : null);
			default:
				return parseLengthM(given.replace(/人$/, ''), 1);
		}
	}

	#unitOf(role: number): number {
		return this.#properties.slot[role]?.metresPerUnit ?? 1;
	}

	#fieldOf(role: number): string {
		return this.#properties.slot[role]?.field ?? '';
	}

	#basisOf(): number {
		const given = this.#properties.value[HEIGHT_BASIS];
		const named = typeof given === 'string' ? BASES.indexOf(given as Basis) : -1;
		if (named > 0) return named;
		if (given !== null && named < 0) this.#properties.keepUnread(HEIGHT_BASIS);
		return MEASURED_FIELD.test(this.#fieldOf(HEIGHT)) ? MEASURED : REGISTERED;
	}

	/** Number of the word in its list; 0 = unknown. A word that is not read stays among the attributes. */
	#codeOf(role: number, known: Map<unknown, number>): number {
		const given = this.#properties.value[role];
		if (given === null) return 0;
		let code = known.get(given);
		if (code === undefined) {
			code = this.#readWord(role, toText(given));
			if (known.size < MAX_WORDS) known.set(given, code);
		}
		if (code === UNREAD) {
			this.#properties.keepUnread(role);
			return 0;
		}
		if (code === 0) this.#properties.keepAlso(role);
		return code;
	}

	#readWord(role: number, text: string): number {
		const word = this.#properties.slot[role]?.words?.[text.trim()] ?? text;
		if (role === USE) {
			const use = readUse(word);
			return use === null ? UNREAD : BUILDING_USES.indexOf(use);
		}
		const structure: BuildingStructure | null = readStructure(word);
		return structure === null ? UNREAD : BUILDING_STRUCTURES.indexOf(structure);
	}

	#repair(reason: string, detail: string): void {
		this.#tell('repaired', reason, detail);
		if (!this.#wasRepaired) this.#repaired++;
		this.#wasRepaired = true;
	}

	#tell(outcome: Reject['outcome'], reason: string, detail: string): void {
		this.#rejects.push({ source: this.#plan.sourceKey, id: this.#id, outcome, reason, detail });
	}
}
