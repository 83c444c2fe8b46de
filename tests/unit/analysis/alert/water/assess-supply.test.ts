import { describe, expect, it } from 'vitest';
import { createSite } from '../../../../../src/analysis/alert/create-site.ts';
import { gatherPlace } from '../../../../../src/analysis/alert/gather-place.ts';
import { assessSupply } from '../../../../../src/analysis/alert/water/assess-supply.ts';
import { PLAIN_SITUATION } from '../../../../../src/domain/alert/situation.ts';
import { supplySchema } from '../../../../../src/domain/alert/supply.ts';
import type { Building } from '../../../../../src/domain/building.ts';
import type { GroundGrid } from '../../../../../src/domain/pack/ground-grid.ts';
import { createServiceTable } from '../../../../../src/domain/service/service-table.ts';
import type { WaterSource } from '../../../../../src/domain/water.ts';
import { createFakeCity, makeBuilding, makeWater, ORIGIN } from '../../../../support/fake-city.ts';
import { createLot } from '../../../../support/make-random-town.ts';

const table = createServiceTable();
/** 20 m x 10 m, its south wall along y = 0. */
const HOUSE = makeBuilding(1, [-10, 0, 20, 10], { use: 'residential', heightM: 12, floors: 4 });

async function assess(water: readonly WaterSource[], buildings: readonly Building[] = [HOUSE], ground?: GroundGrid) {
	const city = createFakeCity({ buildings, water, ...(ground && { ground }) });
	const data = await gatherPlace(city, ORIGIN, { values: table.values });
	const { site } = createSite(data, null, { nowMs: 0, table, situation: PLAIN_SITUATION });
	return assessSupply(site, water, null);
}

const sourceOf = async (water: WaterSource, ground?: GroundGrid) =>
	(await assess([water], [HOUSE], ground)).value.sources[0];

describe('A12 what a source gives', () => {
	it('A12 a hydrant near by gives what it has', async () => {
		// 36 m: 2 lengths of 18 m; 12 L/s.
		expect(await sourceOf(makeWater('h', 0, -36, { flowLps: 12 }))).toMatchObject({
			hoseM: 36,
			lengths: 2,
			flowLps: 12,
			limitedBy: 'source',
			relayPumps: 0,
			counted: true,
			why: null,
			liftM: null,
		});
	});

	it('A12 a second line is laid where one does not carry all, and no pump stands in line', async () => {
		// 82 m: 5 lengths; one line carries sqrt(70 / (0.015 x 5)) = 30.6 L/s.
		expect(await sourceOf(makeWater('h', 0, -82, { flowLps: 30 }))).toMatchObject({
			lengths: 5,
			lines: 1,
			flowLps: 30,
			limitedBy: 'source',
			relayPumps: 0,
		});
		// 270 m: 15 lengths; one line 17.6 L/s, two 35.3.
		const far = { lengths: 15, lines: 2, relayPumps: 0 };
		expect(await sourceOf(makeWater('h', 0, -270, { flowLps: 30 }))).toMatchObject({
			...far,
			flowLps: 30,
			limitedBy: 'source',
		});
		expect(await sourceOf(makeWater('h', 0, -270, { flowLps: 40 }))).toMatchObject({
			...far,
			flowLps: 35.3,
			limitedBy: 'hose',
		});
	});

	it('A12 a lift takes from the head of the pump; pumps stand in line only where it leaves less than one jet', async () => {
		const raised = (liftM: number) =>
			({ groundAtM: (_: number, lat: number) => (lat > ORIGIN.lat - 0.0005 ? 25 + liftM : 25) }) as GroundGrid;
		// The house stands 20 m higher: two lines, 2 x sqrt(50 / (0.015 x 15)) = 29.8 L/s.
		const low = await assess([makeWater('h', 0, -270, { flowLps: 30 })], [HOUSE], raised(20));
		expect(low.value.sources[0]).toMatchObject({ liftM: 20, flowLps: 29.8, limitedBy: 'hose', relayPumps: 0 });
		expect(low.findings.map(({ code }) => code)).not.toContain('water/relay-needed');
		// 69 m: 1 m of head is left, 2 x sqrt(1 / 0.225) = 4.2 L/s; a jet takes 3.25 in each line, 0.158 m a length: 6 lengths a stage of 15.
		const high = await assess([makeWater('h', 0, -270, { flowLps: 30 })], [HOUSE], raised(69));
		expect(high.value.sources[0]).toMatchObject({ flowLps: 4.2, limitedBy: 'hose', relayPumps: 2 });
		expect(high.findings.map(({ code }) => code)).toContain('water/relay-needed');
	});

	it('A12 lists the ways of what is counted and of the four nearest others', async () => {
		const unknown = Array.from({ length: 9 }, (_, i) => makeWater(`u${i}`, i * 3, -18, { flowLps: null }));
		const { value } = await assess([...unknown, makeWater('far', 0, -200, { flowLps: 20 })]);
		const drawn = value.sources.filter(({ hoseLine }) => hoseLine.length > 1).map(({ id }) => id);
		expect(drawn).toHaveLength(5);
		expect(drawn).toContain('far');
		expect(value.sources).toHaveLength(10);
	});

	it('A12 a tank gives its volume over the duration, as far as a pump draws it', async () => {
		// 200 m3 in 2 h: 27.8 L/s; 1000 m3: 138.9, the pump draws 50.
		expect(await sourceOf(makeWater('t', 0, -18, { kind: 'tank', flowLps: null, volumeM3: 200 }))).toMatchObject({
			flowLps: 27.8,
			limitedBy: 'source',
		});
		expect(await sourceOf(makeWater('t', 0, -18, { kind: 'tank', flowLps: null, volumeM3: 1000 }))).toMatchObject({
			flowLps: 50,
			limitedBy: 'pump',
		});
	});

	it('A12 an overdue hydrant counts with its share, a faulty one not at all', async () => {
		expect(await sourceOf(makeWater('h', 0, -18, { flowLps: 20, state: 'stale' }))).toMatchObject({
			flowLps: 14,
			counted: true,
		});
		expect(await sourceOf(makeWater('h', 0, -18, { state: 'faulty' }))).toMatchObject({
			flowLps: null,
			counted: false,
			why: { code: 'water/faulty' },
		});
	});

	it('A12 unknown state or flow is neither zero nor the norm in the sum, but told beside it', async () => {
		const { value } = await assess([
			makeWater('a', 0, -18, { flowLps: 12 }),
			makeWater('b', 5, -18, { flowLps: null }),
			makeWater('c', 9, -18, { state: 'unknown', flowLps: 11 }),
			makeWater('d', -9, -18, { kind: 'natural', flowLps: null }),
		]);
		expect(value.availableLps).toBe(12);
		// The norm of 15, the 11 on file, and from the pond what a pump draws.
		expect(value.unknown).toEqual({ count: 3, normLps: 76 });
		expect(value.sources.map(({ id, why }) => [id, why?.code ?? null]).sort()).toEqual([
			['a', null],
			['b', 'water/flow-unknown'],
			['c', 'water/state-unknown'],
			['d', 'water/suction-unknown'],
		]);
	});

	it('A12 hydrants of one ring share what the mains give', async () => {
		const { value } = await assess([1, 2, 3].map((i) => makeWater(`h${i}`, i * 3, -18 * i, { flowLps: 25 })));
		expect(value.sources.map(({ flowLps, limitedBy }) => [flowLps, limitedBy])).toEqual([
			[25, 'source'],
			[25, 'source'],
			[10, 'mains'],
		]);
		expect(value.availableLps).toBe(60);
	});

	it('A12 removing a hydrant never increases what there is', async () => {
		const lot = createLot(5);
		for (let round = 0; round < 12; round++) {
			const water = Array.from({ length: 12 }, (_, i) =>
				makeWater(`w${i}`, lot(500) - 250, -5 - lot(200), {
					flowLps: lot(5) === 0 ? null : 5 + lot(30),
					state: (['ok', 'ok', 'stale', 'faulty', 'unknown'] as const)[lot(5)] ?? 'ok',
					...(lot(5) === 0 && { kind: 'tank', volumeM3: 50 + lot(500), flowLps: null }),
				}),
			);
			const all = (await assess(water)).value.availableLps ?? 0;
			for (const [i] of water.entries()) {
				const fewer = (await assess(water.filter((_, j) => j !== i))).value.availableLps ?? 0;
				expect(fewer).toBeLessThanOrEqual(all);
			}
		}
	});

	it('A12 says whether it is enough, which hydrant not to count on, and keeps to its schema', async () => {
		const codes = async (water: WaterSource[]) => (await assess(water)).findings.map(({ code }) => code);
		// 200 m2 x 0.2 = 40 -> 7 jets = 45.5 L/s.
		expect(await codes([makeWater('h', 0, -18, { flowLps: 30 })])).toEqual(['water/short']);
		expect(await codes([makeWater('a', 0, -18, { flowLps: 30 }), makeWater('b', 0, -36, { flowLps: 30 })])).toEqual([
			'water/enough',
		]);
		// 30 known and 15 of the norm are 45: still short; 31 and 15 would do.
		const unknown = makeWater('u', 0, -36, { flowLps: null });
		expect(await codes([makeWater('h', 0, -18, { flowLps: 30 }), unknown])).toEqual(['water/short']);
		expect(await codes([makeWater('h', 0, -18, { flowLps: 31 }), unknown])).toEqual(['water/unsure']);
		const faulty = [makeWater('a', 0, -18, { state: 'faulty' }), makeWater('b', 0, -36, { flowLps: 46 })];
		expect(await codes(faulty)).toEqual(['water/enough', 'water/nearest-faulty']);
		const { value } = await assess(faulty);
		expect(() => supplySchema.parse(value)).not.toThrow();
	});

	it('A12 without a target the need is unknown and hoses end at the point', async () => {
		const { value, findings } = await assess([makeWater('h', 0, -36)], []);
		expect(value).toMatchObject({ neededLps: null, availableLps: 15, needs: [] });
		expect(value.sources[0]?.hoseM).toBe(36);
		expect(findings.map(({ code }) => code)).toEqual(['water/need-unknown']);
	});
});
