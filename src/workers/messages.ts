import type { BasemapTileRequest } from '../domain/basemap.ts';

/** What can be asked of the basemap worker: message name -> [input, output]. */
export interface BasemapMessages {
	/** One painted 512 px tile, its rows from south to north (as WebGL wants them); the bitmap is moved, not copied. */
	'basemap/paint-tile': [input: BasemapTileRequest & { readonly url: string }, output: ImageBitmap];
}
