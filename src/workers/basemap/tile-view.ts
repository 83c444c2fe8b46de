import type { TileFeature } from './decode-tile.ts';

/** Pixels of a painted tile's side. */
export const TILE_PX = 512;

const EQUATOR_M = 40_075_016.686;

/** How a stored tile is seen through a painted one, which may be a small square of it. */
export interface TileView {
	readonly zoom: number;
	/** Address of the stored tile. */
	readonly dataZ: number;
	readonly dataX: number;
	readonly dataY: number;
	/** Pixels that the whole stored tile would measure at this zoom. */
	readonly scale: number;
	/** Pixel of the stored tile at the painted tile's corner. */
	readonly offsetX: number;
	readonly offsetY: number;
	/** Metres on the ground that a pixel covers at the tile's middle. */
	readonly metresPerPx: number;
}

/** The view of a painted tile on the stored tile that covers it. */
export function createTileView(z: number, x: number, y: number, maxDataZoom: number): TileView {
	const deeper = Math.max(0, z - maxDataZoom);
	const side = 2 ** deeper;
	const dataX = Math.floor(x / side);
	const dataY = Math.floor(y / side);
	const latRad = Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + 0.5)) / 2 ** z)));
	return {
		zoom: z,
		dataZ: z - deeper,
		dataX,
		dataY,
		scale: TILE_PX * side,
		offsetX: TILE_PX * (x - dataX * side),
		offsetY: TILE_PX * (y - dataY * side),
		metresPerPx: (EQUATOR_M * Math.cos(latRad)) / (TILE_PX * 2 ** z),
	};
}

/** Whether any of a feature comes within `marginPx` of the painted tile. */
export function isInView(view: TileView, feature: TileFeature, marginPx: number): boolean {
	const low = -marginPx;
	const high = TILE_PX + marginPx;
	return (
		feature.maxX * view.scale - view.offsetX >= low &&
		feature.minX * view.scale - view.offsetX <= high &&
		feature.maxY * view.scale - view.offsetY >= low &&
		feature.minY * view.scale - view.offsetY <= high
	);
}

/** A feature's lines or rings as a canvas path in pixels of the painted tile. */
export function tracePath(view: TileView, feature: TileFeature): Path2D {
	const path = new Path2D();
	for (const part of feature.parts) traceLine(path, view, part);
	return path;
}

/** Adds one line to a path. */
export function traceLine(path: Path2D, view: TileView, part: Float64Array): void {
	path.moveTo(part[0]! * view.scale - view.offsetX, part[1]! * view.scale - view.offsetY);
	for (let i = 2; i < part.length; i += 2) {
		path.lineTo(part[i]! * view.scale - view.offsetX, part[i + 1]! * view.scale - view.offsetY);
	}
}
