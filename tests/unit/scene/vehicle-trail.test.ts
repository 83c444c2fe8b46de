import { Cartesian3, Matrix4, Transforms } from 'cesium';
import { describe, expect, it } from 'vitest';
import { pointAhead } from '../../../src/scene/engine/point-ahead.ts';
import { fadeTrail, growTrail, TRAIL_MS, type TrailPoint } from '../../../src/scene/engine/vehicle-trail.ts';
import { findFreshness, findWork } from '../../../src/scene/layers/vehicles-layer.ts';

/** Degrees of latitude of a metre. */
const METRE = 1 / 111_320;

describe('trail of a vehicle', () => {
	it('takes a point each 30 m and none while the vehicle stands or the clock goes back', () => {
		const trail: TrailPoint[] = [];
		growTrail(trail, 113, 23, 1000);
		growTrail(trail, 113, 23 + 20 * METRE, 2000);
		growTrail(trail, 113, 23 + 31 * METRE, 3000);
		growTrail(trail, 113, 23 + 90 * METRE, 3000);
		expect(trail.map(({ atMs }) => atMs)).toEqual([1000, 3000]);
	});

	it('goes three minutes back, also while the vehicle stands, and fades to nothing', () => {
		const trail: TrailPoint[] = [];
		growTrail(trail, 113, 23, 0);
		growTrail(trail, 113, 23.01, 60_000);
		growTrail(trail, 113, 23.01, 200_000);
		expect(trail.map(({ atMs }) => atMs)).toEqual([60_000]);
		const at = (ageMs: number) => fadeTrail({ lon: 0, lat: 0, atMs: 0 }, ageMs);
		expect(at(0)).toBeCloseTo(0.85);
		expect(at(TRAIL_MS / 2)).toBeCloseTo(0.425);
		expect(at(TRAIL_MS + 1)).toBe(0);
	});
});

describe('look of a vehicle', () => {
	it('is stale after 10 s and lost after 5 min', () => {
		expect([0, 10_000, 10_001, 300_000, 300_001].map(findFreshness)).toEqual([
			'fresh',
			'fresh',
			'stale',
			'stale',
			'lost',
		]);
	});

	it('tells who stands by from who is on the way, and who is at water', () => {
		expect(['10', '20', '21', '22', '23', '24', '25', '26', '27', '30'].map(findWork).join(' ')).toBe(
			'resting moving moving moving water water moving resting water resting',
		);
	});

	it.each([0, 45, 90, 200, 359])('points ahead as the engine turns an arrow, heading %d', (headingDeg) => {
		const place = Cartesian3.fromDegrees(113.75, 23.02, 12);
		const frame = Transforms.eastNorthUpToFixedFrame(place);
		const heading = (headingDeg * Math.PI) / 180;
		const local = new Cartesian3(Math.sin(heading), Math.cos(heading), 0);
		const expected = Matrix4.multiplyByPointAsVector(frame, local, new Cartesian3());
		expect(Cartesian3.distance(pointAhead(113.75, 23.02, headingDeg, new Cartesian3()), expected)).toBeLessThan(1e-7);
	});
});
