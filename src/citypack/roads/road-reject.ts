import type { ToldReject } from '../model/source-city.ts';

/** Makes the rejects of one kind of record of the road network. */
export function tellRoadReject(
	kind: 'turn-restriction' | 'signal',
	outcome: ToldReject['outcome'],
	{ source, id }: { readonly source: string; readonly id: string },
	reason: string,
	detail: string,
): ToldReject {
	return { source, kind, id, outcome, reason: `${kind}/${reason}`, detail };
}
