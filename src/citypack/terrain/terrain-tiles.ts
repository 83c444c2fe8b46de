import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import type { BBox } from '../../domain/geo/lon-lat.ts';
import type { GroundGrid } from '../../domain/pack/ground-grid.ts';
import type { TileMesh } from './quantized-mesh.ts';

/** Tiles of one level, by column from 180 degrees west and row from the south; both ends included. */
interface TileRange {
	readonly level: number;
	readonly startX: number;
	readonly startY: number;
	readonly endX: number;
	readonly endY: number;
}

/** A tile is never more than this many posts wide or deep: 8,500 vertices. */
const MOST_POSTS = 90;
/** A line of posts nearer to a tile's edge than this share of a step is left out: the edge stands for it. */
const EDGE_SHARE = 1e-3;

/**
 * The tiles to make of a grid, level by level: the whole square of Web Mercator (EPSG:3857) at level 0, below it what lies over the
 * grid, down to the level at which each post is drawn.
 */
export function listTileRanges(grid: GroundGrid): TileRange[] {
	const [west, south, east, north] = boundsOf(grid);
	const deepest = findDeepestLevel(grid);
	return Array.from({ length: deepest + 1 }, (_, level) => {
		const tiles = 2 ** level;
		const column = (lon: number) => Math.min(tiles - 1, Math.max(0, Math.floor(((lon + 180) / 360) * tiles)));
		const row = (lat: number) => Math.min(tiles - 1, Math.max(0, Math.floor(mercatorShare(lat) * tiles)));
		return { level, startX: column(west), startY: row(south), endX: column(east), endY: row(north) };
	});
}

/** The box of a grid's posts. */
export function boundsOf({ west, south, lonStep, latStep, columns, rows }: GroundGrid): BBox {
	return [west, south, west + (columns - 1) * lonStep, south + (rows - 1) * latStep];
}

/**
 * The ground over one tile: all posts within it, at coarser levels each 2nd, 4th ..., and where their lines meet its edges. Two
 * neighbours of a level have the same vertices on the edge they share. Outside the grid its edge goes on.
 */
export function meshTile(grid: GroundGrid, level: number, x: number, y: number): TileMesh {
	const tiles = 2 ** level;
	const west = (x / tiles) * 360 - 180;
	const east = ((x + 1) / tiles) * 360 - 180;
	const south = latitudeAt(y / tiles);
	const north = latitudeAt((y + 1) / tiles);
	const every = 2 ** (findDeepestLevel(grid) - level);
	const lons = layLines(west, east, grid.west, grid.lonStep * every);
	const lats = layLines(south, north, grid.south, grid.latStep * every);
	const columns = lons.length;
	const count = columns * lats.length;
	const lon = new Float64Array(count);
	const lat = new Float64Array(count);
	const heightM = new Float32Array(count);
	const riseEast = new Float32Array(count);
	const riseNorth = new Float32Array(count);
	const reach = { lon: grid.lonStep * every, lat: grid.latStep * every };
	let at = 0;
	for (const latitude of lats) {
		const scale = metresPerDegree(latitude);
		for (const longitude of lons) {
			lon[at] = longitude;
			lat[at] = latitude;
			heightM[at] = grid.drawnGroundM(longitude, latitude);
			riseEast[at] =
				(grid.drawnGroundM(longitude + reach.lon, latitude) - grid.drawnGroundM(longitude - reach.lon, latitude)) /
				(2 * reach.lon * scale.lon);
			riseNorth[at] =
				(grid.drawnGroundM(longitude, latitude + reach.lat) - grid.drawnGroundM(longitude, latitude - reach.lat)) /
				(2 * reach.lat * scale.lat);
			at++;
		}
	}
	const triangles = layTriangles(columns, lats.length);
	return { west, south, east, north, lon, lat, heightM, riseEast, riseNorth, triangles };
}

function findDeepestLevel({ south, lonStep, latStep }: GroundGrid): number {
	const squeeze = Math.cos((south * Math.PI) / 180);
	const postsRound = Math.max(360 / lonStep, (360 * squeeze) / latStep);
	return Math.max(0, Math.ceil(Math.log2(postsRound / MOST_POSTS)));
}

/** Both edges, and the lines of posts between them, ascending. */
function layLines(low: number, high: number, origin: number, step: number): number[] {
	const lines = [low];
	for (let post = Math.ceil((low - origin) / step); ; post++) {
		const line = origin + post * step;
		if (line > high - EDGE_SHARE * step) break;
		if (line > low + EDGE_SHARE * step) lines.push(line);
	}
	lines.push(high);
	return lines;
}

function layTriangles(columns: number, rows: number): Uint32Array {
	const triangles = new Uint32Array((columns - 1) * (rows - 1) * 6);
	let at = 0;
	for (let row = 0; row < rows - 1; row++) {
		for (let column = 0; column < columns - 1; column++) {
			const southWest = row * columns + column;
			const northWest = southWest + columns;
			triangles.set([southWest, southWest + 1, northWest, southWest + 1, northWest + 1, northWest], at);
			at += 6;
		}
	}
	return triangles;
}

/** How far north a latitude lies on the square of Web Mercator, 0 to 1. */
function mercatorShare(lat: number): number {
	return 0.5 + Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
}

function latitudeAt(share: number): number {
	return (Math.atan(Math.sinh((share - 0.5) * 2 * Math.PI)) * 180) / Math.PI;
}
