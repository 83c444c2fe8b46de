import { DataError } from '../../../domain/errors.ts';
import type { ByteStream } from './open-byte-stream.ts';

/** No single record of a city is as large; a window that has to grow beyond holds a file that is not what it should be. */
const MAX_BYTES = 1 << 29;

/** A piece of a byte stream that moves along it: bytes [from, to) of `bytes` are there, `offset` is the place of bytes[0]. */
export class ByteWindow {
	bytes: Buffer;
	from = 0;
	to = 0;
	/** Place of bytes[0] in the (unpacked) content. */
	offset = 0;
	readonly path: string;
	readonly #chunks: AsyncIterator<Uint8Array>;
	#chunk: Uint8Array = new Uint8Array(0);
	#ended = false;

	constructor(stream: ByteStream, capacityBytes: number) {
		this.path = stream.path;
		this.bytes = Buffer.allocUnsafeSlow(capacityBytes);
		this.#chunks = stream[Symbol.asyncIterator]();
	}

	/**
	 * Moves on so that bytes before `from` may be forgotten, and reads until the window is full; one that cannot move grows.
	 * False = the content has ended and nothing was added. @throws DataError `input/too-large`, and the stream's errors
	 */
	async readMore(): Promise<boolean> {
		if (this.#ended) return false;
		this.#makeRoom();
		const before = this.to;
		while (this.to < this.bytes.length) {
			if (this.#chunk.length === 0) {
				const next = await this.#chunks.next();
				if (next.done) {
					this.#ended = true;
					break;
				}
				this.#chunk = next.value;
			}
			const count = Math.min(this.#chunk.length, this.bytes.length - this.to);
			this.bytes.set(this.#chunk.subarray(0, count), this.to);
			this.#chunk = this.#chunk.subarray(count);
			this.to += count;
		}
		return this.to > before;
	}

	/** Lets the file go. */
	async close(): Promise<void> {
		await this.#chunks.return?.();
	}

	/** A fault at a place of the window, told with file and byte. */
	error(code: string, at: number, got: string, expected: string): DataError {
		const byte = this.offset + at;
		return new DataError(code, `${this.path}: byte ${byte}: got ${got}, expected ${expected}`, {
			context: { file: this.path, byte },
		});
	}

	#makeRoom(): void {
		const kept = this.to - this.from;
		if (kept === this.bytes.length) {
			if (kept >= MAX_BYTES)
				throw this.error('input/too-large', 0, `one value of over ${kept} bytes`, 'a record of a city');
			const larger = Buffer.allocUnsafeSlow(Math.min(MAX_BYTES, kept * 2));
			this.bytes.copy(larger, 0, this.from, this.to);
			this.bytes = larger;
		} else {
			this.bytes.copyWithin(0, this.from, this.to);
		}
		this.offset += this.from;
		this.from = 0;
		this.to = kept;
	}
}
