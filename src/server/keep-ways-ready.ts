import { setTimeout as wait } from 'node:timers/promises';
import { type ForceReadiness, prepareForce } from '../analysis/alert/force/prepare-force.ts';
import type { RoadIndex } from '../analysis/routing/road-index.ts';

/** How often it is looked whether another time of day has begun, or questions about other vehicles took a kind's place. */
const LOOK_EVERY_MS = 60_000;

/** What ways and assessments will ask for, and until when. */
export interface Readiness extends Pick<ForceReadiness, 'stations' | 'limitS'> {
	readonly nowMs: () => number;
	/** Between two slices of work. */
	readonly pause: () => Promise<void>;
	readonly signal: AbortSignal;
}

/**
 * Keeps a road index ready for the vehicles that are asked about, and for what their stations cover, by the time of day: makes what is
 * missing in slices, between which requests are answered. Answers are found without it too, only slower. Ends when `signal` aborts.
 * Cost: about a second of CPU a kind that drives on other roads, and time of day, for 450,000 edges.
 */
export async function keepWaysReady(
	index: RoadIndex,
	{ stations, limitS, nowMs, pause, signal }: Readiness,
): Promise<void> {
	while (!signal.aborted) {
		for (const _ of prepareForce(index, { stations, departAtMs: nowMs(), limitS, overlays: true })) {
			await pause();
			if (signal.aborted) return;
		}
		await wait(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => {});
	}
}
