import { type FileHandle, open } from 'node:fs/promises';
import type { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import type { BBox } from '../../domain/geo/lon-lat.ts';
import type { LayerColumn } from '../../domain/pack/layer-columns.ts';
import type { LayerFeature } from '../../domain/pack/layer-geometry.ts';
import { encodeLayerHeader } from '../flatgeobuf/encode-header.ts';
import { encodeLayer } from '../flatgeobuf/encode-layer.ts';

const METADATA = JSON.stringify({ synthetic: true, generator: 'fengtu' });

/** Features of one layer, without a header. */
export interface LayerPart {
	readonly bytes: Uint8Array;
	readonly count: number;
}

/** A FlatGeobuf file without index, written part by part; the header is set right when it is closed. */
export class LayerStream {
	count = 0;
	bytes = 0;
	private readonly file: FileHandle;
	private readonly name: string;
	private readonly geometryType: GeometryType;
	private readonly columns: readonly LayerColumn[];
	private readonly bounds: BBox;

	private constructor(
		file: FileHandle,
		name: string,
		geometryType: GeometryType,
		columns: readonly LayerColumn[],
		bounds: BBox,
	) {
		this.file = file;
		this.name = name;
		this.geometryType = geometryType;
		this.columns = columns;
		this.bounds = bounds;
	}

	/** Opens the file. `bounds` is a box that holds all that will come. */
	static async create(
		path: string,
		name: string,
		geometryType: GeometryType,
		columns: readonly LayerColumn[],
		bounds: BBox,
	): Promise<LayerStream> {
		const stream = new LayerStream(await open(path, 'w'), name, geometryType, columns, bounds);
		// The header's length does not depend on its numbers, as long as they are not zero.
		await stream.write(stream.header(1, bounds));
		return stream;
	}

	private header(count: number, bounds: BBox): Uint8Array {
		const { name, geometryType, columns } = this;
		return encodeLayerHeader({ name, geometryType, columns, count, bounds, indexNodeSize: 0, metadata: METADATA });
	}

	private async write(bytes: Uint8Array): Promise<void> {
		await this.file.write(bytes);
		this.bytes += bytes.length;
	}

	async append(part: LayerPart): Promise<void> {
		if (part.count === 0) return;
		await this.write(part.bytes);
		this.count += part.count;
	}

	async appendFeatures(features: readonly LayerFeature[]): Promise<void> {
		await this.append(encodePart(features, this.columns, this.geometryType));
	}

	/** Sets the true count and, where given, bounds. */
	async close(bounds: BBox = this.bounds): Promise<void> {
		const header = this.header(Math.max(1, this.count), bounds);
		await this.file.write(header, 0, header.length, 0);
		await this.file.close();
	}

	/** Closes the file as it is, after an error. */
	async abandon(): Promise<void> {
		await this.file.close().catch(() => undefined);
	}
}

/** Encodes features without a header, to be put behind others of their layer. */
export function encodePart(
	features: readonly LayerFeature[],
	columns: readonly LayerColumn[],
	geometryType: GeometryType,
): LayerPart {
	const { bytes, count } = encodeLayer({ name: '', geometryType, columns, features, index: false });
	// Magic bytes, then the header with its size before it; the features follow.
	const headerBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
	return { bytes: bytes.slice(12 + headerBytes), count };
}
