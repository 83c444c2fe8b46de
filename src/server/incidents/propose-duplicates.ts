import { distanceM } from '../../domain/geo/local-plane.ts';
import { bboxAround, type LonLat } from '../../domain/geo/lon-lat.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import type { WriteTx } from '../store/store.ts';

/** So near in place and time two calls may mean one incident. Assumptions, not sourced. */
export const DUPLICATE_WITHIN_M = 300;
export const DUPLICATE_WITHIN_MS = 60 * 60_000;
/** Proposed at most: where half a town calls, the nearest say enough. Assumption, not sourced. */
export const DUPLICATES_PROPOSED = 10;

type Duplicate = IncidentRecord['duplicates'][number];
type Placed = LonLat & { readonly id: string; readonly createdAtMs: number };

/** Which of the open incidents may be the same as one, nearest first? */
export function findDuplicates(one: Placed, open: readonly Placed[]): Duplicate[] {
	return open
		.filter((other) => other.id !== one.id)
		.map((other) => ({
			id: other.id,
			distanceM: distanceM(one, other),
			apartS: Math.abs(one.createdAtMs - other.createdAtMs) / 1000,
		}))
		.filter((gap) => gap.distanceM <= DUPLICATE_WITHIN_M && gap.apartS * 1000 <= DUPLICATE_WITHIN_MS)
		.map((gap) => ({ ...gap, distanceM: Math.round(gap.distanceM), apartS: Math.round(gap.apartS) }))
		.sort(nearestFirst)
		.slice(0, DUPLICATES_PROPOSED);
}

/** Looks for open incidents that may be the same as one, proposes it to each of them, and gives them for the one itself. */
export async function proposeDuplicates(tx: WriteTx, one: Placed): Promise<Duplicate[]> {
	const near = await tx.list('incident', { where: { closedAtMs: null }, box: bboxAround(one, DUPLICATE_WITHIN_M + 1) });
	const duplicates = findDuplicates(one, near);
	for (const { id, ...gap } of [...duplicates].sort(byId)) {
		const other = await tx.read('incident', id);
		if (!other || other.closedAtMs !== null) continue;
		const proposed = [...other.duplicates.filter((known) => known.id !== one.id), { id: one.id, ...gap }];
		await tell(tx, other.id, proposed.sort(nearestFirst).slice(0, DUPLICATES_PROPOSED));
	}
	return duplicates;
}

/** Takes back the proposals that an incident was part of: it is closed. */
export async function withdrawDuplicates(
	tx: WriteTx,
	{ id, duplicates }: Pick<IncidentRecord, 'id' | 'duplicates'>,
	besides: readonly string[] = [],
): Promise<void> {
	for (const { id: otherId } of [...duplicates].sort(byId)) {
		if (besides.includes(otherId)) continue;
		const other = await tx.read('incident', otherId);
		const left = other?.duplicates.filter((known) => known.id !== id);
		if (other && left && left.length < other.duplicates.length) await tell(tx, otherId, left);
	}
}

async function tell(tx: WriteTx, id: string, duplicates: Duplicate[]): Promise<void> {
	await tx.append({ collection: 'incident', id, kind: 'incident/duplicates-proposed', set: { duplicates } });
}

function nearestFirst(a: Duplicate, b: Duplicate): number {
	return a.distanceM - b.distanceM || a.apartS - b.apartS;
}

/** Every transaction locks in one order: two of them never wait for one another. */
function byId(a: Duplicate, b: Duplicate): number {
	return a.id < b.id ? -1 : 1;
}
