import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { PbfReader } from 'pbf';
import { DataError, describeError } from '../../domain/errors.ts';
import type { BBox } from '../../domain/geo/lon-lat.ts';
import { badPbf, readOsmBlobs } from './osm-blobs.ts';
import { decodePrimitiveBlock, type PrimitiveSink } from './osm-primitives.ts';

/** Tags of one element. */
export type OsmTags = Readonly<Record<string, string>>;

/** A node that carries tags; degrees x 1e7. */
export interface OsmTaggedNode {
	readonly id: number;
	readonly lon: number;
	readonly lat: number;
	readonly tags: OsmTags;
}
/** A way; its nodes are `refs[refStart .. refEnd]` of OsmData. */
export interface OsmWay {
	readonly id: number;
	readonly refStart: number;
	readonly refEnd: number;
	readonly tags: OsmTags | null;
}
/** A relation and its members in order. */
export interface OsmRelation {
	readonly id: number;
	readonly tags: OsmTags;
	readonly members: readonly {
		readonly type: 'node' | 'way' | 'relation';
		readonly ref: number;
		readonly role: string;
	}[];
}

/** A whole OSM file in memory: coordinates in typed arrays, tags as objects only where there are any. */
export interface OsmData {
	/** ISO date of the data (replication time of the header); null = the header gives none. */
	readonly date: string | null;
	/** Box of the header; null = none. */
	readonly bbox: BBox | null;
	readonly nodeCount: number;
	readonly taggedNodes: readonly OsmTaggedNode[];
	readonly ways: readonly OsmWay[];
	/** Node ids of all ways. */
	readonly refs: Float64Array;
	readonly relations: readonly OsmRelation[];
	/** Row of a node in `lonLat`; -1 = not in the file. Cost: binary search. */
	findNode(id: number): number;
	/** [lon, lat] per node, degrees x 1e7. */
	readonly lonLat: Int32Array;
	findWay(id: number): OsmWay | undefined;
}

/** A Float64Array or Int32Array that grows. */
class Growing<T extends Float64Array | Int32Array> {
	length = 0;
	array: T;
	readonly #type: new (
		length: number,
	) => T;

	constructor(type: new (length: number) => T) {
		this.#type = type;
		this.array = new type(1 << 16);
	}

	push(value: number): void {
		if (this.length === this.array.length) {
			const wider = new this.#type(this.length * 2);
			wider.set(this.array);
			this.array = wider;
		}
		this.array[this.length++] = value;
	}
}

class Collector implements PrimitiveSink {
	readonly nodeId = new Growing(Float64Array);
	readonly lonLat = new Growing(Int32Array);
	readonly taggedNodes: OsmTaggedNode[] = [];
	readonly ways: OsmWay[] = [];
	readonly refs = new Growing(Float64Array);
	readonly relations: OsmRelation[] = [];
	sorted = true;
	#lastId = Number.NEGATIVE_INFINITY;

	addNode(id: number, lon: number, lat: number, tags: OsmTags | null): void {
		if (Math.abs(lon) > 1.8e9 || Math.abs(lat) > 9e8)
			throw new RangeError(`node ${id} at ${lon / 1e7}, ${lat / 1e7}, outside -180..180, -90..90`);
		if (id <= this.#lastId) this.sorted = false;
		this.#lastId = id;
		this.nodeId.push(id);
		this.lonLat.push(lon);
		this.lonLat.push(lat);
		if (tags) this.taggedNodes.push({ id, lon, lat, tags });
	}

	addWay(id: number, refs: readonly number[], tags: OsmTags | null): void {
		const refStart = this.refs.length;
		for (let i = 0; i < refs.length; i++) this.refs.push(refs[i] as number);
		this.ways.push({ id, refStart, refEnd: this.refs.length, tags });
	}

	addRelation(relation: OsmRelation): void {
		this.relations.push(relation);
	}
}

const KNOWN_FEATURES = new Set(['OsmSchema-V0.6', 'DenseNodes']);

interface FileHeader {
	date: string | null;
	bbox: BBox | null;
}

function parseHeaderBlock(data: Uint8Array, file: string): FileHeader {
	const pbf = new PbfReader(data);
	const header: FileHeader = { date: null, bbox: null };
	for (let field = pbf.nextField(); field !== 0; field = pbf.nextField()) {
		if (field === 1) {
			const box = { 1: 0, 2: 0, 3: 0, 4: 0 };
			const end = pbf.readVarint() + pbf.pos;
			for (let side = pbf.nextField(end); side !== 0; side = pbf.nextField(end)) {
				if (side === 1 || side === 2 || side === 3 || side === 4) box[side] = pbf.readSVarint() / 1e9;
				else pbf.skip(pbf.type);
			}
			header.bbox = [box[1], box[4], box[2], box[3]];
		} else if (field === 4) {
			const feature = pbf.readString();
			if (!KNOWN_FEATURES.has(feature))
				throw badPbf(file, 0, 'required feature', feature, [...KNOWN_FEATURES].join(' or '));
		} else if (field === 32) {
			const seconds = pbf.readVarint();
			if (seconds > 0) header.date = new Date(seconds * 1000).toISOString().slice(0, 10);
		} else {
			pbf.skip(pbf.type);
		}
	}
	return header;
}

/** Node ids in order with the row of each. Files are sorted by id as a rule; those that are not cost a sort. */
function indexNodes(collector: Collector): (id: number) => number {
	const count = collector.nodeId.length;
	let ids = collector.nodeId.array.subarray(0, count);
	let rows: Uint32Array | null = null;
	if (!collector.sorted) {
		const unsorted = ids;
		rows = new Uint32Array(count).map((_, i) => i).sort((a, b) => (unsorted[a] as number) - (unsorted[b] as number));
		ids = Float64Array.from(rows, (row) => unsorted[row] as number);
	}
	return (id) => {
		let low = 0;
		let high = count - 1;
		while (low <= high) {
			const middle = (low + high) >>> 1;
			const at = ids[middle] as number;
			if (at === id) return rows ? (rows[middle] as number) : middle;
			if (at < id) low = middle + 1;
			else high = middle - 1;
		}
		return -1;
	};
}

/**
 * Reads a whole OSM PBF file. Memory: 16 bytes a node, 8 a way's node, objects only for what has tags.
 * @throws NotFoundError `osm/no-file`; DataError `osm/bad-pbf` naming file, byte offset, found and expected; the signal's reason.
 */
export async function readOsmElements(
	path: string,
	options: { signal?: AbortSignal; onProgress?: (doneBytes: number, totalBytes: number) => void },
): Promise<OsmData> {
	const file = basename(path);
	const collector = new Collector();
	let header: FileHeader = { date: null, bbox: null };
	let totalBytes = 0;
	for await (const blob of readOsmBlobs(path, options.signal)) {
		if (totalBytes === 0) totalBytes = (await stat(path)).size;
		try {
			if (blob.type === 'OSMHeader') header = parseHeaderBlock(blob.data, file);
			else decodePrimitiveBlock(blob.data, collector);
		} catch (error) {
			if (error instanceof DataError) throw error;
			throw badPbf(file, blob.offset, `content of ${blob.type}`, describeError(error), 'a valid block', error);
		}
		options.onProgress?.(blob.end, totalBytes);
	}
	const ways = new Map<number, OsmWay>();
	for (const way of collector.ways) ways.set(way.id, way);
	return {
		...header,
		nodeCount: collector.nodeId.length,
		taggedNodes: collector.taggedNodes,
		ways: collector.ways,
		refs: collector.refs.array.subarray(0, collector.refs.length),
		relations: collector.relations,
		lonLat: collector.lonLat.array.subarray(0, collector.lonLat.length),
		findNode: indexNodes(collector),
		findWay: (id) => ways.get(id),
	};
}
