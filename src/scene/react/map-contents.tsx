import type { CesiumWidget } from 'cesium';
import { useLayoutEffect, useState } from 'react';
import { useCesium } from 'resium';
import { createLocalPlane } from '../../domain/geo/local-plane.ts';
import { captureMap } from '../engine/capture-map.ts';
import { createFirstView } from '../engine/first-view.ts';
import { createMapCamera } from '../engine/map-camera.ts';
import type { MapGround } from '../engine/map-ground.ts';
import type { MapKeeper } from '../engine/map-keeper.ts';
import { type PreparedScene, prepareScene } from '../engine/prepare-scene.ts';
import { watchContext } from '../engine/watch-context.ts';
import { whenSettled } from '../engine/when-settled.ts';
import { createLabelBoard } from '../layers/label-board.ts';
import type { MapContext } from '../layers/layer.ts';
import type { CityMapProps } from './city-map.tsx';
import { MapLayers } from './map-layers.tsx';
import { useLatest } from './use-latest.ts';

/** What CityMap adds to its own props for one widget. */
export interface MapContentsProps extends CityMapProps {
	readonly keeper: MapKeeper;
	readonly mapGround: MapGround;
	/** Grows when failed tiles are asked for once more. */
	readonly tilesetAttempt: number;
	readonly onLost?: () => void;
	readonly onRebuild: () => void;
	readonly onGiveUp: (reason: string) => void;
	/** The map is back after a loss; undefined on the first one. */
	readonly onReturned?: () => void;
}

/** Sets up one widget (scene, camera, context watch), then draws the layers in it. */
export function MapContents(props: MapContentsProps) {
	const { cesiumWidget } = useCesium();
	return cesiumWidget ? <PreparedMap {...props} widget={cesiumWidget} /> : null;
}

/** Browsers keep only some 16 contexts; a destroyed widget's one would wait for the garbage collector. */
function releaseContextOf(widget: CesiumWidget): void {
	const { canvas } = widget;
	setTimeout(() => {
		if (widget.isDestroyed()) canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
	});
}

function PreparedMap(props: MapContentsProps & { readonly widget: CesiumWidget }) {
	const { widget, keeper, mapGround, bounds, theme, gfx, isHeld = false } = props;
	const latest = useLatest(props);
	const [map, setMap] = useState<MapContext | null>(null);
	const [prepared, setPrepared] = useState<PreparedScene | null>(null);

	useLayoutEffect(() => {
		const { scene } = widget;
		const made = prepareScene(widget, mapGround, latest.current.theme, gfx);
		const camera = createMapCamera(scene, bounds, mapGround, gfx);
		const labels = createLabelBoard(
			scene,
			camera,
			() => latest.current.findCovered?.() ?? [],
			latest.current.mostLabels,
		);
		const detach = keeper.attach(camera, {
			capture: () => captureMap(scene),
			whenSettled: (isSettled, limitMs) => whenSettled(scene, isSettled, limitMs),
		});
		const stopWatching = watchContext(widget, {
			onLost: () => latest.current.onLost?.(),
			onAvailable: () => latest.current.onRebuild(),
			onGiveUp: (reason) => latest.current.onGiveUp(reason),
		});
		const pixelRatio = scene.canvas.width / Math.max(1, scene.canvas.clientWidth);
		const firstView = createFirstView(widget, gfx === 'lite' && latest.current.basemap !== null);
		const stopGlobeCheck = keeper.addSettleCheck(() => firstView.isOver && scene.globe.tilesLoaded);
		const [west, south, east, north] = bounds;
		setPrepared(made);
		setMap({
			scene,
			camera,
			ground: mapGround,
			labels,
			plane: createLocalPlane({ lon: (west + east) / 2, lat: (south + north) / 2 }),
			pixelRatio,
			firstView,
		});
		const stopFirstFrame = scene.postRender.addEventListener(() => {
			stopFirstFrame();
			latest.current.onReady?.();
			latest.current.onReturned?.();
		});
		return () => {
			stopFirstFrame();
			stopGlobeCheck();
			firstView.destroy();
			stopWatching();
			detach();
			labels.destroy();
			camera.destroy();
			made.undo();
			setMap(null);
			releaseContextOf(widget);
		};
	}, [widget, keeper, mapGround, bounds, gfx, latest]);

	useLayoutEffect(() => prepared?.setTheme(theme), [prepared, theme]);
	useLayoutEffect(() => {
		widget.useDefaultRenderLoop = !isHeld;
	}, [widget, isHeld]);

	return map ? <MapLayers {...props} map={map} /> : null;
}
