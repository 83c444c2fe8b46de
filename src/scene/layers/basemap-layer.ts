import {
	Color,
	Event,
	ImageryLayer,
	type ImageryProvider,
	Rectangle,
	type Scene,
	type TileProviderError,
	WebMercatorTilingScheme,
} from 'cesium';
import type { BasemapLanguage, BasemapTileRequest } from '../../domain/basemap.ts';
import { UnavailableError } from '../../domain/errors.ts';
import type { BBox } from '../../domain/geo/lon-lat.ts';
import { GROUND_SHOWN } from '../ground-shown.ts';
import { BASEMAP_STYLES } from '../style/basemap-style.ts';
import type { SceneTheme } from '../style/scene-theme.ts';

/** Where the painted squares of the ground come from; client's createBasemapTiles is one. */
export interface BasemapTileSource {
	/** A 512 px tile, rows from south to north; a rejection counts as a failed tile. */
	requestTile(request: BasemapTileRequest, signal: AbortSignal): Promise<ImageBitmap>;
}

/** What the ground looks like. */
export interface BasemapLayerOptions {
	readonly theme: SceneTheme;
	readonly language: BasemapLanguage;
	/** The look before this one will soon be asked for again: its squares are kept below. */
	readonly isPassing?: boolean;
}

/** The 2D ground under the buildings. */
export interface BasemapLayer {
	/** Repaints in another theme or language; the old picture stays until the new one is there. */
	update(options: BasemapLayerOptions): void;
	/** Tiles that could not be had since the layer was made or last updated; those squares show plain ground or a coarser tile. */
	readonly failedTiles: number;
	/** Why the last one failed; null while none has. */
	readonly lastFailure: string | null;
	destroy(): void;
}

/** How a layer is set up. */
export interface BasemapLayerSetup {
	/** Of the city pack: nothing is asked for far outside. */
	readonly bounds: BBox;
	/** Called after each failed tile. */
	readonly onTileFailed?: (failedTiles: number, message: string) => void;
	/** Called once, when all the ground in view is there for the first time. */
	readonly onCovered?: () => void;
}

/** The ground in one look. */
interface Ground {
	readonly look: string;
	/** Of the globe where nothing is painted. */
	readonly colour: Color;
	readonly layer: ImageryLayer;
	readonly stop: () => void;
}

/** Share of the city's size that is painted beyond its bounds. */
const MARGIN = 0.05;
const MINIMUM_LEVEL = 8;
const MAXIMUM_LEVEL = 20;
/** Tiles asked for at once; Cesium asks again for the rest, nearest first. */
const MAX_PENDING = 12;
/**
 * Ratio of a globe tile's width at the equator to its geometric error: Cesium gives terrain a quarter of the spacing of a
 * 65-post height map. Imagery that counts as this many texels (times the cosine of the latitude) gets exactly the level of the
 * globe tile under it.
 */
const TILE_WIDTH_PER_ERROR = 260;
/** A globe tile splits when it is wider on screen: 512 texels then cover some 340 to 680 pixels. */
const SPLIT_WIDTH_PX = 680;

/**
 * Puts the ground on the globe, below every other imagery, and colours what lies outside the data the same. The globe has
 * tiles that coincide with the painted ones (createTerrainLayer): no resampling, and no name is cut where near and far tiles meet.
 */
export function createBasemapLayer(
	scene: Scene,
	source: BasemapTileSource,
	{ bounds, onTileFailed, onCovered }: BasemapLayerSetup,
	options: BasemapLayerOptions,
): BasemapLayer {
	const rectangle = widenBounds(bounds);
	const cosLat = Math.cos(findLatitudeNearEquator(rectangle));
	scene.globe.maximumScreenSpaceError = SPLIT_WIDTH_PX / (TILE_WIDTH_PER_ERROR * cosLat);
	let shown: Ground | undefined;
	/** Below the shown one, until that has passed. */
	let kept: Ground | undefined;
	let removeReplaced: (() => void) | undefined;
	let cancelReveal: (() => void) | undefined;
	let failedTiles = 0;
	let lastFailure: string | null = null;

	function show({ theme, language, isPassing = false }: BasemapLayerOptions): void {
		const look = `${theme} ${language}`;
		if (shown?.look === look && kept === undefined) return;
		if (kept?.look === look) {
			putBack();
			return;
		}
		failedTiles = 0;
		lastFailure = null;
		const style = BASEMAP_STYLES[theme];
		const stopped = new AbortController();
		const requestTile = async (z: number, x: number, y: number) => {
			const ask = () => source.requestTile({ z, x, y, style, language }, stopped.signal);
			try {
				return await ask().catch((error: unknown) => {
					// A connection that broke is worth a second try; a damaged file is not.
					if (error instanceof UnavailableError && !stopped.signal.aborted) return ask();
					throw error;
				});
			} finally {
				// A map that renders on request does not notice an answer by itself.
				if (!scene.isDestroyed()) scene.requestRender();
			}
		};
		const provider = createProvider(rectangle, Math.round(TILE_WIDTH_PER_ERROR * cosLat), requestTile);
		const onFailure = ({ error, message }: TileProviderError) => {
			if (stopped.signal.aborted) return;
			failedTiles += 1;
			lastFailure = error instanceof Error ? error.message : message;
			onTileFailed?.(failedTiles, lastFailure);
		};
		provider.errorEvent.addEventListener(onFailure);
		scene.globe.baseColor = Color.fromCssColorString(style.ground);
		const layer = new ImageryLayer(provider);
		const replaced = shown;
		scene.imageryLayers.add(layer, replaced ? scene.imageryLayers.indexOf(replaced.layer) + 1 : 0);
		shown = {
			look,
			colour: scene.globe.baseColor,
			layer,
			stop: () => {
				stopped.abort();
				scene.imageryLayers.remove(layer, true);
			},
		};
		if (replaced && isPassing && kept === undefined) kept = replaced;
		else if (replaced) {
			const older = isPassing ? undefined : kept;
			if (older) kept = undefined;
			removeWhenCovered(() => {
				replaced.stop();
				older?.stop();
			});
		} else revealWhenCovered(layer);
		scene.requestRender();
	}
	/** The look that was kept is there at once. */
	function putBack(): void {
		shown?.stop();
		shown = kept;
		kept = undefined;
		if (shown) scene.globe.baseColor = shown.colour;
		scene.requestRender();
	}
	/** Does something once, as soon as the ground in view is all there. Returns its undo. */
	function onceCovered(action: () => void): () => void {
		const unsubscribe = scene.globe.tileLoadProgressEvent.addEventListener((queued: number) => {
			if (queued > 0) return;
			unsubscribe();
			action();
		});
		return unsubscribe;
	}
	function removeWhenCovered(stop: () => void): void {
		removeReplaced?.();
		const unsubscribe = onceCovered(() => removeReplaced?.());
		removeReplaced = () => {
			removeReplaced = undefined;
			unsubscribe();
			stop();
		};
	}
	/** The globe's first tiles are so coarse that they hang far below the ground: on them the city would lie small and askew. */
	function revealWhenCovered(layer: ImageryLayer): void {
		layer.alpha = 0;
		cancelReveal = onceCovered(() => {
			layer.alpha = 1;
			onCovered?.();
			const stop = scene.postRender.addEventListener(() => {
				stop();
				performance.mark(GROUND_SHOWN);
			});
			scene.requestRender();
		});
	}

	show(options);
	return {
		update: show,
		get failedTiles() {
			return failedTiles;
		},
		get lastFailure() {
			return lastFailure;
		},
		destroy() {
			removeReplaced?.();
			cancelReveal?.();
			kept?.stop();
			kept = undefined;
			shown?.stop();
			shown = undefined;
		},
	};
}

function widenBounds([west, south, east, north]: BBox): Rectangle {
	const lon = (east - west) * MARGIN;
	const lat = (north - south) * MARGIN;
	return Rectangle.fromDegrees(west - lon, south - lat, east + lon, north + lat);
}

/** The latitude Cesium judges texels by, radians. */
function findLatitudeNearEquator({ south, north }: Rectangle): number {
	return Math.max(0, south, -north);
}

/** Cesium takes any object of this shape; its class is only documentation. */
function createProvider(
	rectangle: Rectangle,
	countedTexels: number,
	requestTile: (z: number, x: number, y: number) => Promise<ImageBitmap>,
): ImageryProvider {
	const tilingScheme = new WebMercatorTilingScheme();
	let pending = 0;
	const provider = {
		rectangle,
		tileWidth: countedTexels,
		tileHeight: countedTexels,
		minimumLevel: findMinimumLevel(rectangle),
		maximumLevel: MAXIMUM_LEVEL,
		tilingScheme,
		tileDiscardPolicy: undefined,
		errorEvent: new Event(),
		credit: undefined,
		proxy: undefined,
		hasAlphaChannel: false,
		getTileCredits: () => undefined,
		pickFeatures: () => undefined,
		requestImage(x: number, y: number, level: number): Promise<ImageBitmap> | undefined {
			if (pending >= MAX_PENDING) return undefined;
			pending += 1;
			return requestTile(level, x, y).finally(() => {
				pending -= 1;
			});
		},
	};
	return provider as unknown as ImageryProvider;
}

/** Below the first stored zoom only where the city is so large that its first level would be many tiles. */
function findMinimumLevel(rectangle: Rectangle): number {
	const span = Math.max(rectangle.width, rectangle.height);
	const level = Math.floor(Math.log2((8 * Math.PI) / span));
	return Math.max(0, Math.min(MINIMUM_LEVEL, level));
}
