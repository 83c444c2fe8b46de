const BUCKETS = 65_536;
const NONE = 0xffff_ffff;

/**
 * A queue that gives items about in the order of their costs: by buckets of costs, in any order within one. Nothing may be put in that
 * costs less than the bucket last given from. An item whose cost falls is put in again; its older entry is told by `isDue`. On roads this
 * is several times as fast as a heap; whoever corrects costs that fall later gets exact ones all the same.
 */
export class BucketQueue {
	/** First entry of each bucket of the window; an entry is an item and the next entry. */
	readonly #buckets = new Uint32Array(BUCKETS).fill(NONE);
	#items = new Uint32Array(4096);
	#next = new Uint32Array(4096);
	#entryCount = 0;
	/** First of the entries taken out, used again so that they stay near in memory. */
	#free = NONE;
	/** Entries beyond the window wait here, with their buckets. */
	#waiting: number[] = [];
	#perCost = 1;
	/** Number of the window's first bucket, of the bucket in turn, and how many entries there are from there on. */
	#base = 0;
	#bucket = 0;
	#inWindow = 0;
	/** Last bucket used since the queue was emptied, from the window's first. */
	#last = 0;

	/** Empties the queue. `width`: range of costs in a bucket, rounded down to a power of two; a matter of speed alone. */
	begin(width: number): void {
		if (this.#inWindow > 0) this.#buckets.fill(NONE, this.#bucket - this.#base, this.#last + 1);
		this.#entryCount = 0;
		this.#free = NONE;
		this.#waiting.length = 0;
		this.#perCost = 2 ** -Math.floor(Math.log2(Math.max(1, width)));
		this.#base = 0;
		this.#bucket = 0;
		this.#inWindow = 0;
		this.#last = 0;
	}

	/** Goes to the next bucket with an entry; the least that an item of it can cost, Infinity = the queue is empty. */
	findNext(): number {
		if (this.#inWindow === 0) {
			if (this.#waiting.length === 0) return Number.POSITIVE_INFINITY;
			this.#moveWindow();
		}
		const buckets = this.#buckets;
		let at = this.#bucket - this.#base;
		while (buckets[at] === NONE) at++;
		this.#bucket = this.#base + at;
		return this.#bucket / this.#perCost;
	}

	/** Takes an item out of the bucket found last. */
	pop(): number {
		const at = this.#bucket - this.#base;
		const entry = this.#buckets[at] as number;
		this.#buckets[at] = this.#next[entry] as number;
		this.#next[entry] = this.#free;
		this.#free = entry;
		this.#inWindow--;
		return this.#items[entry] as number;
	}

	/** Whether an item that costs this is in the bucket found last; if not, it has been given before. */
	isDue(cost: number): boolean {
		return Math.floor(cost * this.#perCost) === this.#bucket;
	}

	push(item: number, cost: number): void {
		const bucket = Math.floor(cost * this.#perCost);
		const at = bucket - this.#base;
		if (at >= BUCKETS) {
			this.#waiting.push(item, bucket);
			return;
		}
		let entry = this.#free;
		if (entry === NONE) {
			entry = this.#entryCount++;
			if (entry === this.#items.length) this.#grow();
		} else this.#free = this.#next[entry] as number;
		this.#items[entry] = item;
		this.#next[entry] = this.#buckets[at] as number;
		this.#buckets[at] = entry;
		if (at > this.#last) this.#last = at;
		this.#inWindow++;
	}

	/** Moves the empty window on to the first entry that waits. */
	#moveWindow(): void {
		const waiting = this.#waiting;
		this.#waiting = [];
		this.#base = Number.POSITIVE_INFINITY;
		for (let i = 1; i < waiting.length; i += 2) this.#base = Math.min(this.#base, waiting[i] as number);
		this.#bucket = this.#base;
		for (let i = 0; i < waiting.length; i += 2)
			this.push(waiting[i] as number, (waiting[i + 1] as number) / this.#perCost);
	}

	#grow(): void {
		const { length } = this.#items;
		const items = new Uint32Array(length * 2);
		items.set(this.#items);
		this.#items = items;
		const next = new Uint32Array(length * 2);
		next.set(this.#next);
		this.#next = next;
	}
}
