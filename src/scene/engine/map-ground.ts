import { Cartesian3, type Scene } from 'cesium';
import { distanceM } from '../../domain/geo/local-plane.ts';
import type { PolygonRings, Position } from '../../domain/geo/lon-lat.ts';
import { type GroundGrid, lowestUnderPolygonsM } from '../../domain/pack/ground-grid.ts';
import type { Point3 } from './prism-edges.ts';

/** What things on the map stand on. Heights in metres above the ellipsoid, as they are drawn (domain/pack/ground-grid.ts). */
export interface MapGround {
	/** No terrain: everything stands at 0. */
	readonly isFlat: boolean;
	/** The ground at a place. */
	heightAt(lon: number, lat: number): number;
	/** The foot of a building: the lowest ground under it, as in the buildings' tiles. */
	footOf(polygons: readonly PolygonRings[]): number;
	/** A line that lies `levelM` above the ground all along: with terrain it gets points in between. */
	drape(line: readonly Position[], levelM: number): Point3[];
}

/** A draped line has a point at least every so many metres: finer than the posts of usual elevation models (30 to 90 m). */
const DRAPE_STEP_M = 15;

const FLAT_GROUND: MapGround = {
	isFlat: true,
	heightAt: () => 0,
	footOf: () => 0,
	drape: (line, levelM) => line.map(([lon, lat]) => [lon, lat, levelM]),
};

/** The ground of a pack's grid; null = a pack without terrain. */
export function createMapGround(grid: GroundGrid | null): MapGround {
	if (!grid) return FLAT_GROUND;
	return {
		isFlat: false,
		heightAt: (lon, lat) => grid.drawnGroundM(lon, lat),
		footOf: (polygons) => lowestUnderPolygonsM(grid, polygons),
		drape: (line, levelM) =>
			divideLine(line).map(([lon, lat]) => [lon, lat, grid.drawnGroundM(lon, lat) + levelM] as const),
	};
}

function divideLine(line: readonly Position[]): Position[] {
	return line.flatMap((to, index): Position[] => {
		const from = line[index - 1];
		if (!from) return [to];
		const lengthM = distanceM({ lon: from[0], lat: from[1] }, { lon: to[0], lat: to[1] });
		const parts = Math.max(1, Math.ceil(lengthM / DRAPE_STEP_M));
		return Array.from({ length: parts }, (_, part) => {
			const share = (part + 1) / parts;
			return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
		});
	});
}

/** The point `aboveM` metres over the ground at a place. */
export function toCartesian(
	ground: MapGround,
	lon: number,
	lat: number,
	aboveM: number,
	result?: Cartesian3,
): Cartesian3 {
	return Cartesian3.fromDegrees(lon, lat, ground.heightAt(lon, lat) + aboveM, undefined, result);
}

/** How high the camera is above the ground under it, metres. */
export function measureCameraHeightM({ camera }: Scene, ground: MapGround): number {
	const { longitude, latitude, height } = camera.positionCartographic;
	return height - ground.heightAt((longitude * 180) / Math.PI, (latitude * 180) / Math.PI);
}
