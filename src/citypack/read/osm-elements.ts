/** Tags of one element. */
export type OsmTags = Readonly<Record<string, string>>;

/** A node that carries tags; degrees x 1e7. */
interface OsmTaggedNode {
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

/** Takes the elements of a file as they are decoded. Coordinates: degrees x 1e7, whole. `refs` is reused: copy it. */
export interface OsmElementSink {
	addNode(id: number, lon: number, lat: number, tags: OsmTags | null): void;
	addWay(id: number, refs: readonly number[], tags: OsmTags | null): void;
	addRelation(relation: OsmRelation): void;
}

/** Gathers the elements of a file; see createOsmCollector. */
interface OsmCollector extends OsmElementSink {
	/** All of them; the collector must not be used afterwards. `date`: OsmData.date. */
	finish(date: string | null): OsmData;
}

class Collector implements OsmCollector {
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

	finish(date: string | null): OsmData {
		const wayById = new Map<number, OsmWay>();
		for (const way of this.ways) wayById.set(way.id, way);
		return {
			date,
			nodeCount: this.nodeId.length,
			taggedNodes: this.taggedNodes,
			ways: this.ways,
			refs: this.refs.array.subarray(0, this.refs.length),
			relations: this.relations,
			lonLat: this.lonLat.array.subarray(0, this.lonLat.length),
			findNode: indexNodes(this),
			findWay: (id) => wayById.get(id),
		};
	}
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
 * A place for the elements of an OSM file, in any order. Memory: 16 bytes a node, 8 a way's node, objects only for what has tags.
 * @throws (addNode) RangeError for a node outside the globe; the reader adds where in the file.
 */
export function createOsmCollector(): OsmCollector {
	return new Collector();
}
