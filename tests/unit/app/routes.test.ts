import { describe, expect, it } from 'vitest';
import { buildRoutes } from '../../../src/app/command/routes/build-routes.ts';
import { listRefusedSigns, listSigns, toRoadSign } from '../../../src/app/command/routes/list-signs.ts';
import { sayStep, sayStop, sayVerdict, sortLimits } from '../../../src/app/command/routes/say-way.ts';
import { findOwnVehicle, startFromVehicle } from '../../../src/app/command/routes/start-from-vehicle.ts';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { listAskedWays, listRecordedWays, replaceRoute } from '../../../src/app/state/way.ts';
import { createWaysStore, listAskedVehicles } from '../../../src/app/state/ways-store.ts';
import { assessmentSchema } from '../../../src/domain/assessment.ts';
import type { RefusedRoute, RouteStep } from '../../../src/domain/route.ts';
import type { Station } from '../../../src/domain/station.ts';
import type { VehiclePosition } from '../../../src/domain/topics.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../../src/domain/vehicle.ts';
import { findVehicleModel, type VehicleModel } from '../../../src/domain/vehicle-catalogue.ts';
import { OLD_TOWER } from './fake-incident.ts';
import { makeAnswer, makeLimit, makeRoute, makeWay } from './make-way.ts';

const zh = createI18n('zh-CN');
const en = createI18n('en');
/** About 10 m and 100 m of longitude at 23 N. */
const [NEAR, FAR] = [0.0001, 0.001];

const refused = (rest: Partial<RefusedRoute> = {}): RefusedRoute => ({
	distanceM: 800,
	durationS: 80,
	geometry: [
		[113.75, 23.02],
		[113.751, 23.02],
	],
	limits: [makeLimit({ limit: 3.8, needed: 3.97, verdict: 'violated' })],
	fasterS: 65,
	...rest,
});

describe('signs along the ways', () => {
	it('one sign for a limit that several ways pass, with their numbers', () => {
		const signs = listSigns([
			makeWay(1, { limits: [makeLimit()] }),
			makeWay(2, { limits: [makeLimit({ lon: 113.75 + NEAR })] }),
			makeWay(3, { limits: [] }),
		]);
		expect(signs.map(({ numbers }) => numbers)).toEqual([[1, 2]]);
	});

	it('another number, kind, verdict or place is another sign', () => {
		const limits = [
			makeLimit(),
			makeLimit({ limit: 4.5 }),
			makeLimit({ kind: 'width' }),
			makeLimit({ verdict: 'tight' }),
			makeLimit({ lon: 113.75 + FAR }),
		];
		const signs = listSigns([makeWay(1, { limits })]);
		expect(signs).toHaveLength(5);
		expect(new Set(signs.map(({ id }) => id)).size).toBe(5);
	});

	it('what refuses several ways at one place is one sign', () => {
		expect(listRefusedSigns([makeWay(1, { refused: refused() }), makeWay(2, { refused: refused() })])).toHaveLength(1);
	});

	it('metres stand bare on a sign, tonnes with their letter, gates without a number', () => {
		const onSign = (limit: Parameters<typeof makeLimit>[0]) =>
			listSigns([makeWay(1, { limits: [makeLimit(limit)] })]).map((sign) => toRoadSign(sign).text);
		expect(onSign({ limit: 3.8 })).toEqual(['3.8']);
		expect(onSign({ kind: 'weight', limit: 15 })).toEqual(['15t']);
		expect(onSign({ kind: 'gate', limit: 30 })).toEqual(['']);
	});
});

describe('what a tile says', () => {
	it('nothing in the way; a limit passed; the doubtful one before the others', () => {
		expect(sayVerdict(zh, makeWay(1))).toEqual({ kind: 'clear', text: '全程可通', more: 0 });
		const height = makeLimit();
		const lane = makeLimit({ kind: 'carriageway', limit: 3, verdict: 'tight' });
		expect(sayVerdict(zh, makeWay(1, { limits: [height] })).text).toBe('限高 4.2 m 可过');
		expect(sayVerdict(zh, makeWay(1, { limits: [height, lane] }))).toEqual({
			kind: 'limits',
			text: '路宽 3 m 为估计，可能过不去',
			more: 1,
		});
		expect(sortLimits([makeLimit({ limit: 4.5 }), makeLimit({ limit: 4.2 })]).map(({ limit }) => limit)).toEqual([
			4.2, 4.5,
		]);
	});

	it('no way: what stands in it with the vehicle’s number, else why', () => {
		const none = { geometry: null, arrivalS: null, distanceM: null };
		expect(sayVerdict(zh, makeWay(1, { ...none, refused: refused({ fasterS: null }) })).text).toBe(
			'被限高 3.8 m，车高 3.97 m挡住',
		);
		expect(sayVerdict(zh, makeWay(1, { ...none, reason: 'closures' })).text).toBe('被封路切断');
		expect(sayVerdict(en, makeWay(1, { ...none, reason: 'not-connected' })).text).toBe('no road joins the two');
	});

	it('steps and stop in both languages; an unnamed road by its class', () => {
		const step: RouteStep = {
			turn: 'left',
			exit: null,
			roadName: '鸿福路',
			roadNameEn: 'Hongfu Road',
			roadClass: 'primary',
			distanceM: 300,
			durationS: 30,
			lon: 0,
			lat: 0,
			from: 0,
		};
		expect(sayStep(zh, 'zh-CN', step)).toBe('左转进入鸿福路');
		expect(sayStep(en, 'en', step)).toBe('Turn left into Hongfu Road');
		expect(sayStep(zh, 'zh-CN', { ...step, roadName: null })).toBe('左转进入主干路');
		expect(sayStep(en, 'en', { ...step, turn: 'roundabout', exit: 2 })).toBe('Roundabout, exit 2 into Hongfu Road');
		expect(sayStop(zh, 'zh-CN', makeRoute().stop)).toEqual([
			'停在鸿福路，路宽估计 6 m',
			'支腿展不开',
			'再步行 35 m 到南面',
		]);
	});
});

describe('ways from where they come', () => {
	it('an assessment recorded before there were steps still shows', () => {
		const [first, second] = listRecordedWays(assessmentSchema.parse(OLD_TOWER), 1_000);
		expect(first).toMatchObject({ id: 'station/s1', number: 1, arrivalS: 168, steps: [], stop: null, refused: null });
		expect(first?.limits[0]).toMatchObject({ kind: 'height', limit: 4.2, needed: null, verdict: 'passed' });
		expect(second).toMatchObject({ geometry: null, reason: null });
	});

	it('one vehicle: all that were found; several: the best of each, one without a way too', () => {
		const [pumper, ladder] = [findVehicleModel('AP50'), findVehicleModel('YT68')] as [VehicleModel, VehicleModel];
		const start = { lon: 113.75, lat: 23.02 };
		const answer = makeAnswer([makeRoute(), makeRoute({ durationS: 130 })], { refused: refused() });
		const alone = listAskedWays([{ model: pumper, answer }], start, 0);
		expect(alone.map(({ number, arrivalS, refused: other }) => [number, arrivalS, other !== null])).toEqual([
			[1, 100, true],
			[2, 130, false],
		]);
		const none = makeAnswer([], { reason: 'vehicle-limits' });
		const both = listAskedWays(
			[
				{ model: pumper, answer },
				{ model: ladder, answer: none },
			],
			start,
			0,
		);
		expect(both.map(({ number, name, arrivalS, reason }) => [number, name, arrivalS, reason])).toEqual([
			[1, pumper.name, 100, null],
			[2, ladder.name, null, 'vehicle-limits'],
		]);
	});

	it('another way chosen keeps the turnout and says for when it was reckoned', () => {
		const replaced = replaceRoute(makeWay(1), makeRoute({ durationS: 120 }), 9_000);
		expect(replaced).toMatchObject({ arrivalS: 165, travelS: 120, departAtMs: 9_000 });
	});

	it('a vehicle as start: where it was seen, and with its own size where its station has it on file', () => {
		const { ask } = createWaysStore().getState();
		const seen = { plate: '粤S1234', lon: 113.7, lat: 23, observedAtMs: 0 } as VehiclePosition;
		const profile = { ...DEFAULT_VEHICLE_PROFILE, heightM: 3.97 };
		const station = { vehicles: [{ id: 'v1', plate: '粤S1234', model: 'YT68', profile }] } as unknown as Station;
		const own = findOwnVehicle('v1', [station]);
		const asked = startFromVehicle(ask, seen, own);
		expect(asked.from).toMatchObject({ lon: 113.7, lat: 23 });
		expect(listAskedVehicles(asked).map(({ name, profile: { heightM } }) => [name, heightM])).toEqual([
			['粤S1234 YT68', 3.97],
		]);
		expect(findOwnVehicle('v2', [station])).toBeNull();
		expect(startFromVehicle(ask, seen, null).models).toEqual(ask.models);
	});
});

describe('the picture of the ways', () => {
	const shown = { openWayId: null, openSignId: null, places: [] };
	const words = (label: readonly { text: string }[] | null | undefined) => label?.map(({ text }) => text).join(' ');

	it('labels in the reader’s language; the refusal says why and what it would save', () => {
		const ways = [makeWay(1, { refused: refused() }), makeWay(2, { name: '万江站', geometry: null, arrivalS: null })];
		const picture = buildRoutes(ways, shown, en, 'en');
		expect(picture.ways.map(({ number, label }) => [number, words(label)])).toEqual([[1, 'Nancheng station 2:25']]);
		expect(picture.refusals.map(({ label }) => words(label))).toEqual([
			'height limit 3.8 m, vehicle 3.97 m would save 1:05',
		]);
	});

	it('one refusal at a time: the worst, or that of the opened way', () => {
		const ways = [makeWay(1, { refused: refused({ fasterS: 10 }) }), makeWay(2, { refused: refused({ fasterS: 90 }) })];
		expect(buildRoutes(ways, shown, zh, 'zh-CN').refusals.map(({ id }) => id)).toEqual(['station/s2']);
		const open = { ...shown, openWayId: 'station/s1' };
		expect(buildRoutes(ways, open, zh, 'zh-CN').refusals.map(({ id }) => id)).toEqual(['station/s1']);
	});

	it('a tight turn is drawn when its sign is chosen', () => {
		const junction = [113.75, 23.02] as [number, number];
		const [from, to] = [
			[113.7499, 23.02],
			[113.75, 23.0202],
		] as [number, number][];
		const bend = [
			[113.7499, 23.0199],
			[113.7502, 23.0201],
		] as [number, number][];
		const turn = [from, junction, ...bend, junction, to] as [number, number][];
		const ways = [makeWay(1, { limits: [makeLimit({ kind: 'turn', limit: 8, geometry: turn })] })];
		const [sign] = listSigns(ways);
		expect(buildRoutes(ways, shown, zh, 'zh-CN').turns).toEqual([]);
		expect(buildRoutes(ways, { ...shown, openSignId: sign?.id ?? '' }, zh, 'zh-CN').turns).toEqual([
			{
				roads: [
					[from, junction],
					[junction, to],
				],
				bend,
			},
		]);
	});
});
