import { TextDecoder } from 'node:util';
import { DataError, UsageError } from '../../../domain/errors.ts';

const HEAD_BYTES = 1024;

/**
 * Chunks of a text file as UTF-8 without a byte order mark. Without `encoding` the bytes pass as they are, once their start
 * has shown that they are text; with one ('gbk', 'utf-16le', 'shift_jis' ...) they are converted.
 * @throws UsageError `input/unknown-encoding`; DataError `input/wrong-encoding`, `input/not-text`
 */
export async function* decodeText(
	chunks: AsyncIterable<Uint8Array>,
	path: string,
	encoding?: string,
): AsyncGenerator<Uint8Array> {
	const decoder = encoding && !isUtf8Name(encoding) ? createDecoder(encoding) : null;
	let head: Buffer | null = Buffer.alloc(0);
	for await (const chunk of chunks) {
		if (decoder) {
			yield Buffer.from(decode(decoder, chunk, path));
		} else if (head) {
			head = Buffer.concat([head, chunk]);
			if (head.length < HEAD_BYTES) continue;
			yield checkHead(head, path);
			head = null;
		} else {
			yield chunk;
		}
	}
	if (decoder) yield Buffer.from(decode(decoder, null, path));
	else if (head) yield checkHead(head, path);
}

/** Whether an encoding's name means UTF-8, which needs no converting. */
export function isUtf8Name(encoding: string): boolean {
	return /^utf-?8$/i.test(encoding);
}

function createDecoder(encoding: string): TextDecoder {
	// By the encoding standard GBK is decoded as GB 18030, its superset; Node's own GBK lets bytes pass that are neither.
	const name = /^(gbk|gb2312|cp936)$/i.test(encoding) ? 'gb18030' : encoding;
	try {
		return new TextDecoder(name, { fatal: true });
	} catch (cause) {
		throw new UsageError(
			'input/unknown-encoding',
			`encoding: got ${encoding}, expected one of the web's: utf-8, gbk, gb18030, big5, shift_jis, euc-jp, utf-16le ...`,
			{ context: { encoding }, cause },
		);
	}
}

function decode(decoder: TextDecoder, chunk: Uint8Array | null, path: string): string {
	try {
		return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
	} catch (cause) {
		throw new DataError(
			'input/wrong-encoding',
			`${path}: got bytes that are not ${decoder.encoding}, expected text in it`,
			{
				context: { file: path, encoding: decoder.encoding },
				cause,
			},
		);
	}
}

/** The first bytes of a text without their byte order mark. */
function checkHead(head: Buffer, path: string): Buffer {
	if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return head.subarray(3);
	const zero = head.indexOf(0);
	const marked = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
	if (marked || looksLikeUtf16(head)) {
		throw new DataError(
			'input/wrong-encoding',
			`${path}: got text in UTF-16, expected UTF-8 (or say encoding=utf-16le)`,
			{ context: { file: path } },
		);
	}
	if (zero >= 0) {
		throw new DataError('input/not-text', `${path}: byte ${zero}: got 00, as in a binary file, expected text`, {
			context: { file: path, byte: zero },
		});
	}
	return head;
}

/** Text of mostly ASCII signs in UTF-16 has a zero in every second byte. */
function looksLikeUtf16(head: Buffer): boolean {
	const pairs = head.length >> 1;
	let zeros = 0;
	for (let i = 0; i < pairs; i++) if ((head[2 * i] === 0) !== (head[2 * i + 1] === 0)) zeros++;
	return pairs >= 4 && zeros > pairs * 0.7;
}
