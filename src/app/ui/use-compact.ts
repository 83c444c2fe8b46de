import { useSyncExternalStore } from 'react';

const COMPACT = '(max-width: 1599px)';

function subscribe(onChange: () => void): () => void {
	const query = matchMedia(COMPACT);
	query.addEventListener('change', onChange);
	return () => query.removeEventListener('change', onChange);
}

/** Whether the window is below the large command layout: cards then show fewer rows at first. */
export function useCompact(): boolean {
	return useSyncExternalStore(subscribe, () => matchMedia(COMPACT).matches);
}
