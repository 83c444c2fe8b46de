import type { Rng } from '../../src/citypack/generate/rng.ts';
import type { Closure } from '../../src/domain/closure.ts';
import { metresPerDegree } from '../../src/domain/geo/local-plane.ts';
import { E7, type LonLat } from '../../src/domain/geo/lon-lat.ts';
import type { RoadGraph } from '../../src/domain/pack/road-graph.ts';
import { makeClosure } from '../support/make-closure.ts';

/** How far from its road a place lies at most, degrees: some 40 m. */
const OFF_ROAD_DEG = 4e-4;

/** Places near roads, as addresses are: beside the middle of a random piece of a random edge. */
export function pickPlaces(graph: RoadGraph, rng: Rng, count: number): LonLat[] {
	const { geomStart, geomLonLat } = graph;
	return Array.from({ length: count }, () => {
		const edge = rng.int(0, graph.edgeCount - 1);
		const vertex = rng.int(geomStart[edge] as number, (geomStart[edge + 1] as number) - 2);
		const [lon, lat] = [0, 1].map(
			(k) => ((geomLonLat[vertex * 2 + k] as number) + (geomLonLat[vertex * 2 + 2 + k] as number)) / 2 / E7,
		) as [number, number];
		return { lon: lon + rng.range(-OFF_ROAD_DEG, OFF_ROAD_DEG), lat: lat + rng.range(-OFF_ROAD_DEG, OFF_ROAD_DEG) };
	});
}

/** A closure of a square around a place, for good. */
export function closeSquare(id: string, [lon, lat]: readonly number[], halfM: number): Closure {
	const scale = metresPerDegree(lat as number);
	const corner = (east: number, north: number): [number, number] => [
		(lon as number) + (east * halfM) / scale.lon,
		(lat as number) + (north * halfM) / scale.lat,
	];
	const ring = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)];
	return makeClosure(id, { shape: { type: 'Polygon', coordinates: [ring] } });
}
