import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import { doubleSignedArea } from '../clean/ring-measures.ts';
import type { TownOutline } from '../model/input-city.ts';

/** How far the towns of one source lie from those of another. */
interface TownOffset {
	/** Towns of the same name. */
	readonly towns: number;
	/** Median over them, metres from the second's to the first's. */
	readonly eastM: number;
	readonly northM: number;
	/** Half of the towns are nearer than this to the median, metres. */
	readonly spreadM: number;
	/** Middle of them, degrees. */
	readonly lon: number;
	readonly lat: number;
}

/** Fewer towns of the same name say nothing. */
const MIN_TOWNS = 5;

/**
 * How far do areas of the same name lie apart in two sources? By the centroids of their outlines; the median stands above
 * boundaries that were drawn anew. null = fewer than five names in common.
 */
export function findTownOffset(first: readonly TownOutline[], second: readonly TownOutline[]): TownOffset | null {
	const others = new Map(second.map((town) => [town.name, town]));
	const pairs: { a: readonly [number, number]; b: readonly [number, number] }[] = [];
	for (const town of first) {
		const other = others.get(town.name);
		if (other) pairs.push({ a: centroidOf(town.rings), b: centroidOf(other.rings) });
	}
	if (pairs.length < MIN_TOWNS) return null;
	const lon = medianOf(pairs.map(({ b }) => b[0])) / E7;
	const lat = medianOf(pairs.map(({ b }) => b[1])) / E7;
	const scale = metresPerDegree(lat);
	const east = pairs.map(({ a, b }) => ((a[0] - b[0]) / E7) * scale.lon);
	const north = pairs.map(({ a, b }) => ((a[1] - b[1]) / E7) * scale.lat);
	const eastM = medianOf(east);
	const northM = medianOf(north);
	const spreadM = medianOf(east.map((x, i) => Math.hypot(x - eastM, (north[i] as number) - northM)));
	return { towns: pairs.length, eastM, northM, spreadM, lon, lat };
}

function medianOf(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}

/** Centroid of an area; holes count against it. */
function centroidOf(rings: readonly Int32Array[]): readonly [x: number, y: number] {
	const [x0, y0] = rings[0] as unknown as [number, number];
	let area = 0;
	let sumX = 0;
	let sumY = 0;
	for (const ring of rings) {
		area += doubleSignedArea(ring);
		for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
			const ax = (ring[j] as number) - x0;
			const ay = (ring[j + 1] as number) - y0;
			const bx = (ring[i] as number) - x0;
			const by = (ring[i + 1] as number) - y0;
			const cross = ax * by - bx * ay;
			sumX += (ax + bx) * cross;
			sumY += (ay + by) * cross;
		}
	}
	return [x0 + sumX / (3 * area), y0 + sumY / (3 * area)];
}
