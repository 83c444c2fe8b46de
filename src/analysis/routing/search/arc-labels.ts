import { BucketQueue } from './bucket-queue.ts';

/** Added to the row of the place an arc was reached from directly, not from another arc. */
export const VIA_END = 0x8000_0000;

/**
 * One side of a search: what each arc costs, whence it was reached, and the queue of arcs still to go on from. Serves query after
 * query: a label counts only while its stamp is the query's, so nothing is cleared and nothing allocated. The three numbers of an arc
 * lie side by side, since they are read together.
 */
export class ArcLabels {
	/** At 2 x arc: cost. */
	readonly costs: Float64Array;
	/** The same memory; at 4 x arc + 2: the arc it was reached from or VIA_END + row; at 4 x arc + 3: stamp. */
	readonly words: Uint32Array;
	readonly queue = new BucketQueue();
	stamp = 0;

	constructor(arcCount: number) {
		const buffer = new ArrayBuffer(arcCount * 16);
		this.costs = new Float64Array(buffer);
		this.words = new Uint32Array(buffer);
	}

	/** Begins a query; what the last one found is gone. `width`: see BucketQueue. */
	begin(width: number): void {
		this.queue.begin(width);
		this.stamp++;
		if (this.stamp <= 0xffff_ffff) return;
		this.words.fill(0);
		this.stamp = 1;
	}

	/** Infinity where the arc was not reached. */
	costOf(arc: number): number {
		return this.words[arc * 4 + 3] === this.stamp ? (this.costs[arc * 2] as number) : Number.POSITIVE_INFINITY;
	}

	/** Of a reached arc: the arc it was reached from, or VIA_END + row of the place. */
	viaOf(arc: number): number {
		return this.words[arc * 4 + 2] as number;
	}

	/** Labels and queues an arc when that is cheaper than what is known; says whether it was. */
	offer(arc: number, cost: number, via: number): boolean {
		const words = this.words;
		const at = arc * 4;
		if (words[at + 3] === this.stamp) {
			if (cost >= (this.costs[arc * 2] as number)) return false;
		} else words[at + 3] = this.stamp;
		this.costs[arc * 2] = cost;
		words[at + 2] = via;
		this.queue.push(arc, cost);
		return true;
	}
}
