import type { Scene } from 'cesium';
import type { Position } from '../../domain/geo/lon-lat.ts';
import type { MapGround } from './map-ground.ts';
import { locateGround } from './pick-ground.ts';
import { watchCanvas } from './watch-canvas.ts';

/** What drawing on the map tells. */
export interface DrawEvents {
	/** A click on the ground. */
	onPoint(at: Position): void;
	/** A double click: the point it stands for was told by its first click. */
	onFinish(): void;
	/** Where the pointer is, once a frame; null = off the map. */
	onHover(at: Position | null): void;
}

/** A click as near and as soon after another belongs to a double click. CSS pixels. */
const DOUBLE_SLACK_PX = 8;
const DOUBLE_MS = 350;

/** Follows the pointer over the map while something is drawn, until the returned undo. The map can be moved all the same. */
export function watchDrawing(scene: Scene, ground: MapGround, events: DrawEvents): () => void {
	const { canvas } = scene;
	let last: { x: number; y: number; atMs: number } | null = null;
	const stop = watchCanvas(scene, {
		onClick(place, { clientX: x, clientY: y, timeStamp: atMs }) {
			if (last && atMs - last.atMs < DOUBLE_MS && Math.hypot(x - last.x, y - last.y) < DOUBLE_SLACK_PX) {
				last = null;
				events.onFinish();
				return;
			}
			last = { x, y, atMs };
			const at = locateGround(scene, ground, place);
			if (at) events.onPoint(at);
		},
		onHover: (place) => events.onHover(place && locateGround(scene, ground, place)),
	});
	canvas.style.cursor = 'crosshair';
	return () => {
		stop();
		canvas.style.cursor = '';
	};
}
