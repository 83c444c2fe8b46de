import type { Scene } from 'cesium';
import type { LocalPlane } from '../../domain/geo/local-plane.ts';
import type { FirstView } from '../engine/first-view.ts';
import type { MapCamera } from '../engine/map-camera.ts';
import type { MapGround } from '../engine/map-ground.ts';
import type { SceneTheme } from '../style/scene-theme.ts';
import type { LabelBoard } from './label-board.ts';

/** What every layer may use of the map it is part of. Lives as long as one widget. */
export interface MapContext {
	readonly scene: Scene;
	readonly camera: MapCamera;
	/** What everything on the map stands on. */
	readonly ground: MapGround;
	/** City-wide metre grid round the middle of the bounds. */
	readonly plane: LocalPlane;
	/** Where layers write their labels. */
	readonly labels: LabelBoard;
	/** Canvas pixels per CSS pixel, for sharp symbols. */
	readonly pixelRatio: number;
	readonly firstView: FirstView;
}

/** One layer on the map: made once for a map, told of new props, undone with `destroy`. */
export interface Layer<Props> {
	update(props: Props): void;
	destroy(): void;
}

/** Makes a layer and draws its first props. */
export type CreateLayer<Props> = (map: MapContext, props: Props) => Layer<Props>;

/** Props most layers share. */
export interface ThemedProps {
	readonly theme: SceneTheme;
}
