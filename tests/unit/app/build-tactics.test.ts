import type { i18n } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildTactics, type TacticsChoice } from '../../../src/app/command/map/build-tactics.ts';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { QUIET_TACTICS } from '../../../src/app/state/ui-store.ts';
import { packSides } from '../../../src/domain/alert/side-reach.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import { createLocalPlane } from '../../../src/domain/geo/local-plane.ts';
import type { Position } from '../../../src/domain/geo/lon-lat.ts';
import type { MapLabelText } from '../../../src/scene/layers/alarm-picture.ts';

const plane = createLocalPlane({ lon: 113.75, lat: 23.02 });
const place = (x: number, y: number): Position => plane.toLonLat([x, y]);
const at = (x: number, y: number) => ({ lon: place(x, y)[0], lat: place(x, y)[1] });
const words = (label: MapLabelText | null | undefined) => label?.map(({ text }) => text).join('') ?? null;

const spot = (id: string, x: number, y: number, verdict = 'conform') => ({
	...{ id, sideId: 'S1', ...at(x, y), headingDeg: 90, lengthM: 14, verdict },
	corners: [place(x - 7, y - 5), place(x + 7, y - 5), place(x + 7, y + 5), place(x - 7, y + 5)],
});
const SPOTS = [spot('P1', 10, -12), spot('P2', 11, -12), spot('P3', 60, -12, 'unusable')];
const side = { sideId: 'S1', missed: [], topFloor: 15, reason: null };
const { sides: SIDES, ...REACH } = packSides(
	[
		[
			{
				...{ ...side, spotId: 'P1', topM: 52.4, reached: [{ fromFloor: 1, toFloor: 15, spotId: 'P1' }] },
				...{ lowM: [0, 0], highM: [40, 52] },
			},
		],
		[{ ...side, spotId: null, topM: null, topFloor: null, reached: [], lowM: [-1, -1], highM: [-1, -1] }],
	],
	SPOTS,
);
const ring = [place(0, 0), place(10, 0), place(10, 10), place(0, 0)];
const hose = (id: string, hoseM: number, flowLps: number | null, counted: boolean) => ({
	...{ id, hoseM, flowLps, counted, relayPumps: 0, hoseLine: [place(0, -hoseM), place(0, 0)] },
});

/** A south wall of 20 m in two columns; the boom reaches 52 m in the eastern one. */
const ASSESSMENT = {
	target: { polygons: [], heightM: 79.6, sides: [{ id: 'S1', line: [place(0, 0), place(20, 0)], bearingDeg: 180 }] },
	situation: { fireFloor: 18, placed: [] },
	heights: { storeyM: 3.3, fire: { floor: 18, heightM: 56.1 } },
	aerial: {
		spots: SPOTS,
		suggestedModel: 'YT53',
		...REACH,
		storeyM: 3.3,
		appliances: [
			{
				...{ model: 'YT53', reachM: 22, bestSpotId: 'P1' },
				sides: SIDES[0],
			},
			{
				...{ model: 'DG28', reachM: 15, bestSpotId: null },
				sides: SIDES[1],
			},
		],
	},
	water: [
		{ id: 'H-1', state: 'ok' },
		{ id: 'H-2', state: 'ok' },
		{ id: 'H-3', state: 'ok' },
		{ id: 'H-4', state: 'unknown' },
		{ id: 'H-5', state: 'faulty' },
	],
	supply: {
		neededLps: 40,
		sources: [hose('H-2', 82, 20, true), hose('H-1', 46, 25, true), hose('H-3', 120, 30, true)],
	},
	zones: {
		zones: [
			{ id: 'collapse', kind: 'collapse', state: 'contingent', distanceM: 119.4, polygons: [[ring]] },
			{ id: 'smoke', kind: 'smoke', state: 'active', distanceM: 250, polygons: [[ring]] },
		],
		posts: [
			{
				id: 'C1',
				kind: 'command',
				...at(50, 50),
				heightM: null,
				lookDeg: 200,
				distanceM: 90,
				roadName: '鸿福路',
				roadNameEn: null,
			},
		],
		orbit: { line: ring, heightM: 120 },
	},
	force: { coverage: { polygons: [[ring]] } },
} as unknown as Assessment;

let zh: i18n;
beforeAll(async () => {
	zh = await createI18n('zh-CN');
});
const build = (assessment: Assessment = ASSESSMENT, choice: Partial<TacticsChoice> = {}) =>
	buildTactics(assessment, { model: null, layers: QUIET_TACTICS, showsAll: false, ...choice }, zh, 'zh-CN');

describe('tactics on the map', () => {
	it('shows the suggested aerial from its best spot, with its boom at the highest place', () => {
		const { reach, spots } = build();
		expect(reach).toHaveLength(1);
		// P2 lies on P1, P3 is of no use.
		expect(spots.map(({ id }) => id)).toEqual(['P1']);
		expect(words(spots[0]?.label)).toBe('建议位 YT53 · 至 15 层 约 52 m');
		expect(spots[0]?.letters).toBe('YT');
		const boom = spots[0]?.boomTo;
		expect(boom?.heightM).toBe(52);
		expect(plane.toXY([boom?.lon ?? 0, boom?.lat ?? 0])[0]).toBeCloseTo(15, 2);
	});

	it('paints nothing of an aerial that reaches nothing', () => {
		const { reach, spots } = build(ASSESSMENT, { model: 'DG28' });
		expect(reach).toEqual([]);
		expect(spots).toEqual([]);
	});

	it('draws unusable places only when all are asked for', () => {
		expect(build(ASSESSMENT, { showsAll: true }).spots.map(({ id }) => id)).toEqual(['P1', 'P2', 'P3']);
	});

	it('marks the burning floor from its floor to the next, and none below ground', () => {
		const { fireBand } = build();
		expect(fireBand?.fromM).toBeCloseTo(56.1, 6);
		expect(fireBand?.toM).toBeCloseTo(59.4, 6);
		expect(words(fireBand?.label)).toBe('18 层 起火层');
		const below = { ...ASSESSMENT, situation: { ...ASSESSMENT.situation, fireFloor: -1 } };
		expect(build(below).fireBand).toBeNull();
	});

	it('lays hoses to the nearest sources until the need is met', () => {
		// 25 + 20 L/s meet 40 L/s.
		expect(build().hoses.map(({ label }) => words(label))).toEqual(['H-1 46 m', 'H-2 82 m']);
	});

	it('shows near sources of unknown flow where counted ones do not suffice, never faulty ones', () => {
		const sources = [hose('H-5', 10, null, false), hose('H-4', 30, null, false), hose('H-1', 46, 25, true)];
		const { hoses } = build({ ...ASSESSMENT, supply: { neededLps: 40, sources } } as unknown as Assessment);
		expect(hoses.map(({ id, isCounted }) => [id, isCounted])).toEqual([
			['H-1', true],
			['H-4', false],
		]);
		expect(words(hoses[1]?.label)).toBe('H-4 30 m · 未计入');
	});

	it('says of a zone whether it is active; of smoke it does not', () => {
		expect(build().zones.map(({ label, tone, isActive }) => [words(label), tone, isActive])).toEqual([
			['倒塌范围 约 119 m · 未启用', 'danger', false],
			['烟气下风 约 250 m', 'attention', true],
		]);
	});

	it('is quiet: posts, UAV and coverage come when they are asked for', () => {
		const quiet = build();
		expect([quiet.posts, quiet.orbit, quiet.holes]).toEqual([[], null, []]);
		const asked = build(ASSESSMENT, { layers: { ...QUIET_TACTICS, posts: true, uav: true, coverage: true } });
		expect(asked.posts.map(({ label }) => words(label))).toEqual(['建议指挥位 距墙 90 m 鸿福路']);
		expect(asked.orbit?.heightM).toBe(120);
		expect(asked.holes).toHaveLength(1);
	});

	it('is empty of an older record, which says nothing of tactics', () => {
		const old = { ...ASSESSMENT, target: null, aerial: null, supply: null, zones: null, heights: null, force: null };
		const { target, reach, fireBand, spots, hoses, zones } = build(old as Assessment);
		expect([target, reach, fireBand, spots, hoses, zones]).toEqual([null, [], null, [], [], []]);
	});
});
