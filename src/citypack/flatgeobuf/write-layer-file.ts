import { writeFile } from 'node:fs/promises';
import { encodeLayer, type Layer } from './encode-layer.ts';

/** Writes one FlatGeobuf layer to a file; returns the number of features. For layers that fit in memory. */
export async function writeLayerFile(path: string, layer: Layer): Promise<number> {
	const { bytes, count } = encodeLayer(layer);
	await writeFile(path, bytes);
	return count;
}
