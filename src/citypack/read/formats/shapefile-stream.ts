/** Bytes of a stream, asked for in the amounts that records have. */
export class StreamBytes {
	/** What has come and is not taken: from `at` on. */
	buffer: Buffer = Buffer.alloc(0);
	at = 0;
	readonly #chunks: AsyncIterator<Buffer>;
	/** Bytes taken in all. */
	#before = 0;

	constructor(chunks: AsyncIterable<Buffer>) {
		this.#chunks = chunks[Symbol.asyncIterator]();
	}

	get available(): number {
		return this.buffer.length - this.at;
	}

	/** How many bytes of the stream are taken. */
	get position(): number {
		return this.#before + this.at;
	}

	/** Waits until `length` bytes are there; false: the stream ends before. Ask only where `available` is less. */
	async fill(length: number): Promise<boolean> {
		const pieces = [this.buffer.subarray(this.at)];
		let available = this.available;
		while (available < length) {
			const next = await this.#chunks.next();
			if (next.done) break;
			pieces.push(next.value);
			available += next.value.length;
		}
		this.#before += this.at;
		this.buffer = Buffer.concat(pieces);
		this.at = 0;
		return available >= length;
	}

	/** Takes bytes away unread; false: the stream ends before. */
	async skip(length: number): Promise<boolean> {
		let left = length;
		while (left > this.available) {
			left -= this.available;
			this.at = this.buffer.length;
			if (!(await this.fill(1))) return false;
		}
		this.at += left;
		return true;
	}

	/** Reads on to the end, where a zip finds out whether its data is right. */
	async drain(): Promise<void> {
		do this.at = this.buffer.length;
		while (await this.fill(1));
	}

	/** Ends the stream early. */
	async close(): Promise<void> {
		await this.#chunks.return?.();
	}
}
