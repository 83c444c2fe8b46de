import { projectEdge, type TileFrame } from './tile-frame.ts';

/** The features of one mesh as columns; see BUILDING_TILE_CLASS for their meaning. */
interface FeatureColumns {
	fid: Uint32Array;
	height: Float32Array;
	basis: Uint8Array;
	floors: Uint16Array;
	use: Uint8Array;
	structure: Uint8Array;
	count: Uint32Array;
}

/**
 * The mesh of one tile while it grows: every outline point is a pair of vertices, its foot at 2i and its top at 2i + 1.
 * One mesh serves a worker for all its tiles; `reset` empties it and keeps the memory.
 */
export class TileMesh {
	/** [east, north, up] metres in the tile's frame. */
	positions = new Float64Array(6 << 14);
	/** Feature of each vertex pair. */
	featureOfPair = new Uint16Array(1 << 14);
	pairs = 0;
	indices = new Uint32Array(1 << 17);
	indexCount = 0;
	features = 0;
	columns: FeatureColumns = createColumns(1 << 12);
	/** Extent of the outline points, degrees x 1e7. */
	westE7 = 0;
	eastE7 = 0;
	southE7 = 0;
	northE7 = 0;
	lowestM = 0;
	highestM = 0;
	frame: TileFrame;

	constructor(frame: TileFrame) {
		this.frame = frame;
		this.reset(frame);
	}

	/** Empties the mesh and takes a new frame. */
	reset(frame: TileFrame): void {
		this.frame = frame;
		this.pairs = 0;
		this.indexCount = 0;
		this.features = 0;
		this.westE7 = this.southE7 = this.lowestM = Number.POSITIVE_INFINITY;
		this.eastE7 = this.northE7 = this.highestM = Number.NEGATIVE_INFINITY;
	}

	/** Adds a feature and returns its index in the tile. */
	addFeature(
		fid: number,
		height: number,
		basis: number,
		floors: number,
		use: number,
		structure: number,
		count: number,
	): number {
		const at = this.features++;
		if (at === this.columns.fid.length) this.columns = growColumns(this.columns);
		const columns = this.columns;
		columns.fid[at] = fid;
		columns.height[at] = height;
		columns.basis[at] = basis;
		columns.floors[at] = floors;
		columns.use[at] = use;
		columns.structure[at] = structure;
		columns.count[at] = count;
		return at;
	}

	/** Adds an outline point, degrees x 1e7 and metres above the ellipsoid; returns its pair. */
	addPair(lonE7: number, latE7: number, bottomM: number, topM: number, feature: number): number {
		const pair = this.pairs++;
		if (pair === this.featureOfPair.length) {
			this.positions = grow(this.positions);
			this.featureOfPair = grow(this.featureOfPair);
		}
		projectEdge(this.frame, lonE7, latE7, bottomM, topM, this.positions, pair * 6);
		this.featureOfPair[pair] = feature;
		if (lonE7 < this.westE7) this.westE7 = lonE7;
		if (lonE7 > this.eastE7) this.eastE7 = lonE7;
		if (latE7 < this.southE7) this.southE7 = latE7;
		if (latE7 > this.northE7) this.northE7 = latE7;
		if (bottomM < this.lowestM) this.lowestM = bottomM;
		if (topM > this.highestM) this.highestM = topM;
		return pair;
	}

	/** Adds a triangle of vertices, counter-clockwise as seen from outside. */
	addTriangle(a: number, b: number, c: number): void {
		const at = this.indexCount;
		if (at + 3 > this.indices.length) this.indices = grow(this.indices);
		this.indices[at] = a;
		this.indices[at + 1] = b;
		this.indices[at + 2] = c;
		this.indexCount = at + 3;
	}

	/** Adds the walls over a ring of consecutive pairs; the building lies to the left of the ring. */
	addWalls(firstPair: number, endPair: number): void {
		let from = 2 * (endPair - 1);
		for (let pair = firstPair; pair < endPair; pair++) {
			const to = 2 * pair;
			this.addTriangle(from, to, to + 1);
			this.addTriangle(from, to + 1, from + 1);
			from = to;
		}
	}
}

function createColumns(room: number): FeatureColumns {
	return {
		fid: new Uint32Array(room),
		height: new Float32Array(room),
		basis: new Uint8Array(room),
		floors: new Uint16Array(room),
		use: new Uint8Array(room),
		structure: new Uint8Array(room),
		count: new Uint32Array(room),
	};
}

function growColumns(columns: FeatureColumns): FeatureColumns {
	return {
		fid: grow(columns.fid),
		height: grow(columns.height),
		basis: grow(columns.basis),
		floors: grow(columns.floors),
		use: grow(columns.use),
		structure: grow(columns.structure),
		count: grow(columns.count),
	};
}

type Numbers = Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array;

function grow<T extends Numbers>(array: T): T {
	const Type = array.constructor as new (length: number) => T;
	const larger = new Type(array.length * 2);
	larger.set(array);
	return larger;
}
