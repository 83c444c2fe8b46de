import { describe, expect, it } from 'vitest';
import { assessZones } from '../../../../../src/analysis/alert/zones/assess-zones.ts';
import { measureRingM2 } from '../../../../../src/analysis/measure/plane-ring.ts';
import type { Situation } from '../../../../../src/domain/alert/situation.ts';
import type { Building } from '../../../../../src/domain/building.ts';
import { makeBuilding } from '../../../../support/fake-city.ts';
import { makeSite } from '../../../../support/make-site.ts';
import { turnBuilding, turnXY } from '../../../../support/turn-building.ts';

const TOWER = makeBuilding(1, [-10, -10, 20, 20], { heightM: 54, floors: 18 });
const WIND = { speedMps: 3, basis: 'said', observedAtMs: null } as const;

function assess(building: Building | null, situation: Partial<Situation> = {}) {
	const site = makeSite({ buildings: building ? [building] : [], situation });
	const { value, findings } = assessZones(site);
	const find = (id: string) => value.find((zone) => zone.id === id);
	const ground = (id: string) => (find(id)?.polygons[0]?.[0] ?? []).map((at) => site.plane.toXY(at));
	return { value, find, ground, codes: findings.map(({ code, severity }) => [code, severity]) };
}

describe('A14 collapse and what falls', () => {
	it('A14 a frame of 54 m: collapse 1.5 x 54 = 81 m, facade 0.4 x 54 = 21.6 m, both not active', () => {
		const { find, ground, codes } = assess(TOWER);
		expect(find('collapse')).toMatchObject({ distanceM: 81, state: 'contingent', ruleId: 'A14' });
		expect(find('collapse')?.reasons).toEqual([{ code: 'collapse/local-first', params: { minutes: 60 } }]);
		expect(find('facade-fall')).toMatchObject({ distanceM: 21.6, state: 'contingent' });
		// 20 x 20 and 81 m round it: 400 + 80 x 81 + pi 81^2 = 27,492 m2.
		expect(measureRingM2(ground('collapse')) / 27_492).toBeGreaterThan(0.998);
		expect(measureRingM2(ground('collapse')) / 27_492).toBeLessThan(1.0005);
		expect(codes).toEqual([]);
	});

	it('A14 fought from outside: both are active; a low frame keeps 15 m', () => {
		const { value, find } = assess({ ...TOWER, heightM: 18 }, { defensive: true });
		expect(value.filter(({ ruleId }) => ruleId === 'A14').map(({ state }) => state)).toEqual(['active', 'active']);
		expect(find('facade-fall')?.distanceM).toBe(15);
		expect(find('collapse')?.reasons.map(({ code }) => code)).toContain('zone/defensive');
	});

	it.each([
		['portal-steel', 'zones/steel-structure', 'collapse/steel'],
		['brick-timber', 'zones/weak-structure', 'collapse/brick-timber'],
		['shed', 'zones/weak-structure', 'collapse/shed'],
	] as const)('A14 %s comes down as a whole: danger to life, no facade zone', (structure, code, reason) => {
		const { find, codes } = assess({ ...TOWER, heightM: 10, structure });
		expect(find('collapse')).toMatchObject({ distanceM: 15, state: 'contingent' });
		expect(find('collapse')?.reasons[0]?.code).toBe(reason);
		expect(find('facade-fall')).toBeUndefined();
		expect(codes).toEqual([[code, 'life']]);
	});

	it('A14 height unknown: no distance, no ground, the reason; structure unknown: by height, no facade zone', () => {
		const high = assess({ ...TOWER, heightM: null, floors: null }, { defensive: true });
		expect(high.find('collapse')).toMatchObject({ distanceM: null, polygons: [], state: 'contingent' });
		expect(high.find('collapse')?.reasons.map(({ code }) => code)).toContain('zone/height-unknown');
		expect(high.find('facade-fall')).toMatchObject({ distanceM: null, polygons: [] });
		const type = assess({ ...TOWER, structure: 'unknown' });
		expect(type.find('collapse')).toMatchObject({ distanceM: 81 });
		expect(type.find('collapse')?.reasons.map(({ code }) => code)).toEqual(['zone/structure-unknown']);
		expect(type.find('facade-fall')).toMatchObject({ distanceM: null, polygons: [] });
	});

	it('A14 turning the city turns the zones, to 1 cm', () => {
		const still = assess(TOWER).ground('collapse');
		for (const deg of [33, 118]) {
			const back = assess(turnBuilding(TOWER, deg))
				.ground('collapse')
				.map((at) => turnXY([at[0], at[1]], -deg));
			expect(back).toHaveLength(still.length);
			for (const [i, at] of still.entries()) {
				expect(Math.hypot(at[0] - (back[i]?.[0] ?? 0), at[1] - (back[i]?.[1] ?? 0))).toBeLessThan(0.02);
			}
		}
	});
});

describe('A15 smoke', () => {
	it('A15 wind from the north: a sector to the south, 25 degrees each side, as wide as the target at its foot', () => {
		const { find, ground } = assess(TOWER, { wind: { ...WIND, fromDeg: 0 } });
		// 5 MW of a home / 20 kJ/g x 0.05 = 12.5 g/s: 243 m and a little more (smoke-plume.test.ts).
		expect(find('smoke')?.distanceM).toBe(250);
		expect(find('smoke')?.state).toBe('active');
		const ring = ground('smoke');
		expect(Math.min(...ring.map(([, y]) => y))).toBeCloseTo(-250, 0);
		expect(Math.max(...ring.map(([, y]) => y))).toBeCloseTo(0, 1);
		// Widest where the arc ends: (10 / tan 25 + 250) x sin 25 = 114.7 m each side.
		expect(Math.max(...ring.map(([x]) => x))).toBeCloseTo(114.7, 0);
		expect(ring.filter(([, y]) => Math.abs(y) < 0.05).map(([x]) => Math.round(Math.abs(x)))).toEqual([10, 10, 10]);
	});

	it.each([
		[1.5, 30],
		[3, 25],
		[8, 20],
	])('A15 wind of %d m/s: half angle %d', (speedMps, halfDeg) => {
		const { find } = assess(TOWER, { wind: { ...WIND, fromDeg: 90, speedMps } });
		expect(find('smoke')?.reasons[0]).toEqual({ code: 'smoke/indicative', params: { halfDeg } });
	});

	it('A15 no wind or a calm: no ground, and it says why; no fire: no smoke', () => {
		expect(assess(TOWER).find('smoke')).toMatchObject({ distanceM: null, polygons: [] });
		expect(assess(TOWER).find('smoke')?.reasons[0]?.code).toBe('zone/wind-unknown');
		const calm = assess(TOWER, { wind: { ...WIND, fromDeg: 0, speedMps: 0.3 } }).find('smoke');
		expect(calm?.reasons[0]?.code).toBe('smoke/calm');
		expect(assess(TOWER, { type: 'rescue' }).find('smoke')).toBeUndefined();
	});
});

describe('A16 hazardous substances', () => {
	it('A16 no hazmat alarm and no substance: nothing', () => {
		expect(assess(TOWER).value.some(({ ruleId }) => ruleId === 'A16')).toBe(false);
	});

	it('A16 hazmat without a word: 100 m and it is said that the substance is unknown', () => {
		const { find, codes } = assess(TOWER, { type: 'hazmat' });
		expect(find('hazmat')).toMatchObject({ distanceM: 100, state: 'active', kind: 'hazmat-isolation' });
		expect(codes).toEqual([['zones/substance-unknown', 'unknown']]);
		expect(assess(TOWER, { type: 'hazmat', substance: 'no-such' }).find('hazmat')?.distanceM).toBe(100);
	});

	// fire-facts 5.4.
	it('A16 ammonia: 150 m all round, 2 km downwind; without wind no ground downwind', () => {
		const { find, ground } = assess(TOWER, { type: 'hazmat', substance: 'ammonia', wind: { ...WIND, fromDeg: 270 } });
		expect(find('hazmat')?.distanceM).toBe(150);
		expect(find('hazmat-downwind')).toMatchObject({ distanceM: 2000, state: 'active' });
		const ring = ground('hazmat-downwind');
		expect(Math.max(...ring.map(([x]) => x))).toBeCloseTo(2000, 0);
		expect(Math.max(...ring.map(([, y]) => y))).toBeCloseTo(1000, 0);
		expect(assess(TOWER, { type: 'hazmat', substance: 'ammonia' }).find('hazmat-downwind')).toMatchObject({
			polygons: [],
			reasons: [{ code: 'zone/wind-unknown', params: {} }],
		});
	});

	it('A16 LPG in a fire: 1,600 m all round; as a spill 100 m, the fire distance not active', () => {
		expect(assess(TOWER, { substance: 'lpg' }).find('hazmat')).toMatchObject({ distanceM: 1600, state: 'active' });
		const spill = assess(TOWER, { type: 'hazmat', substance: 'lpg' });
		expect(spill.find('hazmat')?.distanceM).toBe(100);
		expect(spill.find('hazmat-fire')).toMatchObject({ distanceM: 1600, state: 'contingent' });
		expect(spill.codes).toEqual([['zones/hazmat', 'life']]);
	});

	it('A16 no building there: round the point', () => {
		const { find, ground } = assess(null, { type: 'hazmat', substance: 'petrol' });
		expect(find('hazmat')?.distanceM).toBe(50);
		for (const at of ground('hazmat')) expect(Math.hypot(at[0], at[1])).toBeCloseTo(50, 1);
	});
});
