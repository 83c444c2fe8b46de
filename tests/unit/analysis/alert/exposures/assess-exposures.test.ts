import { describe, expect, it } from 'vitest';
import { assessExposures } from '../../../../../src/analysis/alert/exposures/assess-exposures.ts';
import { listSurroundings } from '../../../../../src/analysis/alert/list-surroundings.ts';
import type { Situation } from '../../../../../src/domain/alert/situation.ts';
import type { Building } from '../../../../../src/domain/building.ts';
import { makeBuilding } from '../../../../support/fake-city.ts';
import { makeSite } from '../../../../support/make-site.ts';
import { turnBuilding } from '../../../../support/turn-building.ts';

/** A shop of sheet walls, 20 x 10 m and 12 m high: all of its wall radiates 168 kW/m2. */
const SHOP = makeBuilding(1, [-10, -5, 20, 10], { heightM: 12, floors: 3, structure: 'shed', use: 'commercial' });
const WIND = { speedMps: 3, basis: 'said', observedAtMs: null } as const;

function assess(buildings: readonly Building[], situation: Partial<Situation> = {}) {
	const site = makeSite({ buildings, situation });
	const { value, findings } = assessExposures(site, listSurroundings(site));
	return { value: value.exposures, source: value.source, findings };
}

describe('A8 exposures', () => {
	it('A8 a wall as long 13 m off receives 50 kW/m2: equipment is wrecked (fire-facts 5.2)', () => {
		const { value, source, findings } = assess([SHOP, makeBuilding(2, [-10, 18, 20, 10], { heightM: 12 })]);
		expect(value).toHaveLength(1);
		expect(value[0]).toMatchObject({
			id: 'b-2',
			rank: 1,
			gapM: 13,
			reaches: 'equipment',
			wind: null,
			shieldedBy: null,
		});
		expect(value[0]?.radiationKwM2).toBeCloseTo(50.2, 0);
		expect(source).toMatchObject({
			ruleId: 'A8',
			inputs: { emitterKwM2: 168, openingShare: 1, burningHeightM: 12 },
		});
		expect(findings.map(({ code }) => code)).toEqual(['exposures/ignite']);
	});

	it('A8 the finding tells the most that any neighbour receives, though another may rank first', () => {
		// Both beyond the last threshold; the farther one stands downwind.
		const north = makeBuilding(2, [-10, 17, 20, 10], { heightM: 12 });
		const south = makeBuilding(3, [-10, -28, 20, 10], { heightM: 12 });
		const { value, findings } = assess([SHOP, north, south], { wind: { fromDeg: 0, ...WIND } });
		expect(value.map(({ id, gapM }) => [id, gapM])).toEqual([
			['b-3', 13],
			['b-2', 12],
		]);
		expect(findings[0]?.params).toMatchObject({ kwM2: value[1]?.radiationKwM2, gapM: 12 });
	});

	it('A8 two floors of a home in a frame: F of 20 x 6 m at 9 m times 84 x 0.3', () => {
		// Hand calculation, fire-facts 5.2b: X = 10/9, Y = 3/9 -> F = 0.2672; 0.2672 x 25.2 = 6.7 kW/m2, above the crew's 4.7.
		const home = makeBuilding(1, [-10, -5, 20, 10]);
		const { value, findings } = assess([home, makeBuilding(2, [-10, 14, 20, 10])]);
		expect(value[0]?.viewFactor).toBeCloseTo(0.267, 3);
		expect(value[0]).toMatchObject({ radiationKwM2: 6.7, reaches: 'crew' });
		expect(findings.map(({ code }) => code)).toEqual(['exposures/none-ignites']);
	});

	it('A8 the floor that burns: high above a low neighbour it gives less', () => {
		const tower = makeBuilding(1, [-10, -5, 20, 10], { heightM: 54, floors: 18 });
		const low = makeBuilding(2, [-10, 14, 20, 10], { heightM: 6, floors: 2 });
		const at = (fireFloor: number) => assess([tower, low], { fireFloor }).value[0];
		expect(at(1)?.viewFactor).toBeCloseTo(0.267, 3);
		expect(at(10)?.radiationKwM2).toBeLessThan(1);
		// Flame's top: 9 floors of 3 m and 4.03 m.
		expect(at(10)?.roofBelowFlame).toBe(true);
		expect(
			assess([tower, makeBuilding(2, [-10, 14, 20, 10], { heightM: 32 })], { fireFloor: 10 }).value[0],
		).toMatchObject({
			roofBelowFlame: false,
		});
	});

	it('A8 what stands between hides: the neighbour behind receives nothing, and it is said who hides it', () => {
		const between = makeBuilding(3, [-40, 10, 80, 4], { heightM: 18 });
		const behind = makeBuilding(2, [-10, 24, 20, 10], { heightM: 12 });
		expect(assess([SHOP, behind]).value[0]?.reaches).not.toBe('none');
		const shielded = assess([SHOP, behind, between]).value.find(({ id }) => id === 'b-2');
		expect(shielded).toMatchObject({ radiationKwM2: 0, reaches: 'none', shieldedBy: 'b-3' });
		const low = { ...between, heightM: 2 };
		expect(assess([SHOP, behind, low]).value.find(({ id }) => id === 'b-2')?.shieldedBy).toBeNull();
		const unknown = { ...between, heightM: null };
		expect(assess([SHOP, behind, unknown]).value.find(({ id }) => id === 'b-2')?.shieldedBy).toBeNull();
	});

	it('A8 wind: from the south the north is downwind; unknown or calm has no side', () => {
		const north = makeBuilding(2, [-10, 18, 20, 10]);
		const side = (fromDeg: number, speedMps = 3) =>
			assess([SHOP, north], { wind: { ...WIND, fromDeg, speedMps } }).value[0]?.wind;
		expect(side(180)).toBe('downwind');
		expect(side(90)).toBe('crosswind');
		expect(side(10)).toBe('upwind');
		expect(side(180, 0.4)).toBeNull();
	});

	it('A8 order: what ignites, then what does not; downwind before upwind', () => {
		const { value } = assess(
			[
				SHOP,
				makeBuilding(2, [-10, 18, 20, 10], { heightM: 12 }),
				makeBuilding(3, [-10, -28, 20, 10], { heightM: 12 }),
				makeBuilding(4, [80, -5, 10, 10], { heightM: 12 }),
			],
			{ wind: { ...WIND, fromDeg: 0 } },
		);
		expect(value.map(({ id, rank }) => [id, rank])).toEqual([
			['b-3', 1],
			['b-2', 2],
			['b-4', 3],
		]);
	});

	it('A8 a height unknown is reckoned up to 18 m: never first by ignorance, near the top where it stands near', () => {
		const { value, source } = assess([
			SHOP,
			makeBuilding(2, [-10, 15, 20, 10], { heightM: 24 }),
			makeBuilding(3, [-10, -50, 20, 10], { heightM: null, floors: null }),
			makeBuilding(4, [13, -5, 20, 10], { heightM: null, floors: null }),
		]);
		expect(value.map(({ id, supposedHeightM }) => [id, supposedHeightM])).toEqual([
			['b-4', 18],
			['b-2', null],
			['b-3', 18],
		]);
		// The worst place of a wall is opposite the middle of what burns, 6 m up: 12 m are as good as 18.
		const known = assess([SHOP, makeBuilding(3, [-10, -50, 20, 10], { heightM: 12 })]).value[0];
		expect(value[2]?.radiationKwM2).toBe(known?.radiationKwM2);
		expect(value[2]?.roofBelowFlame).toBeNull();
		expect(source?.assumptions).toContain('exposure.supposedHeightM');
		expect(assess([SHOP, makeBuilding(2, [-10, 15, 20, 10])]).source?.assumptions).not.toContain(
			'exposure.supposedHeightM',
		);
	});

	it('A8 none reached, one of them by a supposed height: it is said so', () => {
		const home = makeBuilding(1, [-10, -5, 20, 10]);
		const codes = (heightM: number | null) =>
			assess([home, makeBuilding(2, [-10, 65, 20, 10], { heightM, floors: null })]).findings.map(({ code }) => code);
		expect(codes(9)).toEqual(['exposures/none-ignites']);
		expect(codes(null)).toEqual(['exposures/some-unknown']);
	});

	it('A8 the height of the target unknown: nothing is reckoned, the nearest comes first whatever the wind, and it is said', () => {
		const { value, source, findings } = assess(
			[
				{ ...SHOP, heightM: null, floors: null },
				makeBuilding(2, [-10, 18, 20, 10], { heightM: 12 }),
				makeBuilding(3, [-10, -18, 20, 10], { heightM: 12 }),
			],
			{ wind: { ...WIND, fromDeg: 180 } },
		);
		expect(value.map(({ id, wind }) => [id, wind])).toEqual([
			['b-3', 'upwind'],
			['b-2', 'downwind'],
		]);
		expect(value[0]).toMatchObject({ radiationKwM2: null, reaches: null, roofBelowFlame: null });
		expect(source).toMatchObject({ basis: 'unknown', note: 'height-unknown' });
		expect(findings.map(({ code }) => code)).toEqual(['exposures/unknown']);
	});

	it('A8 touching: fire passes along the wall; no target: none', () => {
		expect(assess([SHOP, makeBuilding(2, [-10, 5, 20, 10], { heightM: 12 })]).value[0]).toMatchObject({
			viewFactor: 1,
			radiationKwM2: 168,
		});
		expect(assess([makeBuilding(2, [80, 80, 20, 10])])).toEqual({ value: [], source: null, findings: [] });
	});

	it('A8 turning the city changes nothing', () => {
		const buildings = [
			SHOP,
			makeBuilding(2, [-14, 18, 20, 10], { heightM: 12 }),
			makeBuilding(3, [24, -9, 12, 30], { heightM: 30 }),
			makeBuilding(4, [-60, -15, 20, 10], { heightM: 9 }),
			makeBuilding(5, [-30, -15, 8, 40], { heightM: 6 }),
		];
		const told = (deg: number) =>
			assess(buildings.map((building) => turnBuilding(building, deg))).value.map(
				({ id, rank, radiationKwM2, reaches, shieldedBy, sideId }) => [
					id,
					rank,
					radiationKwM2,
					reaches,
					shieldedBy,
					sideId,
				],
			);
		for (const deg of [17, 90, 211.3]) expect(told(deg)).toEqual(told(0));
	});
});
