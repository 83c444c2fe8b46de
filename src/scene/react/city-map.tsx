import { type ReactNode, type Ref, useImperativeHandle, useMemo, useState } from 'react';
import { CesiumWidget as CesiumWidgetElement } from 'resium';
import type { BBox, LonLat, Position } from '../../domain/geo/lon-lat.ts';
import type { GroundGrid } from '../../domain/pack/ground-grid.ts';
import type { Feed, VehiclePosition } from '../../domain/topics.ts';
import { createMapGround, type MapGround } from '../engine/map-ground.ts';
import { createMapKeeper, type MapKeeper } from '../engine/map-keeper.ts';
import type { FlyTarget, MapView } from '../engine/map-view.ts';
import type { PickEvent } from '../engine/pick-event.ts';
import type { Box } from '../engine/place-labels.ts';
import type { TileStats } from '../engine/tile-watch.ts';
import { findWebglFault } from '../engine/webgl-support.ts';
import type { AlarmPicture, PictureBuilding } from '../layers/alarm-picture.ts';
import type { BasemapTileSource } from '../layers/basemap-layer.ts';
import type { PictureClosure } from '../layers/closures-layer.ts';
import type { Draft } from '../layers/draft-layer.ts';
import type { PictureIncident } from '../layers/incidents-layer.ts';
import type { PictureBand } from '../layers/isochrone-layer.ts';
import type { RoutePicture } from '../layers/route-picture.ts';
import type { PictureStation } from '../layers/stations-layer.ts';
import type { PictureLit, SpotMove, TacticsPicture } from '../layers/tactics-picture.ts';
import type { WaterLoader } from '../layers/water-layer.ts';
import type { ColourBy } from '../style/building-style.ts';
import type { SceneTheme } from '../style/scene-theme.ts';
import './city-map.css';
import { MapContents } from './map-contents.tsx';
import type { MarkMapProps } from './use-mark-layers.ts';
import type { MeasureMapProps } from './use-measure-layer.ts';

/** What the app can ask of the map. All of it works at any time: while the map is being (re)made, it is done afterwards. */
export interface CityMapHandle {
	/** Ends early when the user moves the map. */
	flyTo(target: FlyTarget): void;
	/** The whole city. */
	flyHome(): void;
	/** Positive comes nearer: each step halves or doubles the distance. */
	zoom(steps: number): void;
	/** Moves by a part of the window: [right, up], 0.2 is a fifth. */
	pan(right: number, up: number): void;
	/** Turns round the middle of the map; degrees. */
	turn(headingDeg: number, pitchDeg: number): void;
	resetNorth(): void;
	/** Straight down, without tilt. */
	set2D(): void;
	set3D(): void;
	/** undefined before the first map stands. */
	getView(): MapView | undefined;
	setView(view: MapView): void;
	/** The place in the middle of the map now, before it is drawn; undefined before the first map stands. */
	getCentre(): LonLat | undefined;
	/** Place `heightM` above ground on the canvas in CSS pixels; null when it is behind the camera or the map is not there. */
	project(at: LonLat, heightM: number): { x: number; y: number } | null;
	/** Nothing loads, flies or waits: a picture taken now is the whole picture. */
	isSettled(): boolean;
	/** The map as it is now with its labels, as a canvas of its own; null = there is no map. */
	capture(): HTMLCanvasElement | null;
	/** Resolves when the map is drawn with all that was changed before, or after `limitMs`; at once when there is none. */
	whenSettled(limitMs: number): Promise<void>;
	/** Asks once more for the tiles that failed. */
	retryFailed(): void;
}

/** What the map shows. Every array is drawn anew when the object changes: keep it while nothing does. */
export interface CityMapProps {
	readonly ref?: Ref<CityMapHandle>;
	readonly tilesetUrl: string;
	/** Of the city pack: the start view and how far one can go. */
	readonly bounds: BBox;
	/** Folder of the terrain's layer.json; null = the pack has none, and the ground is flat. */
	readonly terrainUrl: string | null;
	/** What things stand on where there is terrain; another one, like other bounds, draws the whole map anew in the same view. */
	readonly ground: GroundGrid | null;
	readonly theme: SceneTheme;
	/** The theme will soon be what it was before: what it takes a while to draw in that one is kept. */
	readonly isPassing?: boolean;
	readonly language: string;
	readonly colourBy: ColourBy;
	/** 'lite': no edges and no antialiasing, for machines without a GPU. */
	readonly gfx: 'full' | 'lite';
	/** No picture is drawn for now: a better one is on its way, and each takes long here. */
	readonly isHeld?: boolean;
	readonly basemap: BasemapTileSource | null;
	readonly stations: readonly PictureStation[];
	/** Open incidents beside the one of `picture`. */
	readonly incidents: readonly PictureIncident[];
	/** Labels that stand at once; absent = as many as the alarm picture may have. Read once. */
	readonly mostLabels?: number;
	/** Asked by view once the camera is near enough; null = none are shown. */
	readonly waterSource: WaterLoader | null;
	readonly vehicles: Feed<VehiclePosition> | null;
	/** Vehicles whose way of the last minutes is drawn; absent = of none. */
	readonly trailIds?: ReadonlySet<string>;
	/** The server's clock, by which positions age; absent = this machine's. Must not change between renders. */
	readonly serverNowMs?: () => number;
	readonly picture: AlarmPicture | null;
	readonly selection: PictureBuilding | null;
	/** What the assessment says of tactics; each part is drawn anew when its own object changes. null = nothing. */
	readonly tactics: TacticsPicture | null;
	/** What an open number was taken from; null = none is open. */
	readonly lit: PictureLit | null;
	/** A truck that the user had put was dragged or turned. */
	readonly onSpotMove?: (move: SpotMove) => void;
	/** Ways with their signs; null = none. */
	readonly routes: RoutePicture | null;
	readonly closures: readonly PictureClosure[];
	/** How far one gets in some times, nearest first; empty = not asked. */
	readonly isochrone: readonly PictureBand[];
	/** A shape that is being drawn: until it is done, clicks go to onDraftPoint and onDraftFinish and not to onPick. */
	readonly draft: Draft | null;
	readonly onDraftPoint?: (at: Position) => void;
	/** A double click. */
	readonly onDraftFinish?: () => void;
	/** Tactical marks; while one is drawn clicks go to it and not to onPick. null = none. */
	readonly marks: MarkMapProps | null;
	/** Measures; while one is taken clicks go to it and not to onPick. null = none. */
	readonly measure: MeasureMapProps | null;
	readonly onPick?: (event: PickEvent) => void;
	readonly onCursor?: (at: LonLat | null) => void;
	readonly onTileStats?: (stats: TileStats) => void;
	/** The first picture of a (re)made map stands. */
	readonly onReady?: () => void;
	readonly onContextLost?: () => void;
	readonly onContextRestored?: () => void;
	/** After every move of the camera, at most once a frame: for the north arrow and the scale bar. */
	readonly onView?: (view: MapView, metresPerPixel: number, centre: LonLat) => void;
	/** What the page has laid over the map: labels keep clear of it. Boxes on the canvas, CSS pixels; asked once a frame. */
	readonly findCovered?: () => readonly Box[];
	/** Shown over plain ground until the streets are there; only where that takes long, without a GPU. */
	readonly opening?: ReactNode;
	/** Shown in place of the map where WebGL cannot be had. */
	readonly renderUnavailable: (reason: string) => ReactNode;
}

/** Constants, because a changed option would make resium build the widget anew. */
const WIDGET_OPTIONS = {
	baseLayer: false,
	skyBox: false,
	skyAtmosphere: false,
	scene3DOnly: true,
	orderIndependentTranslucency: false,
	shadows: false,
	requestRenderMode: true,
	maximumRenderTimeChange: Number.POSITIVE_INFINITY,
	showRenderLoopErrors: false,
	automaticallyTrackDataSourceClocks: false,
	blurActiveElementOnCanvasFocus: false,
} as const;

const CONTEXT_OPTIONS = {
	full: { webgl: { antialias: true, powerPreference: 'high-performance' } },
	lite: { webgl: { antialias: false, powerPreference: 'high-performance' } },
} as const;

function createHandle(keeper: MapKeeper, ground: MapGround, retryFailed: () => void): CityMapHandle {
	return {
		flyTo: (target) => keeper.run((camera) => camera.flyTo(target)),
		flyHome: () => keeper.run((camera) => camera.flyHome()),
		zoom: (steps) => keeper.run((camera) => camera.zoom(steps)),
		pan: (right, up) => keeper.run((camera) => camera.pan(right, up)),
		turn: (headingDeg, pitchDeg) => keeper.run((camera) => camera.turn(headingDeg, pitchDeg)),
		resetNorth: () => keeper.run((camera) => camera.resetNorth()),
		set2D: () => keeper.run((camera) => camera.set2D()),
		set3D: () => keeper.run((camera) => camera.set3D()),
		getView: () => keeper.getView(),
		getCentre: () => keeper.camera?.getFocus().at,
		setView: (view) => keeper.run((camera) => camera.setView(view)),
		project: (at, heightM) => keeper.camera?.project(at, ground.heightAt(at.lon, at.lat) + heightM) ?? null,
		isSettled: () => keeper.isSettled(),
		capture: () => keeper.capture(),
		whenSettled: (limitMs) => keeper.whenSettled(limitMs),
		retryFailed,
	};
}

/**
 * The city in 3D. React decides what is on it; the engine decides each frame. When the WebGL context is lost the widget is
 * made anew and comes back with the same view, layers and selection, because none of these live in it.
 */
export function CityMap(props: CityMapProps) {
	const { ref, gfx, ground, renderUnavailable, onContextLost, onContextRestored } = props;
	const [keeper] = useState(createMapKeeper);
	const [creditContainer] = useState(() => document.createElement('div'));
	const [fault, setFault] = useState<string | null>(findWebglFault);
	const [generation, setGeneration] = useState(0);
	const [tilesetAttempt, setTilesetAttempt] = useState(0);
	const mapGround = useMemo(() => createMapGround(ground), [ground]);
	const handle = useMemo(
		() => createHandle(keeper, mapGround, () => setTilesetAttempt((attempt) => attempt + 1)),
		[keeper, mapGround],
	);
	useImperativeHandle(ref, () => handle, [handle]);

	if (fault !== null) return renderUnavailable(fault);
	return (
		<div className="city-map">
			<CesiumWidgetElement
				key={`${gfx}-${generation}`}
				{...WIDGET_OPTIONS}
				contextOptions={CONTEXT_OPTIONS[gfx]}
				creditContainer={creditContainer}
				msaaSamples={gfx === 'full' ? 4 : 1}
				useBrowserRecommendedResolution={gfx === 'lite'}
				full
			>
				<MapContents
					{...props}
					keeper={keeper}
					mapGround={mapGround}
					tilesetAttempt={tilesetAttempt}
					onLost={onContextLost}
					onRebuild={() => setGeneration((count) => count + 1)}
					onGiveUp={setFault}
					onReturned={generation > 0 ? onContextRestored : undefined}
				/>
			</CesiumWidgetElement>
		</div>
	);
}
