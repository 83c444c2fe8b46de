import { existsSync, readFileSync } from 'node:fs';
import { ConflictError } from '../../domain/errors.ts';
import { tellLayerRejects } from '../model/reject-kind.ts';
import { sortRejects } from '../model/sort-rejects.ts';
import type { Reject, ToldReject } from '../model/source-city.ts';

/** How rejects.ndjson changes. */
export interface EditedRejects {
	/** The lines of the new file; null = it stays as it is. */
	readonly rejects: readonly ToldReject[] | null;
	/** Buildings among the removed or replaced ones of which repairs had been told. */
	readonly repairedBefore: number;
}

/**
 * The rejects after an update: the repairs of buildings that are gone are not told any more, those of new ones are.
 * @param gone ids that leave the pack, `replaced` those that come back as another building
 * @throws ConflictError `update/has-duplicate` when a refused record waits to take the place of a removed building: only its source
 * knows it
 */
export function editRejects(
	path: string,
	{
		source,
		gone,
		replaced,
		repairs,
		sourceKeys,
	}: {
		readonly source: string;
		readonly gone: ReadonlySet<string>;
		readonly replaced: ReadonlySet<string>;
		readonly repairs: readonly Reject[];
		readonly sourceKeys: readonly string[];
	},
): EditedRejects {
	const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
	const mentions = [...gone].some((id) => text.includes(JSON.stringify(id).slice(0, -1)));
	if (!mentions && repairs.length === 0) return { rejects: null, repairedBefore: 0 };
	const kept: ToldReject[] = [];
	const repaired = new Set<string>();
	for (const line of text.split('\n')) {
		if (line === '') continue;
		const reject = JSON.parse(line) as ToldReject;
		const own = reject.source === source && reject.kind === 'building' && gone.has(reject.id);
		if (own && reject.outcome === 'repaired') {
			repaired.add(reject.id);
			continue;
		}
		if (own && reject.reason === 'building/duplicate-id' && !replaced.has(reject.id)) throw hasDuplicate(reject);
		kept.push(reject);
	}
	return {
		rejects: sortRejects([...kept, ...tellLayerRejects(repairs, 'buildings')], sourceKeys),
		repairedBefore: repaired.size,
	};
}

function hasDuplicate({ source, id }: ToldReject): ConflictError {
	return new ConflictError(
		'update/has-duplicate',
		`remove ${id}: got an id that ${source} has twice, expected once: the other record would take its place; edit the source and build`,
		{ context: { id, source } },
	);
}
