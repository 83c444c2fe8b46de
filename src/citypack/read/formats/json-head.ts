import { DataError } from '../../../domain/errors.ts';
import { ByteWindow } from '../bytes/byte-window.ts';
import { openByteStream } from '../bytes/open-byte-stream.ts';
import { skipSpace, skipString, skipValue } from '../bytes/scan-json.ts';
import { RECORD_SEPARATOR } from '../bytes/split-lines.ts';

const HEAD_BYTES = 1 << 20;
/** Values that are larger are what a file is full of, not what says what it is. */
const SMALL_BYTES = 1 << 14;

/** What the first JSON object of a file shows without reading the file. */
interface JsonHead {
	/** Names of its members in the first MB, in order. */
	readonly names: readonly string[];
	/** Those of its members that are small, parsed. */
	readonly members: Readonly<Record<string, unknown>>;
	/** Whether records follow one another: RFC 8142, or another object after the first one. */
	readonly isSequence: boolean;
	/** Whether records begin with the separator of RFC 8142. */
	readonly isSeparated: boolean;
	/** Whether the first object ends within the first MB. */
	readonly isWhole: boolean;
}

/**
 * Looks at the first MB of a text of JSON. Null = it does not begin with an object.
 * @throws DataError `input/empty`, and the errors of openByteStream
 */
export async function readJsonHead(
	path: string,
	options: { encoding?: string; signal?: AbortSignal },
): Promise<JsonHead | null> {
	const window = new ByteWindow(await openByteStream(path, options), HEAD_BYTES);
	try {
		await window.readMore();
		if (skipSpace(window.bytes, 0, window.to) === window.to) {
			throw new DataError('input/empty', `${path}: got an empty file, expected JSON`, { context: { file: path } });
		}
		return scanHead(window.bytes, window.to);
	} finally {
		await window.close();
	}
}

function scanHead(bytes: Buffer, to: number): JsonHead | null {
	let at = skipSpace(bytes, 0, to);
	const isMarked = bytes[at] === RECORD_SEPARATOR;
	if (isMarked) at = skipSpace(bytes, at + 1, to);
	if (at >= to || bytes[at] !== 0x7b) return null;
	const end = skipValue(bytes, at, to);
	const names: string[] = [];
	const members: Record<string, unknown> = {};
	for (let name = skipSpace(bytes, at + 1, to); bytes[name] === 0x22; ) {
		const colon = skipSpace(bytes, skipString(bytes, name, to), to);
		const value = skipSpace(bytes, colon + 1, to);
		if (bytes[colon] !== 0x3a || value >= to) break;
		const key = String(parseSmall(bytes, name, colon));
		names.push(key);
		const valueEnd = skipValue(bytes, value, to);
		if (valueEnd < 0) break;
		if (valueEnd - value <= SMALL_BYTES) members[key] = parseSmall(bytes, value, valueEnd);
		const comma = skipSpace(bytes, valueEnd, to);
		name = bytes[comma] === 0x2c ? skipSpace(bytes, comma + 1, to) : to;
	}
	const next = end < 0 ? to : skipSpace(bytes, end, to);
	return { names, members, isSequence: isMarked || next < to, isSeparated: isMarked, isWhole: end >= 0 };
}

function parseSmall(bytes: Buffer, from: number, to: number): unknown {
	try {
		return JSON.parse(bytes.toString('utf8', from, to));
	} catch {
		return null;
	}
}
