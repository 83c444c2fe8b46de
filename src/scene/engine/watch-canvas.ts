import { Cartesian2, type Scene } from 'cesium';

/** What the pointer does on the map's canvas. Places in CSS pixels from its upper left corner. */
export interface CanvasEvents {
	/** A press of the main button that was let go where it began. */
	onClick(at: Cartesian2, event: PointerEvent): void;
	/** Where the pointer is, once a frame; null = it left the map. */
	onHover(at: Cartesian2 | null): void;
}

/** A press that moved farther is a drag of the map, not a click. CSS pixels. */
const CLICK_SLACK_PX = 5;

/** Watches the pointer over a map's canvas until the returned undo. The map can be moved all the same. */
export function watchCanvas(scene: Scene, events: CanvasEvents): () => void {
	const { canvas } = scene;
	let press: { x: number; y: number; pointerId: number } | null = null;
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
		if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > CLICK_SLACK_PX) return;
		events.onClick(locate(event), event);
	};
	const tellHover = () => {
		frame = 0;
		if (!scene.isDestroyed()) events.onHover(cursor);
	};
	const handleMove = (event: PointerEvent) => {
		cursor = event.type === 'pointerleave' ? null : locate(event);
		if (frame === 0) frame = requestAnimationFrame(tellHover);
	};
	canvas.addEventListener('pointerdown', handleDown);
	canvas.addEventListener('pointerup', handleUp);
	canvas.addEventListener('pointermove', handleMove);
	canvas.addEventListener('pointerleave', handleMove);
	return () => {
		cancelAnimationFrame(frame);
		canvas.removeEventListener('pointerdown', handleDown);
		canvas.removeEventListener('pointerup', handleUp);
		canvas.removeEventListener('pointermove', handleMove);
		canvas.removeEventListener('pointerleave', handleMove);
	};
}
