import type { BBox } from '../../domain/geo/lon-lat.ts';
import { bboxAround } from '../../domain/geo/lon-lat.ts';
import type { WaterSource } from '../../domain/water.ts';
import { drawWaterSymbol } from '../style/symbols.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawPointSymbols } from './point-symbols.ts';

/** Where hydrants come from: a city has tens of thousands, so they are asked for by view. */
export interface WaterLoader {
	/** Sources whose point lies in `box`. A rejection leaves what is drawn. */
	load(box: BBox, signal: AbortSignal): Promise<readonly WaterSource[]>;
}

/** Water on the map. */
export interface WaterProps extends ThemedProps {
	/** null = none is shown. */
	readonly source: WaterLoader | null;
	/** An alarm is on the map: what it does not touch stands back. */
	readonly standsBack: boolean;
	/** Drawn by the alarm already: not twice. */
	readonly hiddenIds: ReadonlySet<string>;
}

/** Water on the map and whether all of this view is there. */
export interface WaterLayer extends Layer<WaterProps> {
	isSettled(): boolean;
}

/** Farther from the middle of the map than this, hydrants would be dust. */
const MAXIMUM_RANGE_M = 4_000;
/** How much of a symbol is left where it stands back. */
const BACKGROUND_ALPHA = 0.35;
const MINIMUM_REACH_M = 400;
const MAXIMUM_REACH_M = 4_000;
const SIZE_PX = 24;

function contains(outer: BBox, inner: BBox): boolean {
	return inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];
}

/** Draws the hydrants, tanks and natural sources round the middle of the map, loaded whenever the camera rests. */
export function createWaterLayer(map: MapContext, props: WaterProps): WaterLayer {
	const { scene, camera, ground } = map;
	let current = props;
	let sources: readonly WaterSource[] = [];
	let loadedBox: BBox | null = null;
	let loading: AbortController | null = null;
	let isShown = false;
	let erase: () => void = () => {};

	const draw = () => {
		erase();
		erase = drawPointSymbols(
			scene,
			(isShown ? sources : [])
				.filter((water) => !current.hiddenIds.has(water.id))
				.map((water) => ({
					at: water,
					heightM: ground.heightAt(water.lon, water.lat) + 1.5,
					image: drawWaterSymbol(water, current.theme, SIZE_PX, map.pixelRatio),
					pickId: { layer: 'water', id: water.id },
				})),
			{
				alwaysSeen: false,
				shrink: { fullM: 900, smallM: 5_000, smallest: 0.3 },
				standsOn: 'middle',
				pixelRatio: map.pixelRatio,
				alpha: current.standsBack ? BACKGROUND_ALPHA : 1,
			},
		);
	};
	const load = async (source: WaterLoader, box: BBox) => {
		loading?.abort();
		const own = new AbortController();
		loading = own;
		try {
			const found = await source.load(box, own.signal);
			if (own.signal.aborted) return;
			sources = found;
			loadedBox = box;
			draw();
		} catch (error) {
			if (!own.signal.aborted) console.warn('scene: water of this view could not be loaded', error);
		} finally {
			if (loading === own) loading = null;
		}
	};
	const refresh = () => {
		const { at, rangeM } = camera.getFocus();
		const shouldShow = current.source !== null && rangeM <= MAXIMUM_RANGE_M;
		if (shouldShow !== isShown) {
			isShown = shouldShow;
			draw();
		}
		if (!shouldShow || !current.source) return;
		const reachM = Math.min(Math.max(rangeM * 1.2, MINIMUM_REACH_M), MAXIMUM_REACH_M);
		if (loadedBox && contains(loadedBox, bboxAround(at, reachM))) return;
		void load(current.source, bboxAround(at, reachM * 1.6));
	};
	const stopFollowing = scene.camera.moveEnd.addEventListener(refresh);
	refresh();

	return {
		isSettled: () => loading === null,
		update(next) {
			const isOtherSource = next.source !== current.source;
			current = next;
			if (isOtherSource) {
				sources = [];
				loadedBox = null;
			}
			draw();
			refresh();
		},
		destroy() {
			loading?.abort();
			stopFollowing();
			erase();
		},
	};
}
