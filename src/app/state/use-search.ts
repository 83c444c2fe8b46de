import { useEffect, useState } from 'react';
import type { SearchHit } from '../../domain/api.ts';
import type { Datum } from '../../domain/incident.ts';
import { useServices } from './services.ts';

/** How a search stands; hits stay while the next question is under way. */
export interface SearchState {
	readonly status: 'idle' | 'searching' | 'done' | 'failed';
	readonly query: string;
	readonly hits: readonly SearchHit[];
	readonly error: unknown;
}

const TYPING_PAUSE_MS = 150;
const LIMIT = 12;
const IDLE: SearchState = { status: 'idle', query: '', hits: [], error: null };

/** Searches as the person types; an older answer never replaces a newer one. */
export function useSearch(query: string, crs: Datum): SearchState {
	const { api } = useServices();
	const [state, setState] = useState<SearchState>(IDLE);
	const q = query.trim();

	useEffect(() => {
		if (q === '') {
			setState(IDLE);
			return;
		}
		const abort = new AbortController();
		setState(({ hits }) => ({ status: 'searching', query: q, hits, error: null }));
		const timer = setTimeout(() => {
			api.search({ q, crs, limit: LIMIT }, abort.signal).then(
				({ hits }) => setState({ status: 'done', query: q, hits, error: null }),
				(error: unknown) => {
					if (!abort.signal.aborted) setState({ status: 'failed', query: q, hits: [], error });
				},
			);
		}, TYPING_PAUSE_MS);
		return () => {
			clearTimeout(timer);
			abort.abort();
		};
	}, [q, crs, api]);

	return state;
}
