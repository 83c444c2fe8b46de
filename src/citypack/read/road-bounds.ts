import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import { type BBox, E7 } from '../../domain/geo/lon-lat.ts';
import type { Reject, RoadLine } from '../model/source-city.ts';
import type { TakenRoads } from './take/road-taker.ts';

/** Farther from the middle of its source than this no road of a city lies, metres. Assumption, not sourced. */
const FAR_M = 300_000;

/** Box of lines (degrees x 1e7) in degrees; null = they have no vertex. */
export function boundsOfLines(lines: readonly Int32Array[]): BBox | null {
	let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const lonLat of lines) {
		for (let i = 0; i < lonLat.length; i += 2) {
			west = Math.min(west, lonLat[i] as number);
			east = Math.max(east, lonLat[i] as number);
			south = Math.min(south, lonLat[i + 1] as number);
			north = Math.max(north, lonLat[i + 1] as number);
		}
	}
	return west <= east ? [west / E7, south / E7, east / E7, north / E7] : null;
}

/** Box of roads, degrees; null = there are none. */
export function boundsOfRoads(roads: readonly RoadLine[]): BBox | null {
	return boundsOfLines(roads.map(({ lonLat }) => lonLat));
}

/**
 * The roads of an input without those that lie more than 300 km from their median; each line is refused as `road/far-away`, and what had
 * been repaired of it is not told any more. With fewer than three lines none is the middle.
 */
export function refuseFarRoads(taken: TakenRoads, sourceKey: string): TakenRoads {
	const { roads, counts } = taken;
	if (roads.length < 3) return taken;
	const median = (k: 0 | 1) =>
		roads.map(({ lonLat }) => lonLat[k] as number).sort((a, b) => a - b)[roads.length >> 1] as number;
	const [lon, lat] = [median(0), median(1)];
	const scale = metresPerDegree(lat / E7);
	const distanceM = ({ lonLat }: RoadLine) =>
		Math.hypot((((lonLat[0] as number) - lon) / E7) * scale.lon, (((lonLat[1] as number) - lat) / E7) * scale.lat);
	const far = roads.filter((road) => distanceM(road) > FAR_M);
	if (far.length === 0) return taken;
	const gone = new Set(far.map(({ id }) => id));
	const isGone = ({ id, outcome }: Reject) => outcome === 'repaired' && gone.has(id);
	const refused = far.map((road): Reject => {
		const detail = `${Math.round(distanceM(road) / 1000)} km from the middle of the source, expected at most 300 km`;
		return { source: sourceKey, id: road.id, outcome: 'refused', reason: 'road/far-away', detail };
	});
	const repairedGone = new Set(taken.rejects.filter(isGone).map(({ id }) => id)).size;
	return {
		...taken,
		roads: roads.filter(({ id }) => !gone.has(id)),
		counts: {
			read: counts.read,
			kept: counts.kept - far.length,
			repaired: counts.repaired - repairedGone,
			refused: counts.refused + far.length,
		},
		rejects: [...taken.rejects.filter((reject) => !isGone(reject)), ...refused],
	};
}
