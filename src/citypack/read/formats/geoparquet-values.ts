import { isUtf8 } from 'node:buffer';

const NO_BYTES = Buffer.alloc(0);

/** Decodes texts that stand in few buffers, many in each: quicker than a TextDecoder, which pays for every call. */
export class TextReader {
	#buffer: Buffer = NO_BYTES;

	/** Text that is valid UTF-8, else its bytes as hexadecimal digits: a binary id stays one that can be told from others. */
	read(bytes: Uint8Array): string {
		if (bytes.buffer !== this.#buffer.buffer) this.#buffer = Buffer.from(bytes.buffer);
		const text = this.#buffer.toString('utf8', bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
		if (text.includes('\ufffd') && !isUtf8(bytes)) return Buffer.from(bytes).toString('hex');
		return text;
	}
}

/** A value as records have it: bytes as text (or hexadecimal), absent as null; lists and structs alike inside. */
export function toRecordValue(value: unknown, text: TextReader): unknown {
	if (value === undefined || value === null) return null;
	if (typeof value !== 'object' || value instanceof Date) return value;
	if (value instanceof Uint8Array) return text.read(value);
	if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number | bigint>);
	if (Array.isArray(value)) return value.map((item) => toRecordValue(item, text));
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toRecordValue(item, text)]));
}
