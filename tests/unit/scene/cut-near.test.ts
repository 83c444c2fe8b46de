import { describe, expect, it } from 'vitest';
import { metresPerDegree } from '../../../src/domain/geo/local-plane.ts';
import type { Position } from '../../../src/domain/geo/lon-lat.ts';
import { cutNear } from '../../../src/scene/engine/cut-near.ts';

const LAT = 23;
const perDegree = metresPerDegree(LAT);
/** So many metres east and north of a place. */
const at = (eastM: number, northM: number): Position => [113.75 + eastM / perDegree.lon, LAT + northM / perDegree.lat];

function lengthM(line: readonly Position[]): number {
	let sum = 0;
	for (let index = 0; index + 1 < line.length; index += 1) {
		const [[lonA, latA], [lonB, latB]] = [line[index] as Position, line[index + 1] as Position];
		sum += Math.hypot((lonB - lonA) * perDegree.lon, (latB - latA) * perDegree.lat);
	}
	return sum;
}

describe('where a band ends', () => {
	it('an edge that both bands have is none; the end across the road is', () => {
		const inner = [at(0, 0), at(1_000, 0), at(1_000, 200), at(0, 200), at(0, 0)];
		const outer = [at(0, 0), at(2_000, 0), at(2_000, 200), at(0, 200), at(0, 0)];
		const [end, ...others] = cutNear([inner], [outer], 20);
		expect(others).toEqual([]);
		// 200 m across, less the 20 m at either side that are near the outer band's edges, by whole steps of 25 m.
		expect(lengthM(end ?? [])).toBeLessThanOrEqual(160);
		expect(lengthM(end ?? [])).toBeGreaterThan(160 - 2 * 25);
		expect(end?.[0]?.[0]).toBeCloseTo(at(1_000, 0)[0], 7);
	});

	it('with nothing near the whole line stays; with nothing but itself near nothing does', () => {
		const line = [at(0, 0), at(500, 0)];
		expect(cutNear([line], [], 20).map(lengthM)).toEqual([expect.closeTo(500, 1)]);
		expect(cutNear([line], [line], 20)).toEqual([]);
		expect(cutNear([], [line], 20)).toEqual([]);
	});
});
