import { basename } from 'node:path';
import { DataError } from '../../domain/errors.ts';
import type { BBox } from '../../domain/geo/lon-lat.ts';
import {
	createGroundGrid,
	type GroundGrid,
	type GroundPosts,
	type PostLattice,
} from '../../domain/pack/ground-grid.ts';
import type { PackSource, PackWarning } from '../../domain/pack/manifest.ts';
import { type Dem, toRaster } from './dem.ts';
import { fillVoids } from './fill-voids.ts';
import { layGroundPosts } from './lay-ground-posts.ts';
import { openDem } from './open-dem.ts';
import { SampleWindow } from './sample-window.ts';

/** The ground of a city, read. */
export interface Ground {
	readonly grid: GroundGrid;
	/** One a model, for pack.json. */
	readonly sources: readonly PackSource[];
	/** Of the posts within the city's bounds, how many have a known height; 0 to 1. */
	readonly coveredShare: number;
	/** Lowest and highest known ground of the grid. */
	readonly minM: number;
	readonly maxM: number;
	/** What the caller should be told; empty when all is well. */
	readonly warnings: readonly PackWarning[];
}

/** Samples read in one go. */
const WINDOW_SAMPLES = 8_000_000;
/** Bounds this near to a post, in steps, lie on it. */
const ON_POST = 1e-6;
/** What 16 bits hold in decimetres. */
const MAX_RELIEF_M = 6_553;

/**
 * Reads the ground under a city from elevation models. Where several know a place, the first named is taken. Only the window over
 * the bounds and 3 km round them is read. Heights are kept in decimetres; a void stays unknown and is filled for drawing only.
 * @param bounds the city's, WGS84
 * @throws DataError `dem/not-covering` when no height is known within the bounds; the errors of openDem
 */
export async function readGround(demPaths: readonly string[], bounds: BBox, signal?: AbortSignal): Promise<Ground> {
	const dems: Dem[] = [];
	try {
		for (const path of demPaths) dems.push(await openDem(path));
		const lattice = layGroundPosts(dems[0] as Dem, bounds);
		const heightM = new Float32Array(lattice.columns * lattice.rows).fill(Number.NaN);
		for (const dem of dems) await samplePosts(dem, lattice, heightM, signal);
		const coveredShare = measureCover(lattice, heightM, bounds);
		const names = dems.map(({ name }) => name).join(', ');
		if (coveredShare === 0) throw notCovering(names, bounds);
		return {
			...createGround(lattice, heightM, names),
			sources: dems.map(describeSource),
			coveredShare,
			warnings: coveredShare < 1 ? [notCovered(coveredShare)] : [],
		};
	} finally {
		for (const dem of dems) await dem.close();
	}
}

function notCovered(coveredShare: number): PackWarning {
	const percent = (Math.floor(coveredShare * 1000) / 10).toFixed(1);
	return {
		code: 'dem/partly-covering',
		source: null,
		message: `--dem: got ground for ${percent} % of the city's bounds, expected all; the rest is unknown and drawn at the height of the nearest known ground`,
	};
}

function notCovering(names: string, bounds: BBox): DataError {
	return new DataError(
		'dem/not-covering',
		`--dem ${names}: got no height within the city's bounds ${bounds.map((deg) => deg.toFixed(4)).join(', ')}, expected a model that covers them`,
		{ context: { names, bounds } },
	);
}

/** Fills the posts that are not known yet, some rows at a time. */
async function samplePosts(
	dem: Dem,
	lattice: PostLattice,
	heightM: Float32Array,
	signal: AbortSignal | undefined,
): Promise<void> {
	const { columns, rows } = lattice;
	const [ax, ay, bx, by] = toRaster(
		dem,
		Float64Array.of(lattice.west, lattice.south, lattice.west + lattice.lonStep, lattice.south + lattice.latStep),
	) as unknown as [number, number, number, number];
	const samplesPerRow = Math.max(1, Math.abs(bx - ax)) * Math.max(1, Math.abs(by - ay)) * columns;
	const rowsAtOnce = Math.max(1, Math.floor(WINDOW_SAMPLES / (samplesPerRow || columns)));
	for (let row = 0; row < rows; row += rowsAtOnce) {
		signal?.throwIfAborted();
		await sampleRows(dem, lattice, heightM, row, Math.min(rows, row + rowsAtOnce), signal);
	}
}

async function sampleRows(
	dem: Dem,
	{ west, south, lonStep, latStep, columns }: PostLattice,
	heightM: Float32Array,
	firstRow: number,
	endRow: number,
	signal: AbortSignal | undefined,
): Promise<void> {
	const lonLat = new Float64Array((endRow - firstRow) * columns * 2);
	for (let row = firstRow, at = 0; row < endRow; row++) {
		for (let column = 0; column < columns; column++) {
			lonLat[at++] = west + column * lonStep;
			lonLat[at++] = south + row * latStep;
		}
	}
	const places = toRaster(dem, lonLat);
	const window = new SampleWindow(dem, places);
	if (window.isEmpty) return;
	await window.read(signal);
	const first = firstRow * columns;
	for (let i = 0; i < places.length / 2; i++) {
		if (!Number.isNaN(heightM[first + i])) continue;
		heightM[first + i] = window.sampleAt(places[2 * i] as number, places[2 * i + 1] as number);
	}
}

function measureCover(
	{ west, south, lonStep, latStep, columns, rows }: PostLattice,
	heightM: Float32Array,
	bounds: BBox,
) {
	const range = (low: number, high: number, origin: number, step: number, count: number) =>
		[
			Math.floor((low - origin) / step + ON_POST),
			Math.min(count - 1, Math.ceil((high - origin) / step - ON_POST)),
		] as const;
	const [x0, x1] = range(bounds[0], bounds[2], west, lonStep, columns);
	const [y0, y1] = range(bounds[1], bounds[3], south, latStep, rows);
	let known = 0;
	for (let y = y0; y <= y1; y++) {
		for (let x = x0; x <= x1; x++) if (!Number.isNaN(heightM[y * columns + x])) known++;
	}
	return known / ((x1 - x0 + 1) * (y1 - y0 + 1));
}

/** Heights as the pack keeps them; rows and columns at the edges without any known post are left out. */
function createGround(lattice: PostLattice, heightM: Float32Array, names: string) {
	const { kept, heights } = trimUnknown(lattice, heightM);
	let [lowestM, highestM] = [Infinity, -Infinity];
	for (const height of heights) {
		if (height < lowestM) lowestM = height;
		if (height > highestM) highestM = height;
	}
	const baseM = Math.floor(lowestM);
	if (highestM - baseM > MAX_RELIEF_M) {
		throw new DataError(
			'dem/not-a-dem',
			`--dem ${names}: got heights from ${lowestM} m to ${highestM} m around one city, expected at most ${MAX_RELIEF_M} m between them`,
			{ context: { names, lowestM, highestM } },
		);
	}
	const voids = findVoids(heights);
	fillVoids(heights, kept.columns);
	const heightDm = Uint16Array.from(heights, (height) => Math.round((height - baseM) * 10));
	const posts: GroundPosts = { ...kept, baseM, heightDm, voids };
	return { grid: createGroundGrid(posts), minM: roundDm(lowestM), maxM: roundDm(highestM) };
}

function roundDm(height: number): number {
	return Math.round(height * 10) / 10;
}

function findVoids(heights: Float32Array): Uint32Array {
	const runs: number[] = [];
	for (let post = 0; post < heights.length; post++) {
		if (!Number.isNaN(heights[post])) continue;
		const first = post;
		while (post < heights.length && Number.isNaN(heights[post])) post++;
		runs.push(first, post - first);
	}
	return Uint32Array.from(runs);
}

function trimUnknown(lattice: PostLattice, heightM: Float32Array): { kept: PostLattice; heights: Float32Array } {
	const { west, south, lonStep, latStep, columns, rows } = lattice;
	let [x0, y0, x1, y1] = [columns, rows, -1, -1];
	for (let post = 0; post < heightM.length; post++) {
		if (Number.isNaN(heightM[post])) continue;
		const x = post % columns;
		const y = (post - x) / columns;
		if (x < x0) x0 = x;
		if (x > x1) x1 = x;
		if (y < y0) y0 = y;
		if (y > y1) y1 = y;
	}
	// A grid has at least two posts each way.
	x0 = Math.min(x0, columns - 2);
	y0 = Math.min(y0, rows - 2);
	x1 = Math.max(x1, x0 + 1);
	y1 = Math.max(y1, y0 + 1);
	const kept = {
		west: west + x0 * lonStep,
		south: south + y0 * latStep,
		lonStep,
		latStep,
		columns: x1 - x0 + 1,
		rows: y1 - y0 + 1,
	};
	const heights = new Float32Array(kept.columns * kept.rows);
	for (let y = y0; y <= y1; y++) {
		heights.set(heightM.subarray(y * columns + x0, y * columns + x1 + 1), (y - y0) * kept.columns);
	}
	return { kept, heights };
}

function describeSource({ name, licence, date, crs, crsEvidence }: Dem): PackSource {
	return {
		key: `dem/${basename(name).replace(/(\.hgt)?\.[^.]+$/i, '')}`,
		title: name,
		kind: 'terrain',
		format: /\.tiff?$/i.test(name) ? 'GeoTIFF' : 'SRTM .hgt',
		licence,
		date,
		crs,
		crsEvidence,
		synthetic: false,
		read: 0,
		kept: 0,
		repaired: 0,
		refused: 0,
	};
}
