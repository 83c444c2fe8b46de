// Plain JavaScript: this thread must be at work before TypeScript's loader would have started in it. See file-pieces.ts.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';

const CHUNK_BYTES = 4 * 1024 * 1024;

let last = Promise.resolve();
parentPort.on('message', (file) => {
	last = last.then(async () => {
		try {
			parentPort.postMessage(await writePieces(file));
		} catch (error) {
			parentPort.postMessage({ error });
		}
	});
});

async function writePieces({ path, pieces }) {
	const target = await open(path, 'w');
	const sources = new Map();
	const hash = createHash('sha256');
	const buffers = [Buffer.allocUnsafeSlow(CHUNK_BYTES), Buffer.allocUnsafeSlow(CHUNK_BYTES)];
	let bytes = 0;
	let writing = Promise.resolve();
	// The system writes one block while this thread hashes it and then reads the next one.
	const put = async (block) => {
		await writing;
		writing = writeFully(target, block, bytes);
		writing.catch(() => {});
		bytes += block.length;
		hash.update(block);
	};
	try {
		for (const piece of pieces) {
			if (piece instanceof Uint8Array) {
				await put(piece);
				continue;
			}
			if (!sources.has(piece.path)) sources.set(piece.path, await open(piece.path, 'r'));
			for (let at = piece.start; at < piece.end; ) {
				const block = buffers[0].subarray(0, Math.min(CHUNK_BYTES, piece.end - at));
				buffers.reverse();
				await readFully(sources.get(piece.path), block, at, piece.path);
				await put(block);
				at += block.length;
			}
		}
		await writing;
		return { bytes, sha256: hash.digest('hex') };
	} finally {
		await writing.catch(() => {});
		// On its way to the disk while the next file is written; the switch of the pack waits for it once more.
		target
			.sync()
			.catch(() => {})
			.finally(() => target.close());
		for (const source of sources.values()) await source.close();
	}
}

async function writeFully(file, block, position) {
	let done = 0;
	while (done < block.length)
		done += (await file.write(block, done, block.length - done, position + done)).bytesWritten;
}

async function readFully(file, block, position, path) {
	let done = 0;
	while (done < block.length) {
		const { bytesRead } = await file.read(block, done, block.length - done, position + done);
		if (bytesRead === 0) throw new Error(`${path}: got its end at byte ${position + done}, expected more`);
		done += bytesRead;
	}
}
