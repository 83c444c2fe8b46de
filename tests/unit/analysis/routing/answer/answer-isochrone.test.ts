import { describe, expect, it } from 'vitest';
import { answerIsochrone } from '../../../../../src/analysis/routing/answer/answer-isochrone.ts';
import { ONEWAY } from '../../../../../src/domain/pack/road-graph.ts';
import { FIRE_ENGINE_EXEMPTIONS, type IsochroneQuery } from '../../../../../src/domain/route.ts';
import { at, closureOf, indexOf, metresOf, NOON_MS, positionAt, street } from './road-network.ts';

/** 20 km straight, residential: 20 km/h. */
const ROAD = street([
	[-10_000, 0],
	[10_000, 0],
]);

function ask(
	streets: Parameters<typeof indexOf>[0],
	more: Partial<IsochroneQuery> = {},
	closures: Parameters<typeof answerIsochrone>[2] = [],
) {
	const query: IsochroneQuery = {
		at: at(0, 0),
		direction: 'from',
		minutes: [3],
		departAtMs: NOON_MS,
		vehicle: null,
		exemptions: FIRE_ENGINE_EXEMPTIONS,
		...more,
	};
	return answerIsochrone(indexOf(streets), query, closures);
}

describe('answerIsochrone', () => {
	it('covers a straight road so far as one drives, and the land within 100 m of it', () => {
		const { bands, found } = ask([ROAD], { minutes: [3, 6] });
		expect(found).toBe(true);
		// 3 minutes at 20 km/h are 1 km each way.
		expect(bands.map(({ roadKm }) => Math.round(roadKm * 1000) / 1000)).toEqual([2, 4]);
		// A strip of 2 km by 200 m and two half circles: 0.4 + 0.0314 km2, on a grid of 50 m.
		for (const [i, { areaKm2, polygons }] of bands.entries()) {
			const exact = 0.4 * (i + 1) + Math.PI * 0.01;
			expect(Math.abs(areaKm2 / exact - 1)).toBeLessThan(0.015);
			expect([polygons.length, polygons[0]?.length]).toEqual([1, 1]);
			const ring = polygons[0]?.[0] ?? [];
			expect(ring[0]).toEqual(ring.at(-1));
			const xs = ring.map((position) => metresOf(position)[0]);
			expect(Math.max(...xs)).toBeGreaterThan(1000 * (i + 1) + 90);
			expect(Math.max(...xs)).toBeLessThan(1000 * (i + 1) + 105);
		}
	});

	it('goes the right way along one-way roads: out of a place, or into it', () => {
		const oneway = { ...ROAD, oneway: ONEWAY.forward };
		const reachOf = (direction: 'from' | 'to') => {
			const [band] = ask([oneway], { direction }).bands;
			const xs = band?.polygons.flat(2).map((position) => metresOf(position)[0]) ?? [];
			return [Math.round((band?.roadKm ?? 0) * 100) / 100, Math.max(...xs) > 500, Math.min(...xs) < -500];
		};
		expect(reachOf('from')).toEqual([1, true, false]);
		expect(reachOf('to')).toEqual([1, false, true]);
	});

	it('counts a road once that is driven from both ends, and leaves the hole in a block open', () => {
		// A block of 600 m by 600 m: 2.4 km of road, all within 4 minutes; the hole is 400 m by 400 m.
		const block = street([
			[0, 0],
			[600, 0],
			[600, 600],
			[0, 600],
			[0, 0],
		]);
		const [band] = ask([block], { minutes: [4] }).bands;
		expect(band?.roadKm).toBeCloseTo(2.4, 3);
		expect(band?.polygons.map((rings) => rings.length)).toEqual([2]);
		// Outer 800 x 800 with rounded corners less the hole: 0.64 - 0.0086 - 0.16.
		expect(Math.abs((band?.areaKm2 ?? 0) / 0.4714 - 1)).toBeLessThan(0.02);
	});

	it('stops at a closure, and says where no road is', () => {
		// Edges end at the places where other roads meet: closing one closes it whole.
		const halves = [
			street([
				[-2000, 0],
				[500, 0],
			]),
			street([
				[500, 0],
				[2000, 0],
			]),
		];
		const across = { type: 'LineString' as const, coordinates: [positionAt(700, -30), positionAt(700, 30)] };
		const answer = ask(halves, {}, [closureOf('c', across)]);
		expect(answer.bands[0]?.roadKm).toBeCloseTo(1.5, 3);
		expect(answer.closures).toEqual(['c']);
		expect(ask([ROAD], { at: at(0, 500) })).toMatchObject({ found: false, reason: 'no-road-near-start', bands: [] });
		expect(ask([ROAD], { at: at(0, 500), direction: 'to' }).reason).toBe('no-road-near-end');
	});
});
