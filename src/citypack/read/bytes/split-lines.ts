import { ByteWindow } from './byte-window.ts';
import type { ByteStream } from './open-byte-stream.ts';
import { skipSpace, skipValue } from './scan-json.ts';

/** The record separator of RFC 8142, in front of each record. */
export const RECORD_SEPARATOR = 0x1e;
const LINE_FEED = 0x0a;
const BLOCK_BYTES = 1 << 22;

/** Whole records of a file in their own memory: lines, or records that each begin with RECORD_SEPARATOR. */
export interface RecordBlock {
	readonly bytes: Uint8Array<ArrayBuffer>;
	/** Number of the first record (or line, empty ones counted), from 1. */
	readonly firstNumber: number;
}

/**
 * Cuts a text of JSON lines, or of RFC 8142 records (told by its first byte), into blocks of about 4 MB of whole records.
 * @throws DataError `input/truncated` when the last record has no end, and the stream's errors
 */
export async function* splitLines(stream: ByteStream, blockBytes = BLOCK_BYTES): AsyncGenerator<RecordBlock> {
	const window = new ByteWindow(stream, blockBytes);
	try {
		let number = 1;
		let separator: number | null = null;
		while (await window.readMore()) {
			separator ??=
				window.bytes[skipSpace(window.bytes, 0, window.to)] === RECORD_SEPARATOR ? RECORD_SEPARATOR : LINE_FEED;
			const last = window.bytes.subarray(0, window.to).lastIndexOf(separator);
			const end = separator === LINE_FEED ? last + 1 : last;
			if (end <= window.from) continue;
			yield { bytes: copyOf(window.bytes, window.from, end), firstNumber: number };
			number += countByte(window.bytes.subarray(window.from, end), separator);
			window.from = end;
		}
		if (window.from === window.to) return;
		checkEnd(window);
		yield { bytes: copyOf(window.bytes, window.from, window.to), firstNumber: number };
	} finally {
		await window.close();
	}
}

/** Where the last record stands: one that has brackets open is a file that was cut, not a bad line. */
function checkEnd(window: ByteWindow): void {
	const marked = window.bytes[window.from] === RECORD_SEPARATOR ? window.from + 1 : window.from;
	const start = skipSpace(window.bytes, marked, window.to);
	const first = window.bytes[start];
	if (start === window.to || (first !== 0x7b && first !== 0x5b)) return;
	if (skipValue(window.bytes, start, window.to) < 0) {
		throw window.error('input/truncated', window.to, 'the end of the file within a record', 'the rest of the record');
	}
}

function copyOf(bytes: Buffer, from: number, to: number): Uint8Array<ArrayBuffer> {
	const copy = new Uint8Array(to - from);
	copy.set(bytes.subarray(from, to));
	return copy;
}

function countByte(bytes: Buffer, byte: number): number {
	let count = 0;
	for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count++;
	return count;
}
