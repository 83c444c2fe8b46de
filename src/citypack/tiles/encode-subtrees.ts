import type { TilePlan } from './tile-plan.ts';

/** A subtree file and the tile at its top. */
interface EncodedSubtree {
	readonly level: number;
	readonly x: number;
	readonly y: number;
	readonly bytes: Uint8Array;
}

/** What lies in one subtree: a bit for each of its tiles and each subtree below, by depth and then Morton index. */
interface SubtreeContent {
	readonly level: number;
	readonly x: number;
	readonly y: number;
	readonly tiles: { readonly tile: number; readonly bit: number }[];
	readonly children: number[];
}

/**
 * The binary subtrees of a pyramid (3D Tiles 1.1): which tiles exist, all with content, and the region of each.
 * @param regions TILE_BOUNDING_REGION of each tile, 6 a tile
 * @param tileClass class of the tileset's schema with the property `boundingRegion`
 */
export function encodeSubtrees(
	plan: TilePlan,
	regions: Float64Array,
	subtreeLevels: number,
	tileClass: string,
): EncodedSubtree[] {
	const contents = new Map<string, SubtreeContent>();
	for (let tile = 0; tile < plan.tiles; tile++) {
		const depth = plan.level[tile]! % subtreeLevels;
		const level = plan.level[tile]! - depth;
		const x = plan.x[tile]! >> depth;
		const y = plan.y[tile]! >> depth;
		const key = `${level}/${x}/${y}`;
		let content = contents.get(key);
		if (!content) {
			// The top of a subtree comes before the tiles below it, and after the subtree above.
			content = { level, x, y, tiles: [], children: [] };
			contents.set(key, content);
			const above = `${level - subtreeLevels}/${x >> subtreeLevels}/${y >> subtreeLevels}`;
			contents.get(above)?.children.push(mortonIndex(x, y, subtreeLevels));
		}
		const bit = (4 ** depth - 1) / 3 + mortonIndex(plan.x[tile]!, plan.y[tile]!, depth);
		content.tiles.push({ tile, bit });
	}
	return Array.from(contents.values(), (content) => ({
		level: content.level,
		x: content.x,
		y: content.y,
		bytes: encodeSubtree(content, regions, subtreeLevels, tileClass),
	}));
}

/** Morton index of a tile among those `depth` levels below one tile: the low bits of x in the even places, of y in the odd. */
function mortonIndex(x: number, y: number, depth: number): number {
	let index = 0;
	for (let bit = depth - 1; bit >= 0; bit--) index = index * 4 + ((y >> bit) & 1) * 2 + ((x >> bit) & 1);
	return index;
}

function encodeSubtree(
	content: SubtreeContent,
	regions: Float64Array,
	subtreeLevels: number,
	tileClass: string,
): Uint8Array {
	const tiles = content.tiles.sort((a, b) => a.bit - b.bit);
	const available = new Uint8Array(Math.ceil((4 ** subtreeLevels - 1) / 3 / 8));
	const children = new Uint8Array(content.children.length === 0 ? 0 : Math.ceil(4 ** subtreeLevels / 8));
	const values = new Float64Array(tiles.length * 6);
	tiles.forEach(({ tile, bit }, i) => {
		available[bit >> 3]! |= 1 << (bit & 7);
		values.set(regions.subarray(tile * 6, tile * 6 + 6), i * 6);
	});
	for (const index of content.children) children[index >> 3]! |= 1 << (index & 7);
	const parts = [new Uint8Array(values.buffer), available, children].filter((part) => part.byteLength > 0);
	let offset = 0;
	const bufferViews = parts.map((part) => {
		const view = { buffer: 0, byteOffset: offset, byteLength: part.byteLength };
		offset = align8(offset + part.byteLength);
		return view;
	});
	const availability = { bitstream: 1, availableCount: tiles.length };
	const json = Buffer.from(
		JSON.stringify({
			buffers: [{ byteLength: offset }],
			bufferViews,
			propertyTables: [{ class: tileClass, count: tiles.length, properties: { boundingRegion: { values: 0 } } }],
			tileMetadata: 0,
			tileAvailability: availability,
			contentAvailability: [availability],
			childSubtreeAvailability:
				content.children.length === 0 ? { constant: 0 } : { bitstream: 2, availableCount: content.children.length },
		}),
	);
	const jsonLength = align8(json.byteLength);
	const out = new Uint8Array(24 + jsonLength + offset);
	const head = new DataView(out.buffer);
	head.setUint32(0, 0x74627573, true); // "subt"
	head.setUint32(4, 1, true);
	head.setBigUint64(8, BigInt(jsonLength), true);
	head.setBigUint64(16, BigInt(offset), true);
	out.set(json, 24);
	out.fill(0x20, 24 + json.byteLength, 24 + jsonLength);
	parts.forEach((part, i) => {
		out.set(part, 24 + jsonLength + bufferViews[i]!.byteOffset);
	});
	return out;
}

function align8(n: number): number {
	return (n + 7) & ~7;
}
