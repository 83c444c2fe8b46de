import { createContext, useContext } from 'react';
import type { Services } from './services.ts';

/** Whether what is around shows a replay; then nothing may be written and nothing sounds. */
export const ReplayContext = createContext(false);

/** Whether what is around shows a replay. */
export function useIsReplay(): boolean {
	return useContext(ReplayContext);
}

/** The services of now, whatever is shown; null = nothing else can be shown here. */
export const NowContext = createContext<Services | null>(null);
