/** Tells the time, and when to look again. */
export interface Clock {
	/** Milliseconds since 1970. */
	nowMs(): number;
	/** Calls back about each `everyMs` while the clock runs, and when it was set. Returns its undo. */
	subscribe(onTick: () => void, everyMs: number): () => void;
}

/** The clock of this machine. */
export const machineClock: Clock = {
	nowMs: () => Date.now(),
	subscribe(onTick, everyMs) {
		const timer = setInterval(onTick, everyMs);
		return () => clearInterval(timer);
	},
};
