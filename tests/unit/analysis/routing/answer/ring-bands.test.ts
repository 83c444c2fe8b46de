import { describe, expect, it } from 'vitest';
import { RingBands } from '../../../../../src/analysis/routing/answer/ring-bands.ts';
import type { XY } from '../../../../../src/domain/geo/local-plane.ts';
import { createRandom } from '../../../../bench/make-building-table.ts';

/** A star around the origin: whether a place lies in it is told by its angle and distance. */
function makeStar(corners: number, radiusAt: (corner: number) => number): XY[] {
	const ring = Array.from({ length: corners }, (_, i): XY => {
		const angle = (2 * Math.PI * i) / corners;
		return [radiusAt(i) * Math.cos(angle), radiusAt(i) * Math.sin(angle)];
	});
	return [...ring, ring[0] as XY];
}

describe('RingBands', () => {
	it('tells what lies between a circle and a hole, below and above it too', () => {
		const bands = new RingBands([makeStar(720, () => 1000), makeStar(360, () => 400)]);
		const random = createRandom(5);
		for (let n = 0; n < 3000; n++) {
			const [x, y] = [(random() - 0.5) * 3000, (random() - 0.5) * 3000];
			const radius = Math.hypot(x, y);
			// On the chords of the circles either answer is right.
			if (Math.abs(radius - 1000) < 1 || Math.abs(radius - 400) < 1) continue;
			expect([x, y, bands.isInside([x, y])]).toEqual([x, y, radius < 1000 && radius > 400]);
		}
	});

	it('takes a ring without height', () => {
		const bands = new RingBands([
			[
				[0, 0],
				[5, 0],
				[0, 0],
			],
		]);
		expect([bands.isInside([2, 1]), bands.isInside([2, -1])]).toEqual([false, false]);
	});
});
