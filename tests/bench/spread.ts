/** Times of a task that was run many times, milliseconds by the clock and of the processor (all threads of the process). */
export interface Spread {
	readonly runs: number;
	readonly p50: number;
	readonly p95: number;
	readonly max: number;
	readonly cpuP50: number;
	readonly cpuP95: number;
	readonly cpuMean: number;
}

/** Processor time of this process so far, milliseconds. */
export function cpuMs(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

/** Runs a task for each item, one after the other. */
export function timeEach<T>(items: readonly T[], task: (item: T, index: number) => void): Spread {
	const times: number[] = [];
	const cpuTimes: number[] = [];
	for (const [i, item] of items.entries()) {
		const start = performance.now();
		const cpuStart = cpuMs();
		task(item, i);
		cpuTimes.push(cpuMs() - cpuStart);
		times.push(performance.now() - start);
	}
	return {
		runs: items.length,
		p50: quantile(times, 0.5),
		p95: quantile(times, 0.95),
		max: quantile(times, 1),
		cpuP50: quantile(cpuTimes, 0.5),
		cpuP95: quantile(cpuTimes, 0.95),
		cpuMean: cpuTimes.reduce((sum, ms) => sum + ms, 0) / items.length,
	};
}

/** The value that a share of the values stays below; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Three figures that count, as many decimals as that takes. */
export function tell(value: number): string {
	return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
