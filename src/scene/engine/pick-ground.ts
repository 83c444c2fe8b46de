import type { Cartesian2, Cartesian3, Scene } from 'cesium';
import type { MapGround } from './map-ground.ts';

/** Where the ground lies under a place on the canvas; undefined = the sky is there. */
export function pickGround(scene: Scene, ground: MapGround, at: Cartesian2): Cartesian3 | undefined {
	const { camera, globe } = scene;
	if (!ground.isFlat) {
		const ray = camera.getPickRay(at);
		const hit = ray && globe.pick(ray, scene);
		if (hit) return hit;
	}
	return camera.pickEllipsoid(at);
}
