import { Cartesian2, type Scene } from 'cesium';
import type { Position } from '../../domain/geo/lon-lat.ts';
import type { MapGround } from './map-ground.ts';
import { locateGround } from './pick-ground.ts';

/** What drawing on the map tells. */
export interface DrawEvents {
	/** A click on the ground. */
	onPoint(at: Position): void;
	/** A double click: the point it stands for was told by its first click. */
	onFinish(): void;
	/** Where the pointer is, once a frame; null = off the map. */
	onHover(at: Position | null): void;
}

/** A press that moved farther is a drag of the map. CSS pixels. */
const CLICK_SLACK_PX = 5;
/** A click as near and as soon after another belongs to a double click. */
const DOUBLE_SLACK_PX = 8;
const DOUBLE_MS = 350;

/** Follows the pointer over the map while something is drawn, until the returned undo. The map can be moved all the same. */
export function watchDrawing(scene: Scene, ground: MapGround, events: DrawEvents): () => void {
	const { canvas } = scene;
	let press: { x: number; y: number; pointerId: number } | null = null;
	let last: { x: number; y: number; atMs: number } | null = null;
	let frame = 0;
	let cursor: Cartesian2 | null = null;

	const locate = (event: PointerEvent) => {
		const box = canvas.getBoundingClientRect();
		return new Cartesian2(event.clientX - box.left, event.clientY - box.top);
	};
	const handleDown = (event: PointerEvent) => {
		press =
			event.isPrimary && event.button === 0 ? { x: event.clientX, y: event.clientY, pointerId: event.pointerId } : null;
	};
	const handleUp = (event: PointerEvent) => {
		const start = press;
		press = null;
		if (!start || start.pointerId !== event.pointerId) return;
		const { clientX: x, clientY: y, timeStamp: atMs } = event;
		if (Math.hypot(x - start.x, y - start.y) > CLICK_SLACK_PX) return;
		if (last && atMs - last.atMs < DOUBLE_MS && Math.hypot(x - last.x, y - last.y) < DOUBLE_SLACK_PX) {
			last = null;
			events.onFinish();
			return;
		}
		last = { x, y, atMs };
		const at = locateGround(scene, ground, locate(event));
		if (at) events.onPoint(at);
	};
	const tell = () => {
		frame = 0;
		if (!scene.isDestroyed()) events.onHover(cursor ? locateGround(scene, ground, cursor) : null);
	};
	const handleMove = (event: PointerEvent) => {
		cursor = event.type === 'pointerleave' ? null : locate(event);
		if (frame === 0) frame = requestAnimationFrame(tell);
	};
	canvas.style.cursor = 'crosshair';
	canvas.addEventListener('pointerdown', handleDown);
	canvas.addEventListener('pointerup', handleUp);
	canvas.addEventListener('pointermove', handleMove);
	canvas.addEventListener('pointerleave', handleMove);
	return () => {
		cancelAnimationFrame(frame);
		canvas.style.cursor = '';
		canvas.removeEventListener('pointerdown', handleDown);
		canvas.removeEventListener('pointerup', handleUp);
		canvas.removeEventListener('pointermove', handleMove);
		canvas.removeEventListener('pointerleave', handleMove);
	};
}
