import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BucketQueue } from '../../../../../src/analysis/routing/search/bucket-queue.ts';

/** Steps of a use: put an item in that costs so much more than the bucket in turn, or take one out. */
const stepsArbitrary = fc.array(fc.oneof(fc.constant(null), fc.nat(40), fc.nat(1_000_000), fc.nat(2 ** 40)), {
	maxLength: 300,
});

describe('BucketQueue', () => {
	it('gives every item once, in the order of buckets, however far apart costs are', () => {
		const queue = new BucketQueue();
		fc.assert(
			fc.property(stepsArbitrary, fc.constantFrom(1, 8, 4096), (steps, width) => {
				queue.begin(width);
				const left = new Map<number, number>();
				let reached = 0;
				const take = () => {
					const least = queue.findNext();
					expect(least).toBe(left.size === 0 ? Infinity : Math.floor(Math.min(...left.values()) / width) * width);
					if (least === Infinity) return;
					const item = queue.pop();
					const cost = left.get(item) as number;
					expect(Math.floor(cost / width) * width).toBe(least);
					expect(queue.isDue(cost)).toBe(true);
					expect(queue.isDue(cost + width)).toBe(false);
					expect(left.delete(item)).toBe(true);
					reached = least;
				};
				for (const [item, step] of steps.entries()) {
					if (step === null) take();
					else {
						left.set(item, reached + step);
						queue.push(item, reached + step);
					}
				}
				while (left.size > steps.length / 4) take();
			}),
			{ numRuns: 500 },
		);
	});
});
