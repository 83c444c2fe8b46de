import { describe, expect, it } from 'vitest';
import { assessHeights, type HeightsTarget } from '../../../../../src/analysis/alert/heights/assess-heights.ts';
import type { Aerial } from '../../../../../src/domain/alert/aerial.ts';
import { heightsSchema } from '../../../../../src/domain/alert/heights.ts';
import { packSides } from '../../../../../src/domain/alert/side-reach.ts';
import type { Situation } from '../../../../../src/domain/alert/situation.ts';
import { makeSideReach } from '../../../../support/make-side-reach.ts';
import { makeSite } from '../../../../support/make-site.ts';

/** 50 floors of 3 m. */
const TOWER: HeightsTarget = {
	use: 'residential',
	codeClass: 'super-high',
	heightM: 150,
	floors: 50,
	refugeFloors: [17, 33],
};
const REACHED = [
	[{ fromFloor: 3, toFloor: 9, spotId: 'P1' }],
	[
		{ fromFloor: 8, toFloor: 16, spotId: 'P2' },
		{ fromFloor: 18, toFloor: 18, spotId: 'P2' },
	],
];
const { sides, ...TABLES } = packSides([REACHED.map((reached, i) => makeSideReach(`S${i}`, reached))], []);
const AERIAL = {
	spots: [],
	...TABLES,
	suggestedModel: 'DG53',
	storeyM: 3,
	appliances: [
		{
			model: 'DG53',
			carriesPeople: true,
			sides: sides[0],
		},
	],
} as unknown as Aerial;

function assess(target: HeightsTarget | null, situation: Partial<Situation> = {}, aerial: Aerial | null = AERIAL) {
	const { value, findings } = assessHeights(makeSite({ buildings: [], situation }), aerial, target);
	heightsSchema.nullable().parse(value);
	return { heights: value, codes: findings.map(({ code }) => code) };
}

describe('A18 height strategy', () => {
	it('A18 says of each floor how it is got at, with pump pressure and pumps', () => {
		const { heights } = assess(TOWER);
		// Hose: 101.97 m of water reach 66 m up (27 + 6 lengths x 1.479 + 66 = 101.9) = floor 23; 203.9 m reach 159 m, all 50 floors, the top
		// one at 147 m: 27 + 11 x 1.479 + 147 = 190.3 m = 1.87 MPa. Riser: 27 + 2 x 1.479 + 10 + 147 = 187 m = 1.83 MPa. Relay: 3 pumps.
		expect(
			heights?.bands.map(({ means, fromFloor, toFloor, pumpMpa, stages }) => [
				means,
				fromFloor,
				toFloor,
				pumpMpa,
				stages,
			]),
		).toEqual([
			['ladder', 3, 16, null, null],
			['ladder', 18, 18, null, null],
			['hose', 1, 23, 1, 1],
			['hose', 24, 50, 1.87, 1],
			['relay', 24, 50, 1.87, 3],
			['riser', 1, 50, 1.83, 1],
		]);
		expect(heights).toMatchObject({
			storeyM: 3,
			storeyEstimated: false,
			floors: 50,
			refugeFloors: [17, 33],
			fire: null,
		});
		expect(heights?.bands.at(-1)?.reasons[0]?.code).toBe('height-riser-expected');
	});

	it('A18 a water tower is no ladder', () => {
		const tower = { ...AERIAL, appliances: AERIAL.appliances.map((each) => ({ ...each, carriesPeople: false })) };
		expect(assess(TOWER, {}, tower).heights?.bands.some(({ means }) => means === 'ladder')).toBe(false);
	});

	it('A18 a floor that burns: how high, from where, by what; above a low-pressure pump it is told', () => {
		const low = assess(TOWER, { fireFloor: 18 });
		// (18 - 1) x 3 = 51 m: 27 + 6 x 1.479 + 51 = 86.9 m = 0.85 MPa; two floors below.
		expect(low.heights?.fire).toEqual({
			floor: 18,
			heightM: 51,
			startFloor: 16,
			means: ['ladder', 'hose', 'riser'],
			pumpMpa: 0.85,
		});
		expect(low.codes).toEqual([]);
		const high = assess(TOWER, { fireFloor: 30 });
		expect(high.heights?.fire?.means).toEqual(['hose', 'relay', 'riser']);
		expect(high.codes).toEqual(['heights/above-low-pump-riser']);
		expect(assess(TOWER, { fireFloor: 60 }).codes).toEqual(['heights/floor-above-top']);
		expect(assess(TOWER, { fireFloor: 60 }).heights?.fire).toBeNull();
	});

	it('A18 the start is no lower than the ground floor, below ground it is the ground floor', () => {
		expect(assess(TOWER, { fireFloor: 2 }).heights?.fire?.startFloor).toBe(1);
		const below = assess(TOWER, { fireFloor: -2 }).heights?.fire;
		expect(below).toMatchObject({ heightM: -6, startFloor: 1, means: [] });
	});

	it('A18 a low house has hose alone: no riser is expected of it', () => {
		const house = { ...TOWER, codeClass: 'single-multi', heightM: 18, floors: 6, refugeFloors: [] };
		expect(assess(house, {}, null).heights?.bands.map(({ means }) => means)).toEqual(['hose']);
	});

	it('A18 without a height the storey is estimated, without floors nothing is said', () => {
		const { heights } = assess({ ...TOWER, heightM: null }, {}, null);
		expect(heights).toMatchObject({ storeyM: 3, storeyEstimated: true });
		expect(heights?.bands[0]?.sourced.basis).toBe('estimated');
		expect(assess({ ...TOWER, floors: null }).heights).toBeNull();
		expect(assess(null).heights).toBeNull();
	});
});
