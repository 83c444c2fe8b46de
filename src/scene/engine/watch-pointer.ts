import { Cartesian2, type Cartesian3, Cartographic, Cesium3DTileFeature, type Scene } from 'cesium';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import { NO_FID } from '../../domain/pack/tile-properties.ts';
import type { PickId } from '../layers/point-symbols.ts';
import type { MapGround } from './map-ground.ts';
import type { PickEvent } from './pick-event.ts';
import { locateGround } from './pick-ground.ts';
import { REPLACED_TILESETS } from './replaced-tilesets.ts';

/** What the pointer does on the map. */
export interface PointerEvents {
	onPick(event: PickEvent): void;
	/** The ground under the pointer, once a frame; null = it left the map or points at the sky. */
	onCursor(at: LonLat | null): void;
}

/** A press that moved farther is a drag, not a click. CSS pixels. */
const CLICK_SLACK_PX = 5;

function toLonLat(point: Cartesian3 | undefined): LonLat | null {
	if (!point) return null;
	const place = Cartographic.fromCartesian(point);
	return { lon: (place.longitude * 180) / Math.PI, lat: (place.latitude * 180) / Math.PI };
}

function groundUnder(scene: Scene, ground: MapGround, at: Cartesian2): LonLat | null {
	const found = locateGround(scene, ground, at);
	return found && { lon: found[0], lat: found[1] };
}

function describePick(scene: Scene, mapGround: MapGround, at: Cartesian2): PickEvent | null {
	const picked = scene.pick(at, 5, 5) as { id?: PickId } | Cesium3DTileFeature | undefined;
	const ground = groundUnder(scene, mapGround, at);
	if (picked instanceof Cesium3DTileFeature && !REPLACED_TILESETS.has(picked.tileset)) {
		const lonLat = toLonLat(scene.pickPositionSupported ? scene.pickPosition(at) : undefined) ?? ground;
		if (!lonLat) return null;
		const fid = picked.getProperty('fid') as number;
		const count = picked.getProperty('count') as number;
		return count > 1 || fid === NO_FID ? { kind: 'merged', count, lonLat } : { kind: 'building', fid, lonLat };
	}
	if (!ground) return null;
	if (picked && !(picked instanceof Cesium3DTileFeature) && picked.id?.layer)
		return { kind: picked.id.layer, id: picked.id.id, lonLat: ground };
	return { kind: 'ground', lonLat: ground };
}

/** Watches clicks and the pointer over a map until the returned undo. */
export function watchPointer(scene: Scene, ground: MapGround, events: PointerEvents): () => void {
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
		const found = describePick(scene, ground, locate(event));
		if (found) events.onPick(found);
	};
	const tellCursor = () => {
		frame = 0;
		if (scene.isDestroyed()) return;
		events.onCursor(cursor ? groundUnder(scene, ground, cursor) : null);
	};
	const handleMove = (event: PointerEvent) => {
		cursor = event.type === 'pointerleave' ? null : locate(event);
		if (frame === 0) frame = requestAnimationFrame(tellCursor);
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
