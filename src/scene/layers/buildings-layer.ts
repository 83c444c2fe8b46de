import {
	Cartesian2,
	type Cesium3DTileFeature,
	Cesium3DTileStyle,
	Cesium3DTileset,
	Color,
	ImageBasedLighting,
	type RequestErrorEvent,
	Resource,
	type StyleExpression,
} from 'cesium';
import { BUILDING_USES } from '../../domain/building.ts';
import { describeError } from '../../domain/errors.ts';
import { computeFogRange } from '../engine/fog.ts';
import { measureCameraHeightM } from '../engine/map-ground.ts';
import { REPLACED_TILESETS } from '../engine/replaced-tilesets.ts';
import { createTileWatch, type TileStats, type TileWatch } from '../engine/tile-watch.ts';
import { createBuildingShader } from '../style/building-shader.ts';
import { type ColourBy, findUseGroup, HEIGHT_BANDS, USE_COLOURS } from '../style/building-style.ts';
import { SCENE_PALETTES } from '../style/scene-theme.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';

/** Memory of the tiles that are kept, as Cesium counts it: those of some five places. An evening of alarms does not gather the whole city. */
const CACHE_BYTES = 32 * 1024 * 1024;
const CACHE_OVERFLOW_BYTES = 256 * 1024 * 1024;
const MAXIMUM_SCREEN_SPACE_ERROR = 16;
const RETRY_DELAY_MS = 800;

/** The city's buildings and which of them an alarm touches. */
export interface BuildingsProps extends ThemedProps {
	/** Of tileset.json; fids are those of its tiles. */
	readonly url: string;
	readonly colourBy: ColourBy;
	/** The building on fire, by fid; null = none. */
	readonly targetFid: number | null;
	readonly neighbourFids: ReadonlySet<number>;
}

/** Who hears of the tiles. */
export interface BuildingsEvents {
	readonly onTileStats: (stats: TileStats) => void;
	/** A tileset.json could not be had: what was drawn before stays. Says why. */
	readonly onFailed: (url: string, reason: string) => void;
}

/** The buildings on the map. */
export interface BuildingsLayer extends Layer<BuildingsProps> {
	/** Every tile of this view is there or given up. */
	isSettled(): boolean;
}

/** A first failure without an answer, or with a server's fault, is tried once more; 404 is not. */
function retryOnce(_resource?: Resource, error?: RequestErrorEvent): Promise<boolean> {
	const status = error?.statusCode;
	if (status !== undefined && status < 500) return Promise.resolve(false);
	return new Promise((settle) => setTimeout(settle, RETRY_DELAY_MS, true));
}

/**
 * Colours by feature as a function instead of a style expression: an alarm's target and neighbours are told by fid, and a
 * hundred `${fid} === n` conditions would be evaluated for each of 100,000 features. Colouring the feature itself, instead of
 * drawing a second prism over it, cannot z-fight and keeps holes, windows and shading.
 */
function createColourExpression(props: BuildingsProps): StyleExpression {
	const palette = SCENE_PALETTES[props.theme];
	const parse = (css: string) => Color.fromCssColorString(css);
	const plain = parse(palette.buildingRoof);
	const target = parse(palette.targetRoof);
	const neighbour = parse(palette.neighbourRoof);
	const bands = HEIGHT_BANDS.map((band) => ({ fromM: band.fromM, colour: parse(band.colour[props.theme]) })).reverse();
	const uses = BUILDING_USES.map((use) => parse(USE_COLOURS[findUseGroup(use)]));
	const { colourBy, targetFid, neighbourFids } = props;
	const alarm = targetFid !== null || neighbourFids.size > 0;

	const findColour = (feature: Cesium3DTileFeature): Color => {
		if (alarm) {
			const fid = feature.getProperty('fid') as number;
			if (fid === targetFid) return target;
			if (neighbourFids.has(fid)) return neighbour;
		}
		if (colourBy === 'height') {
			if ((feature.getProperty('basis') as number) === 0) return plain;
			const heightM = feature.getProperty('height') as number;
			for (const band of bands) if (heightM >= band.fromM) return band.colour;
			return plain;
		}
		if (colourBy === 'use') return uses[feature.getProperty('use') as number] ?? plain;
		return plain;
	};
	const evaluateColor = (feature: Cesium3DTileFeature, result?: Color) => Color.clone(findColour(feature), result);
	return { evaluate: evaluateColor, evaluateColor };
}

/**
 * Nothing is lit by its surroundings. Cesium reckons a table of reflections all the same before it draws the first model: 65,536 pixels of
 * 1,024 samples, seconds without a GPU (docs/decisions/0017).
 */
function createNoLight(): ImageBasedLighting {
	const light = new ImageBasedLighting();
	light.imageBasedLightingFactor = Cartesian2.ZERO;
	(light as unknown as { update: () => void }).update = () => {};
	return light;
}

/**
 * Draws the city's 3D Tiles. Loading begins at once; `destroy` works at any time, also before tileset.json has come. With another url
 * the old buildings stay until those of this view are there.
 */
export function createBuildingsLayer(map: MapContext, events: BuildingsEvents, props: BuildingsProps): BuildingsLayer {
	const { scene, plane, ground, firstView } = map;
	const shading = createBuildingShader(props.theme, ground.isFlat);
	let current = props;
	let tileset: Cesium3DTileset | undefined;
	let watch: TileWatch | undefined;
	let removeReplaced: (() => void) | undefined;
	let isDestroyed = false;
	let hasFailed = false;

	const applyStyle = () => {
		if (!tileset) return;
		const style = new Cesium3DTileStyle();
		style.color = createColourExpression(current);
		tileset.style = style;
		scene.requestRender();
	};
	const stopFollowing = scene.preRender.addEventListener(() => {
		const { longitude, latitude } = scene.camera.positionCartographic;
		const [eastM, northM] = plane.toXY([(longitude * 180) / Math.PI, (latitude * 180) / Math.PI]);
		shading.setCamera(eastM, northM, computeFogRange(measureCameraHeightM(scene, ground)));
	});

	const load = async (url: string) => {
		const loaded = await Cesium3DTileset.fromUrl(new Resource({ url, retryAttempts: 1, retryCallback: retryOnce }), {
			maximumScreenSpaceError: MAXIMUM_SCREEN_SPACE_ERROR,
			cacheBytes: CACHE_BYTES,
			maximumCacheOverflowBytes: CACHE_OVERFLOW_BYTES,
			enableCollision: false,
			foveatedTimeDelay: 0,
			preloadWhenHidden: true,
			imageBasedLighting: createNoLight(),
		});
		if (isDestroyed || url !== current.url) {
			loaded.destroy();
			return;
		}
		loaded.customShader = shading.shader;
		loaded.environmentMapManager.enabled = false;
		if (tileset) replace(tileset, loaded);
		else if (!firstView.isOver) putOff(loaded);
		tileset = scene.primitives.add(loaded) as Cesium3DTileset;
		watch?.stop();
		watch = createTileWatch(tileset, events.onTileStats);
		applyStyle();
	};
	/** Loads, and is shown when the streets are: drawing it before would only keep them. */
	const putOff = (first: Cesium3DTileset) => {
		first.show = false;
		firstView.onEnd(() => {
			if (!first.isDestroyed()) first.show = true;
		});
	};
	/** Hides the next tileset behind the old one until all of this view is there. */
	const replace = (old: Cesium3DTileset, next: Cesium3DTileset) => {
		const removeOlder = removeReplaced;
		next.show = false;
		const stopWaiting = next.initialTilesLoaded.addEventListener(() => removeReplaced?.());
		removeReplaced = () => {
			removeReplaced = undefined;
			stopWaiting();
			removeOlder?.();
			next.show = true;
			scene.primitives.remove(old);
			scene.requestRender();
		};
	};
	const start = (url: string) => {
		hasFailed = false;
		load(url).catch((error: unknown) => {
			if (isDestroyed || url !== current.url) return;
			hasFailed = true;
			events.onFailed(url, describeError(error));
		});
	};
	start(props.url);

	return {
		isSettled: () => hasFailed || (removeReplaced === undefined && (tileset?.tilesLoaded ?? false)),
		update(next) {
			const isOtherCity = next.url !== current.url;
			const isSame =
				!isOtherCity &&
				next.theme === current.theme &&
				next.colourBy === current.colourBy &&
				next.targetFid === current.targetFid &&
				next.neighbourFids === current.neighbourFids;
			if (isSame) return;
			if (next.theme !== current.theme) shading.setTheme(next.theme);
			current = next;
			if (isOtherCity) {
				if (tileset) REPLACED_TILESETS.add(tileset);
				start(next.url);
			} else if (tileset && !REPLACED_TILESETS.has(tileset)) applyStyle();
		},
		destroy() {
			isDestroyed = true;
			watch?.stop();
			stopFollowing();
			if (scene.isDestroyed()) return;
			removeReplaced?.();
			if (tileset) scene.primitives.remove(tileset);
			shading.destroy();
		},
	};
}
