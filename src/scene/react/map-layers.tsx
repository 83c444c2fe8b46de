import { useCallback, useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import { describeError } from '../../domain/errors.ts';
import { watchPointer } from '../engine/watch-pointer.ts';
import { createAlarmLayer } from '../layers/alarm-layer.ts';
import { type BasemapLayerOptions, createBasemapLayer } from '../layers/basemap-layer.ts';
import { type BuildingsProps, createBuildingsLayer } from '../layers/buildings-layer.ts';
import { createClosuresLayer } from '../layers/closures-layer.ts';
import { createDraftLayer, type DraftProps } from '../layers/draft-layer.ts';
import { createHosesLayer } from '../layers/hoses-layer.ts';
import { createIncidentsLayer } from '../layers/incidents-layer.ts';
import { createIsochroneLayer } from '../layers/isochrone-layer.ts';
import type { MapContext } from '../layers/layer.ts';
import { createLitLayer } from '../layers/lit-layer.ts';
import { createPostsLayer } from '../layers/posts-layer.ts';
import { createReachLayer } from '../layers/reach-layer.ts';
import { createRoutesLayer } from '../layers/routes-layer.ts';
import { createSelectionLayer } from '../layers/selection-layer.ts';
import { createSpotsLayer, type SpotsProps } from '../layers/spots-layer.ts';
import { createStationsLayer } from '../layers/stations-layer.ts';
import type { TacticsPicture } from '../layers/tactics-picture.ts';
import { createTerrainLayer } from '../layers/terrain-layer.ts';
import { createVehiclesLayer } from '../layers/vehicles-layer.ts';
import { createWaterLayer, type WaterProps } from '../layers/water-layer.ts';
import { createZonesLayer } from '../layers/zones-layer.ts';
import type { MapContentsProps } from './map-contents.tsx';
import { useLatest } from './use-latest.ts';
import { useLayer } from './use-layer.ts';
import { useMarkLayers } from './use-mark-layers.ts';
import { useMeasureLayer } from './use-measure-layer.ts';

/** Software GL draws a few pictures a second at best: vehicles must not eat them all. */
const VEHICLE_FRAMES_PER_SECOND = { full: 30, lite: 2 } as const;

const NO_TRAILS: ReadonlySet<string> = new Set();

const NO_TACTICS: TacticsPicture = {
	target: null,
	reach: [],
	fireBand: null,
	spots: [],
	hoses: [],
	zones: [],
	posts: [],
	orbit: null,
	holes: [],
};

type LayersProps = MapContentsProps & { readonly map: MapContext };

/** All layers of one map, from the ground up; without a GPU what stands on it comes when the streets are there. */
export function MapLayers(props: LayersProps) {
	const { firstView } = props.map;
	const isWhole = useSyncExternalStore(firstView.onEnd, () => firstView.isOver);
	return (
		<>
			<CityLayers {...props} />
			{isWhole ? <ThingLayers {...props} /> : props.opening}
			<HandLayers {...props} />
		</>
	);
}

/** The city itself: terrain, streets, buildings. */
function CityLayers(props: LayersProps) {
	const { map, keeper, terrainUrl, tilesetUrl, tilesetAttempt, bounds, theme, language, colourBy } = props;
	const { basemap, picture, isPassing = false } = props;
	const latest = useLatest(props);

	useLayoutEffect(() => {
		const layer = createTerrainLayer(map.scene, terrainUrl, (error) => {
			console.error(`scene: ${terrainUrl}: got ${describeError(error)}, expected terrain; the ground stays flat`);
		});
		return withSettleCheck(layer, keeper).destroy;
	}, [map, terrainUrl, keeper]);

	const createBasemap = useCallback(
		({ scene, firstView }: MapContext, first: BasemapLayerOptions) =>
			basemap
				? createBasemapLayer(scene, basemap, { bounds, onCovered: firstView.end }, first)
				: { update: () => {}, destroy: () => {} },
		[basemap, bounds],
	);
	const basemapProps = useMemo<BasemapLayerOptions>(
		() => ({ theme, language: language.startsWith('zh') ? 'zh' : 'en', isPassing }),
		[theme, language, isPassing],
	);
	useLayer(map, createBasemap, basemapProps);

	const createBuildings = useCallback(
		(context: MapContext, first: BuildingsProps) => {
			const layer = createBuildingsLayer(
				context,
				{
					onTileStats: (stats) => latest.current.onTileStats?.(stats),
					onFailed: (url, reason) => {
						console.error(`scene: ${url}: got ${reason}, expected a tileset (attempt ${tilesetAttempt + 1})`);
						latest.current.onTileStats?.({ loaded: 0, failed: 1, pending: 0 });
					},
				},
				first,
			);
			return withSettleCheck(layer, keeper);
		},
		[tilesetAttempt, keeper, latest],
	);
	const buildingsProps = useMemo<BuildingsProps>(
		() => ({
			theme,
			colourBy,
			url: tilesetUrl,
			targetFid: picture?.target?.fid ?? null,
			neighbourFids: new Set(picture?.neighbours.flatMap(({ fid }) => (fid === null ? [] : [fid]))),
		}),
		[theme, colourBy, tilesetUrl, picture],
	);
	useLayer(map, createBuildings, buildingsProps);

	useLayoutEffect(() => {
		const { scene, camera } = map;
		const tell = () => latest.current.onView?.(camera.getView(), camera.getMetresPerPixel(), camera.getFocus().at);
		// Nobody may have moved the map yet, and what is drawn at its middle has to know where that is.
		const stopFirst = scene.postRender.addEventListener(() => {
			stopFirst();
			tell();
		});
		const stopFollowing = scene.camera.changed.addEventListener(tell);
		return () => {
			stopFirst();
			stopFollowing();
		};
	}, [map, latest]);

	return null;
}

/** What stands and moves in the city, and what is drawn over it. */
function ThingLayers(props: LayersProps) {
	const { map, keeper, theme, gfx } = props;
	const { stations, waterSource, vehicles, picture, selection, routes, closures, isochrone } = props;
	const { trailIds = NO_TRAILS, serverNowMs = Date.now } = props;
	const latest = useLatest(props);

	const createWater = useCallback(
		(context: MapContext, first: WaterProps) => withSettleCheck(createWaterLayer(context, first), keeper),
		[keeper],
	);
	const waterProps = useMemo<WaterProps>(
		() => ({
			theme,
			source: waterSource,
			standsBack: picture !== null,
			hiddenIds: new Set(picture?.water.map((water) => water.id)),
		}),
		[theme, waterSource, picture],
	);
	useLayer(map, createWater, waterProps);

	useLayer(
		map,
		createIsochroneLayer,
		useMemo(() => ({ theme, bands: isochrone }), [theme, isochrone]),
	);
	const { target, reach, fireBand, spots, hoses, zones, posts, orbit, holes } = props.tactics ?? NO_TACTICS;
	useLayer(
		map,
		createZonesLayer,
		useMemo(() => ({ theme, zones, holes }), [theme, zones, holes]),
	);
	useLayer(
		map,
		createRoutesLayer,
		useMemo(() => ({ theme, picture: routes }), [theme, routes]),
	);
	useLayer(
		map,
		createClosuresLayer,
		useMemo(() => ({ theme, closures }), [theme, closures]),
	);
	useLayer(
		map,
		createStationsLayer,
		useMemo(() => ({ theme, stations }), [theme, stations]),
	);
	const { incidents } = props;
	useLayer(
		map,
		createIncidentsLayer,
		useMemo(() => ({ theme, incidents }), [theme, incidents]),
	);
	useLayer(
		map,
		createVehiclesLayer,
		useMemo(
			() => ({ theme, feed: vehicles, framesPerSecond: VEHICLE_FRAMES_PER_SECOND[gfx], trailIds, serverNowMs }),
			[theme, vehicles, gfx, trailIds, serverNowMs],
		),
	);
	useLayer(
		map,
		createSelectionLayer,
		useMemo(() => ({ theme, selection }), [theme, selection]),
	);
	useLayer(
		map,
		createAlarmLayer,
		useMemo(() => ({ theme, picture }), [theme, picture]),
	);

	useLayer(
		map,
		createReachLayer,
		useMemo(() => ({ theme, target, reach, fireBand }), [theme, target, reach, fireBand]),
	);
	useLayer(
		map,
		createHosesLayer,
		useMemo(() => ({ theme, hoses }), [theme, hoses]),
	);
	const spotsProps = useMemo<SpotsProps>(
		() => ({ theme, target, reach, spots, onMove: (move) => latest.current.onSpotMove?.(move) }),
		[theme, target, reach, spots, latest],
	);
	useLayer(map, createSpotsLayer, spotsProps);
	useLayer(
		map,
		createPostsLayer,
		useMemo(() => ({ theme, posts, orbit, target }), [theme, posts, orbit, target]),
	);

	useLayer(
		map,
		createLitLayer,
		useMemo(() => ({ theme, lit: props.lit }), [theme, props.lit]),
	);
	return null;
}

/** What a hand does on the map: from the start, a press before the streets are there is not lost. */
function HandLayers(props: LayersProps) {
	const { map, theme, draft } = props;
	const latest = useLatest(props);

	useMarkLayers(map, theme, props.marks);
	useMeasureLayer(map, theme, props.measure);

	const draftProps = useMemo<DraftProps>(
		() => ({
			theme,
			draft,
			onPoint: (at) => latest.current.onDraftPoint?.(at),
			onFinish: () => latest.current.onDraftFinish?.(),
		}),
		[theme, draft, latest],
	);
	useLayer(map, createDraftLayer, draftProps);

	useLayoutEffect(
		() =>
			watchPointer(map.scene, map.ground, {
				onPick: (event) => {
					const { draft: drawn, marks, measure, onPick } = latest.current;
					if ((!drawn || drawn.isDone) && !marks?.draft?.isOpen && !measure?.taking) onPick?.(event);
				},
				onCursor: (at) => latest.current.onCursor?.(at),
			}),
		[map, latest],
	);
	return null;
}

/** A layer whose loading counts when the map is asked whether it has settled. */
function withSettleCheck<Layer extends { isSettled(): boolean; destroy(): void }>(
	layer: Layer,
	keeper: MapContentsProps['keeper'],
): Layer {
	const stopCheck = keeper.addSettleCheck(layer.isSettled);
	const destroy = () => {
		stopCheck();
		layer.destroy();
	};
	return { ...layer, destroy };
}
