import { type Cartesian2, type Cartesian3, Cartographic, Cesium3DTileFeature, type Scene } from 'cesium';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import { NO_FID } from '../../domain/pack/tile-properties.ts';
import type { PickId } from '../layers/point-symbols.ts';
import type { MapGround } from './map-ground.ts';
import type { PickEvent } from './pick-event.ts';
import { locateGround } from './pick-ground.ts';
import { REPLACED_TILESETS } from './replaced-tilesets.ts';
import { watchCanvas } from './watch-canvas.ts';

/** What the pointer does on the map. */
export interface PointerEvents {
	onPick(event: PickEvent): void;
	/** The ground under the pointer, once a frame; null = it left the map or points at the sky. */
	onCursor(at: LonLat | null): void;
}

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
	return watchCanvas(scene, {
		onClick(at) {
			const found = describePick(scene, ground, at);
			if (found) events.onPick(found);
		},
		onHover: (at) => events.onCursor(at && groundUnder(scene, ground, at)),
	});
}
