import type { RoadIndex, WhoDrives } from '../../analysis/routing/road-index.ts';
import { findTravelBand } from '../../domain/travel-table.ts';

/** Work between two pauses, in which messages are answered. */
const SLICE_MS = 8;

/** Prepares networks one after the other, between messages. */
export interface Preparer {
	/** Puts the networks of a question (RoadIndex.prepareOverlay) last in the row, unless they are prepared or in it already. */
	add(who: WhoDrives): void;
	/** Forgets the row, and what is half done. */
	stop(): void;
}

/** Makes a preparer with an empty row. */
export function createPreparer(index: RoadIndex): Preparer {
	const row = new Map<string, WhoDrives>();
	let isRunning = false;
	let isStopped = false;

	async function run(): Promise<void> {
		isRunning = true;
		try {
			for (const [key, who] of row) {
				await prepare(who);
				row.delete(key);
			}
		} finally {
			isRunning = false;
		}
	}

	async function prepare(who: WhoDrives): Promise<void> {
		let untilMs = 0;
		for (const _ of index.prepareOverlay(who)) {
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
			row.set(JSON.stringify({ ...who, departAtMs: findTravelBand(index.table, departAtMs) }), who);
			if (!isRunning) void run();
		},
		stop() {
			isStopped = true;
			row.clear();
		},
	};
}
