import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { MeshoptDecoder } from 'meshoptimizer/decoder';

/** One tile as a client would see it, decoded from its files only. */
export interface ReadTile {
	level: number;
	x: number;
	y: number;
	hasChildren: boolean;
	/** TILE_BOUNDING_REGION: west, south, east, north in radians, lowest, highest in metres. */
	region: number[];
	glb: Uint8Array;
	properties: Record<string, number[]>;
	/** Earth-fixed [x, y, z] of each vertex, metres. */
	vertices: number[][];
	featureOfVertex: number[];
	indices: number[];
}

/** The parts of tileset.json that the tests look at. */
export interface ReadTileset {
	root: {
		geometricError: number;
		refine: string;
		boundingVolume: { region: [number, number, number, number, number, number] };
		content?: { uri: string };
		implicitTiling: { subdivisionScheme: string; subtreeLevels: number; availableLevels: number };
	};
}

function unzip(path: string): Buffer {
	return gunzipSync(readFileSync(path));
}

/** Reads tileset.json as it is. */
export function readTilesetJson(dir: string): ReadTileset {
	return JSON.parse(unzip(join(dir, 'tileset.json')).toString());
}

/** Walks an implicit quadtree through its subtrees and decodes every tile. */
export async function readTiles(dir: string): Promise<ReadTile[]> {
	await MeshoptDecoder.ready;
	const { subtreeLevels } = readTilesetJson(dir).root.implicitTiling;
	const found: { level: number; x: number; y: number; region: number[] }[] = [];
	const walk = (level: number, x: number, y: number) => {
		const file = unzip(join(dir, `subtrees/${level}_${x}_${y}.subtree`));
		const jsonLength = Number(file.readBigUInt64LE(8));
		const json = JSON.parse(file.subarray(24, 24 + jsonLength).toString());
		const bytes = (view: number) => {
			const { byteOffset, byteLength } = json.bufferViews[view];
			return file.subarray(24 + jsonLength + byteOffset, 24 + jsonLength + byteOffset + byteLength);
		};
		const bit = (availability: { constant?: number; bitstream?: number }, index: number) =>
			availability.constant ?? (bytes(availability.bitstream!)[index >> 3]! >> (index & 7)) & 1;
		const regions = bytes(json.propertyTables[json.tileMetadata].properties.boundingRegion.values);
		let seen = 0;
		for (let depth = 0; depth <= subtreeLevels; depth++) {
			for (let morton = 0; morton < 4 ** depth; morton++) {
				let dx = 0;
				let dy = 0;
				for (let b = 0; b < depth; b++) {
					dx |= ((morton >> (2 * b)) & 1) << b;
					dy |= ((morton >> (2 * b + 1)) & 1) << b;
				}
				const at = [level + depth, x * 2 ** depth + dx, y * 2 ** depth + dy] as const;
				if (depth === subtreeLevels) {
					if (bit(json.childSubtreeAvailability, morton)) walk(...at);
				} else if (bit(json.tileAvailability, (4 ** depth - 1) / 3 + morton)) {
					const region = Array.from({ length: 6 }, (_, i) => regions.readDoubleLE((seen * 6 + i) * 8));
					found.push({ level: at[0], x: at[1], y: at[2], region });
					seen++;
				}
			}
		}
	};
	walk(0, 0, 0);
	const keys = new Set(found.map(({ level, x, y }) => `${level}/${x}/${y}`));
	return found.map((tile) => {
		const { level, x, y } = tile;
		const glb = new Uint8Array(unzip(join(dir, `content/${level}_${x}_${y}.glb`)));
		const hasChildren = [0, 1, 2, 3].some((c) => keys.has(`${level + 1}/${x * 2 + (c & 1)}/${y * 2 + (c >> 1)}`));
		return { ...tile, hasChildren, glb, ...decodeGlb(glb) };
	});
}

const ARRAYS = { UINT8: Uint8Array, UINT16: Uint16Array, UINT32: Uint32Array, FLOAT32: Float32Array } as const;

function decodeGlb(glb: Uint8Array) {
	const head = new DataView(glb.buffer, glb.byteOffset);
	const jsonLength = head.getUint32(12, true);
	const json = JSON.parse(Buffer.from(glb.subarray(20, 20 + jsonLength)).toString());
	const bin = glb.subarray(28 + jsonLength);
	const stored = (view: { byteOffset: number; byteLength: number }) =>
		bin.slice(view.byteOffset, view.byteOffset + view.byteLength);
	const unpack = (accessor: number) => {
		const view = json.bufferViews[json.accessors[accessor].bufferView];
		const packed = view.extensions.EXT_meshopt_compression;
		const out = new Uint8Array(packed.count * packed.byteStride);
		MeshoptDecoder.decodeGltfBuffer(out, packed.count, packed.byteStride, stored(packed), packed.mode);
		const Type = json.accessors[accessor].componentType === 5125 ? Uint32Array : Uint16Array;
		return { values: Array.from(new Type(out.buffer)), stride: packed.byteStride / Type.BYTES_PER_ELEMENT };
	};
	const metadata = json.extensions.EXT_structural_metadata;
	const table = metadata.propertyTables[0];
	const properties: Record<string, number[]> = {};
	for (const [name, { values }] of Object.entries<{ values: number }>(table.properties)) {
		const type = metadata.schema.classes[table.class].properties[name].componentType as keyof typeof ARRAYS;
		properties[name] = Array.from(new ARRAYS[type](stored(json.bufferViews[values]).buffer));
	}
	const { attributes, indices } = json.meshes[0].primitives[0];
	const positions = unpack(attributes.POSITION);
	const ids = unpack(attributes._FEATURE_ID_0);
	const m = json.nodes[0].matrix as number[];
	const vertices: number[][] = [];
	for (let i = 0; i < positions.values.length; i += positions.stride) {
		const [x, y, z] = positions.values.slice(i, i + 3) as [number, number, number];
		const at = (row: number) => m[row]! * x + m[4 + row]! * y + m[8 + row]! * z + m[12 + row]!;
		// glTF's y up becomes z up.
		vertices.push([at(0), -at(2), at(1)]);
	}
	const featureOfVertex = ids.values.filter((_, i) => i % ids.stride === 0);
	return { properties, vertices, featureOfVertex, indices: unpack(indices).values };
}
