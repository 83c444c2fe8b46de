import { Worker } from 'node:worker_threads';
import { DataError } from '../../domain/errors.ts';
import { BuildingSink } from './building-sink.ts';
import { type FinishedBatch, type FinishOrder, finishBatch, type LaidBatch } from './finish-batch.ts';
import { layQuarter } from './lay-quarter.ts';
import type { BatchPlan } from './quarter-plan.ts';
import { QuarterSite } from './quarter-site.ts';
import { createRng } from './rng.ts';

/** Lays batches out and finishes them later; keeps them in memory in between. */
export interface BatchRunner {
	/** Draws all buildings of a batch; gives the number in each quarter. */
	lay(plan: BatchPlan): Promise<number[]>;
	/** Encodes a batch that this runner laid, and forgets it. */
	finish(order: FinishOrder): Promise<FinishedBatch>;
	close(): Promise<void>;
}

/** What travels to a generator thread. */
export type RunnerCall = { kind: 'lay'; plan: BatchPlan } | { kind: 'finish'; order: FinishOrder };
/** What comes back. */
export type RunnerReply =
	| { kind: 'laid'; counts: number[] }
	| { kind: 'finished'; batch: FinishedBatch }
	| { kind: 'failed'; message: string };

/** The work itself, without a thread. */
export class LocalRunner implements BatchRunner {
	private readonly batches = new Map<number, LaidBatch>();

	async lay(plan: BatchPlan): Promise<number[]> {
		const sink = new BuildingSink();
		const site = new QuarterSite(sink, createRng(plan.seed, `batch ${plan.key}`));
		const firstBuilding = [0];
		const quarters = plan.quarters.map((quarter) => {
			const laid = layQuarter(site, quarter, createRng(plan.seed, `quarter ${quarter.index}`));
			firstBuilding.push(sink.count);
			return laid;
		});
		sink.trim();
		this.batches.set(plan.key, { plan, sink, quarters, firstBuilding });
		return plan.quarters.map((_, i) => (firstBuilding[i + 1] as number) - (firstBuilding[i] as number));
	}

	async finish(order: FinishOrder): Promise<FinishedBatch> {
		const batch = this.batches.get(order.key);
		if (!batch)
			throw new DataError('generate/no-such-batch', `batch ${order.key}: got none, expected one laid by this runner`);
		this.batches.delete(order.key);
		return finishBatch(batch, order);
	}

	async close(): Promise<void> {
		this.batches.clear();
	}
}

/** The same work in a thread of its own; calls are answered in order. */
export class ThreadRunner implements BatchRunner {
	private readonly worker = new Worker(new URL('./generate-worker.mjs', import.meta.url));
	private readonly waiting: { resolve(reply: RunnerReply): void; reject(error: Error): void }[] = [];

	constructor() {
		this.worker.on('message', (reply: RunnerReply) => this.waiting.shift()?.resolve(reply));
		this.worker.on('error', (error: Error) => {
			for (const call of this.waiting.splice(0)) call.reject(error);
		});
		this.worker.on('exit', (code) => {
			const error = new DataError(
				'generate/worker-failed',
				`generator thread: got an end with code ${code}, expected an answer`,
			);
			for (const call of this.waiting.splice(0)) call.reject(error);
		});
	}

	private async call(message: RunnerCall): Promise<RunnerReply> {
		const reply = await new Promise<RunnerReply>((resolve, reject) => {
			this.waiting.push({ resolve, reject });
			this.worker.postMessage(message);
		});
		if (reply.kind === 'failed') throw new DataError('generate/worker-failed', `generator thread: ${reply.message}`);
		return reply;
	}

	async lay(plan: BatchPlan): Promise<number[]> {
		const reply = await this.call({ kind: 'lay', plan });
		return reply.kind === 'laid' ? reply.counts : [];
	}

	async finish(order: FinishOrder): Promise<FinishedBatch> {
		const reply = await this.call({ kind: 'finish', order });
		if (reply.kind !== 'finished')
			throw new DataError('generate/worker-failed', `generator thread: got ${reply.kind}, expected finished`);
		return reply.batch;
	}

	async close(): Promise<void> {
		await this.worker.terminate();
	}
}
