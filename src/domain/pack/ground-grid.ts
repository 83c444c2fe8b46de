import { DataError } from '../errors.ts';
import { E7, type PolygonRings } from '../geo/lon-lat.ts';
import { decodeTypedArrays, encodeTypedArrays } from './typed-arrays.ts';

/**
 * The ground of the city (ground.grid): heights at the posts of a regular grid of longitudes and latitudes.
 *
 * Heights are the elevation model's, in metres above its own zero (SRTM: the EGM96 geoid). Terrain, buildings and all that
 * stands on the ground are drawn as if that zero were the ellipsoid's: see docs/decisions/0007-ground.md. What is unknown is
 * null for `groundAtM`; `drawnGroundM` goes on there at the height of the nearest known ground, for drawing only.
 */
export interface GroundGrid extends GroundPosts {
	/** Ground at a place, bilinear between the four posts round it; null = unknown (a void, or outside the grid). */
	groundAtM(lon: number, lat: number): number | null;
	/** The ground as it is drawn, everywhere: voids are filled, and outside the grid its edge goes on. */
	drawnGroundM(lon: number, lat: number): number;
	/**
	 * What a building stands on: the lowest drawn ground under its vertices and under the middle of its box.
	 * @param lonLatE7 flat [lon, lat, ...] in degrees x 1e7; vertices `start` to `end` are the building's, at least one
	 */
	lowestUnderM(lonLatE7: Int32Array, start: number, end: number): number;
	/** Whether every vertex lies on known ground. */
	isKnownUnder(lonLatE7: Int32Array, start: number, end: number): boolean;
}

/** Where the posts of a grid stand. */
export interface PostLattice {
	/** The south-western post, degrees. */
	readonly west: number;
	readonly south: number;
	/** Between posts, degrees. */
	readonly lonStep: number;
	readonly latStep: number;
	readonly columns: number;
	readonly rows: number;
}

/** The posts of a grid, in rows from south to north, each from west to east. */
export interface GroundPosts extends PostLattice {
	/** Drawn ground in decimetres above `baseM`. */
	readonly heightDm: Uint16Array;
	readonly baseM: number;
	/** Posts whose ground is unknown, as runs [first post, length, ...], ascending. */
	readonly voids: Uint32Array;
}

const KIND = 'ground-grid';
const VERSION = 1;

/** Writes ground.grid. The same posts give the same bytes. */
export function encodeGroundGrid(posts: GroundPosts): Uint8Array {
	const { heightDm, voids, ...meta } = posts;
	const { west, south, lonStep, latStep, columns, rows, baseM } = meta;
	return encodeTypedArrays(KIND, VERSION, { heightDm, voids }, { west, south, lonStep, latStep, columns, rows, baseM });
}

/**
 * Opens ground.grid from its bytes.
 * @throws DataError `pack/bad-typed-arrays`, `pack/truncated`, `pack/bad-ground` when the posts do not hold together
 */
export function openGroundGrid(bytes: Uint8Array, where: string): GroundGrid {
	const { arrays, meta } = decodeTypedArrays(bytes, KIND, VERSION, where);
	const numberOf = (key: string): number => {
		const value = meta[key];
		if (typeof value === 'number' && Number.isFinite(value)) return value;
		throw badGround(where, `${key} ${value}`, 'a number');
	};
	const [west, south, baseM] = [numberOf('west'), numberOf('south'), numberOf('baseM')];
	const [lonStep, latStep] = [numberOf('lonStep'), numberOf('latStep')];
	const [columns, rows] = [numberOf('columns'), numberOf('rows')];
	const { heightDm, voids } = arrays;
	if (!(heightDm instanceof Uint16Array) || !(voids instanceof Uint32Array)) {
		throw badGround(where, `sections ${Object.keys(arrays).join(', ')}`, 'heightDm (u16) and voids (u32)');
	}
	if (columns < 2 || rows < 2 || heightDm.length !== columns * rows) {
		throw badGround(where, `${heightDm.length} heights for ${columns} x ${rows} posts`, 'one each, at least 2 x 2');
	}
	if (!(lonStep > 0) || !(latStep > 0)) throw badGround(where, `steps ${lonStep}, ${latStep}`, 'steps above 0');
	for (let i = 0, end = 0; i < voids.length; i += 2) {
		const first = voids[i] as number;
		if (first < end || i + 1 >= voids.length) throw badGround(where, `a void at ${first}`, 'ascending pairs');
		end = first + (voids[i + 1] as number);
		if (end > heightDm.length) throw badGround(where, `a void up to ${end}`, `at most ${heightDm.length} posts`);
	}
	return createGroundGrid({ west, south, lonStep, latStep, columns, rows, baseM, heightDm, voids });
}

function badGround(where: string, found: string, expected: string): DataError {
	return new DataError('pack/bad-ground', `${where}: got ${found}, expected ${expected}`, {
		context: { file: where, found, expected },
	});
}

/** A grid over posts that lie in memory. */
export function createGroundGrid(posts: GroundPosts): GroundGrid {
	return new GroundGridView(posts);
}

/** What a building of these outlines (degrees) stands on, as `lowestUnderM`; 0 for one without vertices. */
export function lowestUnderPolygonsM(ground: GroundGrid, polygons: readonly PolygonRings[]): number {
	const points = polygons.flat(2);
	if (points.length === 0) return 0;
	const lonLatE7 = new Int32Array(points.length * 2);
	points.forEach(([lon, lat], i) => {
		lonLatE7[i * 2] = Math.round(lon * E7);
		lonLatE7[i * 2 + 1] = Math.round(lat * E7);
	});
	return ground.lowestUnderM(lonLatE7, 0, points.length);
}

class GroundGridView implements GroundGrid {
	readonly west: number;
	readonly south: number;
	readonly lonStep: number;
	readonly latStep: number;
	readonly columns: number;
	readonly rows: number;
	readonly heightDm: Uint16Array;
	readonly baseM: number;
	readonly voids: Uint32Array;
	/** 1 = unknown, by post; null = no post is. */
	readonly #unknown: Uint8Array | null;

	constructor(posts: GroundPosts) {
		this.west = posts.west;
		this.south = posts.south;
		this.lonStep = posts.lonStep;
		this.latStep = posts.latStep;
		this.columns = posts.columns;
		this.rows = posts.rows;
		this.heightDm = posts.heightDm;
		this.baseM = posts.baseM;
		this.voids = posts.voids;
		this.#unknown = posts.voids.length === 0 ? null : spreadRuns(posts.voids, posts.heightDm.length);
	}

	groundAtM(lon: number, lat: number): number | null {
		return this.#isKnown(lon, lat) ? this.drawnGroundM(lon, lat) : null;
	}

	drawnGroundM(lon: number, lat: number): number {
		const { columns, rows, heightDm } = this;
		const x = Math.min(Math.max((lon - this.west) / this.lonStep, 0), columns - 1);
		const y = Math.min(Math.max((lat - this.south) / this.latStep, 0), rows - 1);
		const column = Math.min(Math.floor(x), columns - 2);
		const row = Math.min(Math.floor(y), rows - 2);
		const post = row * columns + column;
		const fx = x - column;
		const fy = y - row;
		const south = (heightDm[post] as number) * (1 - fx) + (heightDm[post + 1] as number) * fx;
		const north = (heightDm[post + columns] as number) * (1 - fx) + (heightDm[post + columns + 1] as number) * fx;
		return this.baseM + (south * (1 - fy) + north * fy) / 10;
	}

	lowestUnderM(lonLatE7: Int32Array, start: number, end: number): number {
		let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
		let lowestM = Infinity;
		for (let i = start; i < end; i++) {
			const x = lonLatE7[2 * i] as number;
			const y = lonLatE7[2 * i + 1] as number;
			if (x < minX) minX = x;
			if (x > maxX) maxX = x;
			if (y < minY) minY = y;
			if (y > maxY) maxY = y;
			const groundM = this.drawnGroundM(x / E7, y / E7);
			if (groundM < lowestM) lowestM = groundM;
		}
		return Math.min(lowestM, this.drawnGroundM((minX + maxX) / 2 / E7, (minY + maxY) / 2 / E7));
	}

	isKnownUnder(lonLatE7: Int32Array, start: number, end: number): boolean {
		for (let i = start; i < end; i++) {
			if (!this.#isKnown((lonLatE7[2 * i] as number) / E7, (lonLatE7[2 * i + 1] as number) / E7)) return false;
		}
		return true;
	}

	#isKnown(lon: number, lat: number): boolean {
		const { columns, rows } = this;
		const x = (lon - this.west) / this.lonStep;
		const y = (lat - this.south) / this.latStep;
		if (!(x >= 0 && y >= 0 && x <= columns - 1 && y <= rows - 1)) return false;
		const unknown = this.#unknown;
		if (!unknown) return true;
		const column = Math.min(Math.floor(x), columns - 2);
		const row = Math.min(Math.floor(y), rows - 2);
		const post = row * columns + column;
		// A post of no weight is not asked: on a line of posts only that line counts.
		const east = x > column ? 1 : 0;
		const north = y > row ? columns : 0;
		const west = x < column + 1 ? 0 : 1;
		const south = y < row + 1 ? 0 : columns;
		return (
			unknown[post + west + south] === 0 &&
			unknown[post + east + south] === 0 &&
			unknown[post + west + north] === 0 &&
			unknown[post + east + north] === 0
		);
	}
}

function spreadRuns(runs: Uint32Array, length: number): Uint8Array {
	const flags = new Uint8Array(length);
	for (let i = 0; i < runs.length; i += 2) {
		const first = runs[i] as number;
		flags.fill(1, first, first + (runs[i + 1] as number));
	}
	return flags;
}
