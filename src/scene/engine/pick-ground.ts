import { type Cartesian2, type Cartesian3, Cartographic, type Scene } from 'cesium';
import type { Position } from '../../domain/geo/lon-lat.ts';
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

/** The same as longitude and latitude, degrees; null = the sky is there. */
export function locateGround(scene: Scene, ground: MapGround, at: Cartesian2): Position | null {
	const point = pickGround(scene, ground, at);
	if (!point) return null;
	const { longitude, latitude } = Cartographic.fromCartesian(point);
	return [(longitude * 180) / Math.PI, (latitude * 180) / Math.PI];
}
