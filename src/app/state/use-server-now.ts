import { useNow } from '../ui/use-now.ts';
import { readServerClock } from './server-clock.ts';
import { useLive } from './services.ts';

/** The server's clock as this page knows it, renewed each `everyMs`. */
export function useServerNow(everyMs = 1000): number {
	const nowMs = useNow(everyMs);
	const serverOffsetMs = useLive((state) => state.serverOffsetMs);
	const activeClosures = useLive((state) => state.activeClosures);
	return readServerClock({ serverOffsetMs, activeClosures }, nowMs);
}
