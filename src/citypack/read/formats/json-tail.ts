import { open } from 'node:fs/promises';
import { openByteStream } from '../bytes/open-byte-stream.ts';
import { skipSpace, skipString, skipValue } from '../bytes/scan-json.ts';

const TAIL_BYTES = 1 << 16;

/**
 * A member of a file's one JSON object that stands after its large ones, within the last 64 KB; null = there is none. Of a
 * packed or converted file all the content is passed through for it, of another only its end is read.
 */
export async function findLastMember(
	path: string,
	name: string,
	options: { encoding?: string; signal?: AbortSignal },
): Promise<unknown> {
	return findMember(await readTail(path, options), `"${name}"`);
}

async function readTail(path: string, options: { encoding?: string; signal?: AbortSignal }): Promise<Buffer> {
	const stream = await openByteStream(path, options);
	if (stream.isPlain) return readPlainTail(path, stream.size);
	let tail = Buffer.alloc(0);
	for await (const chunk of stream) tail = Buffer.concat([tail, chunk]).subarray(-TAIL_BYTES);
	return tail;
}

async function readPlainTail(path: string, size: number): Promise<Buffer> {
	const file = await open(path, 'r');
	try {
		const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
		const { bytesRead } = await file.read(tail, 0, tail.length, size - tail.length);
		return tail.subarray(0, bytesRead);
	} finally {
		await file.close();
	}
}

/** The last place of the name from which nothing but members and one closing brace follow: so it is the outermost object's. */
function findMember(bytes: Buffer, name: string): unknown {
	for (let at = bytes.lastIndexOf(name); at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf(name, at - 1)) {
		const value = valueAt(bytes, at);
		if (value < 0) continue;
		const end = skipValue(bytes, value, bytes.length);
		if (end >= 0 && closesAfter(bytes, end)) return parse(bytes.toString('utf8', value, end));
	}
	return null;
}

function closesAfter(bytes: Buffer, from: number): boolean {
	let at = skipSpace(bytes, from, bytes.length);
	while (bytes[at] === 0x2c) {
		const value = valueAt(bytes, skipSpace(bytes, at + 1, bytes.length));
		const end = value < 0 ? -1 : skipValue(bytes, value, bytes.length);
		if (end < 0) return false;
		at = skipSpace(bytes, end, bytes.length);
	}
	return bytes[at] === 0x7d && skipSpace(bytes, at + 1, bytes.length) === bytes.length;
}

/** The place of the value of the member whose name begins at `at`; -1 = there is no member. */
function valueAt(bytes: Buffer, at: number): number {
	if (bytes[at] !== 0x22) return -1;
	const nameEnd = skipString(bytes, at, bytes.length);
	const colon = nameEnd < 0 ? -1 : skipSpace(bytes, nameEnd, bytes.length);
	return bytes[colon] === 0x3a ? skipSpace(bytes, colon + 1, bytes.length) : -1;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
