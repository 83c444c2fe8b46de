import { describe, expect, it } from 'vitest';
import { assessAerial } from '../../../../../src/analysis/alert/aerial/assess-aerial.ts';
import { showSentAerial } from '../../../../../src/analysis/alert/aerial/show-sent-aerial.ts';
import { type Aerial, aerialSchema } from '../../../../../src/domain/alert/aerial.ts';
import { readSides } from '../../../../../src/domain/alert/side-reach.ts';
import type { Zone } from '../../../../../src/domain/alert/zones.ts';
import type { Building } from '../../../../../src/domain/building.ts';
import { makeBuilding, placeAt, placeRing } from '../../../../support/fake-city.ts';
import { createLot } from '../../../../support/make-random-town.ts';
import type { StraightRoad } from '../../../../support/make-road-graph.ts';
import { makeSite, type SiteContent } from '../../../../support/make-site.ts';

/** 54 m, 18 floors of 3 m, 30 x 16 m with its south wall on y = 0. */
const TOWER = makeBuilding(1, [-15, 0, 30, 16], { heightM: 54, floors: 18, groundM: null });
/** 12 m wide, its near edge 6 m from the south wall. */
const ROAD: StraightRoad = { from: [-200, -12], to: [200, -12], roadClass: 'tertiary', widthM: 12, name: 'South road' };
const AT_NORTH_M = 8;
const AT = placeAt(0, AT_NORTH_M);
const NO_FLEET = { due: [], fleet: [] };

function assess(content: Partial<SiteContent>, zones: readonly Zone[] = [], due: readonly string[] = []) {
	const site = makeSite({ buildings: [TOWER], roads: [ROAD], at: AT, ...content });
	const { value, findings } = assessAerial(site, zones, { due, fleet: due });
	if (value === null) throw new Error('aerial: got no target');
	return { site, aerial: aerialSchema.parse(value), findings };
}

function applianceOf({ appliances }: Aerial, model: string) {
	const found = appliances.find((each) => each.model === model);
	if (!found) throw new Error(`aerial: got no ${model}`);
	return found;
}

/** The side that looks south; the tower's sides are the long ones S1 and S3, S1 either. */
function southOf(site: ReturnType<typeof makeSite>): string {
	const side = site.sides.find(({ bearingDeg }) => Math.abs(bearingDeg - 180) < 1);
	if (!side) throw new Error('site: got no south side');
	return side.id;
}

function sideOf(aerial: Aerial, model: string, sideId: string) {
	const side = readSides(aerial, applianceOf(aerial, model)).find((each) => each.sideId === sideId);
	if (!side) throw new Error(`aerial: got no side ${sideId}`);
	return side;
}

/** Of figures by place along a side: one alone stands for all, none for not at all. */
function placeOf(figures: readonly number[], c: number): number {
	return (figures.length === 1 ? figures[0] : figures[c]) ?? -1;
}

function placeTruck(model: string, x: number, y: number) {
	return { placed: [{ model, ...placeAt(x, y), headingDeg: 90 }] };
}

describe('A9 spots', () => {
	it('A9 finds a code-conform spot on the road before a wall, and says which road', () => {
		const { aerial, site } = assess({});
		const conform = aerial.spots.filter(({ verdict }) => verdict === 'conform');
		expect(conform.map(({ sideId }) => sideId)).toContain(southOf(site));
		for (const spot of conform) {
			expect(spot).toMatchObject({ roadName: 'South road', carriagewayM: 12, failing: [] });
			// 54 m > 50 m: 20 x 10 m by GB 50016 7.2.2, 5 to 10 m from the wall.
			expect([spot.lengthM, spot.widthM]).toEqual([20, 10]);
			expect(spot.wallM).toBeGreaterThanOrEqual(5);
			expect(spot.wallM).toBeLessThanOrEqual(10);
		}
	});

	it('A9 a side is told from a conforming place, never from one too near to the wall, where both reach', () => {
		const { aerial, site } = assess({});
		const south = southOf(site);
		// 10 m x 10 m of ground from 5 m off the wall: its middle is 10 m off, beyond what an outreach of 10 m does more than touch.
		for (const appliance of aerial.appliances.filter(({ reachM }) => reachM >= 17)) {
			const { spotId } = readSides(aerial, appliance).find(({ sideId }) => sideId === south) ?? {};
			expect(aerial.spots.find(({ id }) => id === spotId)?.verdict).toBe('conform');
		}
		expect(aerial.spots[0]?.verdict).toBe('conform');
	});

	it('A9 at most 12 spots are told, the best of each side first, and the section stays below 15 kB', () => {
		const roads = [ROAD, { ...ROAD, from: [-200, 28] as const, to: [200, 28] as const }];
		const { aerial } = assess({ roads });
		const usable = aerial.spots.filter(({ verdict }) => verdict !== 'unusable');
		expect(aerial.spots.length).toBeLessThanOrEqual(12);
		const sides = new Set(usable.map(({ sideId }) => sideId));
		expect(new Set(usable.slice(0, sides.size).map(({ sideId }) => sideId)).size).toBe(sides.size);
		for (const { id, sideId } of aerial.spots) if (id.startsWith('N')) expect(sides.has(sideId)).toBe(false);
		expect(JSON.stringify(aerial).length).toBeLessThan(15_000);
		const few = assess({ roads, values: { 'aerial.mostSpots': 4 } }).aerial;
		expect(few.spots.length).toBeLessThanOrEqual(4);
		const topFloors = (of: Aerial) => of.appliances.map(({ topFloor }) => topFloor);
		expect(topFloors(few)).toEqual(topFloors(aerial));
	});

	it('A9 a house of 50 m and less needs 15 m', () => {
		const low = makeBuilding(1, [-15, 0, 30, 16], { heightM: 30, floors: 10 });
		const { aerial } = assess({ buildings: [low] });
		expect(aerial.spots.find(({ verdict }) => verdict === 'conform')?.lengthM).toBe(15);
	});

	it('A9 an estimated width leaves a spot usable, a narrow one that is known makes it unusable', () => {
		const estimated = assess({ roads: [{ ...ROAD, widthM: null }] });
		expect(estimated.aerial.candidates.conform).toBe(0);
		expect(estimated.aerial.spots[0]?.failing[0]?.code).toBe('aerial/lane-estimated');
		const narrow = assess({ roads: [{ ...ROAD, widthM: 3.5 }] });
		expect(narrow.aerial.candidates).toMatchObject({ conform: 0, usable: 0 });
		expect(narrow.aerial.spots.map(({ verdict }) => verdict)).not.toContain('usable');
		expect(narrow.aerial.spots.some(({ failing }) => failing[0]?.code === 'aerial/lane-narrow')).toBe(true);
	});

	it('A9 without a road in reach there is no lane; without roads in the pack it is unknown', () => {
		const far = assess({ roads: [{ ...ROAD, from: [-200, -90], to: [200, -90] }] });
		expect(far.aerial.candidates.usable).toBe(0);
		expect(far.aerial.spots.every(({ failing }) => failing[0]?.code === 'aerial/no-lane')).toBe(true);
		expect(far.findings.map(({ code }) => code)).toContain('aerial/none');
		const none = makeSite({ buildings: [TOWER], at: AT });
		const { value, findings } = assessAerial(none, [], NO_FLEET);
		expect(value?.candidates.usable).toBeGreaterThan(0);
		expect(findings.map(({ code }) => code)).toContain('aerial/roads-unknown');
	});

	it('A9 nothing is set up on a bridge', () => {
		const { aerial, site } = assess({ roads: [{ ...ROAD, bridge: true }] });
		expect(aerial.spots.filter(({ sideId }) => sideId === southOf(site)).map(({ verdict }) => verdict)).toEqual([
			'unusable',
		]);
	});

	it('A9 no spot overlaps a building, by a test of corners and crossings of its own', () => {
		const lot = createLot(5);
		const around = Array.from({ length: 14 }, (_, i) =>
			makeBuilding(i + 2, [lot(90) - 45, lot(2) === 0 ? -12 - lot(30) : 20 + lot(20), 4 + lot(9), 3 + lot(6)], {
				heightM: 9,
			}),
		);
		const { aerial, site } = assess({ buildings: [TOWER, ...around] });
		const usable = aerial.spots.filter(({ verdict }) => verdict !== 'unusable');
		expect(usable.length).toBeGreaterThan(0);
		let overlaps = 0;
		for (const { corners } of usable) {
			const ring = corners.map((corner) => site.plane.toXY(corner));
			for (let i = 0; i <= 20; i++) {
				for (let j = 0; j <= 20; j++) {
					const [s, t] = [0.004 + (i / 20) * 0.992, 0.004 + (j / 20) * 0.992];
					const [a, b, , d] = ring as [[number, number], [number, number], unknown, [number, number]];
					const x = a[0] + s * (b[0] - a[0]) + t * (d[0] - a[0]);
					const y = a[1] + s * (b[1] - a[1]) + t * (d[1] - a[1]);
					const isTaken = site.others.some(
						({ shape }) => x > shape.minX && x < shape.maxX && y > shape.minY && y < shape.maxY,
					);
					if (isTaken) overlaps++;
				}
			}
		}
		expect(overlaps).toBe(0);
	});

	it('A9 ground steeper than 3 % is flagged, steeper than 5 % is no place', () => {
		const slopes = (share: number) => assess({ groundAtM: (x) => x * share });
		expect(slopes(0.02).aerial.candidates.conform).toBeGreaterThan(0);
		const flagged = slopes(0.04).aerial;
		expect(flagged.candidates.conform).toBe(0);
		expect(flagged.spots[0]).toMatchObject({ slope: 0.04, verdict: 'usable' });
		expect(flagged.spots[0]?.failing[0]?.code).toBe('aerial/slope');
		expect(slopes(0.06).aerial.candidates.usable).toBe(0);
	});

	it('A9 a slope told by terrain posts 90 m apart is flagged, however steep, and refuses nothing', () => {
		const site = makeSite({ buildings: [TOWER], roads: [ROAD], at: AT, groundAtM: (x) => x * 0.3 });
		const { value } = assessAerial({ ...site, groundPostM: 92.4 }, [], NO_FLEET);
		expect(value?.candidates.usable).toBeGreaterThan(0);
		expect(value?.spots[0]?.failing[0]).toEqual({
			code: 'aerial/slope-coarse',
			params: { slopePercent: 30, limitPercent: 3, postM: 92 },
		});
		expect(assessAerial({ ...site, groundPostM: 20 }, [], NO_FLEET).value?.candidates.usable).toBe(0);
	});

	it('A9 a place up against another wing of the target is too close, whatever its own side says', () => {
		// An L: the wing runs 30 m south from the east end; the south wall of the main part is 30 m long from x = -15 to 15.
		const ring = placeRing([
			[-15, 16],
			[-15, 0],
			[15, 0],
			[15, -30],
			[30, -30],
			[30, 16],
			[-15, 16],
		]);
		const ell = makeBuilding(1, [0, 0, 1, 1], { polygons: [[ring]], heightM: 54, floors: 18, groundM: null });
		const roads = [{ ...ROAD, to: [15, -12] as const }];
		const { aerial, site } = assess({ buildings: [ell], roads });
		let seen = 0;
		for (const { corners, verdict, wallM } of aerial.spots) {
			// The site's plane has its origin at AT, 8 m north of the main part's south wall.
			const xy = corners.map((at) => site.plane.toXY(at)).map(([x, y]) => [x, y + AT_NORTH_M] as const);
			if (!xy.every(([x, y]) => x > -15 && x < 15.01 && y > -29 && y < 0.01)) continue;
			seen++;
			const east = Math.max(...xy.map(([x]) => x));
			const north = Math.max(...xy.map(([, y]) => y));
			expect(wallM).toBeCloseTo(Math.min(15 - east, -north), 1);
			if (verdict === 'conform') expect(Math.min(15 - east, -north)).toBeGreaterThanOrEqual(4.98);
		}
		expect(seen).toBeGreaterThan(0);
	});

	it('A9 an operating side by GB 50016 7.2.1: known, unsure by an estimated lane, missing, not needed', () => {
		expect(assess({}).aerial.operating.verdict).toBe('conform');
		expect(assess({ roads: [{ ...ROAD, widthM: null }] }).aerial.operating.verdict).toBe('unknown');
		expect(assess({ roads: [] }).aerial.operating.verdict).toBe('missing');
		// No place and no height either: there is no operating area, whatever the height.
		const bare = assess({ buildings: [makeBuilding(1, [-15, 0, 30, 16], { heightM: null, floors: 18 })], roads: [] });
		expect(bare.aerial.operating).toMatchObject({ lengthM: 0, verdict: 'missing' });
		expect(bare.findings.map(({ code }) => code)).toContain('aerial/no-operating-side');
		const low = makeBuilding(1, [-15, 0, 30, 16], { heightM: 20, floors: 6 });
		expect(assess({ buildings: [low], roads: [] }).aerial.operating.verdict).toBe('not-needed');
	});

	it('A9 spots in a collapse zone are kept and marked; in an active one that is danger to life', () => {
		const ring = placeRing([
			[-100, -100],
			[100, -100],
			[100, 100],
			[-100, 100],
			[-100, -100],
		]);
		const zone = (state: Zone['state']): Zone => ({
			...{
				id: 'Z1',
				kind: 'collapse',
				state,
				distanceM: 81,
				polygons: [[ring.map(([lon, lat]): [number, number] => [lon, lat])]],
				reasons: [],
				ruleId: 'A14',
			},
			sourced: { basis: 'computed', source: 'fengtu', date: null, note: null },
		});
		const contingent = assess({}, [zone('contingent')]);
		expect(contingent.aerial.candidates.conform).toBe(assess({}).aerial.candidates.conform);
		expect(contingent.aerial.spots.every(({ inCollapseZone }) => inCollapseZone === 'contingent')).toBe(true);
		expect(contingent.findings.some(({ severity }) => severity === 'life')).toBe(false);
		const active = assess({}, [zone('active')]);
		expect(active.findings.find(({ code }) => code === 'aerial/in-collapse-zone')?.severity).toBe('life');
	});
});

describe('A10 reach', () => {
	// Trap 3 of fire-facts: 3 + 8 tan 78 = 40.64 m straight before the truck; at 12 m 3 + sqrt(58.27^2 - 12^2) > 54 m, the roof.
	it('A10 a 60 m ladder 8 m from the wall gets about 41 m high before itself, 12 m off to the roof', () => {
		const column = (y: number) => {
			const { aerial, site } = assess({ situation: placeTruck('YT60', 1.5, y) });
			const { highM } = sideOf(aerial, 'YT60', southOf(site));
			// 10 columns of 3 m from x = -15 on: the sixth is straight before the truck.
			expect(highM).toHaveLength(10);
			return highM[5];
		};
		expect(column(-8)).toBe(40.6);
		expect(column(-12.2)).toBe(54);
	});

	// By hand: d = 5 m, jacks 6 m, podium 4 m: r = 5 + 3 + 4 = 12. Over the podium's edge, 8 m off and 10 + 1 m high: 3 + 8 * 12 / 8 = 15 m.
	// Up: 3 + sqrt(51.12^2 - 12^2) = 52.69 m. Landing of floor f: 3 (f - 1) + 1.7: floors 6 (16.7) to 17 (49.7), 18 lands at 52.7 m.
	it('A10 over a podium 4 m deep a 53 m ladder serves floors 6 to 17', () => {
		const podium = makeBuilding(2, [-15, -4, 30, 4], { heightM: 10, floors: 2 });
		const { aerial, site } = assess({ buildings: [TOWER, podium], situation: placeTruck('YT53', 1.5, -12) });
		const south = sideOf(aerial, 'YT53', southOf(site));
		expect(south.reached).toEqual([{ fromFloor: 6, toFloor: 17, spotId: 'X1' }]);
		expect(south.lowM[5]).toBe(15);
		expect(south.highM[5]).toBe(52.7);
		expect(south.missed.map(({ fromFloor, toFloor, reason }) => [fromFloor, toFloor, reason.code])).toEqual([
			[18, 18, 'aerial/too-high'],
			[1, 5, 'aerial/blocked-by'],
		]);
	});

	// By hand: podium 8 m: r = 16 straight before it, low 3 + 8 * 16 / 8 = 19 m, high 3 + sqrt(51.12^2 - 16^2) = 51.55 m.
	it('A10 over a podium 8 m deep it is 19 to 51.5 m, and the podium fails GB 50016 7.2.1', () => {
		const podium = makeBuilding(2, [-15, -8, 30, 8], { heightM: 10, floors: 2 });
		const { aerial, site } = assess({ buildings: [TOWER, podium], situation: placeTruck('YT53', 1.5, -16) });
		const { lowM, highM } = sideOf(aerial, 'YT53', southOf(site));
		expect(lowM[5]).toBe(19);
		expect(highM[5]).toBe(51.5);
		const found = assess({ buildings: [TOWER, podium] });
		const before = found.aerial.spots.filter(({ sideId }) => sideId === southOf(found.site));
		expect(before.length).toBeGreaterThan(0);
		expect(before.every(({ failing }) => failing.some(({ code }) => code === 'aerial/podium-deep'))).toBe(true);
	});

	it('A10 a podium of unknown height leaves the reach over it unknown, with the reason', () => {
		const podium = makeBuilding(2, [-15, -4, 30, 4], { heightM: null, floors: null });
		const { aerial, site } = assess({ buildings: [TOWER, podium], situation: placeTruck('YT53', 0, -12) });
		const south = sideOf(aerial, 'YT53', southOf(site));
		expect(south.reason).toEqual({ code: 'aerial/blocker-height-unknown', params: { building: 'b-2' } });
		expect(south.topM).toBeNull();
	});

	it('A10 floors unknown: metres are told, floors are not', () => {
		const tower = makeBuilding(1, [-15, 0, 30, 16], { heightM: null, floors: null });
		const { aerial, findings } = assess({ buildings: [tower] });
		const ladder = applianceOf(aerial, 'YT53');
		expect(aerial.storeyM).toBeNull();
		expect(ladder.topFloor).toBeNull();
		expect(ladder.topM).toBeGreaterThan(50);
		expect(findings.map(({ code }) => code)).toContain('aerial/sides-floors-unknown');
	});

	it('A10 jacks without room shorten the outreach', () => {
		// 4 m of free width 13.5 m off: jacks of 6 m keep 0.45 + 0.55 * 1.5 / 3.5 = 0.686 of 17 m = 11.7 m.
		const walls = [
			makeBuilding(2, [-40, -11.5, 80, 1], { heightM: 2 }),
			makeBuilding(3, [-40, -16.5, 80, 1], { heightM: 2 }),
		];
		const { aerial, site } = assess({ buildings: [TOWER, ...walls], situation: placeTruck('YT53', 0, -13.5) });
		const south = sideOf(aerial, 'YT53', southOf(site));
		expect(south.reason).toMatchObject({ code: 'aerial/beyond-reach', params: { outreachM: 11.7 } });
	});

	it('A10 jacks that are not fully out shorten the outreach where there is room too; too narrow, it cannot stand', () => {
		const { placed } = placeTruck('YT53', 0, -13.5);
		const put = (jackSpreadM: number) =>
			assess({ situation: { placed: placed.map((truck) => ({ ...truck, jackSpreadM })) } });
		const { aerial, site } = put(4);
		// The same 11.7 m as above; fully out, 17 m reach the wall 13.5 m off.
		expect(sideOf(aerial, 'YT53', southOf(site)).reason).toMatchObject({ params: { outreachM: 11.7 } });
		expect(sideOf(put(6).aerial, 'YT53', southOf(site)).reason).toBeNull();
		expect(put(3).aerial.spots.find(({ id }) => id === 'X1')).toMatchObject({
			verdict: 'unusable',
			failing: [{ code: 'aerial/no-room', params: { freeWidthM: 3, neededWidthM: 3.5 } }],
		});
	});

	it('A10 the fire floor is judged by the aerial that is due, with the metres that are missing', () => {
		// YT32 lands no higher than 32 m; floor 15 lands at 3 * 14 + 1.7 = 43.7 m.
		const { aerial, findings } = assess({ situation: { fireFloor: 15 } }, [], ['YT32']);
		expect(aerial.suggestedModel).toBe('YT32');
		const missed = findings.find(({ code }) => code === 'aerial/fire-floor-missed');
		expect(missed).toMatchObject({ severity: 'attention', params: { floor: 15, model: 'YT32' } });
		const topM = applianceOf(aerial, 'YT32').topM ?? 0;
		expect(missed?.params.missingM).toBeCloseTo(43.7 - topM, 1);
		const reached = assess({ situation: { fireFloor: 5 } }, [], ['YT32']);
		expect(reached.findings.map(({ code }) => code)).toContain('aerial/fire-floor-reached');
	});

	it('A10 the fire floor is satisfied by an aerial that is sent, by no other', () => {
		const site = makeSite({ buildings: [TOWER], roads: [ROAD], at: AT, situation: { fireFloor: 5 } });
		const say = (due: string[], fleet: string[]) =>
			assessAerial(site, [], { due, fleet })
				.findings.filter(({ code }) => code.startsWith('aerial/fire-floor'))
				.map(({ code, severity }) => [code, severity]);
		expect(say(['YT32'], ['YT32'])).toEqual([['aerial/fire-floor-reached', 'satisfied']]);
		expect(say([], ['YT32'])).toEqual([['aerial/fire-floor-not-sent', 'note']]);
		expect(say([], ['PM80'])).toEqual([['aerial/fire-floor-catalogue', 'note']]);
		expect(say([], [])).toEqual([['aerial/fire-floor-catalogue', 'unknown']]);
	});

	it('A10 the aerial shown is the one that is suggested to be sent, unless one is sent', () => {
		const site = makeSite({ buildings: [TOWER], roads: [ROAD], at: AT, situation: { fireFloor: 5 } });
		const suggested = [{ model: 'YT53', reasons: [{ code: 'suggest-aerial', params: {} }] }] as never;
		const show = (due: string[]) => {
			const fleet = { due, fleet: ['YT32', 'YT53', 'DG101'] };
			const { value } = assessAerial(site, [], fleet);
			return value && showSentAerial(site, value, fleet, suggested);
		};
		const beyond = show([]);
		expect(beyond?.value.suggestedModel).toBe('YT53');
		expect(beyond?.findings.find(({ code }) => code === 'aerial/fire-floor-not-sent')?.params.model).toBe('YT53');
		expect(show(['YT32'])?.value.suggestedModel).toBe('YT32');
	});

	it('A10 wind above the limit of the basket is told', () => {
		const wind = (speedMps: number) => ({ fromDeg: 0, speedMps, basis: 'said' as const, observedAtMs: null });
		const codes = (speedMps: number) =>
			assess({ situation: { wind: wind(speedMps) } }).findings.map(({ code }) => code);
		expect(codes(13)).toContain('aerial/wind');
		expect(codes(12)).not.toContain('aerial/wind');
	});

	it('A10 no target, no answer', () => {
		expect(assessAerial(makeSite({ buildings: [], roads: [ROAD] }), [], NO_FLEET)).toEqual({
			value: null,
			findings: [],
		});
	});
});

describe('A10 properties', () => {
	const lot = createLot(11);
	const randomHouse = (fid: number): Building => {
		const w = 4 + lot(14);
		const h = 4 + lot(10);
		const south = lot(2) === 0;
		const y = south ? -lot(14) - h : 16 + lot(12);
		const heightM = lot(8) === 0 ? null : 3 + lot(30);
		return makeBuilding(fid, [lot(50) - 30, y, w, h], { heightM, floors: null });
	};

	it('A10 adding a building never increases what any aerial reaches', () => {
		let lessened = 0;
		for (let town = 0; town < 12; town++) {
			const buildings = [TOWER, ...Array.from({ length: 4 }, (_, i) => randomHouse(i + 2))];
			const before = assess({ buildings }).aerial;
			const after = assess({ buildings: [...buildings, randomHouse(99)] }).aerial;
			for (const [a, appliance] of after.appliances.entries()) {
				const wasSides = readSides(before, before.appliances[a] ?? { sides: [] });
				for (const [s, side] of readSides(after, appliance).entries()) {
					const was = wasSides[s];
					if (!was) throw new Error('aerial: got another number of sides');
					expect(side.topM ?? -1).toBeLessThanOrEqual(was.topM ?? -1);
					expect(side.topFloor ?? -1).toBeLessThanOrEqual(was.topFloor ?? -1);
					for (let c = 0; c < Math.max(side.highM.length, was.highM.length); c++) {
						const [high, wasHigh] = [placeOf(side.highM, c), placeOf(was.highM, c)];
						expect(high).toBeLessThanOrEqual(wasHigh);
						if (high >= 0) expect(placeOf(side.lowM, c)).toBeGreaterThanOrEqual(placeOf(was.lowM, c));
						if (high < wasHigh) lessened++;
					}
				}
			}
		}
		expect(lessened).toBeGreaterThan(20);
	});

	it('A10 a truck put by hand at a told spot reaches every floor that is told from it', () => {
		let told = 0;
		const lot = createLot(23);
		for (let town = 0; town < 6; town++) {
			const house = (fid: number) =>
				makeBuilding(fid, [lot(50) - 30, lot(2) === 0 ? -lot(14) - 9 : 17 + lot(12), 5 + lot(9), 4 + lot(5)], {
					heightM: 4 + lot(20),
					floors: null,
				});
			const buildings = [TOWER, house(2), house(3), house(4)];
			const { aerial } = assess({ buildings });
			for (const model of ['YT32', 'YT53', 'JP32', 'DG53']) {
				const sides = readSides(aerial, applianceOf(aerial, model));
				for (const { id, lon, lat, headingDeg } of aerial.spots) {
					const runs = sides.map(({ reached }) => reached.filter(({ spotId }) => spotId === id));
					if (runs.every((each) => each.length === 0)) continue;
					const placed = [{ model, lon, lat, headingDeg }];
					const there = assess({ buildings, situation: { placed } }).aerial;
					const real = readSides(there, applianceOf(there, model));
					for (const [s, each] of runs.entries()) {
						for (const { fromFloor, toFloor } of each) {
							for (let floor = fromFloor; floor <= toFloor; floor++) {
								told++;
								const isReached = real[s]?.reached.some((run) => run.fromFloor <= floor && floor <= run.toFloor);
								expect([town, model, id, floor, isReached]).toEqual([town, model, id, floor, true]);
							}
						}
					}
				}
			}
		}
		expect(told).toBeGreaterThan(200);
	});

	it('A10 a taller ladder with the same outreach never reaches fewer floors', () => {
		// YT60 and YT68: 20 m, jacks 6 m; 12 and 13 m long, both within 12.5 and 15 m of free ground that is there.
		for (let town = 0; town < 8; town++) {
			const buildings = [TOWER, ...Array.from({ length: 3 }, (_, i) => randomHouse(i + 2))];
			const { aerial } = assess({ buildings, values: { 'aerial.standWidthM': 6 } });
			const [low, tall] = [applianceOf(aerial, 'YT53'), applianceOf(aerial, 'YT60')];
			const lowSides = readSides(aerial, low);
			for (const [s, side] of readSides(aerial, tall).entries()) {
				expect(side.topFloor ?? 0).toBeGreaterThanOrEqual(lowSides[s]?.topFloor ?? 0);
			}
		}
	});

	it('A9 A10 turning and moving the city changes nothing beyond 1 cm', () => {
		const turn = (deg: number, dx: number, dy: number) => {
			const [cos, sin] = [Math.cos((deg * Math.PI) / 180), Math.sin((deg * Math.PI) / 180)];
			return ([x, y]: readonly [number, number]): [number, number] => [x * cos - y * sin + dx, x * sin + y * cos + dy];
		};
		const boxes: [number, number, number, number][] = [
			[-15.3, 0.2, 30.1, 16.4],
			[-9.2, -27.1, 12.3, 9.7],
			[20.6, 2.2, 9.1, 14.9],
			[-34.7, -3.3, 10.2, 9.4],
		];
		const assessTurned = (move: (at: readonly [number, number]) => [number, number]) => {
			const buildings = boxes.map(([x, y, w, h], i) => {
				const corners: [number, number][] = [
					[x, y],
					[x + w, y],
					[x + w, y + h],
					[x, y + h],
				];
				return makeBuilding(i + 1, [0, 0, 1, 1], {
					polygons: [[placeRing(corners.map(move))]],
					heightM: i === 0 ? 54.3 : 11.7,
					floors: i === 0 ? 18 : null,
				});
			});
			const roads = [{ ...ROAD, from: move([-90.1, -12.2]), to: move([95.3, -12.2]) }];
			return assess({ buildings, roads, at: placeAt(...move([0, 8])) }).aerial;
		};
		const base = assessTurned(turn(0, 0, 0));
		const turned = assessTurned(turn(37, 120, -80));
		expect(turned.candidates).toEqual(base.candidates);
		expect(turned.suggestedModel).toBe(base.suggestedModel);
		for (const [i, spot] of base.spots.entries()) {
			const other = turned.spots[i];
			expect(other).toMatchObject({ id: spot.id, sideId: spot.sideId, verdict: spot.verdict });
			expect(Math.abs((other?.wallM ?? 0) - spot.wallM)).toBeLessThanOrEqual(0.0101);
			expect(Math.abs((other?.widthM ?? 0) - spot.widthM)).toBeLessThanOrEqual(0.0201);
		}
		for (const [a, appliance] of base.appliances.entries()) {
			const other = turned.appliances[a];
			expect(other?.topFloor).toBe(appliance.topFloor);
			const others = readSides(turned, other ?? { sides: [] });
			for (const [s, side] of readSides(base, appliance).entries()) {
				expect(others[s]?.reached).toEqual(side.reached);
				expect(others[s]?.spotId).toBe(side.spotId);
				// Coordinates are packed to 1 cm and the elevation's tangent is 4.7: columns are told to 0.1 m.
				for (const [c, high] of side.highM.entries()) {
					expect(Math.abs(placeOf(others[s]?.highM ?? [], c) - high)).toBeLessThanOrEqual(0.1001);
				}
			}
		}
	});
});
