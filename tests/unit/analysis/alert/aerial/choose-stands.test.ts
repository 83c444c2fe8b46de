import { describe, expect, it } from 'vitest';
import type { Boom } from '../../../../../src/analysis/alert/aerial/boom.ts';
import { type ChoiceScene, chooseStands } from '../../../../../src/analysis/alert/aerial/choose-stands.ts';
import type { Stand } from '../../../../../src/analysis/alert/aerial/list-stands.ts';
import { BestPlace } from '../../../../../src/analysis/alert/aerial/rank-place.ts';
import type { ReachTable } from '../../../../../src/analysis/alert/aerial/reach-table.ts';

/** A place by what fails of it. */
function place(worth: number, ...codes: string[]) {
	const failing = codes.map((code) => ({ code: `aerial/${code}`, params: {} }));
	return { verdict: codes.length === 0 ? 'conform' : 'usable', failing, worth } as const;
}
const CONFORM = place(1);
const SMALL = place(0.8, 'small');
const TOO_CLOSE = place(0.8, 'too-close');

type Reached = readonly [stand: number, highM: number, areaM2: number, side?: number, boom?: number];

/** Floors of 3 m, 18 of them, landing 1.7 m above each: floor 16 lands at 46.7 m, 17 at 49.7 m, 18 at 52.7 m. */
function choose(
	places: readonly ReturnType<typeof place>[],
	reaches: readonly Reached[],
	scene: Partial<ChoiceScene> = {},
) {
	const base = {
		stands: places.map((each) => ({ stand: each as unknown as Stand, lengthsM: [], booms: [] })),
		table: {
			reaches: reaches.map(([stand, highM, areaM2, side = 0, boom = 0]) => ({
				...{ stand, highM, areaM2, side, boom, lowM: 0, atM: 10 },
			})),
		} as unknown as ReachTable,
		booms: [{}] as unknown as Boom[],
		sideCount: 1,
		floors: { count: 18, storeyM: 3, isStoreyEstimated: false, landingM: 1.7 },
		...{ lessM: 3, enoughShare: 0.5, mostSpots: 12, fireFloor: null },
		...scene,
	};
	return chooseStands(
		base,
		base.booms.map((_, i) => i),
	);
}

describe('A9 choice of stands', () => {
	it('A9 a conforming place goes before one that reaches a storey higher, not before one that reaches two', () => {
		// 50 m: floor 17; 48 m: floor 16, within a storey of floor 17's landing; 45 m is not.
		const near = choose(
			[TOO_CLOSE, CONFORM],
			[
				[0, 50, 900],
				[1, 48, 700],
			],
		);
		expect(near.chosen).toEqual([1]);
		expect(near.served[0]?.[0]).toMatchObject({
			shown: 1,
			runs: [
				{ fromFloor: 17, toFloor: 17, shown: undefined },
				{ fromFloor: 1, toFloor: 16, shown: 1 },
			],
		});
		const far = choose(
			[TOO_CLOSE, CONFORM],
			[
				[0, 50, 900],
				[1, 45, 700],
			],
		);
		expect(far.served[0]?.[0]?.shown).toBe(0);
	});

	it('A9 a place that reaches less than half of the facade is no match for one that reaches all', () => {
		expect(
			choose(
				[SMALL, CONFORM],
				[
					[0, 50, 900],
					[1, 50, 440],
				],
			).chosen,
		).toEqual([0]);
		expect(
			choose(
				[SMALL, CONFORM],
				[
					[0, 50, 900],
					[1, 50, 460],
				],
			).chosen,
		).toEqual([1]);
	});

	it('A9 the floor that burns is told from a place that really reaches it', () => {
		const { served } = choose(
			[TOO_CLOSE, CONFORM],
			[
				[0, 50, 900],
				[1, 48, 700],
			],
			{ fireFloor: 17 },
		);
		expect(served[0]?.[0]?.runs[0]).toMatchObject({ toFloor: 17, shown: 0 });
		const lower = choose(
			[TOO_CLOSE, CONFORM],
			[
				[0, 50, 900],
				[1, 48, 700],
			],
			{ fireFloor: 16 },
		);
		expect(lower.served[0]?.[0]?.runs).toEqual([
			{ fromFloor: 17, toFloor: 17, shown: undefined },
			{ fromFloor: 1, toFloor: 16, shown: 1 },
		]);
	});

	it('A9 every side is given one before any is given a second; beyond the limit nothing is told', () => {
		// The second aerial needs another place on side 0; with two told at most, side 1 keeps the one that it was given.
		const reaches: Reached[] = [
			[0, 20, 100, 0, 0],
			[1, 54, 900, 0, 1],
			[2, 54, 900, 1, 1],
		];
		const { chosen, served } = choose([CONFORM, CONFORM, CONFORM], reaches, {
			booms: [{}, {}] as unknown as Boom[],
			sideCount: 2,
			mostSpots: 2,
		});
		expect(chosen).toEqual([0, 2]);
		expect(served[1]?.[0]).toMatchObject({ shown: undefined, runs: [{ fromFloor: 1, toFloor: 18 }] });
	});

	it('A9 ranking: to code, then what fails least, too close last; alike within 1 % the first stays', () => {
		const best = (...offers: [ReturnType<typeof place>, number][]) => {
			const found = new BestPlace<number>();
			for (const [i, [each, areaM2]] of offers.entries()) found.offer(i, each, areaM2);
			return found.best;
		};
		expect(best([SMALL, 900], [CONFORM, 500])).toBe(1);
		expect(best([place(0.9, 'too-close'), 900], [place(0.1, 'slope', 'off-lane'), 500])).toBe(1);
		expect(best([place(0.4, 'off-lane'), 900], [SMALL, 500])).toBe(1);
		expect(best([SMALL, 500], [SMALL, 900])).toBe(1);
		expect(best([SMALL, 500], [SMALL, 504])).toBe(0);
	});
});
