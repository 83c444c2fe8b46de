import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Clock } from '../clock.ts';
import { machineClock } from '../clock.ts';

/** How many times faster than it was. */
export const REPLAY_SPEEDS = [1, 2, 4, 8, 16, 60] as const;
export type ReplaySpeed = (typeof REPLAY_SPEEDS)[number];

/** How a replay runs. */
export interface ReplayRun {
	readonly isPlaying: boolean;
	readonly speed: ReplaySpeed;
}

/** The clock of a replay: it runs from `fromMs` to `toMs`, stands there, and can be set. */
export interface ReplayClock extends Clock {
	readonly fromMs: number;
	readonly toMs: number;
	readonly run: StoreApi<ReplayRun>;
	/** From the beginning when it stands at the end. */
	play(): void;
	pause(): void;
	setSpeed(speed: ReplaySpeed): void;
	/** Sets it; outside its range to the nearer end. It goes on running if it ran. */
	seek(atMs: number): void;
	/** Ends its timer. */
	destroy(): void;
}

export interface ReplayClockOptions {
	readonly fromMs: number;
	readonly toMs: number;
	/** Where it stands at first. */
	readonly atMs: number;
	/** By which it runs. */
	readonly machine?: Clock;
}

/** Looks again so often while it runs: what is told is never older than this. */
const TICK_MS = 100;

/** Makes the clock; it stands. */
export function createReplayClock({ fromMs, toMs, atMs, machine = machineClock }: ReplayClockOptions): ReplayClock {
	const run = createStore<ReplayRun>(() => ({ isPlaying: false, speed: 1 }));
	const watchers = new Set<{ readonly onTick: () => void; readonly everyMs: number; toldMs: number }>();
	let base = { atMs: clamp(atMs), machineMs: machine.nowMs() };
	let stopTimer: (() => void) | null = null;

	function clamp(ms: number): number {
		return Math.min(Math.max(ms, fromMs), toMs);
	}

	function nowMs(): number {
		const { isPlaying, speed } = run.getState();
		return isPlaying ? clamp(base.atMs + (machine.nowMs() - base.machineMs) * speed) : base.atMs;
	}

	function setBase(ms: number): void {
		base = { atMs: clamp(ms), machineMs: machine.nowMs() };
	}

	function tell(isSet: boolean): void {
		const now = nowMs();
		for (const watcher of [...watchers]) {
			if (!isSet && Math.abs(now - watcher.toldMs) < watcher.everyMs) continue;
			watcher.toldMs = now;
			watcher.onTick();
		}
	}

	function tick(): void {
		tell(false);
		if (nowMs() >= toMs) pause();
	}

	function pause(): void {
		if (!run.getState().isPlaying) return;
		setBase(nowMs());
		run.setState({ isPlaying: false });
		stopTimer?.();
		stopTimer = null;
		tell(true);
	}

	return {
		fromMs,
		toMs,
		run,
		nowMs,
		subscribe(onTick, everyMs) {
			const watcher = { onTick, everyMs, toldMs: nowMs() };
			watchers.add(watcher);
			return () => {
				watchers.delete(watcher);
			};
		},
		play() {
			if (run.getState().isPlaying) return;
			setBase(base.atMs >= toMs ? fromMs : base.atMs);
			run.setState({ isPlaying: true });
			stopTimer = machine.subscribe(tick, TICK_MS);
			tell(true);
		},
		pause,
		setSpeed(speed) {
			setBase(nowMs());
			run.setState({ speed });
		},
		seek(ms) {
			setBase(ms);
			tell(true);
		},
		destroy() {
			stopTimer?.();
			stopTimer = null;
			watchers.clear();
		},
	};
}
