import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { ServedPack } from './follow-pack.ts';

/** Longest that background work stands aside for one slice: under unbroken load it still goes on. */
const LONGEST_PAUSE_MS = 500;
const LOOK_EVERY_MS = 5;

/** Lets background work stand aside while somebody's question is being answered. */
export interface IdleGate {
	/** Between two slices of background work: lets requests in, and waits while questions of the city are open, half a second at most. */
	pause(): Promise<void>;
	/** The pack, whose every `use` counts as a question. Background work uses the pack as it was. */
	watch(pack: ServedPack): ServedPack;
}

/** A gate without open questions. */
export function createIdleGate(): IdleGate {
	let open = 0;
	return {
		async pause() {
			await nextTurn();
			for (let waited = 0; open > 0 && waited < LONGEST_PAUSE_MS; waited += LOOK_EVERY_MS) {
				await wait(LOOK_EVERY_MS, undefined, { ref: false });
			}
		},
		watch: (pack) => ({
			get manifest() {
				return pack.manifest;
			},
			async use(work) {
				open += 1;
				try {
					return await pack.use(work);
				} finally {
					open -= 1;
				}
			},
			onSwitch: (listener) => pack.onSwitch(listener),
			findProblems: () => pack.findProblems(),
		}),
	};
}
