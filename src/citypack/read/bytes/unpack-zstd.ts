import { readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { ZSTDDecoder } from 'zstddec/stream';
import { DataError } from '../../../domain/errors.ts';

const CHUNK_BYTES = 1 << 16;
/** Steps that may give nothing without new input: frames to skip, or empty ones. Parallel zstd writes one between two others. */
const EMPTY_STEPS = 100;

/**
 * The content of an open zstd file as chunks of up to 128 KB; `onRead` hears how many bytes of the file are read.
 * Node 20 has no zstd; of the packages that stream, zstddec is zstd itself as WebAssembly: 400-600 MB/s and it checks the
 * checksum, where the one in plain JavaScript (fzstd) made 90 MB/s and took seven of seven damaged files for good.
 * @throws DataError `input/truncated`, `input/damaged`
 */
export async function* unpackZstd(
	file: number,
	path: string,
	options: { signal?: AbortSignal; onRead: (bytes: number) => void },
): AsyncGenerator<Uint8Array> {
	const decoder = new ZSTDDecoder();
	await decoder.init();
	const source = createSource(file, options.onRead);
	let emptyInARow = 0;
	let lastPosition = 0;
	try {
		for (const chunk of decoder.decodeStreaming(source.chunks())) {
			options.signal?.throwIfAborted();
			if (source.position() !== lastPosition) {
				lastPosition = source.position();
				emptyInARow = 0;
				// All the reading here is synchronous: without a pause no signal would ever be heard.
				await setImmediate();
			}
			if (chunk.length > 0) {
				emptyInARow = 0;
				yield chunk;
			} else if (++emptyInARow > EMPTY_STEPS) {
				// The decoder does not tell errors: it repeats the failing step for ever.
				throw new DataError(
					'input/damaged',
					`${path}: before byte ${lastPosition}: got damaged data, expected a zstd frame as its checksum says`,
					{ context: { file: path, byte: lastPosition } },
				);
			}
		}
	} catch (cause) {
		if (!(cause instanceof Error) || !cause.message.startsWith('Incomplete stream')) throw cause;
		throw new DataError(
			'input/truncated',
			`${path}: byte ${source.position()}: got the end of the file, expected the rest of a zstd frame`,
			{ context: { file: path, byte: source.position() }, cause },
		);
	}
}

function createSource(file: number, onRead: (bytes: number) => void) {
	let position = 0;
	function* chunks(): Generator<Uint8Array> {
		const buffer = new Uint8Array(CHUNK_BYTES);
		for (;;) {
			const count = readSync(file, buffer, 0, buffer.length, position);
			if (count === 0) return;
			position += count;
			onRead(position);
			yield buffer.subarray(0, count);
		}
	}
	return { chunks, position: () => position };
}
