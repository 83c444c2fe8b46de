import {
	DUPLICATE_WITHIN_M,
	DUPLICATES_PROPOSED,
	findDuplicates,
	nearestFirst,
	type PlacedCall,
} from '../../domain/find-duplicates.ts';
import { bboxAround } from '../../domain/geo/lon-lat.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import type { WriteTx } from '../store/store.ts';

type Duplicate = IncidentRecord['duplicates'][number];

/** Looks for open incidents that may be the same as one, proposes it to each of them, and gives them for the one itself. */
export async function proposeDuplicates(tx: WriteTx, one: PlacedCall): Promise<Duplicate[]> {
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

/** Every transaction locks in one order: two of them never wait for one another. */
function byId(a: Duplicate, b: Duplicate): number {
	return a.id < b.id ? -1 : 1;
}
