import { useEffect, useState } from 'react';
import type { Services } from '../state/services.ts';
import type { OpenReplay } from './open-replay.ts';

/** How far a replay that is wanted has come. */
export type ReplayOpening =
	| { readonly status: 'none' | 'loading' }
	| { readonly status: 'failed'; readonly error: unknown; readonly retry: () => void }
	| { readonly status: 'ready'; readonly open: OpenReplay };

const NONE: ReplayOpening = { status: 'none' };
const LOADING: ReplayOpening = { status: 'loading' };

/** Opens the replay of an incident, and ends it when another one or none (null) is wanted. Its code is fetched with the first. */
export function useOpenReplay(now: Services, incidentId: string | null): ReplayOpening {
	const [tries, setTries] = useState(0);
	const [opening, setOpening] = useState<ReplayOpening>(NONE);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another try opens it anew.
	useEffect(() => {
		if (incidentId === null) return;
		const abort = new AbortController();
		let open: OpenReplay | null = null;
		setOpening(LOADING);
		const read = async () => {
			const { openReplay } = await import('./open-replay.ts');
			const opened = await openReplay(now, incidentId, now.ui.getState().replayFromMs, abort.signal);
			if (abort.signal.aborted) opened.destroy();
			else {
				open = opened;
				setOpening({ status: 'ready', open });
			}
		};
		read().catch((error: unknown) => {
			if (!abort.signal.aborted) {
				setOpening({ status: 'failed', error, retry: () => setTries((count) => count + 1) });
			}
		});
		return () => {
			abort.abort();
			open?.destroy();
			setOpening(NONE);
		};
	}, [now, incidentId, tries]);
	return opening;
}
