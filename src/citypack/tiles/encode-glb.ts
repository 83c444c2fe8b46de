import { MeshoptEncoder } from 'meshoptimizer/encoder';
import { BUILDING_TILE_CLASS } from '../../domain/pack/tile-properties.ts';
import { frameMatrix } from './tile-frame.ts';
import type { TileMesh } from './tile-mesh.ts';

const U16_MAX = 65_535;

/** The property class as glTF metadata wants it; names, order and types are those of tile-properties.ts. */
const PROPERTIES = [
	{ name: 'fid', componentType: 'UINT32' },
	{ name: 'height', componentType: 'FLOAT32' },
	{ name: 'basis', componentType: 'UINT8' },
	{ name: 'floors', componentType: 'UINT16' },
	{ name: 'use', componentType: 'UINT8' },
	{ name: 'structure', componentType: 'UINT8' },
	{ name: 'count', componentType: 'UINT32' },
] as const;
const SCHEMA = {
	id: 'fengtu',
	classes: {
		[BUILDING_TILE_CLASS]: {
			properties: Object.fromEntries(
				PROPERTIES.map(({ name, componentType }) => [name, { type: 'SCALAR', componentType, required: true }]),
			),
		},
	},
};

/** A piece of the GLB's binary chunk. */
interface BufferView {
	bytes: Uint8Array;
	/** Layout before EXT_meshopt_compression; absent = stored as it is. */
	packed?: { byteStride: number; count: number; mode: 'ATTRIBUTES' | 'TRIANGLES'; target: number };
}

/** Resolves when the mesh encoder may be used; await it once before encodeGlb. */
export const glbEncoderReady: Promise<void> = MeshoptEncoder.ready;

/**
 * Writes a tile's mesh as a GLB: positions as 16-bit integers, one feature id a vertex, one property table, vertices
 * and indices under EXT_meshopt_compression.
 * @param stepM position step, metres; coarser where 65,534 steps do not reach across the tile
 * @returns the file, and how far a vertex in it may lie from where the mesh has it, metres
 */
export function encodeGlb(mesh: TileMesh, stepM: number): { glb: Uint8Array; errorM: number } {
	const { bytes: positions, min, max, matrix, errorM } = quantise(mesh, stepM);
	const vertices = mesh.pairs * 2;
	const ids = new Uint16Array(vertices * 2);
	for (let pair = 0; pair < mesh.pairs; pair++) {
		ids[pair * 4] = ids[pair * 4 + 2] = mesh.featureOfPair[pair]!;
	}
	const wide = vertices > U16_MAX;
	const indices = mesh.indices.subarray(0, mesh.indexCount);
	const views: BufferView[] = [
		packAttributes(positions, vertices, 8),
		packAttributes(new Uint8Array(ids.buffer), vertices, 4),
		{
			bytes: MeshoptEncoder.encodeGltfBuffer(
				new Uint8Array(indices.buffer, 0, indices.byteLength),
				indices.length,
				4,
				'TRIANGLES',
			),
			packed: { byteStride: wide ? 4 : 2, count: indices.length, mode: 'TRIANGLES', target: 34963 },
		},
	];
	for (const { name } of PROPERTIES) {
		const column = mesh.columns[name].subarray(0, mesh.features);
		views.push({ bytes: new Uint8Array(column.buffer, column.byteOffset, column.byteLength) });
	}
	const layout = layOut(views);
	const json = {
		asset: { version: '2.0', generator: 'fengtu' },
		extensionsUsed: [
			'EXT_mesh_features',
			'EXT_structural_metadata',
			'EXT_meshopt_compression',
			'KHR_mesh_quantization',
		],
		extensionsRequired: ['EXT_meshopt_compression', 'KHR_mesh_quantization'],
		scene: 0,
		scenes: [{ nodes: [0] }],
		nodes: [{ mesh: 0, matrix }],
		meshes: [
			{
				primitives: [
					{
						attributes: { POSITION: 0, _FEATURE_ID_0: 1 },
						indices: 2,
						material: 0,
						extensions: {
							EXT_mesh_features: { featureIds: [{ featureCount: mesh.features, attribute: 0, propertyTable: 0 }] },
						},
					},
				],
			},
		],
		materials: [{ pbrMetallicRoughness: { baseColorFactor: [1, 1, 1, 1], metallicFactor: 0, roughnessFactor: 1 } }],
		accessors: [
			{ bufferView: 0, componentType: 5123, count: vertices, type: 'VEC3', min, max },
			{ bufferView: 1, componentType: 5123, count: vertices, type: 'SCALAR' },
			{ bufferView: 2, componentType: wide ? 5125 : 5123, count: indices.length, type: 'SCALAR' },
		],
		bufferViews: layout.bufferViews,
		buffers: [
			{ byteLength: layout.byteLength },
			{ byteLength: layout.unpackedLength, extensions: { EXT_meshopt_compression: { fallback: true } } },
		],
		extensions: {
			EXT_structural_metadata: {
				schema: SCHEMA,
				propertyTables: [
					{
						class: BUILDING_TILE_CLASS,
						count: mesh.features,
						properties: Object.fromEntries(PROPERTIES.map(({ name }, i) => [name, { values: 3 + i }])),
					},
				],
			},
		},
	};
	return { glb: assemble(json, views, layout), errorM };
}

/** Positions as [x, y, z, 0] integers in glTF's axes (east, up, south). */
function quantise(mesh: TileMesh, stepM: number) {
	const { positions } = mesh;
	const end = mesh.pairs * 6;
	let [lowE, lowN, lowU] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
	let [highE, highN, highU] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
	for (let i = 0; i < end; i += 3) {
		const e = positions[i]!;
		const n = positions[i + 1]!;
		const u = positions[i + 2]!;
		if (e < lowE) lowE = e;
		if (e > highE) highE = e;
		if (n < lowN) lowN = n;
		if (n > highN) highN = n;
		if (u < lowU) lowU = u;
		if (u > highU) highU = u;
	}
	const stepE = Math.max(stepM, (highE - lowE) / (U16_MAX - 1));
	const stepN = Math.max(stepM, (highN - lowN) / (U16_MAX - 1));
	const stepU = Math.max(stepM, (highU - lowU) / (U16_MAX - 1));
	// South runs against north: its lowest value is the highest north.
	const offE = Math.floor(lowE / stepE) * stepE;
	const offU = Math.floor(lowU / stepU) * stepU;
	const offS = -Math.ceil(highN / stepN) * stepN;
	const out = new Uint16Array((end / 3) * 4);
	// Values are not negative: adding a half and cutting off rounds them.
	for (let i = 0, at = 0; i < end; i += 3, at += 4) {
		out[at] = (positions[i]! - offE) / stepE + 0.5;
		out[at + 1] = (positions[i + 2]! - offU) / stepU + 0.5;
		out[at + 2] = (-positions[i + 1]! - offS) / stepN + 0.5;
	}
	const { min, max } = boundsOf(out);
	const matrix = frameMatrix(mesh.frame, [offE, offU, offS], [stepE, stepU, stepN]);
	return { bytes: new Uint8Array(out.buffer), min, max, matrix, errorM: Math.hypot(stepE, stepN, stepU) / 2 };
}

/** Least and greatest [x, y, z] of quantised positions. */
function boundsOf(out: Uint16Array): { min: number[]; max: number[] } {
	let [minX, minY, minZ, maxX, maxY, maxZ] = [U16_MAX, U16_MAX, U16_MAX, 0, 0, 0];
	for (let at = 0; at < out.length; at += 4) {
		const x = out[at]!;
		const y = out[at + 1]!;
		const z = out[at + 2]!;
		if (x < minX) minX = x;
		if (x > maxX) maxX = x;
		if (y < minY) minY = y;
		if (y > maxY) maxY = y;
		if (z < minZ) minZ = z;
		if (z > maxZ) maxZ = z;
	}
	return { min: [minX, minY, minZ], max: [maxX, maxY, maxZ] };
}

function packAttributes(bytes: Uint8Array, count: number, byteStride: number): BufferView {
	return {
		bytes: MeshoptEncoder.encodeGltfBuffer(bytes, count, byteStride, 'ATTRIBUTES'),
		packed: { byteStride, count, mode: 'ATTRIBUTES', target: 34962 },
	};
}

function align8(n: number): number {
	return (n + 7) & ~7;
}

function layOut(views: readonly BufferView[]) {
	let offset = 0;
	let unpacked = 0;
	const offsets: number[] = [];
	const bufferViews = views.map(({ bytes, packed }) => {
		const stored = { buffer: 0, byteOffset: offset, byteLength: bytes.byteLength };
		offsets.push(offset);
		offset = align8(offset + bytes.byteLength);
		if (!packed) return stored;
		const { byteStride, count, mode, target } = packed;
		const view = {
			buffer: 1,
			byteOffset: unpacked,
			byteLength: byteStride * count,
			...(mode === 'ATTRIBUTES' ? { byteStride } : {}),
			target,
			extensions: { EXT_meshopt_compression: { ...stored, byteStride, count, mode } },
		};
		unpacked = align8(unpacked + view.byteLength);
		return view;
	});
	return { bufferViews, offsets, byteLength: offset, unpackedLength: unpacked };
}

function assemble(json: unknown, views: readonly BufferView[], layout: { offsets: number[]; byteLength: number }) {
	const text = Buffer.from(JSON.stringify(json));
	// Chunks start at multiples of 4; with the 20 bytes before the JSON and 8 after it, 8-byte views want this length.
	const jsonLength = align8(text.byteLength + 4) - 4;
	const binAt = 20 + jsonLength + 8;
	const glb = new Uint8Array(binAt + layout.byteLength);
	const head = new DataView(glb.buffer);
	head.setUint32(0, 0x46546c67, true); // "glTF"
	head.setUint32(4, 2, true);
	head.setUint32(8, glb.byteLength, true);
	head.setUint32(12, jsonLength, true);
	head.setUint32(16, 0x4e4f534a, true); // "JSON"
	glb.set(text, 20);
	glb.fill(0x20, 20 + text.byteLength, 20 + jsonLength);
	head.setUint32(binAt - 8, layout.byteLength, true);
	head.setUint32(binAt - 4, 0x004e4942, true); // "BIN"
	views.forEach(({ bytes }, i) => {
		glb.set(bytes, binAt + layout.offsets[i]!);
	});
	return glb;
}
