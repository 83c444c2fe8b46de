import type { PackSource } from '../../domain/pack/manifest.ts';
import type { FieldUse } from './take/take-plan.ts';

/** What was read of one input and how, for the person who builds. */
export interface InputReport {
	readonly path: string;
	/** Key of its source. */
	readonly name: string;
	readonly kind: PackSource['kind'];
	/** By what the kind was told: 'given', 'areas' ... */
	readonly kindBy: string;
	readonly format: string;
	readonly crs: string;
	readonly crsEvidence: string;
	/** Which field became what; empty for cities, whose fields are fixed. */
	readonly fields: readonly FieldUse[];
	readonly read: number;
	readonly kept: number;
	readonly repaired: number;
	readonly refused: number;
}
