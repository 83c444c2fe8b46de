import { CityMerger, type MergedCity } from '../model/merge-cities.ts';
import type { InputReport } from './input-report.ts';
import type { InputSpec } from './input-spec.ts';
import { readInput, requireUseOfCrs } from './read-input.ts';
import type { ReadInputOptions } from './read-layer.ts';
import { createReadThreads } from './threads/read-threads.ts';

/** The city that all inputs of a build make, and how each was read. */
interface ReadInputs {
	readonly city: MergedCity;
	readonly inputs: readonly InputReport[];
}

/** How the inputs of a build are read. */
interface ReadInputsOptions extends Omit<ReadInputOptions, 'sourceIndex' | 'threads'> {
	/** Threads; 1 reads in this one. The result is the same. */
	readonly workers: number;
	/** Told of each input that was read. */
	readonly onInput?: (report: InputReport) => void;
}

/**
 * Reads the inputs of a build one after another and merges them in their order. `onProgress` gets inputs done, with fractions, and
 * their number.
 * @throws as readInput and CityMerger; no thread is left then
 */
export async function readInputs(specs: readonly InputSpec[], options: ReadInputsOptions): Promise<ReadInputs> {
	const { crs, map, workers, signal, onInput, onProgress } = options;
	requireUseOfCrs(specs, crs);
	const merger = new CityMerger();
	const inputs: InputReport[] = [];
	const threads = workers > 1 ? createReadThreads(workers, signal) : null;
	let sourceIndex = 0;
	try {
		for (const [i, spec] of specs.entries()) {
			const { city, report } = await readInput(spec, {
				...{ sourceIndex, crs, map, threads, signal },
				onProgress: (done, total) => onProgress?.(i + done / Math.max(1, total), specs.length),
			});
			signal?.throwIfAborted();
			sourceIndex += city.sources.length;
			inputs.push(report);
			merger.add(city);
			onInput?.(report);
		}
	} finally {
		await threads?.destroy();
	}
	return { city: merger.finish(), inputs };
}
