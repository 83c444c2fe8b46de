import type { Health } from '../domain/api.ts';
import { describeError } from '../domain/errors.ts';
import type { ServedPack } from './follow-pack.ts';
import { keepWaysReady } from './keep-ways-ready.ts';
import { type WarmCity, type WarmOptions, warmCity } from './warm-city.ts';

export interface PackWarmerParts extends Omit<WarmOptions, 'signal'> {
	readonly pack: ServedPack;
	/** The city is warm: what was read of it. */
	readonly onWarm: (read: WarmCity) => void;
	readonly onProblem: (message: string) => void;
}

/** Keeps whichever pack is served warm. */
export interface PackWarmer {
	/** Warms the pack that is served now, in the place of the last one. */
	start(): void;
	stop(): void;
	/** Whether the pack that is served has been read as far as it can be. */
	isWarm(): boolean;
	/** What could not be read; empty until it was tried. */
	problems(): Health['problems'];
	/** Settles when a stopped warmer does nothing any more. */
	ended(): Promise<void>;
}

/** Warms one pack after another: reads it, then keeps ways ready until the next one comes. */
export function createPackWarmer({ pack, onWarm, onProblem, ...options }: PackWarmerParts): PackWarmer {
	let running = new AbortController();
	let last: Promise<void> = Promise.resolve();
	let read: WarmCity | null = null;

	async function warm(before: Promise<void>, { signal }: AbortController): Promise<void> {
		await before;
		const found = await pack.use((city) => warmCity(city, { ...options, signal }));
		if (signal.aborted) return;
		read = found;
		for (const { message } of found.problems) onProblem(`pack: ${message}`);
		onWarm(found);
		if (!found.roads) return;
		const { stations, roads } = found;
		const { nowMs, pause, service } = options;
		const limitS = service.values['force.firstArrivalS'];
		await keepWaysReady(roads.index, { stations, limitS, nowMs, pause, signal });
	}

	return {
		start() {
			running.abort();
			running = new AbortController();
			last = warm(last, running).catch((error: unknown) => onProblem(`pack: ${describeError(error)}`));
		},
		stop: () => running.abort(),
		isWarm: () => read !== null,
		problems: () => read?.problems ?? [],
		ended: () => last,
	};
}
