import { describe, expect, it } from 'vitest';
import { assessPosts } from '../../../../../src/analysis/alert/zones/assess-posts.ts';
import { assessZones } from '../../../../../src/analysis/alert/zones/assess-zones.ts';
import { measureViewDistanceM } from '../../../../../src/analysis/alert/zones/uav-posts.ts';
import type { Aerial } from '../../../../../src/domain/alert/aerial.ts';
import type { Situation } from '../../../../../src/domain/alert/situation.ts';
import type { Building } from '../../../../../src/domain/building.ts';
import { makeBuilding } from '../../../../support/fake-city.ts';
import type { StraightRoad } from '../../../../support/make-road-graph.ts';
import { makeSite } from '../../../../support/make-site.ts';
import { turnBuilding, turnXY } from '../../../../support/turn-building.ts';

/** 18 m high: collapse 27 m, facade 15 m; five places of road within view. */
const TARGET = makeBuilding(1, [-10, -10, 20, 20]);
const ROADS: readonly StraightRoad[] = [
	{ from: [-300, 90], to: [300, 90], roadClass: 'secondary', name: 'North Road', widthM: 12 },
	{ from: [-300, -90], to: [300, -90], roadClass: 'secondary', name: 'South Road', widthM: 12 },
	{ from: [-300, 20], to: [300, 20], roadClass: 'residential', name: 'Lane', widthM: 5 },
];
const WIND = { fromDeg: 0, speedMps: 3, basis: 'said', observedAtMs: null } as const;

interface Scene {
	readonly buildings?: readonly Building[];
	readonly roads?: readonly StraightRoad[];
	readonly situation?: Partial<Situation>;
	readonly aerial?: Aerial | null;
}

function assess({ buildings = [TARGET], roads = ROADS, situation = {}, aerial = null }: Scene = {}) {
	const site = makeSite({ buildings, roads, situation });
	const zones = assessZones(site).value;
	const { value, findings } = assessPosts(site, zones, aerial);
	const of = (kind: string) => value.posts.filter((post) => post.kind === kind);
	const xyOf = ({ lon, lat }: { lon: number; lat: number }) => site.plane.toXY([lon, lat]);
	return { value, of, xyOf, codes: findings.map(({ code }) => code) };
}

const goodOf = (post: { reasons: readonly { code: string; good: boolean }[] } | undefined) =>
	post?.reasons.filter(({ good }) => good).map(({ code }) => code);

describe('A17 command post and staging', () => {
	it('A17 a road wide enough, 50 to 150 m away, with two sides in view', () => {
		const { of } = assess();
		const [best] = of('command');
		expect(of('command')).toHaveLength(3);
		expect(best?.roadName).toMatch(/North|South/);
		expect(best?.sees).toHaveLength(2);
		expect(best?.distanceM).toBeGreaterThanOrEqual(50);
		expect(best?.distanceM).toBeLessThanOrEqual(150);
		expect(goodOf(best)).toEqual(
			expect.arrayContaining(['post/outside-zones', 'post/sees', 'post/in-range', 'post/lane-free']),
		);
		expect(best?.reasons).toContainEqual({ code: 'post/wind-unknown', params: {}, good: false });
		expect(of('staging').length).toBeGreaterThan(0);
		for (const { distanceM } of of('staging')) expect(distanceM).toBeGreaterThanOrEqual(100);
	});

	it('A17 wind from the north: all of them upwind or beside, none downwind; the upwind side is named', () => {
		const { of, xyOf, value } = assess({ situation: { wind: WIND } });
		for (const post of [...of('command'), ...of('staging')]) expect(xyOf(post)[1]).toBeGreaterThan(-90);
		expect(goodOf(of('command')[0])).toContain('post/upwind');
		expect(value.upwindDeg).toBe(0);
		const north = makeSite({ buildings: [TARGET] }).sides.find(({ outward }) => outward[1] > 0.9);
		expect(value.upwindSideId).toBe(north?.id);
		expect(assess().value).toMatchObject({ upwindDeg: null, upwindSideId: null });
	});

	it('A17 never under a building that a road runs into', () => {
		// Over the whole of both wide roads but one end.
		const roofs = [makeBuilding(2, [-300, 80, 420, 20]), makeBuilding(3, [-300, -100, 420, 20])];
		const { of, xyOf } = assess({ buildings: [TARGET, ...roofs] });
		expect(of('command').length).toBeGreaterThan(0);
		for (const post of [...of('command'), ...of('staging')]) expect(xyOf(post)[0]).toBeGreaterThan(120);
	});

	it('A17 never in an active zone, in a contingent one only where there is nothing else', () => {
		const tower = makeBuilding(1, [-10, -10, 20, 20], { heightM: 60, floors: 20 });
		// 1.5 x 60 = 90 m. The roads at y = 90 lie 80 m from the wall, and farther off along them.
		const outside = assess({ buildings: [tower] }).of('command');
		for (const { distanceM } of outside) expect(distanceM).toBeGreaterThan(90);
		const roads: readonly StraightRoad[] = [{ from: [-20, 90], to: [20, 90], roadClass: 'secondary', widthM: 12 }];
		const [inside] = assess({ buildings: [tower], roads }).of('command');
		expect(Math.floor(inside?.distanceM ?? 0)).toBe(80);
		expect(inside?.reasons).toContainEqual({ code: 'post/in-contingent', params: {}, good: false });
		expect(assess({ buildings: [tower], roads, situation: { defensive: true } }).of('command')).toEqual([]);
	});

	it('A17 only a road downwind: no place within 45 degrees of where the wind blows to', () => {
		const { of, xyOf } = assess({ roads: ROADS.slice(1, 2), situation: { wind: WIND } });
		expect(of('command').length).toBeGreaterThan(0);
		for (const post of [...of('command'), ...of('staging')]) {
			const [x, y] = xyOf(post);
			expect(Math.abs(x)).toBeGreaterThan(Math.abs(y));
		}
	});

	it('A17 a building between takes the view away', () => {
		const wall = makeBuilding(2, [-300, 40, 600, 5], { heightM: 60, floors: null });
		const { of, xyOf } = assess({ buildings: [TARGET, wall] });
		expect(xyOf(of('command')[0] as never)[1]).toBeCloseTo(-90, 1);
		const both = assess({ buildings: [TARGET, wall, makeBuilding(3, [-300, -45, 600, 5], { heightM: 60 })] });
		expect(both.of('command')[0]?.sees).toEqual([]);
		expect(both.of('command')[0]?.reasons).toContainEqual({
			code: 'post/sees-none',
			params: { count: 0 },
			good: false,
		});
	});

	it('A17 no lane would stay free: none, and it is said; roads not read: none, and nothing is said', () => {
		const narrow = assess({ roads: [{ from: [-300, 90], to: [300, 90], roadClass: 'residential', widthM: 6 }] });
		expect(narrow.of('command')).toEqual([]);
		expect(narrow.codes).toEqual(['zones/no-command-post']);
		const site = makeSite({ buildings: [TARGET] });
		const { value, findings } = assessPosts(site, [], null);
		expect(value.posts.every(({ kind }) => kind === 'uav')).toBe(true);
		expect(findings).toEqual([]);
	});

	it('A17 hazmat isolation wider than the roads that are known: none', () => {
		const { of, codes } = assess({ situation: { type: 'hazmat', substance: 'chlorine' } });
		expect(of('command')).toEqual([]);
		expect(codes).toContain('zones/no-command-post');
	});

	it('A17 never on a spot for an aerial', () => {
		const free = assess();
		const [best] = free.of('command');
		const [x, y] = free.xyOf(best as never);
		const site = makeSite({ buildings: [TARGET] });
		const corners = [
			[x - 8, y - 5],
			[x + 8, y - 5],
			[x + 8, y + 5],
			[x - 8, y + 5],
		].map(([px, py]) => site.plane.toLonLat([px as number, py as number]));
		const aerial = { spots: [{ verdict: 'conform', corners }] } as unknown as Aerial;
		const moved = assess({ aerial });
		for (const post of moved.of('command')) {
			const at = moved.xyOf(post);
			expect(Math.abs(at[0] - x) < 8 && Math.abs(at[1] - y) < 5).toBe(false);
		}
	});

	it('A17 turning the city turns the posts, to 1 cm', () => {
		const others = [TARGET, makeBuilding(2, [30, 40, 30, 12], { heightM: 25 }), makeBuilding(3, [-70, -50, 25, 25])];
		const scene = (deg: number) => {
			const roads = ROADS.map((road) => ({ ...road, from: turnXY(road.from, deg), to: turnXY(road.to, deg) }));
			const wind = { ...WIND, fromDeg: (20 - deg + 720) % 360 };
			return assess({ buildings: others.map((building) => turnBuilding(building, deg)), roads, situation: { wind } });
		};
		const still = scene(0);
		for (const deg of [40, 131.5]) {
			const turned = scene(deg);
			expect(turned.value.posts.map(({ id, sees }) => [id, sees])).toEqual(
				still.value.posts.map(({ id, sees }) => [id, sees]),
			);
			for (const [i, post] of still.value.posts.entries()) {
				const back = turnXY(turned.xyOf(turned.value.posts[i] as never) as [number, number], -deg);
				const at = still.xyOf(post);
				expect(Math.hypot(at[0] - back[0], at[1] - back[1])).toBeLessThan(0.05);
			}
		}
	});
});

describe('A17 drones', () => {
	it('A17 distance: half the face over the tangent of half the view, with a margin, never too near', () => {
		const camera = { hfovDeg: 90, vfovDeg: 60, margin: 1.15, leastM: 25 };
		// tan 45 = 1: 60 / 2 x 1.15 = 34.5; tan 30 = 0.5774: 54 / 2 / 0.5774 x 1.15 = 53.8.
		expect(measureViewDistanceM(60, 20, camera)).toBeCloseTo(34.5, 2);
		expect(measureViewDistanceM(20, 54, camera)).toBeCloseTo(53.78, 1);
		expect(measureViewDistanceM(10, 6, camera)).toBe(25);
	});

	it('A17 free on all sides: four faces, then corners, six in all, none above 120 m', () => {
		const { of } = assess();
		expect(of('uav').map(({ id }) => id)).toEqual(['U1', 'U2', 'U3', 'U4', 'U5', 'U6']);
		expect(of('uav').map(({ sees }) => sees.length)).toEqual([1, 1, 1, 1, 2, 2]);
		const high = assess({ buildings: [makeBuilding(1, [-10, -10, 20, 20], { heightM: 300, floors: 90 })] });
		for (const { heightM } of high.of('uav')) expect(heightM).toBeLessThanOrEqual(120);
	});

	it('A17 a face hidden at every height has none; downwind has none; height unknown has none', () => {
		const wall = makeBuilding(2, [-60, 14, 120, 8], { heightM: 200, floors: null });
		const { of, xyOf } = assess({ buildings: [TARGET, wall] });
		expect(of('uav').every((post) => xyOf(post)[1] < 14)).toBe(true);
		const windy = assess({ situation: { wind: WIND } });
		expect(windy.of('uav').every((post) => windy.xyOf(post)[1] > -20)).toBe(true);
		const unknown = assess({ buildings: [{ ...TARGET, heightM: null, floors: null }] });
		expect(unknown.of('uav')).toEqual([]);
		expect(unknown.value.orbit).toBeNull();
	});

	it('A17 orbit: half the diagonal and 20 m, 20 m above what stands along it, else none', () => {
		const { value, xyOf } = assess();
		// Half the diagonal of 20 x 20 is 14.14 m.
		for (const [lon, lat] of value.orbit?.line ?? []) {
			expect(Math.hypot(...xyOf({ lon, lat }))).toBeCloseTo(34.14, 1);
		}
		expect(value.orbit?.heightM).toBe(10);
		const beside = (heightM: number | null) =>
			assess({ buildings: [TARGET, makeBuilding(2, [30, -5, 10, 10], { heightM, floors: null })] }).value.orbit;
		expect(beside(40)?.heightM).toBe(60);
		expect(beside(105)).toBeNull();
		expect(beside(null)).toBeNull();
	});
});
