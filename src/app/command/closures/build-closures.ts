import type { i18n } from 'i18next';
import type { LiveState } from '../../../client/state/live-store.ts';
import type { PictureClosure } from '../../../scene/layers/closures-layer.ts';
import type { ClosuresState } from '../../state/closures-store.ts';
import { sayClosureKind, sayClosureTime } from './say-closure.ts';

/** What the map's picture of the closures is made of. */
export type ClosureParts = Pick<LiveState, 'closures' | 'activeClosures'> & Pick<ClosuresState, 'roads'>;

/** The closures as the map draws them: kind in bold, reason, and until when. `nowMs`: the server's clock. */
export function buildClosures(
	{ closures, activeClosures, roads }: ClosureParts,
	nowMs: number,
	i18n: i18n,
): PictureClosure[] {
	return closures.map((closure) => ({
		id: closure.id,
		shape: closure.shape,
		kind: closure.speedShare > 0 ? 'slow' : 'closed',
		roads: roads[closure.id] ?? [],
		isFuture: !activeClosures.includes(closure),
		label: [
			{ text: sayClosureKind(i18n, closure), strong: true },
			...(closure.reason ? [{ text: shorten(closure.reason) }] : []),
			{ text: sayClosureTime(i18n, closure, nowMs), tone: 'quiet' },
		],
	}));
}

/** A label is one line; the list has the whole reason. */
const LONGEST = 16;

function shorten(reason: string): string {
	const letters = [...reason];
	return letters.length <= LONGEST ? reason : `${letters.slice(0, LONGEST - 1).join('')}…`;
}
