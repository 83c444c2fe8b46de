import type { ReactNode, Ref } from 'react';
import type { BBox, LonLat } from '../../domain/geo/lon-lat.ts';
import type { Station } from '../../domain/station.ts';
import type { VehiclePosition } from '../../domain/topics.ts';
import type { Feed } from '../engine/feed.ts';
import type { FlyTarget, MapView } from '../engine/map-view.ts';
import type { PickEvent } from '../engine/pick-event.ts';
import type { AlarmPicture, PictureBuilding } from '../layers/alarm-picture.ts';
import type { BasemapTileSource } from '../layers/basemap-layer.ts';
import type { WaterLoader } from '../layers/water-layer.ts';
import type { ColourBy } from '../style/building-style.ts';
import type { SceneTheme } from '../style/scene-theme.ts';

/** Tiles of the buildings: in the cache, given up, and under way. */
export interface TileStats {
	readonly loaded: number;
	/** Different URLs that failed; see CityMapHandle.retryFailed. */
	readonly failed: number;
	readonly pending: number;
}

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
	/** Place on the canvas in CSS pixels; null when it is behind the camera or the map is not there. */
	project(at: LonLat, heightM: number): { x: number; y: number } | null;
	/** Nothing loads, flies or waits: a picture taken now is the whole picture. */
	isSettled(): boolean;
	/** Asks once more for the tiles that failed. */
	retryFailed(): void;
}

/** What the map shows. Every array is drawn anew when the object changes: keep it while nothing does. */
export interface CityMapProps {
	readonly ref?: Ref<CityMapHandle>;
	readonly tilesetUrl: string;
	/** Of the city pack: the start view and how far one can go. */
	readonly bounds: BBox;
	readonly theme: SceneTheme;
	readonly language: string;
	readonly colourBy: ColourBy;
	/** 'lite': no edges and no antialiasing, for machines without a GPU. */
	readonly gfx: 'full' | 'lite';
	readonly basemap: BasemapTileSource | null;
	readonly stations: readonly Station[];
	/** Asked by view once the camera is near enough; null = none are shown. */
	readonly waterSource: WaterLoader | null;
	readonly vehicles: Feed<VehiclePosition> | null;
	readonly picture: AlarmPicture | null;
	readonly selection: PictureBuilding | null;
	readonly onPick?: (event: PickEvent) => void;
	readonly onCursor?: (at: LonLat | null) => void;
	readonly onTileStats?: (stats: TileStats) => void;
	/** The first picture of a (re)made map stands. */
	readonly onReady?: () => void;
	readonly onContextLost?: () => void;
	readonly onContextRestored?: () => void;
	/** After every move of the camera, at most once a frame: for the north arrow and the scale bar. */
	readonly onView?: (view: MapView, metresPerPixel: number) => void;
	/** Shown in place of the map where WebGL cannot be had. */
	readonly renderUnavailable: (reason: string) => ReactNode;
}
