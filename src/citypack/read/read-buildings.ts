import { statSync } from 'node:fs';
import { appendTable } from '../model/append-table.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { createBuildingTableBuilder, openBuildingTable } from '../model/building-table-builder.ts';
import type { Reject } from '../model/source-city.ts';
import { readFgbBuildings, splitFgbBuildings } from './fgb-buildings.ts';
import type { OpenInput } from './source-record.ts';
import { createBuildingTaker } from './take/building-taker.ts';
import type { FieldUse, ReadCounts, TakenBuildings, TakePlan } from './take/take-plan.ts';
import { createJobReader, type ReadJob } from './threads/read-job.ts';
import type { ReadThreads } from './threads/read-threads.ts';

/** The buildings of an input. */
export interface LayerBuildings {
	readonly table: BuildingTable;
	readonly counts: ReadCounts;
	/** In the order of the records. */
	readonly rejects: readonly Reject[];
	readonly fields: readonly FieldUse[];
	/** Records without an id of their own. */
	readonly madeIds: number;
}

/** How the buildings of an input are read. */
export interface ReadBuildingsOptions {
	/** null = read in this thread. The result is the same. */
	readonly threads: ReadThreads | null;
	readonly signal?: AbortSignal;
	/** Bytes or rows done of their total; 0 = not known. */
	readonly onProgress?: (done: number, total: number) => void;
}

/** A thread takes half a CPU second to start, about as long as this takes to read. */
const THREADS_FROM_BYTES = 8e6;
/** How much longer packed text is, roughly. */
const TEXT_PACKING = 8;
/** Parts in the hands of each thread: one at work, one waiting for it. */
const PARTS_A_THREAD = 2;
/** Ranges of a file of ours for each thread: few enough to be large, enough that neither waits long for the other. */
const RANGES_A_THREAD = 16;
/** Room for rows that take more than those of the first part. */
const RESERVE_SLACK = 1.1;

/** The threads, where a file is large enough to be worth their start. */
export function threadsFor(path: string, threads: ReadThreads | null): ReadThreads | null {
	const { size } = statSync(path);
	return (/\.(gz|zst)$/i.test(path) ? size * TEXT_PACKING : size) >= THREADS_FROM_BYTES ? threads : null;
}

/**
 * Takes the buildings of an open input, in its order. An input that comes in parts is read part by part, by those threads when
 * they are given, each part by a taker of its own: the same table, whatever the number of threads.
 * @throws the errors of the format and of the taker; the signal's reason when aborted. No thread is left then.
 */
export async function readBuildings(
	opened: { readonly path: string; readonly encoding?: string; readonly input: OpenInput },
	plan: TakePlan,
	options: ReadBuildingsOptions,
): Promise<LayerBuildings> {
	const { path, encoding, input } = opened;
	if (!input.parts || !input.readPart) {
		const taker = createBuildingTaker(plan);
		await input.readAll(taker, options);
		const taken = taker.finish();
		return { ...taken, table: openBuildingTable(taken.table) };
	}
	let share = 0;
	const parts = input.parts({
		...(options.signal ? { signal: options.signal } : {}),
		onProgress: (done, total) => {
			share = total > 0 ? done / total : 0;
			options.onProgress?.(done, total);
		},
	});
	const jobs = async function* (): AsyncGenerator<ReadJob> {
		for await (const part of parts) yield { kind: 'records', path, encoding, plan, part };
	};
	return runJobs(jobs(), options, () => share, input);
}

/** Reads a buildings.fgb of ours: in this thread, or its ranges in several. @throws as readFgbBuildings; see readBuildings */
export async function readFengtuBuildings(
	path: string,
	{ source, sourceKey }: Pick<TakePlan, 'source' | 'sourceKey'>,
	options: ReadBuildingsOptions,
): Promise<LayerBuildings> {
	const threads = threadsFor(path, options.threads);
	if (!threads) {
		const { signal, onProgress } = options;
		const read = await readFgbBuildings(path, { source, sourceKey, signal, onProgress });
		return { ...read, fields: [], madeIds: 0 };
	}
	const ranges = await splitFgbBuildings(path, threads.count * RANGES_A_THREAD, options);
	let done = 0;
	const jobs = async function* (): AsyncGenerator<ReadJob> {
		for (const range of ranges) {
			yield { kind: 'fengtu', path, source, sourceKey, range };
			options.onProgress?.(++done, ranges.length);
		}
	};
	return runJobs(jobs(), options, () => (done + 1) / ranges.length);
}

/**
 * Does jobs, in this thread or in several, and appends what they took in the jobs' order.
 * @param shareDone of the whole input, handed out so far; 0 = not known
 * @param opened the input of the jobs where this thread has it open
 */
async function runJobs(
	jobs: AsyncIterable<ReadJob>,
	{ threads, signal }: ReadBuildingsOptions,
	shareDone: () => number,
	opened: OpenInput | null = null,
): Promise<LayerBuildings> {
	const all = new TakenCollector();
	if (!threads) {
		const reader = createJobReader(opened);
		try {
			for await (const job of jobs) {
				all.add(await reader.run(job), shareDone());
				signal?.throwIfAborted();
			}
		} finally {
			await reader.close();
		}
		return all.finish();
	}
	const inFlight: { taken: Promise<TakenBuildings>; share: number }[] = [];
	const addFirst = async () => {
		const { taken, share } = inFlight.shift() as (typeof inFlight)[number];
		all.add(await taken, share);
	};
	for await (const job of jobs) {
		const taken = threads.run(job);
		// Waited for in its turn; until then its failure is nobody's.
		taken.catch(() => {});
		inFlight.push({ taken, share: shareDone() });
		if (inFlight.length >= threads.count * PARTS_A_THREAD) await addFirst();
	}
	while (inFlight.length > 0) await addFirst();
	return all.finish();
}

/** Puts what jobs took one behind the other. */
class TakenCollector {
	readonly #builder = createBuildingTableBuilder();
	readonly #counts = { read: 0, kept: 0, repaired: 0, refused: 0 };
	readonly #rejects: Reject[] = [];
	readonly #fields = new Map<
		string,
		{ field: string; role: string | null; values: number; unread: number; leftOut: number }
	>();
	#madeIds = 0;
	#reserved = false;

	/** `shareDone`: of the whole input after these; 0 = not known. */
	add(taken: TakenBuildings, shareDone: number): void {
		appendTable(this.#builder.columns, openBuildingTable(taken.table));
		if (!this.#reserved && shareDone > 0) {
			this.#builder.reserve(RESERVE_SLACK / shareDone);
			this.#reserved = true;
		}
		for (const key of ['read', 'kept', 'repaired', 'refused'] as const) this.#counts[key] += taken.counts[key];
		for (const reject of taken.rejects) this.#rejects.push(reject);
		for (const { field, role, values, unread = 0, leftOut = 0 } of taken.fields) {
			const key = `${role ?? ''}\n${field}`;
			const sum = this.#fields.get(key) ?? { field, role, values: 0, unread: 0, leftOut: 0 };
			sum.values += values;
			sum.unread += unread;
			sum.leftOut += leftOut;
			this.#fields.set(key, sum);
		}
		this.#madeIds += taken.madeIds;
	}

	finish(): LayerBuildings {
		return {
			table: this.#builder.finish(),
			counts: this.#counts,
			rejects: this.#rejects,
			fields: [...this.#fields.values()],
			madeIds: this.#madeIds,
		};
	}
}
