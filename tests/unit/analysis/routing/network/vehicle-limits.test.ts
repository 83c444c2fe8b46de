import { describe, expect, it } from 'vitest';
import { outlineTurn } from '../../../../../src/analysis/routing/network/turn-outline.ts';
import {
	findArcRefusals,
	findRoadRefusals,
	findTurnRefusals,
	listPassedLimits,
	listPassedTurnLimits,
	type WayRules,
} from '../../../../../src/analysis/routing/network/vehicle-limits.ts';
import { createLocalPlane } from '../../../../../src/domain/geo/local-plane.ts';
import { ONEWAY, ROAD_ACCESS } from '../../../../../src/domain/pack/road-graph.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../../../../../src/domain/route.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../../../../src/domain/vehicle.ts';
import { findVehicleModel } from '../../../../../src/domain/vehicle-catalogue.ts';
import { ORIGIN } from '../../../../support/fake-city.ts';
import { lonLatE7At, makeRoadGraph, type StraightRoad } from '../../../../support/make-road-graph.ts';
import { NO_EXEMPTIONS } from '../../../../support/no-exemptions.ts';
import { arcOf, EAST, makeCrossing, SOUTH, turnOf } from './crossing.ts';

const ENGINE: WayRules = { vehicle: DEFAULT_VEHICLE_PROFILE, exemptions: FIRE_ENGINE_EXEMPTIONS, gateS: 30 };
const CIVIL: WayRules = { ...ENGINE, exemptions: NO_EXEMPTIONS };

function refusals(road: Partial<StraightRoad>, rules: WayRules = ENGINE) {
	return findRoadRefusals(makeRoadGraph([{ from: [0, 0], to: [100, 0], roadClass: 'residential', ...road }]), 0, rules);
}

/** An engine of 8.5 x 2.5 x 3.5 m and 19 t. */
describe('findRoadRefusals', () => {
	it('signed limits below the vehicle refuse it with limit and need, equal ones let it pass', () => {
		expect(refusals({ maxHeightM: 3.4, maxWidthM: 2.4, maxWeightT: 18, maxLengthM: 8 })).toEqual([
			{ kind: 'height', limit: 3.4, needed: 3.5, verdict: 'violated' },
			{ kind: 'width', limit: 2.4, needed: 2.5, verdict: 'violated' },
			{ kind: 'weight', limit: 18, needed: 19, verdict: 'violated' },
			{ kind: 'length', limit: 8, needed: 8.5, verdict: 'violated' },
		]);
		expect(refusals({ maxHeightM: 3.5, maxWidthM: 2.5, maxWeightT: 19, maxLengthM: 8.5 })).toEqual([]);
	});

	it('no limit is known where there is no sign', () => {
		expect(refusals({})).toEqual([]);
	});

	it('a full-size vehicle needs the 4 m of a fire lane, a small one half a metre beside it', () => {
		expect(refusals({ widthM: 3.9 })).toEqual([{ kind: 'carriageway', limit: 3.9, needed: 4, verdict: 'violated' }]);
		expect(refusals({ widthM: 4 })).toEqual([]);
		const mini = { ...ENGINE, vehicle: { ...DEFAULT_VEHICLE_PROFILE, widthM: 1.9 } };
		expect(refusals({ widthM: 2.4 }, mini)).toEqual([]);
		expect(refusals({ widthM: 2.3 }, mini)).toHaveLength(1);
	});

	it('an estimated width refuses only what is wider than it', () => {
		expect(refusals({ widthM: null, roadClass: 'lane' })).toEqual([]);
		const wide = { ...ENGINE, vehicle: { ...DEFAULT_VEHICLE_PROFILE, widthM: 3.2 } };
		expect(refusals({ widthM: null, roadClass: 'lane' }, wide)).toEqual([
			{ kind: 'carriageway', limit: 3, needed: 4, verdict: 'violated' },
		]);
	});

	it('access is refused by exemption, what stands in the way always', () => {
		const kinds = (access: number, rules: WayRules) => refusals({ access }, rules).map(({ kind }) => kind);
		expect(kinds(ROAD_ACCESS.private, CIVIL)).toEqual(['access']);
		expect(kinds(ROAD_ACCESS.gate, CIVIL)).toEqual(['gate']);
		expect(kinds(ROAD_ACCESS.bus, CIVIL)).toEqual(['bus']);
		for (const access of [ROAD_ACCESS.private, ROAD_ACCESS.gate, ROAD_ACCESS.bus])
			expect(kinds(access, ENGINE)).toEqual([]);
		expect(kinds(ROAD_ACCESS.no, ENGINE)).toEqual(['closed']);
		expect(kinds(ROAD_ACCESS.no, { ...ENGINE, vehicle: null })).toEqual(['closed']);
	});

	it('a ban of goods vehicles binds heavy ones that are not exempt', () => {
		expect(refusals({ hgvBanned: true }, CIVIL).map(({ kind }) => kind)).toEqual(['hgv']);
		expect(refusals({ hgvBanned: true }, ENGINE)).toEqual([]);
		const car = { ...CIVIL, vehicle: findVehicleModel('car')?.profile ?? null };
		expect(refusals({ hgvBanned: true }, car)).toEqual([]);
	});

	it('without a vehicle no size binds', () => {
		expect(refusals({ maxHeightM: 2, widthM: 2 }, { ...ENGINE, vehicle: null })).toEqual([]);
	});
});

describe('findArcRefusals', () => {
	it('refuses the direction against a one-way road unless contraflow is allowed', () => {
		const graph = makeRoadGraph([{ from: [0, 0], to: [100, 0], roadClass: 'residential', oneway: ONEWAY.forward }]);
		const open = [0, 1].filter((arc) => findArcRefusals(graph, arc, ENGINE).length === 0);
		expect(open).toHaveLength(1);
		const free = { ...ENGINE, exemptions: { ...FIRE_ENGINE_EXEMPTIONS, contraflow: true } };
		expect([0, 1].flatMap((arc) => findArcRefusals(graph, arc, free))).toEqual([]);
		expect([0, 1].flatMap((arc) => findArcRefusals(graph, arc, ENGINE))).toEqual([
			{ kind: 'oneway', limit: 0, needed: null, verdict: 'violated' },
		]);
	});
});

describe('findTurnRefusals', () => {
	const lanes = (widthM: number | null) => Array.from({ length: 4 }, () => ({ roadClass: 'lane' as const, widthM }));

	// fits at 90 degrees between 4 m lanes with the lane's kerb of 3 m: by hand no, there is room for 8.2 m (turn-geometry.test).
	it('a junction too tight is refused with the radius it has room for', () => {
		const graph = makeCrossing(lanes(4));
		expect(findTurnRefusals(graph, turnOf(graph, SOUTH, EAST), ENGINE)).toEqual([
			{ kind: 'turn', limit: 8.2, needed: 9, verdict: 'violated' },
		]);
		expect(findTurnRefusals(graph, turnOf(graph, SOUTH, 1), ENGINE)).toEqual([]);
	});

	// Lanes estimated at 3 m: with 4.5 m, D = 9 - 4.5 - 3 = 1.5, 2.12 + 3 = 5.12 <= 5.19.
	it('on estimated widths it is refused only if half as much again would not do, and is told to be tight', () => {
		const graph = makeCrossing(lanes(null));
		const turn = turnOf(graph, SOUTH, EAST);
		expect(findTurnRefusals(graph, turn, ENGINE)).toEqual([]);
		expect(listPassedTurnLimits(graph, turn, ENGINE)).toMatchObject([{ kind: 'turn', needed: 9, verdict: 'tight' }]);
		const ladder = { ...ENGINE, vehicle: findVehicleModel('YT68')?.profile ?? null };
		expect(findTurnRefusals(graph, turn, ladder)).toMatchObject([{ kind: 'turn', needed: 12, verdict: 'violated' }]);
	});

	it('roundabouts and slip roads are not tested', () => {
		for (const exempt of [{ roundabout: true }, { link: true }]) {
			const graph = makeCrossing(lanes(4).map((arm, i) => (i === EAST ? { ...arm, ...exempt } : arm)));
			expect(findTurnRefusals(graph, turnOf(graph, SOUTH, EAST), ENGINE)).toEqual([]);
		}
	});

	it('a forbidden turn is refused, or passed by exemption', () => {
		const via = { lonLat: lonLatE7At([0, 0]) };
		const ban = { id: 'r', kind: 'no', from: '0', to: '2', via, exceptEmergency: false, source: 'test' } as const;
		const graph = makeCrossing([], { turnRestrictions: [ban] });
		const turn = turnOf(graph, SOUTH, EAST);
		expect(findTurnRefusals(graph, turn, ENGINE)).toEqual([
			{ kind: 'turnBan', limit: 0, needed: null, verdict: 'violated' },
		]);
		const free = { ...ENGINE, exemptions: { ...FIRE_ENGINE_EXEMPTIONS, turnRestrictions: true } };
		expect(findTurnRefusals(graph, turn, free)).toEqual([]);
		expect(listPassedTurnLimits(graph, turn, free)).toMatchObject([{ kind: 'turnBan', verdict: 'passed' }]);
		const excepted = makeCrossing([], { turnRestrictions: [{ ...ban, exceptEmergency: true }] });
		expect(findTurnRefusals(excepted, turnOf(excepted, SOUTH, EAST), ENGINE)).toEqual([]);
		expect(findTurnRefusals(excepted, turnOf(excepted, SOUTH, EAST), CIVIL)).toHaveLength(1);
	});
});

describe('listPassedLimits', () => {
	it('tells signs that the vehicle fits under, gates and what only an exemption lets it do', () => {
		const graph = makeCrossing([{ maxHeightM: 3.8, access: ROAD_ACCESS.gate, oneway: ONEWAY.forward }]);
		const into = listPassedLimits(graph, arcOf(graph, SOUTH, 'in'), ENGINE);
		expect(into).toEqual([
			{ kind: 'height', limit: 3.8, needed: 3.5, verdict: 'passed' },
			{ kind: 'gate', limit: 30, needed: null, verdict: 'passed' },
		]);
		const out = listPassedLimits(graph, arcOf(graph, SOUTH, 'out'), ENGINE);
		expect(out.map(({ kind }) => kind)).toEqual(['height', 'gate', 'oneway']);
	});

	it('a carriageway too narrow by its estimate only is tight', () => {
		const graph = makeCrossing([{ roadClass: 'lane', widthM: null }]);
		expect(listPassedLimits(graph, arcOf(graph, SOUTH, 'in'), ENGINE)).toEqual([
			{ kind: 'carriageway', limit: 3, needed: 4, verdict: 'tight' },
		]);
	});
});

describe('outlineTurn', () => {
	// From the south into the east, 8 m roads, R = 9: the arc touches x = -4 and y = 4, so its centre is (5, -5).
	it('draws the road in, the arc that touches both outer edges, and the road out', () => {
		const graph = makeCrossing();
		const line = outlineTurn(graph, turnOf(graph, SOUTH, EAST), 9).map(createLocalPlane(ORIGIN).toXY);
		const far = line.map(([x, y]) => Math.abs(Math.hypot(x - 5, y + 5) - 9));
		expect(far.filter((m) => m < 0.05)).toHaveLength(10);
		expect(line[0]?.map(Math.round)).toEqual([0, -25]);
		expect(line.at(-1)?.map(Math.round)).toEqual([25, 0]);
		expect(Math.min(...line.map(([x]) => x))).toBeCloseTo(-4, 1);
		expect(Math.max(...line.map(([, y]) => y))).toBeCloseTo(4, 1);
	});
});
