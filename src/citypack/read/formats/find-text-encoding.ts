import { isUtf8 } from 'node:buffer';
import { DataError } from '../../../domain/errors.ts';

/** How the bytes of a text file are text. */
export interface TextEncoding {
	/** As TextDecoder takes it: 'utf-8', 'gbk', 'utf-16le' ... */
	readonly label: string;
	/** How it is known. */
	readonly evidence: 'given' | 'byte order mark' | 'valid UTF-8' | 'not UTF-8';
}

/** Tells, chunk by chunk, whether a stream of bytes is UTF-8; a character may lie across two chunks. */
class Utf8Check {
	valid = true;
	#tail = Buffer.alloc(0);

	add(chunk: Uint8Array): void {
		if (!this.valid) return;
		const bytes = this.#tail.length > 0 ? Buffer.concat([this.#tail, chunk]) : Buffer.from(chunk);
		const end = bytes.length - incompleteBytes(bytes);
		this.valid = isUtf8(bytes.subarray(0, end));
		this.#tail = bytes.subarray(end);
	}

	finish(): boolean {
		return this.valid && this.#tail.length === 0;
	}
}

/** Bytes at the end that begin a character and do not complete it. */
function incompleteBytes(bytes: Uint8Array): number {
	for (let back = 1; back <= Math.min(3, bytes.length); back++) {
		const byte = bytes[bytes.length - back] as number;
		if (byte < 0x80) return 0;
		if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
	}
	return 0;
}

const BYTE_ORDER_MARKS: readonly (readonly [label: string, bytes: readonly number[]])[] = [
	['utf-8', [0xef, 0xbb, 0xbf]],
	['utf-16le', [0xff, 0xfe]],
	['utf-16be', [0xfe, 0xff]],
];

/**
 * Which encoding is a text in: the one given, else by its byte order mark, else UTF-8 where all of it is valid UTF-8, else GBK
 * (what spreadsheets write in China). Reads the bytes to their end where nothing else tells, and where UTF-8 is to be proved.
 * @throws DataError `input/wrong-encoding` when it is to be UTF-8 (given, or by its mark) and is not; `file` is named
 */
export async function findTextEncoding(
	chunks: AsyncIterable<Uint8Array>,
	file: string,
	given?: string,
): Promise<TextEncoding> {
	let evidence: TextEncoding['evidence'] = given === undefined ? 'valid UTF-8' : 'given';
	if (given !== undefined && !/^utf-?8$/i.test(given)) return { label: given, evidence };
	const check = new Utf8Check();
	let isFirst = true;
	for await (const chunk of chunks) {
		const marked = isFirst && BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, i) => chunk[i] === byte))?.[0];
		isFirst = false;
		if (marked && marked !== 'utf-8') return { label: marked, evidence: 'byte order mark' };
		if (marked) evidence = 'byte order mark';
		check.add(chunk);
		if (!check.valid) break;
	}
	if (check.finish()) return { label: 'utf-8', evidence };
	if (evidence === 'valid UTF-8') return { label: 'gbk', evidence: 'not UTF-8' };
	throw new DataError(
		'input/wrong-encoding',
		`${file}: got bytes that are not UTF-8 (${evidence}), expected text in it`,
		{
			context: { file },
		},
	);
}
