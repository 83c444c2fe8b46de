import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { z } from 'zod';
import { NO_FID } from '../../domain/pack/tile-properties.ts';

/** What a tile shows, read from its bytes alone. */
export interface TileMeasures {
	readonly features: number;
	/** Numbers of the features that are one building. */
	readonly fids: Uint32Array;
	/** Buildings that all features stand for. */
	readonly buildings: number;
	/** Features that are merged and carry a number, or stand for one building and carry none. */
	readonly mislabelled: number;
	readonly triangles: number;
	/** Area of the roofs, square metres, and of the space below them down to the walls' feet, cubic metres. */
	readonly areaM2: number;
	readonly volumeM3: number;
}

const viewSchema = z.object({ byteOffset: z.number().int(), byteLength: z.number().int() });
const packedSchema = z.object({
	extensions: z.object({
		EXT_meshopt_compression: viewSchema.extend({
			byteStride: z.number().int(),
			count: z.number().int(),
			mode: z.enum(['ATTRIBUTES', 'TRIANGLES']),
		}),
	}),
});
const tableSchema = z.object({ values: z.number().int() });
const glbSchema = z.object({
	nodes: z.tuple([z.object({ matrix: z.array(z.number()).length(16) })]),
	accessors: z.tuple([
		z.object({ bufferView: z.literal(0), componentType: z.literal(5123) }),
		z.object({ bufferView: z.literal(1), componentType: z.literal(5123) }),
		z.object({ bufferView: z.literal(2), componentType: z.literal([5123, 5125]) }),
	]),
	bufferViews: z.tuple([packedSchema, packedSchema, packedSchema], viewSchema),
	extensions: z.object({
		EXT_structural_metadata: z.object({
			propertyTables: z.tuple([
				z.object({ count: z.number().int(), properties: z.object({ fid: tableSchema, count: tableSchema }) }),
			]),
		}),
	}),
});

/** Resolves when measureTile may be called. */
export const tileDecoderReady: Promise<void> = MeshoptDecoder.ready;

/** Measures the GLB of a tile that encodeGlb wrote. @throws RangeError, SyntaxError or ZodError when it is not one */
export function measureTile(glb: Uint8Array): TileMeasures {
	const head = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
	const jsonLength = head.getUint32(12, true);
	const json = glbSchema.parse(JSON.parse(Buffer.from(glb.subarray(20, 20 + jsonLength)).toString()));
	const stored = ({ byteOffset, byteLength }: z.infer<typeof viewSchema>) => {
		const start = 28 + jsonLength + byteOffset;
		if (start + byteLength > glb.byteLength) throw new RangeError(`got ${glb.byteLength} bytes, expected more`);
		return new Uint8Array(glb.subarray(start, start + byteLength));
	};
	const [table] = json.extensions.EXT_structural_metadata.propertyTables;
	const column = ({ values }: { values: number }) => {
		const view = json.bufferViews[values];
		if (!view || 'extensions' in view || view.byteLength !== table.count * 4) {
			throw new RangeError(`got a column that is not ${table.count} long`);
		}
		return new Uint32Array(stored(view).buffer);
	};
	const unpack = (view: z.infer<typeof packedSchema>) => {
		const packed = view.extensions.EXT_meshopt_compression;
		const bytes = new Uint8Array(packed.count * packed.byteStride);
		MeshoptDecoder.decodeGltfBuffer(bytes, packed.count, packed.byteStride, stored(packed), packed.mode);
		return bytes.buffer;
	};
	const fid = column(table.properties.fid);
	const count = column(table.properties.count);
	const positions = new Uint16Array(unpack(json.bufferViews[0]));
	const packedIndices = unpack(json.bufferViews[2]);
	const indices =
		json.accessors[2].componentType === 5123 ? new Uint16Array(packedIndices) : new Uint32Array(packedIndices);
	return {
		features: fid.length,
		fids: fid.filter((value) => value !== NO_FID),
		buildings: count.reduce((sum, value) => sum + value, 0),
		mislabelled: fid.reduce((sum, value, i) => sum + ((value === NO_FID) === (count[i] as number) > 1 ? 0 : 1), 0),
		triangles: indices.length / 3,
		...measureRoofs(positions, indices, json.nodes[0].matrix),
	};
}

/** Vertices come in pairs, foot and top: the triangles over three tops are the roofs. */
function measureRoofs(
	positions: Uint16Array,
	indices: Uint16Array | Uint32Array,
	matrix: readonly number[],
): { areaM2: number; volumeM3: number } {
	const step = [0, 4, 8].map((at) => Math.hypot(matrix[at]!, matrix[at + 1]!, matrix[at + 2]!));
	const [stepE, stepU, stepS] = step as [number, number, number];
	let area = 0;
	let volume = 0;
	for (let i = 0; i < indices.length; i += 3) {
		if ((indices[i]! & indices[i + 1]! & indices[i + 2]! & 1) === 0) continue;
		const a = indices[i]! * 4;
		const b = indices[i + 1]! * 4;
		const c = indices[i + 2]! * 4;
		const uE = positions[b]! - positions[a]!;
		const uS = positions[b + 2]! - positions[a + 2]!;
		const vE = positions[c]! - positions[a]!;
		const vS = positions[c + 2]! - positions[a + 2]!;
		const doubled = Math.abs(uE * vS - uS * vE);
		area += doubled;
		volume += doubled * (positions[a + 1]! - positions[a - 3]!);
	}
	const squareM2 = (stepE * stepS) / 2;
	return { areaM2: area * squareM2, volumeM3: volume * squareM2 * stepU };
}
