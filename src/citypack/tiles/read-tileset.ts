import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { DataError, describeError } from '../../domain/errors.ts';
import { subtreePath } from './write-tileset.ts';

/** A tile as tileset.json and the subtrees have it. */
export interface ListedTile {
	readonly level: number;
	readonly x: number;
	readonly y: number;
	/** TILE_BOUNDING_REGION: west, south, east, north in radians, lowest and highest in metres; its children's included. */
	readonly region: readonly number[];
}

/** A pyramid without its contents. */
interface ListedTileset {
	/** Metres; of a tile of level l: this / 2^l. */
	readonly rootError: number;
	readonly rootRegion: readonly number[];
	/** 0 for a city without buildings. */
	readonly levels: number;
	/** By subtree, level and Morton index. */
	readonly tiles: readonly ListedTile[];
}

const numberSchema = z.number();
const tilesetSchema = z.object({
	root: z.object({
		boundingVolume: z.object({ region: z.array(numberSchema).length(6) }),
		geometricError: numberSchema,
		refine: z.literal('REPLACE'),
		implicitTiling: z
			.object({
				subdivisionScheme: z.literal('QUADTREE'),
				subtreeLevels: z.number().int().min(1).max(16),
				availableLevels: z.number().int().min(1).max(17),
			})
			.optional(),
	}),
});
const availabilitySchema = z.union([
	z.object({ constant: z.literal([0, 1]) }),
	z.object({ bitstream: z.number().int(), availableCount: z.number().int() }),
]);
const subtreeSchema = z.object({
	bufferViews: z.array(z.object({ byteOffset: z.number().int(), byteLength: z.number().int() })),
	propertyTables: z.tuple([
		z.object({
			count: z.number().int(),
			properties: z.object({ boundingRegion: z.object({ values: z.number().int() }) }),
		}),
	]),
	tileAvailability: availabilitySchema,
	contentAvailability: z.tuple([availabilitySchema]),
	childSubtreeAvailability: availabilitySchema,
});

/**
 * Reads tileset.json and all subtrees of a folder made by buildTiles.
 * @throws DataError `tiles/damaged` for a file that is missing, cannot be read, or contradicts itself
 */
export function readTileset(dir: string): ListedTileset {
	const { root } = parseFile(dir, 'tileset.json', (bytes) => tilesetSchema.parse(JSON.parse(bytes.toString())));
	const tiles: ListedTile[] = [];
	const levels = root.implicitTiling?.availableLevels ?? 0;
	if (root.implicitTiling) {
		const { subtreeLevels } = root.implicitTiling;
		const subtrees = [{ level: 0, x: 0, y: 0 }];
		for (const { level, x, y } of subtrees) {
			const below = parseFile(dir, subtreePath(level, x, y), (bytes) => readSubtree(bytes, subtreeLevels));
			for (const { depth, dx, dy, region } of below.tiles) {
				tiles.push({ level: level + depth, x: x * 2 ** depth + dx, y: y * 2 ** depth + dy, region });
			}
			for (const { dx, dy } of below.children) {
				subtrees.push({
					level: level + subtreeLevels,
					x: x * 2 ** subtreeLevels + dx,
					y: y * 2 ** subtreeLevels + dy,
				});
			}
		}
	}
	return { rootError: root.geometricError, rootRegion: root.boundingVolume.region, levels, tiles };
}

function parseFile<T>(dir: string, path: string, parse: (bytes: Buffer) => T): T {
	try {
		return parse(gunzipSync(readFileSync(join(dir, path))));
	} catch (cause) {
		throw new DataError('tiles/damaged', `${path}: ${describeError(cause)}`, { context: { file: path }, cause });
	}
}

interface SubtreeTiles {
	readonly tiles: { depth: number; dx: number; dy: number; region: number[] }[];
	readonly children: { dx: number; dy: number }[];
}

function readSubtree(file: Buffer, subtreeLevels: number): SubtreeTiles {
	const jsonLength = Number(file.readBigUInt64LE(8));
	const json = subtreeSchema.parse(JSON.parse(file.toString('utf8', 24, 24 + jsonLength)));
	const viewAt = (index: number) => {
		const view = json.bufferViews[index];
		if (!view) throw new RangeError(`got no buffer view ${index}`);
		const start = 24 + jsonLength + view.byteOffset;
		if (start + view.byteLength > file.byteLength) throw new RangeError(`buffer view ${index} ends after the file`);
		return file.subarray(start, start + view.byteLength);
	};
	const bitsOf = (availability: z.infer<typeof availabilitySchema>, first: number, count: number): number[] => {
		if ('constant' in availability) return availability.constant ? Array.from({ length: count }, (_, i) => i) : [];
		return setBits(viewAt(availability.bitstream), first, count);
	};
	if (JSON.stringify(json.contentAvailability[0]) !== JSON.stringify(json.tileAvailability)) {
		throw new RangeError('got content for other tiles than there are, expected every tile to have some');
	}
	const [table] = json.propertyTables;
	const regions = viewAt(table.properties.boundingRegion.values);
	const tiles: SubtreeTiles['tiles'] = [];
	for (let depth = 0; depth < subtreeLevels; depth++) {
		for (const index of bitsOf(json.tileAvailability, (4 ** depth - 1) / 3, 4 ** depth)) {
			const at = tiles.length * 48;
			const region = [0, 8, 16, 24, 32, 40].map((byte) => regions.readDoubleLE(at + byte));
			tiles.push({ depth, dx: everySecondBit(index), dy: everySecondBit(index >>> 1), region });
		}
	}
	if (tiles.length !== table.count) throw new RangeError(`got ${tiles.length} tiles, expected ${table.count}`);
	const children = bitsOf(json.childSubtreeAvailability, 0, 4 ** subtreeLevels).map((index) => ({
		dx: everySecondBit(index),
		dy: everySecondBit(index >>> 1),
	}));
	return { tiles, children };
}

/** Which of the bits `first` to `first + count` are set, counted from `first`; bytes of zeros are skipped. */
function setBits(bytes: Uint8Array, first: number, count: number): number[] {
	if (first + count > bytes.length * 8) throw new RangeError(`got ${bytes.length} bytes of bits`);
	const found: number[] = [];
	for (let bit = first; bit < first + count; bit++) {
		const byte = bytes[bit >> 3]!;
		if (byte === 0) bit |= 7;
		else if ((byte >> (bit & 7)) & 1) found.push(bit - first);
	}
	return found;
}

/** Collects bits 0, 2, 4 ... of a Morton index. */
function everySecondBit(index: number): number {
	let value = 0;
	for (let bit = 0; bit < 16; bit++) value |= ((index >>> (2 * bit)) & 1) << bit;
	return value;
}
