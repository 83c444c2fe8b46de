/** States of a search that are still to be gone on from, first come first served; each waits once. A ring. */
export class StateQueue {
	#waits = new Uint8Array(256);
	/** Its length a power of two above the number of states. */
	#ring = new Uint32Array(512);
	#head = 0;
	#tail = 0;

	/** Makes an empty queue ready for states below `count`. */
	makeRoom(count: number): void {
		if (this.#waits.length < count) this.#waits = new Uint8Array(count * 2);
		if (this.#ring.length <= count) this.#ring = new Uint32Array(2 ** Math.ceil(Math.log2(count + 1)));
		this.#head = 0;
		this.#tail = 0;
	}

	push(state: number): void {
		if (this.#waits[state] === 1) return;
		this.#waits[state] = 1;
		this.#ring[this.#tail] = state;
		this.#tail = (this.#tail + 1) & (this.#ring.length - 1);
	}

	/** Takes the next state out; -1 = none waits. */
	take(): number {
		if (this.#head === this.#tail) return -1;
		const state = this.#ring[this.#head] as number;
		this.#head = (this.#head + 1) & (this.#ring.length - 1);
		this.#waits[state] = 0;
		return state;
	}
}
