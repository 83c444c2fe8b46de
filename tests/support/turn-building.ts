import type { Building } from '../../src/domain/building.ts';
import { createLocalPlane } from '../../src/domain/geo/local-plane.ts';
import { ORIGIN } from './fake-city.ts';

const plane = createLocalPlane(ORIGIN);

/** A place in metres turned counter-clockwise about the fake city's origin. */
export function turnXY([x, y]: readonly [number, number], deg: number): [number, number] {
	const [cos, sin] = [Math.cos((deg * Math.PI) / 180), Math.sin((deg * Math.PI) / 180)];
	return [x * cos - y * sin, x * sin + y * cos];
}

/** A building turned counter-clockwise about the fake city's origin. */
export function turnBuilding(building: Building, deg: number): Building {
	const polygons = building.polygons.map((rings) =>
		rings.map((ring) => ring.map((at) => plane.toLonLat(turnXY(plane.toXY(at), deg)))),
	);
	return { ...building, polygons };
}
