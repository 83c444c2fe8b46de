import type { SearchHit } from '../../domain/api.ts';

/** Search hits by kind; kinds in the order of their first hit, hits in the server's order. */
export function groupHits(hits: readonly SearchHit[]): { kind: SearchHit['kind']; hits: SearchHit[] }[] {
	const groups = new Map<SearchHit['kind'], SearchHit[]>();
	for (const hit of hits) groups.set(hit.kind, [...(groups.get(hit.kind) ?? []), hit]);
	return [...groups].map(([kind, members]) => ({ kind, hits: members }));
}
