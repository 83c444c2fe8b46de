import type { CallHandlers } from '../call-worker.ts';
import type { BasemapMessages } from '../messages.ts';
import { layoutLabels } from './layout-labels.ts';
import { paintTile } from './paint-tile.ts';
import { createTileReader, type TileReader } from './read-tiles.ts';
import { createTileView, TILE_PX } from './tile-view.ts';

/**
 * From here on names are painted. Coarser tiles are what the engine stretches over the city while finer ones are on their way:
 * names on them would stand there blurred and as large as a town.
 */
const FIRST_NAMED_ZOOM = 10;

/** Answers of the basemap worker. Keeps one canvas and the last tiles of each file. */
export function createBasemapHandlers(): CallHandlers<BasemapMessages> {
	const readers = new Map<string, TileReader>();
	const widths = new Map<string, number>();
	let context: OffscreenCanvasRenderingContext2D | undefined;

	function openContext(): OffscreenCanvasRenderingContext2D {
		context ??= new OffscreenCanvas(TILE_PX, TILE_PX).getContext('2d', { alpha: false, willReadFrequently: true })!;
		return context;
	}
	function measure(text: string, fontPx: number, fontFamily: string): number {
		const key = `${fontPx} ${fontFamily} ${text}`;
		let width = widths.get(key);
		if (width === undefined) {
			openContext().font = `${fontPx}px ${fontFamily}`;
			width = openContext().measureText(text).width;
			widths.set(key, width);
		}
		return width;
	}

	return {
		'basemap/paint-tile': async ({ url, z, x, y, style, language }, signal) => {
			let reader = readers.get(url);
			if (!reader) {
				reader = createTileReader(url);
				readers.set(url, reader);
			}
			const view = createTileView(z, x, y, await reader.readMaxZoom(signal));
			const tile = await reader.readTile(view.dataZ, view.dataX, view.dataY, signal);
			const layout =
				tile &&
				z >= FIRST_NAMED_ZOOM &&
				layoutLabels(view, tile, language, (text, fontPx) => measure(text, fontPx, style.fontFamily));
			const target = openContext();
			paintTile(target, view, tile, layout || null, style);
			// The pixels are taken at the call, before another tile may paint over them.
			const output = await createImageBitmap(target.canvas, { imageOrientation: 'flipY' });
			return { output, moved: [output] };
		},
	};
}
