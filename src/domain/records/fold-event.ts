import type { CollectionName } from './collections.ts';
import type { RecordMeta } from './meta.ts';

/** A record as it is kept. */
export type KeptState = RecordMeta & Record<string, unknown>;

/** A record, or what is left of a removed one: its last state. */
export interface KeptRecord {
	readonly state: KeptState;
	readonly removed: boolean;
	readonly createdSeq: number;
	readonly updatedSeq: number;
}

/** What of an event makes the state. */
export interface FoldedEvent {
	readonly seq: number;
	readonly atMs: number;
	readonly id: string;
	readonly version: number;
	readonly set: Readonly<Record<string, unknown>> | null;
}

/**
 * The record after an event: the fields it sets laid over those that were there; a removed one keeps its last state, and one made again
 * begins anew but goes on counting versions. The same for all collections, now and in a replay.
 */
export function foldEvent(before: KeptRecord | undefined, { seq, atMs, id, version, set }: FoldedEvent): KeptRecord {
	const alive = before !== undefined && !before.removed ? before : undefined;
	if (set === null) {
		const last = before?.state ?? { id, version, createdAtMs: atMs, updatedAtMs: atMs, district: null };
		return {
			state: { ...last, version, updatedAtMs: atMs },
			removed: true,
			createdSeq: before?.createdSeq ?? seq,
			updatedSeq: seq,
		};
	}
	return {
		state: {
			district: null,
			...alive?.state,
			...set,
			id,
			version,
			createdAtMs: alive?.state.createdAtMs ?? atMs,
			updatedAtMs: atMs,
		},
		removed: false,
		createdSeq: alive?.createdSeq ?? seq,
		updatedSeq: seq,
	};
}

/** Names a record among all. */
export function keyOf(collection: CollectionName, id: string): string {
	return `${collection}/${id}`;
}
