import { DataError, describeError, UnavailableError } from '../domain/errors.ts';
import type { ByteSource } from '../domain/pack/byte-source.ts';

/**
 * A pack file behind a web server, read by HTTP ranges.
 * @throws (its methods) DataError `pack/missing-file` (404), `pack/truncated` (range beyond the end, short body),
 * `pack/no-ranges` (the server sends the whole file); UnavailableError `pack/unreachable` (no answer, 5xx), `pack/changed` (another file
 * lies there than at the first read: its ranges do not belong together)
 */
export function createHttpSource(url: string, fetchFile: typeof fetch = fetch): ByteSource {
	const name = url.slice(url.lastIndexOf('/') + 1).replace(/\?.*$/, '');
	let size: number | undefined;
	let etag: string | null = null;
	const readRange = async (offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array> => {
		const end = offset + length - 1;
		const response = await request(fetchFile, url, name, `bytes=${offset}-${end}`, signal);
		if (response.status !== 206) throw statusError(response, name, offset, length);
		size ??= totalOf(response);
		const found = response.headers.get('etag');
		etag ??= found;
		if (found !== etag) {
			void response.body?.cancel();
			throw new UnavailableError('pack/changed', `${name}: got the file ${found}, expected ${etag} as before`, {
				context: { file: name, url },
			});
		}
		const bytes = new Uint8Array(await response.arrayBuffer());
		if (bytes.byteLength !== length) {
			throw new DataError('pack/truncated', `${name}: got ${bytes.byteLength} bytes at ${offset}, expected ${length}`, {
				context: { file: name, offset, length, found: bytes.byteLength },
			});
		}
		return bytes;
	};
	return {
		name,
		size: async (signal) => {
			if (size === undefined) await readRange(0, 1, signal);
			if (size !== undefined) return size;
			throw new DataError('pack/no-ranges', `${name}: got a range without its total, expected Content-Range`, {
				context: { file: name, url },
			});
		},
		read: (offset, length, signal) =>
			length === 0 ? Promise.resolve(new Uint8Array(0)) : readRange(offset, length, signal),
	};
}

async function request(
	fetchFile: typeof fetch,
	url: string,
	name: string,
	range: string,
	signal?: AbortSignal,
): Promise<Response> {
	try {
		return await fetchFile(url, { headers: { Range: range }, ...(signal ? { signal } : {}) });
	} catch (cause) {
		// An abort is the caller's own wish, not a fault of the server.
		if (signal?.aborted) throw cause;
		throw new UnavailableError('pack/unreachable', `${name}: no answer from ${url}: ${describeError(cause)}`, {
			context: { file: name, url },
			cause,
		});
	}
}

/** The whole file's size, from `Content-Range: bytes 0-0/1234`. */
function totalOf(response: Response): number | undefined {
	const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
	return total === undefined ? undefined : Number(total);
}

function statusError(response: Response, name: string, offset: number, length: number): Error {
	const context = { file: name, status: response.status, offset, length };
	// The body is not wanted; leaving it unread would hold the connection.
	void response.body?.cancel();
	switch (response.status) {
		case 200:
			return new DataError('pack/no-ranges', `${name}: got status 200 and the whole file, expected 206 and a range`, {
				context,
			});
		case 404:
			return new DataError('pack/missing-file', `${name}: got status 404, expected the file`, { context });
		case 416:
			return new DataError('pack/truncated', `${name}: got status 416, expected ${length} bytes at ${offset}`, {
				context,
			});
		default:
			return new UnavailableError('pack/unreachable', `${name}: got status ${response.status}, expected 206`, {
				context,
			});
	}
}
