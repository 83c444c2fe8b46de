import type { RoadIndex, WhoDrives } from '../../analysis/routing/road-index.ts';
import { findTravelBand } from '../../domain/travel-table.ts';

/** Work between two pauses, in which messages are answered. */
const SLICE_MS = 8;

/** Prepares what questions will ask of the roads, one after the other, between messages. */
export interface Preparer {
	/** Puts the networks of a question (RoadIndex.prepareOverlay) last in the row, unless they are prepared or in it already. */
	add(who: WhoDrives): void;
	/** Puts other work last in the row; each step is some milliseconds' work. */
	addWork(steps: Iterable<undefined>): void;
	/** Forgets the row, and what is half done. */
	stop(): void;
}

/** Makes a preparer with an empty row. */
export function createPreparer(index: RoadIndex): Preparer {
	const row = new Map<string | symbol, Iterable<undefined>>();
	let isRunning = false;
	let isStopped = false;

	function put(key: string | symbol, steps: Iterable<undefined>): void {
		if (isStopped || row.has(key)) return;
		row.set(key, steps);
		if (!isRunning) void run();
	}

	async function run(): Promise<void> {
		isRunning = true;
		try {
			for (const [key, steps] of row) {
				await step(steps);
				row.delete(key);
			}
		} finally {
			isRunning = false;
		}
	}

	async function step(steps: Iterable<undefined>): Promise<void> {
		let untilMs = 0;
		for (const _ of steps) {
			if (performance.now() < untilMs) continue;
			await new Promise((done) => setTimeout(done));
			if (isStopped) return;
			untilMs = performance.now() + SLICE_MS;
		}
	}

	return {
		add({ vehicle, exemptions, departAtMs, metric = 'time' }) {
			const who = { vehicle, exemptions, departAtMs, metric };
			if (isStopped || index.isPrepared(who)) return;
			// The time of day is the network's, not the minute.
			const key = JSON.stringify({ ...who, departAtMs: findTravelBand(index.table, departAtMs) });
			put(key, index.prepareOverlay(who));
		},
		addWork(steps) {
			put(Symbol('work'), steps);
		},
		stop() {
			isStopped = true;
			row.clear();
		},
	};
}
