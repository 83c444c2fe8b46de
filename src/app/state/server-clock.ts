import type { LiveState } from '../../client/state/live-store.ts';

/**
 * What the server's clock shows, as far as this page knows; `nowMs`: this machine's clock. A message that was long on its way makes
 * the server's clock seem slow: it is never before the beginning of a closure that holds, so that a way asked for now meets it.
 */
export function readServerClock(
	{ serverOffsetMs, activeClosures }: Pick<LiveState, 'serverOffsetMs' | 'activeClosures'>,
	nowMs: number,
): number {
	return Math.max(nowMs + (serverOffsetMs ?? 0), ...activeClosures.map(({ fromMs }) => fromMs));
}
