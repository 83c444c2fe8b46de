import { type BBox, E7 } from '../../domain/geo/lon-lat.ts';
import type { FeatureBytes } from '../../domain/pack/decode-feature.ts';
import type { FlatGeobufReader } from '../../domain/pack/flatgeobuf-reader.ts';
import { PACKED_NODE_SIZE } from '../../domain/pack/packed-tree-levels.ts';
import { encodeLayerHeader } from '../flatgeobuf/encode-header.ts';
import { encodePackedTree } from '../flatgeobuf/packed-tree.ts';
import { joinBoxesDegrees } from '../order/measure-building-boxes.ts';

/** What stands before the features of a FlatGeobuf file with index: known only when all of them are. */
interface FgbHead {
	readonly bytes: Uint8Array;
	readonly count: number;
}

/**
 * Goes through the features once to make header and index of a file of them; their order, the Hilbert order of the file they
 * come from, stays.
 */
export async function makeFgbHead(
	batches: AsyncIterable<readonly FeatureBytes[]>,
	file: FlatGeobufReader,
	about: { readonly name: string; readonly title: string; readonly metadata: string },
): Promise<FgbHead> {
	const boxes: number[] = [];
	const starts: number[] = [];
	let at = 0;
	for await (const batch of batches) {
		for (const { bytes, box } of batch) {
			for (const edge of box as BBox) boxes.push(Math.round(edge * E7));
			starts.push(at);
			at += bytes.length;
		}
	}
	const count = starts.length;
	const corners = Int32Array.from(boxes);
	const header = encodeLayerHeader({
		...about,
		geometryType: file.header.geometryType,
		columns: file.header.columns,
		count,
		bounds: joinBoxesDegrees(corners),
		indexNodeSize: count > 0 ? PACKED_NODE_SIZE : 0,
	});
	if (count === 0) return { bytes: header, count };
	const inOrder = Uint32Array.from(starts, (_, i) => i);
	return { bytes: Buffer.concat([header, encodePackedTree(corners, inOrder, Float64Array.from(starts))]), count };
}
