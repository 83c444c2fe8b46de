import { describe, expect, it } from 'vitest';
import type { DescribedReach } from '../../../../../src/analysis/alert/aerial/describe-reach.ts';
import { suggestModel } from '../../../../../src/analysis/alert/aerial/suggest-model.ts';

/** Reaches floors 1 to `topFloor` of 3 m; 0 = nothing. */
function reach(model: string, topFloor: number): DescribedReach {
	const isAny = topFloor > 0;
	return {
		...{ model, workHeightM: Number(model.slice(2)), reachM: 18, isPlaced: false, sidesReached: isAny ? 1 : 0 },
		...{ topM: isAny ? topFloor * 3 : null, topFloor: isAny ? topFloor : null, bestSpotId: null, axisM: null },
		carriesPeople: !model.startsWith('JP'),
		sides: isAny ? [{ reached: [{ fromFloor: 1, toFloor: topFloor, spotId: null }] } as never] : [],
	};
}
const suggest = (all: DescribedReach[], due: string[], fleet: string[], fireFloor: number | null = null) =>
	suggestModel(all, { due, fleet: [...due, ...fleet] }, { fireFloor });

describe('A10 suggested aerial', () => {
	const ALL = [
		reach('JP18', 5),
		reach('DG28', 8),
		reach('JP32', 10),
		reach('YT32', 10),
		reach('YT53', 16),
		reach('JP72', 18),
	];

	it('A10 one that carries people goes before a water tower that is due, be it sent or on file', () => {
		expect(suggest(ALL, ['JP32', 'DG28'], ['YT53'], 10)).toBe('DG28');
		expect(suggest(ALL, ['JP32'], ['DG28', 'YT53'])).toBe('YT53');
		expect(suggest(ALL, ['JP32'], ['YT32'])).toBe('YT32');
	});

	it('A10 a water tower is shown only where none on file that carries people gets as high', () => {
		expect(suggest(ALL, ['JP72'], ['YT53'])).toBe('JP72');
		expect(suggest(ALL, ['JP72'], ['YT53'], 12)).toBe('YT53');
		expect(suggest(ALL, ['JP72'], ['YT53'], 17)).toBe('JP72');
		expect(suggest([reach('JP18', 5), reach('YT32', 0)], ['JP18', 'YT32'], [])).toBe('JP18');
	});

	it('A10 nothing due and nothing known of the fleet: the catalogue, those that carry people first', () => {
		expect(suggest(ALL, [], [])).toBe('YT53');
		expect(suggest([reach('JP18', 0)], ['JP18'], [])).toBeNull();
	});
});
