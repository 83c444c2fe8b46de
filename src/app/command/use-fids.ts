import { useCallback } from 'react';
import type { Assessment } from '../../domain/assessment.ts';
import { usePackVersion, useServices } from '../state/services.ts';
import { useFetched } from './pick/use-fetched.ts';

/** The fid that a building of an assessment has in the city data on screen; null = not in it, or not known yet. */
export type FidOf = (building: { readonly id: string; readonly fid: number }) => number | null;

/** The most the server takes; buildings are asked for nearest first. */
const MOST = 500;
const NONE: ReadonlyMap<string, number | null> = new Map();

/** Translates fids, which are one pack version's own: an assessment keeps those of the version it was made with. */
export function useFids(assessment: Assessment | null | undefined): FidOf {
	const { api } = useServices();
	const version = usePackVersion();
	const foreign = assessment && version !== null && assessment.packVersion !== version ? assessment : null;
	const key = foreign && `fids ${version} ${foreign.packVersion} ${foreign.at.lon} ${foreign.at.lat}`;
	const fetched = useFetched(key, async (signal) => {
		const { target = null, surroundings = [] } = foreign ?? {};
		const ids = [...(target ? [target] : []), ...surroundings].slice(0, MOST).map(({ id }) => id);
		const { fids } = await api.findFids(ids, signal);
		return new Map(ids.map((id, i) => [id, fids[i] ?? null]));
	});
	const fids = fetched.status === 'ready' ? fetched.value : NONE;
	const isForeign = foreign !== null;
	return useCallback(({ id, fid }) => (isForeign ? (fids.get(id) ?? null) : fid), [isForeign, fids]);
}
