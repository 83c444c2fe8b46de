import { ByteBuffer } from 'flatbuffers';
import { fromByteBuffer } from 'flatgeobuf/lib/mjs/header-meta.js';
import { DataError } from '../errors.ts';
import type { BBox } from '../geo/lon-lat.ts';
import type { ByteSource } from './byte-source.ts';
import { decodeFeature, type FeatureBytes } from './decode-feature.ts';
import type { LayerColumn } from './layer-columns.ts';
import type { LayerFeature } from './layer-geometry.ts';
import { PACKED_NODE_BYTES, packedTreeLevels } from './packed-tree-levels.ts';
import { PackedTreeReader, type TreeHit } from './packed-tree-reader.ts';

/** What the header of a FlatGeobuf file says. */
interface LayerFileHeader {
	readonly columns: readonly LayerColumn[];
	/** GeometryType of the specification; 0 = each feature says its own. */
	readonly geometryType: number;
	readonly count: number;
	/** 0 = no spatial index. */
	readonly indexNodeSize: number;
	readonly bounds: BBox | null;
	/** EPSG code; null = the file does not say. */
	readonly epsg: number | null;
	/** The coordinate system in full, as the file has it; null = it does not say. */
	readonly crs: LayerFileCrs | null;
	/** Where index and features begin, in bytes from the start of the file. */
	readonly treeStart: number;
	readonly featuresStart: number;
}

/** A coordinate system as a FlatGeobuf header names it; null = that part is not said. */
export interface LayerFileCrs {
	/** Authority, e.g. 'EPSG'. */
	readonly org: string | null;
	/** Code of the authority, as text where it is no number. */
	readonly code: string | null;
	readonly wkt: string | null;
}

/** Magic, version byte and the length of the header. */
const PRELUDE_BYTES = 12;
/** Read at once: the header of every layer of a pack fits. */
const HEAD_BYTES = 16 * 1024;
const MAX_HEADER_BYTES = 10 * 1024 * 1024;
/** Features less than this apart are fetched in one read. */
const MERGE_GAP_BYTES = 16 * 1024;
const MAX_RUN_BYTES = 4 * 1024 * 1024;

/** An open FlatGeobuf file: asks for features by place or by ordinal, reading only what is needed. */
export class FlatGeobufReader {
	readonly header: LayerFileHeader;
	readonly #source: ByteSource;
	readonly #size: number;
	readonly #tree: PackedTreeReader;

	/** @internal Use openFlatGeobuf. */
	constructor(source: ByteSource, size: number, header: LayerFileHeader, tree: PackedTreeReader) {
		this.#source = source;
		this.#size = size;
		this.header = header;
		this.#tree = tree;
	}

	/** Features whose box meets `box`, in file order. @throws DataError `pack/no-index` for a file without index */
	async findIn(box: BBox, signal?: AbortSignal): Promise<FeatureBytes[]> {
		this.#requireIndex();
		return this.readHits(await this.#tree.search(box, signal), signal);
	}

	/** The feature with this ordinal; undefined when there is none. @throws DataError `pack/no-index` */
	async findAt(ordinal: number, signal?: AbortSignal): Promise<FeatureBytes | undefined> {
		return (await this.findRange(ordinal, ordinal + 1, signal))[0];
	}

	/** The features start .. end - 1, as far as there are any. @throws DataError `pack/no-index` */
	async findRange(start: number, end: number, signal?: AbortSignal): Promise<FeatureBytes[]> {
		return this.readHits(await this.listRange(start, end, signal), signal);
	}

	/** Where the features start .. end - 1 lie, as far as there are any; only the index is read. @throws DataError `pack/no-index` */
	async listRange(start: number, end: number, signal?: AbortSignal): Promise<TreeHit[]> {
		this.#requireIndex();
		return this.#tree.findRange(start, end, signal);
	}

	/** Reads the whole index: does a search find every feature? @throws DataError `pack/no-index`, `pack/damaged` */
	async verifyIndex(signal?: AbortSignal): Promise<void> {
		this.#requireIndex();
		await this.#tree.verify(signal);
	}

	/** Every feature, in file order. For layers that fit in memory. */
	async readAll(signal?: AbortSignal): Promise<FeatureBytes[]> {
		const { featuresStart, count } = this.header;
		const bytes = await this.#source.read(featuresStart, this.#size - featuresStart, signal);
		return splitFeatures(bytes, count, this.#source.name);
	}

	/**
	 * Features in whose bytes a text stands, in file order: what is looked for by an id without an index of ids. Nothing is decoded; the
	 * file is read in pieces of 4 MB. Cost: some 2 ms of CPU a megabyte. @throws DataError `pack/truncated`
	 */
	async findWithText(text: string, signal?: AbortSignal): Promise<FeatureBytes[]> {
		const wanted = new TextEncoder().encode(text);
		const found: FeatureBytes[] = [];
		let ordinal = 0;
		for (let at = this.header.featuresStart; at < this.#size; ) {
			const piece = await this.#source.read(at, Math.min(MAX_RUN_BYTES, this.#size - at), signal);
			const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
			let hit = findBytes(piece, wanted, 0);
			let start = 0;
			// A feature that the piece ends within begins the next one.
			for (let end = endOf(view, start); end <= piece.byteLength; end = endOf(view, start)) {
				if (hit < start) hit = findBytes(piece, wanted, start);
				if (hit + wanted.length <= end) found.push({ ordinal, bytes: piece.slice(start, end), box: null });
				start = end;
				ordinal++;
			}
			if (start === 0) {
				throw new DataError(
					'pack/truncated',
					`${this.#source.name}: feature ${ordinal}: got ${piece.byteLength} bytes, expected ${endOf(view, 0)}`,
					{ context: { file: this.#source.name, feature: ordinal } },
				);
			}
			at += start;
		}
		return found;
	}

	/** Decodes a feature of this file. @throws DataError `pack/damaged` */
	decode(feature: FeatureBytes): LayerFeature {
		return decodeFeature(feature, this.header.columns, this.header.geometryType, this.#source.name);
	}

	#requireIndex(): void {
		if (this.header.indexNodeSize === 0 && this.header.count > 0) {
			throw new DataError('pack/no-index', `${this.#source.name}: got no spatial index, expected one`, {
				context: { file: this.#source.name },
			});
		}
	}

	/** The features that listRange found. */
	async readHits(hits: readonly TreeHit[], signal?: AbortSignal): Promise<FeatureBytes[]> {
		const runs: TreeHit[][] = [];
		for (const hit of hits) {
			const run = runs.at(-1);
			const previous = run?.at(-1);
			const near = run && previous && hit.start >= previous.end && hit.start - previous.end <= MERGE_GAP_BYTES;
			if (near && hit.end - (run[0] as TreeHit).start <= MAX_RUN_BYTES) run.push(hit);
			else runs.push([hit]);
		}
		const features = await Promise.all(runs.map((run) => this.#readRun(run, signal)));
		return features.flat();
	}

	async #readRun(run: readonly TreeHit[], signal?: AbortSignal): Promise<FeatureBytes[]> {
		const start = (run[0] as TreeHit).start;
		const end = (run.at(-1) as TreeHit).end;
		const bytes = await this.#source.read(this.header.featuresStart + start, end - start, signal);
		return run.map((hit) => ({
			ordinal: hit.ordinal,
			bytes: bytes.subarray(hit.start - start, hit.end - start),
			box: hit.box,
		}));
	}
}

/** Where a feature that begins at `start` ends by its size prefix; Infinity when the prefix is not whole. */
function endOf(view: DataView, start: number): number {
	return start + 4 <= view.byteLength ? start + 4 + view.getUint32(start, true) : Number.POSITIVE_INFINITY;
}

/** Where `wanted`, of one byte at least, stands first from `from` on; Infinity = nowhere. */
function findBytes(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
	const [first = 0] = wanted;
	const last = bytes.byteLength - wanted.length;
	for (let at = bytes.indexOf(first, from); at !== -1 && at <= last; at = bytes.indexOf(first, at + 1)) {
		let length = 1;
		while (length < wanted.length && bytes[at + length] === wanted[length]) length++;
		if (length === wanted.length) return at;
	}
	return Number.POSITIVE_INFINITY;
}

/**
 * Cuts a feature section into its features by their size prefixes.
 * @throws DataError `pack/truncated` when it ends within a feature, `pack/damaged` when it holds another number of features.
 */
function splitFeatures(bytes: Uint8Array, count: number, where: string): FeatureBytes[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const features: FeatureBytes[] = [];
	let at = 0;
	while (at < bytes.byteLength) {
		const end = at + 4 <= bytes.byteLength ? at + 4 + view.getUint32(at, true) : at + 4;
		if (end > bytes.byteLength) {
			throw new DataError(
				'pack/truncated',
				`${where}: feature ${features.length}: got ${bytes.byteLength - at} bytes, expected ${end - at}`,
				{ context: { file: where, feature: features.length } },
			);
		}
		features.push({ ordinal: features.length, bytes: bytes.subarray(at, end), box: null });
		at = end;
	}
	// The specification lets a writer leave the number out: 0 = not said.
	if (count > 0 && features.length !== count) {
		throw new DataError(
			'pack/damaged',
			`${where}: got ${features.length} features, expected ${count} as its header says`,
			{ context: { file: where, found: features.length, expected: count } },
		);
	}
	return features;
}

/**
 * Opens a FlatGeobuf file. Cost: one read of 16 kB.
 * @throws DataError `pack/bad-flatgeobuf` when it is none, `pack/truncated` when it ends before its features.
 */
export async function openFlatGeobuf(source: ByteSource, signal?: AbortSignal): Promise<FlatGeobufReader> {
	const size = await source.size(signal);
	const head = await source.read(0, Math.min(size, HEAD_BYTES), signal);
	const headerLength = readHeaderLength(head, source.name);
	const headerEnd = PRELUDE_BYTES + headerLength;
	const bytes = headerEnd <= head.byteLength ? head : await source.read(0, headerEnd, signal);
	const meta = parseHeader(bytes.slice(8, headerEnd), source.name);
	const count = meta.featuresCount;
	const indexed = meta.indexNodeSize > 0 && count > 0;
	const nodes = indexed ? (packedTreeLevels(count, meta.indexNodeSize)[0]?.end ?? 0) : 0;
	const featuresStart = headerEnd + nodes * PACKED_NODE_BYTES;
	if (featuresStart > size) {
		throw new DataError(
			'pack/truncated',
			`${source.name}: got ${size} bytes, expected more than ${featuresStart} of header and index`,
			{ context: { file: source.name, size, featuresStart } },
		);
	}
	const header: LayerFileHeader = {
		columns: meta.columns?.map(({ name, type }) => ({ name, type })) ?? [],
		geometryType: meta.geometryType,
		count,
		indexNodeSize: indexed ? meta.indexNodeSize : 0,
		bounds: meta.envelope ? (Array.from(meta.envelope.subarray(0, 4)) as unknown as BBox) : null,
		epsg: meta.crs?.code || null,
		crs: meta.crs && {
			org: meta.crs.org || null,
			code: meta.crs.code_string || (meta.crs.code > 0 ? String(meta.crs.code) : null),
			wkt: meta.crs.wkt || null,
		},
		treeStart: headerEnd,
		featuresStart,
	};
	const tree = new PackedTreeReader(source, headerEnd, indexed ? count : 0, meta.indexNodeSize, size - featuresStart);
	return new FlatGeobufReader(source, size, header, tree);
}

function readHeaderLength(head: Uint8Array, where: string): number {
	const magic = head[0] === 0x66 && head[1] === 0x67 && head[2] === 0x62 && head[3] === 3;
	const length =
		head.byteLength < PRELUDE_BYTES ? 0 : new DataView(head.buffer, head.byteOffset + 8, 4).getUint32(0, true);
	if (magic && length > 0 && length <= MAX_HEADER_BYTES) return length;
	const found = magic ? `a header of ${length} bytes` : `first bytes ${Array.from(head.subarray(0, 4)).join(' ')}`;
	throw new DataError('pack/bad-flatgeobuf', `${where}: got ${found}, expected a FlatGeobuf 3 file`, {
		context: { file: where },
	});
}

function parseHeader(bytes: Uint8Array, where: string): ReturnType<typeof fromByteBuffer> {
	try {
		const meta = fromByteBuffer(new ByteBuffer(bytes));
		if (!Number.isSafeInteger(meta.featuresCount) || meta.indexNodeSize === 1) throw new RangeError('odd numbers');
		return meta;
	} catch (cause) {
		throw new DataError('pack/bad-flatgeobuf', `${where}: header cannot be read`, { context: { file: where }, cause });
	}
}
