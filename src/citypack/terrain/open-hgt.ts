import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { DataError } from '../../domain/errors.ts';
import { type Dem, toHeightM } from './dem.ts';
import { unpackHgt } from './unpack-hgt.ts';

/** Seconds of arc in a degree: a whole number of samples divides them. */
const SECONDS = 3_600;
const SAMPLE_BYTES = 2;

/** Bytes of an .hgt file, wherever they lie. */
interface HgtBytes {
	/** Name that holds the corner, e.g. 'N43E007.hgt'. */
	readonly name: string;
	readonly size: number;
	read(offset: number, length: number): Promise<Buffer>;
	close(): Promise<void>;
}

/**
 * Opens a square degree of heights in SRTM's format: .hgt, .hgt.zip or .hgt.gz. Signed 16-bit samples, big-endian, rows from the
 * north, both edges included; the name gives the south-western corner; -32768 is a void. Squares of 1201 (3") and 3601 (1")
 * samples are what one meets; any other whose step is a whole number of seconds is taken as well.
 * @throws DataError `dem/bad-size`, `dem/bad-name`, `dem/bad-archive`
 */
export async function openHgt(path: string): Promise<Dem> {
	const bytes = /\.(zip|gz)$/i.test(path) ? await fromMemory(path) : await fromFile(path);
	try {
		return createDem(path, bytes);
	} catch (error) {
		await bytes.close();
		throw error;
	}
}

async function fromMemory(path: string): Promise<HgtBytes> {
	const { name, bytes } = await unpackHgt(path);
	return {
		name,
		size: bytes.length,
		read: async (offset, length) => bytes.subarray(offset, offset + length),
		close: async () => {},
	};
}

async function fromFile(path: string): Promise<HgtBytes> {
	const file: FileHandle = await open(path);
	return {
		name: basename(path),
		size: (await file.stat()).size,
		read: async (offset, length) => {
			const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, offset);
			if (bytesRead === length) return buffer;
			throw new DataError('dem/bad-size', `${path}: got its end at byte ${offset + bytesRead}, expected more`, {
				context: { path },
			});
		},
		close: () => file.close(),
	};
}

function createDem(path: string, bytes: HgtBytes): Dem {
	const side = Math.sqrt(bytes.size / SAMPLE_BYTES);
	if (!Number.isInteger(side) || side < 2 || SECONDS % (side - 1) !== 0) {
		throw new DataError(
			'dem/bad-size',
			`${path}: got ${bytes.size} bytes, expected 1201 x 1201 or 3601 x 3601 samples of 2 bytes (2884802 or 25934402 bytes)`,
			{ context: { path, bytes: bytes.size } },
		);
	}
	const { west, south } = readCorner(path, bytes.name);
	const step = 1 / (side - 1);
	return {
		name: basename(path),
		width: side,
		height: side,
		crs: 'EPSG:4326',
		crsEvidence: 'format definition (SRTM .hgt)',
		licence: null,
		date: null,
		fromWgs84: (lonLat) => lonLat,
		unit: 'degrees',
		placement: { x0: west, xColumn: step, xRow: 0, y0: south + 1, yColumn: 0, yRow: -step },
		readWindow: async (x0, y0, x1, y1, signal) => {
			const out = new Float32Array((x1 - x0) * (y1 - y0));
			for (let y = y0, at = 0; y < y1; y++) {
				signal?.throwIfAborted();
				const row = await bytes.read((y * side + x0) * SAMPLE_BYTES, (x1 - x0) * SAMPLE_BYTES);
				for (let i = 0; i < row.length; i += SAMPLE_BYTES) out[at++] = toHeightM(row.readInt16BE(i));
			}
			return out;
		},
		close: () => bytes.close(),
	};
}

function readCorner(path: string, name: string): { west: number; south: number } {
	const match = /([NS])(\d{1,2})([EW])(\d{1,3})/i.exec(name);
	const south = Number(match?.[2]) * (match?.[1]?.toUpperCase() === 'S' ? -1 : 1);
	const west = Number(match?.[4]) * (match?.[3]?.toUpperCase() === 'W' ? -1 : 1);
	if (match && Math.abs(south) <= 90 && Math.abs(west) <= 180) return { west, south };
	throw new DataError(
		'dem/bad-name',
		`${path}: got the name ${name}, expected one that tells the south-western corner, e.g. N22E113.hgt`,
		{ context: { path, name } },
	);
}
