import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { DataError } from '../../domain/errors.ts';

/** Whole features of a FlatGeobuf file as they lie in it, one behind the other. */
interface FeatureChunk {
	/** Good until the next chunk is asked for. */
	readonly bytes: Buffer<ArrayBuffer>;
	/** Features before these, from the start of the range. */
	readonly first: number;
	readonly count: number;
	/** File position behind the chunk. */
	readonly end: number;
}

const CHUNK_BYTES = 16 * 1024 * 1024;
/** Size prefix, root offset and the smallest vtable and table: what is smaller is no feature. */
const MIN_FEATURE_BYTES = 16;

/**
 * Reads the features between two positions of a FlatGeobuf file, a chunk at a time; between chunks others have their turn.
 * @param range `start` is where a feature begins, `end` where the last one ends: default, the end of the file
 * @throws DataError `pack/truncated` when the range ends within a feature, `pack/damaged` for a size that none can have
 */
export async function* readFeatureChunks(
	path: string,
	name: string,
	range: { readonly start: number; readonly end?: number },
	options: { signal?: AbortSignal; chunkBytes?: number } = {},
): AsyncGenerator<FeatureChunk> {
	const file = openSync(path, 'r');
	try {
		const end = range.end ?? fstatSync(file).size;
		let buffer: Buffer<ArrayBuffer> = Buffer.allocUnsafeSlow(
			Math.max(MIN_FEATURE_BYTES, Math.min(options.chunkBytes ?? CHUNK_BYTES, end - range.start)),
		);
		let position = range.start;
		let kept = 0;
		let first = 0;
		while (position < end || kept > 0) {
			const count = readSync(file, buffer, kept, Math.min(buffer.length - kept, end - position), position);
			position += count;
			const length = kept + count;
			const whole = spanWholeFeatures(buffer, length, name, first);
			if (whole.bytes > 0) {
				yield {
					bytes: buffer.subarray(0, whole.bytes),
					first,
					count: whole.count,
					end: position - length + whole.bytes,
				};
				first += whole.count;
				buffer.copyWithin(0, whole.bytes, length);
			} else if (count === 0) throw cutFeature(name, first, length);
			else {
				// A feature larger than the buffer: the next one must hold it.
				const wider = Buffer.allocUnsafeSlow(buffer.length * 2);
				buffer.copy(wider, 0, 0, length);
				buffer = wider;
			}
			kept = length - whole.bytes;
			await new Promise(setImmediate);
			options.signal?.throwIfAborted();
		}
	} finally {
		closeSync(file);
	}
}

function spanWholeFeatures(
	buffer: Buffer,
	length: number,
	name: string,
	first: number,
): { bytes: number; count: number } {
	let bytes = 0;
	let count = 0;
	while (bytes + 4 <= length) {
		const size = 4 + buffer.readUInt32LE(bytes);
		if (size < MIN_FEATURE_BYTES) {
			throw new DataError(
				'pack/damaged',
				`${name}: feature ${first + count}: got a size of ${size} bytes, expected at least ${MIN_FEATURE_BYTES}`,
				{ context: { file: name, feature: first + count, found: size } },
			);
		}
		if (bytes + size > length) break;
		bytes += size;
		count++;
	}
	return { bytes, count };
}

function cutFeature(name: string, feature: number, found: number): DataError {
	return new DataError('pack/truncated', `${name}: feature ${feature}: got ${found} bytes, expected all of it`, {
		context: { file: name, feature, found },
	});
}
