import type { BuildingTableData } from '../../model/building-table-builder.ts';
import type { Reject } from '../../model/source-city.ts';
import type { FieldMap } from './field-map.ts';

/** How records of an input are taken: plain data, so that a thread can make its own taker of it. */
export interface TakePlan {
	/** Key of the source in the pack and its row in the list of sources. */
	readonly sourceKey: string;
	readonly source: number;
	/** As parseCrs takes it. */
	readonly crs: string;
	/** Given by the caller; null = usual field names are recognised. */
	readonly fields: FieldMap | null;
	/** What a record is called in messages, OpenInput.unit. */
	readonly unit: string;
}

/** How often a field of the input was used as what; printed after reading. */
export interface FieldUse {
	readonly field: string;
	/** A role of field-map.ts; null = kept among the remaining attributes. */
	readonly role: string | null;
	readonly values: number;
	/** Of these, values that could not be read as the role's; words are kept among the attributes, numbers are also told as repairs. */
	readonly unread?: number;
	/** Of these, values left out of the attributes: too long for one, or geometry. */
	readonly leftOut?: number;
}

/** How many records came through: read = kept + refused, repaired are among the kept. */
export interface ReadCounts {
	readonly read: number;
	readonly kept: number;
	readonly repaired: number;
	readonly refused: number;
}

/** The buildings of a run of records. */
export interface TakenBuildings {
	readonly table: BuildingTableData;
	readonly counts: ReadCounts;
	/** In the order of the records. Every refused record has exactly one line with outcome 'refused'. */
	readonly rejects: readonly Reject[];
	readonly fields: readonly FieldUse[];
	/** Records without an id of their own: they got the source's key and their number. */
	readonly madeIds: number;
}
