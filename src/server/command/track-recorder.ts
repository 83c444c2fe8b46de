import { describeError } from '../../domain/errors.ts';
import type { BoardVehicle, PositionBoard } from '../feed/position-board.ts';
import type { RecordOverlay } from '../records/record-overlay.ts';
import type { Store } from '../store/store.ts';
import { isWorthKeeping } from './thin-track.ts';
import { insertTracks, removeTracksBefore, type TrackSample } from './track-table.ts';

const KEEP_EVERY_MS = 10_000;
const CLEAN_EVERY_MS = 3_600_000;
/** Samples that wait for a database that is away: some minutes of 2,000 vehicles. Older ones are given up, and told. */
const MOST_WAITING = 300_000;
/** Of one statement. */
const AT_ONCE = 20_000;
const DAY_MS = 86_400_000;

export interface TrackRecorderParts {
	readonly store: Store;
	readonly board: Pick<PositionBoard, 'vehicles' | 'onMoved'>;
	readonly overlay: Pick<RecordOverlay, 'listUnits' | 'onChange'>;
	readonly nowMs: () => number;
	/** How long tracks are kept. */
	readonly keepDays: number;
	readonly onProblem: (message: string) => void;
}

/** Keeps where vehicles were while they were out for an incident, for its replay. */
export interface TrackRecorder {
	/** Writes what waits; kept when it is written or was told as a problem. */
	keep(): Promise<void>;
	/** Removes what is older than it is kept. Never rejects. */
	clean(): Promise<void>;
	/** Writes every ten seconds and cleans every hour from now on. */
	start(): void;
	/** Keeps the last samples and stops. Safe to call twice. */
	stop(): Promise<void>;
}

/**
 * Makes the recorder. A position that another process was told is kept by that one; made-up vehicles drive in each process that has a page
 * open, and reading thins them out again. Cost: a look at each vehicle that moved.
 */
export function createTrackRecorder(parts: TrackRecorderParts): TrackRecorder {
	const { store, board, overlay, nowMs, keepDays, onProblem } = parts;
	/** Dispatch that a unit is out under. */
	let out = new Map<string, string>();
	/** Last sample of each dispatch that runs. */
	let last = new Map<string, TrackSample>();
	let waiting: TrackSample[] = [];
	let keeping: Promise<void> | null = null;
	let isStopped = false;
	let timers: readonly ReturnType<typeof setInterval>[] = [];

	function sample(vehicle: BoardVehicle): void {
		const dispatchId = out.get(vehicle.id);
		if (dispatchId === undefined || !vehicle.isThere) return;
		const { lon, lat, headingDeg, speedMps, observedAtMs: atMs, demo } = vehicle;
		const next = { dispatchId, atMs, lon, lat, headingDeg, speedMps, demo };
		const before = last.get(dispatchId);
		// One that lies ahead of the clock was of a clock since set back, and says nothing.
		if (before && before.atMs <= nowMs() && !isWorthKeeping(before, next)) return;
		last.set(dispatchId, next);
		waiting.push(next);
	}

	function readOut(): void {
		const before = out;
		const units = overlay.listUnits().filter(({ incidentId }) => incidentId !== null);
		out = new Map(units.flatMap(({ id, dispatchId }) => (dispatchId === null ? [] : [[id, dispatchId] as const])));
		const running = new Set(out.values());
		last = new Map([...last].filter(([dispatchId]) => running.has(dispatchId)));
		const isNew = (id: string) => out.has(id) && out.get(id) !== before.get(id);
		// Where it is when it is ordered; what it tells next may be a while.
		for (const vehicle of board.vehicles) if (isNew(vehicle.id)) sample(vehicle);
	}

	async function keepOnce(): Promise<void> {
		const samples = waiting;
		waiting = [];
		for (let at = 0; at < samples.length; at += AT_ONCE) {
			try {
				await insertTracks(store.pool, samples.slice(at, at + AT_ONCE));
			} catch (error) {
				const rest = samples.slice(at);
				const lost = Math.max(0, rest.length - MOST_WAITING);
				waiting = [...rest.slice(lost), ...waiting];
				onProblem(
					`tracks: got ${describeError(error)}, expected to keep ${rest.length}; ${lost} given up, the others tried again`,
				);
				return;
			}
		}
	}

	function keep(): Promise<void> {
		keeping ??= keepOnce().finally(() => {
			keeping = null;
		});
		return keeping;
	}

	async function clean(): Promise<void> {
		await removeTracksBefore(store.pool, nowMs() - keepDays * DAY_MS).catch((error: unknown) =>
			onProblem(`tracks: got ${describeError(error)}, expected to remove old ones; tried again`),
		);
	}

	const stopMoving = board.onMoved((moved, isOwn) => {
		if (isOwn) for (const vehicle of moved) sample(vehicle);
	});
	const stopChanges = overlay.onChange((collection) => {
		if (collection === 'unit') readOut();
	});
	readOut();

	return {
		keep,
		clean,
		start() {
			if (timers.length > 0) return;
			void clean();
			timers = [setInterval(() => void keep(), KEEP_EVERY_MS), setInterval(() => void clean(), CLEAN_EVERY_MS)];
		},
		async stop() {
			if (isStopped) return;
			isStopped = true;
			for (const timer of timers) clearInterval(timer);
			stopMoving();
			stopChanges();
			await keeping;
			if (waiting.length > 0) await keep();
		},
	};
}
