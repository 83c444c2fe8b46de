import { FAR_M, measureFromMedian } from '../clean/measure-from-median.ts';
import type { RoadLine } from '../model/source-city.ts';
import type { TakenRoads } from './take/road-taker.ts';
import { tellFarAway } from './tell-far-away.ts';

/**
 * The roads of an input without those that lie more than 300 km from their median; each line is refused as `road/far-away`, and what had
 * been repaired of it is not told any more. With fewer than three lines none is the middle.
 */
export function refuseFarRoads(taken: TakenRoads, sourceKey: string): TakenRoads {
	const { roads } = taken;
	if (roads.length < 3) return taken;
	const firstOf = ({ lonLat }: RoadLine) => [lonLat[0] as number, lonLat[1] as number] as const;
	const measure = measureFromMedian(roads.map(firstOf));
	const far = roads
		.map((road) => ({ id: road.id, distanceM: measure(...firstOf(road)) }))
		.filter(({ distanceM }) => distanceM > FAR_M);
	if (far.length === 0) return taken;
	const gone = new Set(far.map(({ id }) => id));
	return {
		...taken,
		...tellFarAway(taken, far, 'road', sourceKey),
		roads: roads.filter(({ id }) => !gone.has(id)),
	};
}
