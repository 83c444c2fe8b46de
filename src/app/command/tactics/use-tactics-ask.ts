import { useMemo } from 'react';
import type { AskSnap } from '../../../domain/snap.ts';
import { useSnapper } from '../../state/use-snapper.ts';
import { limitAsk } from './settle-mark.ts';

/** What catches a place that is drawn on, answered soon or not at all; null = not wanted, or there is no city data. */
export function useTacticsAsk(isWanted: boolean): AskSnap | null {
	const snapper = useSnapper(isWanted);
	return useMemo(() => snapper && limitAsk(snapper.snap), [snapper]);
}
