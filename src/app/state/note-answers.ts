import type { AskSnap } from '../../domain/snap.ts';

/** Asks as `ask` does, and tells whether the answer was lost. What the asker called off tells nothing. */
export function noteAnswers(ask: AskSnap, note: (isLost: boolean) => void): AskSnap {
	return async (ray, signal) => {
		try {
			const hit = await ask(ray, signal);
			note(false);
			return hit;
		} catch (error) {
			if (!signal?.aborted) note(true);
			throw error;
		}
	};
}
