import { describe, expect, it } from 'vitest';
import { findBlocker } from '../../../../../src/analysis/alert/exposures/find-blocker.ts';
import type { Building } from '../../../../../src/domain/building.ts';
import { makeBuilding } from '../../../../support/fake-city.ts';
import { makeSite } from '../../../../support/make-site.ts';

const TARGET = makeBuilding(1, [-10, -10, 20, 20], { heightM: 30 });
const STRICT = { ignored: [], unknownBlocks: true };

/** From a place 100 m north of the target's wall at 2 m, to its north wall at a height. */
function look(others: readonly Building[], toM: number, options = STRICT) {
	const site = makeSite({ buildings: [TARGET, ...others] });
	return findBlocker(site, { xy: [0, 110], zM: 2 }, { xy: [0, 10.3], zM: toM }, options)?.building.id ?? null;
}

describe('A17 line of sight', () => {
	it('A17 nothing between: seen', () => {
		expect(look([], 20)).toBeNull();
		expect(look([makeBuilding(2, [5, 50, 10, 10], { heightM: 90 })], 20)).toBeNull();
	});

	it('A17 a building between hides what the line passes below its roof, by hand', () => {
		// The line rises from 2 m at y 110 to 20 m at y 10.3. It meets the block at y 50 .. 60, first at y 60:
		// 2 + 18 x (110 - 60) / 99.7 = 11.03 m. A roof of 11.1 m hides, one of 11 m does not.
		const block = (heightM: number | null) => makeBuilding(2, [-5, 50, 10, 10], { heightM, floors: null });
		expect(look([block(11.1)], 20)).toBe('b-2');
		expect(look([block(11.0)], 20)).toBeNull();
		// Unknown hides where a view is promised, and does not where shelter would be.
		expect(look([block(null)], 20)).toBe('b-2');
		expect(look([block(null)], 20, { ...STRICT, unknownBlocks: false })).toBeNull();
		expect(look([block(90)], 20, { ...STRICT, ignored: [2] as never[] })).toBeNull();
	});

	it('A17 of several the one nearest to the eye; the target hides what lies behind it', () => {
		const near = makeBuilding(3, [-5, 80, 10, 5], { heightM: 40 });
		const far = makeBuilding(2, [-5, 30, 10, 5], { heightM: 40 });
		expect(look([far, near], 20)).toBe('b-3');
		const site = makeSite({ buildings: [TARGET] });
		const behind = findBlocker(site, { xy: [0, 110], zM: 2 }, { xy: [0, -30], zM: 20 }, STRICT);
		expect(behind?.building.id).toBe('b-1');
	});

	it('A17 heights are above the ground of each: a block on a hill hides more', () => {
		const target = { ...TARGET, groundM: 10 };
		const block = (groundM: number) => makeBuilding(2, [-5, 50, 10, 10], { heightM: 8, groundM });
		const hidden = (groundM: number) =>
			findBlocker(
				makeSite({ buildings: [target, block(groundM)] }),
				{ xy: [0, 110], zM: 2 },
				{ xy: [0, 10.3], zM: 20 },
				STRICT,
			) !== null;
		expect(hidden(10)).toBe(false);
		expect(hidden(14)).toBe(true);
	});
});
