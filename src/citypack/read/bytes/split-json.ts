import { describeError } from '../../../domain/errors.ts';
import { ByteWindow } from './byte-window.ts';
import type { ByteStream } from './open-byte-stream.ts';
import { skipSpace, skipString, skipValue } from './scan-json.ts';

const BLOCK_BYTES = 1 << 22;
const COMMA = 0x2c;

/** A piece of one large JSON object. */
export type JsonPiece =
	/** A whole member. */
	| { readonly kind: 'member'; readonly name: string; readonly value: unknown }
	/**
	 * A run of whole items of a large array or object member, in their own memory, `separator` in front of each in place of
	 * the commas between; one without any byte where there are no items.
	 */
	| {
			readonly kind: 'items';
			readonly name: string;
			readonly container: 'array' | 'object';
			readonly bytes: Uint8Array<ArrayBuffer>;
			/** Number of the first item, from 1. */
			readonly firstNumber: number;
	  };

/** How a member is handed on: whole, item by item where it is an array or an object, or not at all. */
type MemberWay = 'whole' | 'items' | 'skip';

/**
 * Takes one JSON object of any size apart into its members, in the file's order; large members come as runs of whole items
 * of about 4 MB. What is inside an item is not looked at but for strings and brackets. Own code, because a streaming JSON
 * library makes a call a token: stream-json 3.8 took 87 us of CPU a feature of a Tokyo ward, this takes 2 us (200-260 MB/s)
 * and leaves the feature to JSON.parse.
 * @param options.separator put in front of each item instead of the commas between them
 * @throws DataError `input/truncated` when the file ends within the object, `input/damaged` when it is not one JSON object;
 * and the stream's errors
 */
export async function* splitJson(
	stream: ByteStream,
	options: { wayOf: (name: string) => MemberWay; separator?: number; blockBytes?: number },
): AsyncGenerator<JsonPiece> {
	const window = new ByteWindow(stream, options.blockBytes ?? BLOCK_BYTES);
	const reader = new ObjectReader(window, options.separator ?? null);
	try {
		await reader.expect(0x7b, "'{'");
		for (let first = true; await reader.hasNext(0x7d, first); first = false) {
			const name = await reader.readKey();
			const way = options.wayOf(name);
			const opening = await reader.peek();
			if (way === 'whole' || (opening !== 0x7b && opening !== 0x5b)) {
				yield { kind: 'member', name, value: await reader.readValue() };
			} else {
				yield* reader.readItems(name, way === 'skip');
			}
		}
		await reader.expectEnd();
	} finally {
		await window.close();
	}
}

class ObjectReader {
	readonly #window: ByteWindow;
	readonly #separator: number | null;

	constructor(window: ByteWindow, separator: number | null) {
		this.#window = window;
		this.#separator = separator;
	}

	/** The next byte that is no white space, not taken. */
	async peek(): Promise<number> {
		const window = this.#window;
		for (;;) {
			window.from = skipSpace(window.bytes, window.from, window.to);
			if (window.from < window.to) return window.bytes[window.from] as number;
			if (!(await window.readMore())) throw this.#truncated();
		}
	}

	async expect(byte: number, expected: string): Promise<void> {
		const got = await this.peek();
		if (got !== byte) throw this.#damaged(expected);
		this.#window.from++;
	}

	/** Whether another item or member follows before the closing bracket; takes the comma, or the bracket. */
	async hasNext(closing: number, first: boolean): Promise<boolean> {
		const got = await this.peek();
		if (got === closing) {
			this.#window.from++;
			return false;
		}
		if (!first) {
			if (got !== COMMA) throw this.#damaged(`',' or '${String.fromCharCode(closing)}'`);
			this.#window.from++;
			await this.peek();
		}
		return true;
	}

	async readKey(): Promise<string> {
		if ((await this.peek()) !== 0x22) throw this.#damaged("a member's name in quotes");
		const name = await this.readValue();
		await this.expect(0x3a, "':'");
		return name as string;
	}

	/** Takes the next value, parsed. */
	async readValue(): Promise<unknown> {
		await this.peek();
		const window = this.#window;
		const end = await this.#findEnd();
		const text = window.bytes.toString('utf8', window.from, end);
		try {
			const value: unknown = JSON.parse(text);
			window.from = end;
			return value;
		} catch (cause) {
			throw this.#damaged(`JSON (${describeError(cause)})`);
		}
	}

	/** Takes an array or object item by item, in runs of what the window holds. */
	async *readItems(name: string, skip: boolean): AsyncGenerator<JsonPiece> {
		const window = this.#window;
		const isObject = (await this.peek()) === 0x7b;
		const container = isObject ? 'object' : 'array';
		const closing = isObject ? 0x7d : 0x5d;
		window.from++;
		let number = 1;
		for (let first = true; await this.hasNext(closing, first); first = false) {
			// The first item of a run may need more bytes; the run ends before the first item that does.
			await this.#findItemEnd(isObject);
			const start = window.from;
			const run = this.#scanRun(start, isObject);
			if (!skip) yield { kind: 'items', name, container, bytes: this.#copyRun(start, run.end), firstNumber: number };
			number += run.count;
			window.from = run.end;
		}
		if (number === 1 && !skip) yield { kind: 'items', name, container, bytes: new Uint8Array(0), firstNumber: 1 };
	}

	/** Goes over items as far as the window holds them whole, with the separator put on the commas between. */
	#scanRun(start: number, isObject: boolean): { end: number; count: number } {
		const { bytes, to } = this.#window;
		let end = itemEnd(bytes, start, to, isObject);
		let count = 1;
		for (;;) {
			const comma = skipSpace(bytes, end, to);
			if (comma === to || bytes[comma] !== COMMA) return { end, count };
			const next = skipSpace(bytes, comma + 1, to);
			const nextEnd = next < to ? itemEnd(bytes, next, to, isObject) : -1;
			if (nextEnd < 0) return { end, count };
			if (this.#separator !== null) bytes[comma] = this.#separator;
			end = nextEnd;
			count++;
		}
	}

	#copyRun(start: number, end: number): Uint8Array<ArrayBuffer> {
		const lead = this.#separator === null ? 0 : 1;
		const copy = new Uint8Array(lead + end - start);
		if (this.#separator !== null) copy[0] = this.#separator;
		copy.set(this.#window.bytes.subarray(start, end), lead);
		return copy;
	}

	async #findItemEnd(isObject: boolean): Promise<void> {
		const window = this.#window;
		if (isObject && window.bytes[window.from] !== 0x22) throw this.#damaged("a member's name in quotes");
		while (itemEnd(window.bytes, window.from, window.to, isObject) < 0) {
			if (!(await window.readMore())) throw this.#truncated();
		}
	}

	async #findEnd(): Promise<number> {
		const window = this.#window;
		for (;;) {
			const end = skipValue(window.bytes, window.from, window.to);
			if (end === window.from) throw this.#damaged('a value');
			if (end > 0) return end;
			if (!(await window.readMore())) throw this.#truncated();
		}
	}

	async expectEnd(): Promise<void> {
		const window = this.#window;
		do {
			window.from = skipSpace(window.bytes, window.from, window.to);
			if (window.from < window.to) {
				throw this.#damaged('the end of the file (for one object a line, name the file .geojsonl)');
			}
		} while (await window.readMore());
	}

	#damaged(expected: string): Error {
		const window = this.#window;
		const got = window.bytes.toString('utf8', window.from, Math.min(window.to, window.from + 20));
		return window.error('input/damaged', window.from, JSON.stringify(got), expected);
	}

	#truncated(): Error {
		return this.#window.error('input/truncated', this.#window.to, 'the end of the file', 'the rest of a JSON object');
	}
}

/** The place after an item: a value, or of an object a name, a colon and a value. -1 = not before `to`. */
function itemEnd(bytes: Uint8Array, at: number, to: number, isObject: boolean): number {
	if (!isObject) return skipValue(bytes, at, to);
	const nameEnd = skipString(bytes, at, to);
	if (nameEnd < 0) return -1;
	const colon = skipSpace(bytes, nameEnd, to);
	if (colon === to) return -1;
	// Not an item: it ends here, and what follows is told as damage.
	if (bytes[colon] !== 0x3a) return colon;
	const value = skipSpace(bytes, colon + 1, to);
	return value < to ? skipValue(bytes, value, to) : -1;
}
