import type { Scene } from 'cesium';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { MapCamera } from './map-camera.ts';

/** A thing on the map that says more under the pointer. */
export interface HoverTarget {
	readonly id: string;
	readonly at: LonLat;
	/** Above the ellipsoid. */
	readonly heightM: number;
}

/**
 * Tells over which of some things the pointer stands, by their places on the canvas: nothing is drawn for it, so it costs as much as
 * there are things. Fingers do not hover. Until the returned undo.
 */
export function watchHover(
	scene: Scene,
	camera: MapCamera,
	radiusPx: number,
	targets: readonly HoverTarget[],
	onHover: (target: HoverTarget | null) => void,
): () => void {
	const { canvas } = scene;
	let pointer: { x: number; y: number } | null = null;
	let frame = 0;
	let shown: HoverTarget | null = null;

	const find = (): HoverTarget | null => {
		if (!pointer) return null;
		let nearest: HoverTarget | null = null;
		let leastPx = radiusPx;
		for (const target of targets) {
			const place = camera.project(target.at, target.heightM);
			if (!place) continue;
			const awayPx = Math.hypot(place.x - pointer.x, place.y - pointer.y);
			if (awayPx <= leastPx) [nearest, leastPx] = [target, awayPx];
		}
		return nearest;
	};
	const tell = () => {
		frame = 0;
		if (scene.isDestroyed()) return;
		const found = find();
		if (found?.id === shown?.id) return;
		shown = found;
		onHover(found);
	};
	const handleMove = (event: PointerEvent) => {
		if (event.pointerType === 'touch') return;
		const box = canvas.getBoundingClientRect();
		const isAway = event.type === 'pointerleave' || event.buttons !== 0;
		pointer = isAway ? null : { x: event.clientX - box.left, y: event.clientY - box.top };
		if (frame === 0) frame = requestAnimationFrame(tell);
	};
	canvas.addEventListener('pointermove', handleMove);
	canvas.addEventListener('pointerleave', handleMove);
	return () => {
		cancelAnimationFrame(frame);
		canvas.removeEventListener('pointermove', handleMove);
		canvas.removeEventListener('pointerleave', handleMove);
	};
}
