import { describe, expect, it } from 'vitest';
import { countStates, filterFleet, NO_FILTER } from '../../../src/app/command/force/filter-fleet.ts';
import { listFleet } from '../../../src/app/command/force/list-fleet.ts';
import { listTimes, readTimeOfDay } from '../../../src/app/command/force/list-times.ts';
import { readArrival, readPositionAge } from '../../../src/app/command/force/read-arrival.ts';
import { addUnit, findOther, readAssignment, removeUnit } from '../../../src/app/command/force/read-assignment.ts';
import { parseRequest, type VehicleWords } from '../../../src/app/command/requests/parse-request.ts';
import { listUnconfirmed } from '../../../src/app/command/roster/evacuation-bar.tsx';
import { listDueTeams, readAirLeftS, readPar } from '../../../src/app/command/roster/read-par.ts';
import { NO_EDITS } from '../../../src/app/state/force-store.ts';
import { type Dispatch, dispatchSchema } from '../../../src/domain/records/dispatch.ts';
import { sectorSchema } from '../../../src/domain/records/sector.ts';
import { type Team, teamSchema } from '../../../src/domain/records/team.ts';
import { type Unit, unitSchema } from '../../../src/domain/records/unit.ts';
import type { Station } from '../../../src/domain/station.ts';
import { DEFAULT_VEHICLE_PROFILE, type VehicleType } from '../../../src/domain/vehicle.ts';

const META = { version: 1, createdAtMs: 0, updatedAtMs: 0, district: null };
const vehicle = (id: string, type: VehicleType) => ({
	...{ id, plate: id.toUpperCase(), type, model: `${type}50`, profile: DEFAULT_VEHICLE_PROFILE },
	...{ workHeightM: null, tankT: null, pumpLps: null },
});
const station = (id: string, lon: number, vehicles: Station['vehicles']): Station => ({
	...{ id, name: `${id}站`, nameEn: null, kind: 'first', lon, lat: 23, town: null, vehicles, source: 'test' },
});
const STATIONS = [
	station('near', 113.001, [vehicle('a1', 'SG'), vehicle('a2', 'YT')]),
	station('mid', 113.02, [vehicle('b1', 'SG')]),
	station('far', 113.5, [vehicle('c1', 'SG'), vehicle('c2', 'JY')]),
	station('empty', 113.6, []),
];
const unit = (id: string, more: Partial<Unit>): Unit =>
	unitSchema.parse({
		...{ ...META, id, plate: id, type: 'SG', model: 'SG50', stationId: 'near', state: '10', stateSinceMs: 1 },
		...{ incidentId: null, dispatchId: null, note: '', ...more },
	});
const dispatch = (id: string, unitId: string, more: Partial<Dispatch> = {}): Dispatch =>
	dispatchSchema.parse({
		...{ ...META, id, incidentId: 'i', unitId, plate: unitId, type: 'SG', stationId: 'near', orderedAtMs: 10_000 },
		...{ times: {}, turnedBackAtMs: null, endedAtMs: null, note: '', ...more },
	});
const due = (vehicleId: string, arrivalS: number) => ({
	...{ vehicleId, plate: vehicleId, type: 'SG' as const, model: 'SG50', stationId: 'near', stationName: null },
	...{ stationNameEn: null, arrivalS, distanceM: 1000, tankT: null, pumpLps: null, workHeightM: null },
});
const HERE = { lon: 113, lat: 23 };

describe('the fleet', () => {
	it('has every vehicle of every station, 备勤 until something was told, and counts stations whose vehicles are unknown', () => {
		const fleet = listFleet(STATIONS, [unit('b1', { state: '21', incidentId: 'i', dispatchId: 'd' })]);
		expect(fleet.units.map(({ id, state }) => `${id} ${state}`)).toEqual(['a1 10', 'a2 10', 'b1 21', 'c1 10', 'c2 10']);
		expect(fleet.byId.get('b1')).toMatchObject({ stationId: 'mid', incidentId: 'i' });
		expect(fleet.unknownStations).toBe(1);
	});

	it('keeps one that is out though no station has it any more; not one that stands by', () => {
		const fleet = listFleet([], [unit('x', { incidentId: 'i', state: '22' }), unit('y', {})]);
		expect(fleet.units.map(({ id, station: of }) => [id, of])).toEqual([['x', null]]);
	});
});

describe('the board', () => {
	const fleet = listFleet(STATIONS, [unit('c1', { state: '22', incidentId: 'i', dispatchId: 'd' })]);
	const listed = (filter: Partial<typeof NO_FILTER>) =>
		filterFleet(fleet.units, { ...NO_FILTER, ...filter }, new Map()).map((one) => one.unit.id);

	it('lists who is out before who stands by, and filters by state, type, station and words', () => {
		expect(listed({})).toEqual(['c1', 'a1', 'a2', 'b1', 'c2']);
		expect(listed({ state: '22' })).toEqual(['c1']);
		expect(listed({ type: 'YT' })).toEqual(['a2']);
		expect(listed({ stationId: 'far' })).toEqual(['c1', 'c2']);
		expect(listed({ text: 'B1' })).toEqual(['b1']);
		expect(listed({ text: 'mid站' })).toEqual(['b1']);
	});

	it('near an incident: within 8 km of where the unit is, by its station where that is unknown, nearest first', () => {
		expect(listed({ near: HERE })).toEqual(['a1', 'a2', 'b1']);
		const moved = filterFleet(fleet.units, { ...NO_FILTER, near: HERE }, new Map([['c1', HERE]]));
		expect(moved[0]?.unit.id).toBe('c1');
		expect(moved[0]?.awayM).toBe(0);
	});

	it('counts all ten states, empty ones with 0', () => {
		expect(countStates(fleet.units).filter(([, count]) => count > 0)).toEqual([
			['10', 4],
			['22', 1],
		]);
		expect(countStates([])).toHaveLength(10);
	});
});

describe('the assignment', () => {
	const fleet = listFleet(STATIONS, []);
	const read = (edits = NO_EDITS, dispatches: Dispatch[] = [], given = fleet) =>
		readAssignment('i', { assigned: [due('a1', 100), due('b1', 200)] }, given, dispatches, edits, {});

	it('is what the card sends, by arrival, with what was added and without what was left out', () => {
		expect(read().planned.map((one) => one.unit.id)).toEqual(['a1', 'b1']);
		const changed = read(addUnit(removeUnit(NO_EDITS, 'a1'), 'c2'));
		expect(changed.planned.map((one) => [one.unit.id, one.arrivalS, one.isAdded])).toEqual([
			['b1', 200, false],
			['c2', null, true],
		]);
		expect(changed.removed.map(({ id }) => id)).toEqual(['a1']);
	});

	it('never offers again by itself what was sent, called off or came back', () => {
		expect(read(NO_EDITS, [dispatch('d', 'a1')]).planned.map((one) => one.unit.id)).toEqual(['b1']);
		const over = read(NO_EDITS, [dispatch('d', 'a1', { endedAtMs: 5 })]);
		expect(over.planned.map((one) => one.unit.id)).toEqual(['b1']);
		expect(over.sent).toEqual([]);
	});

	it('names one that is out elsewhere instead of ordering it', () => {
		const busy = listFleet(STATIONS, [unit('a1', { state: '22', incidentId: 'other', dispatchId: 'o' })]);
		const { planned, blocked } = read(NO_EDITS, [], busy);
		expect(planned.map((one) => one.unit.id)).toEqual(['b1']);
		expect(blocked.map(({ id }) => id)).toEqual(['a1']);
	});

	it('takes the nearest other of the same kind in the place of one, and none where there is none', () => {
		const a1 = fleet.byId.get('a1');
		if (!a1) throw new Error('got no a1, expected it in the fleet');
		expect(findOther(fleet, a1, HERE, read(), [])?.id).toBe('c1');
		const ladder = fleet.byId.get('a2');
		expect(ladder && findOther(fleet, ladder, HERE, read(), [])).toBeUndefined();
	});
});

describe('arrival', () => {
	const facts = {
		incident: { createdAtMs: 0 },
		dispatch: dispatch('d', 'a1'),
		unit: { state: '10' as const },
		assessed: { arrivalS: 160, turnoutS: 60, distanceM: 1900 },
		live: null,
		nowMs: 40_000,
	};
	const departed = dispatch('d', 'a1', { times: { ...facts.dispatch.times, departed: 50_000 } });
	const live = { etaMs: 90_000, distanceM: 700, fromMs: 39_000, by: 'page' as const };

	it('counts down from the order, once it left from there, and on the road by the way found from where it is', () => {
		// Ordered at 10 s, there after 160 s: 170 s; 40 s are gone.
		expect(readArrival(facts)).toMatchObject({ kind: 'coming', leftS: 130, basis: 'assessed' });
		// Left at 50 s, 100 s of driving: 150 s.
		expect(readArrival({ ...facts, dispatch: departed, nowMs: 60_000 })).toMatchObject({ leftS: 90 });
		expect(readArrival({ ...facts, unit: { state: '21' }, live })).toEqual({
			...{ kind: 'coming', leftS: 50, basis: 'way', distanceM: 700 },
		});
		// Not on the road: the last way says nothing.
		expect(readArrival({ ...facts, live })).toMatchObject({ basis: 'assessed' });
	});

	it('says late, arrived, leaving and unknown', () => {
		expect(readArrival({ ...facts, nowMs: 175_000 })).toEqual({ kind: 'late', overS: 5, basis: 'assessed' });
		const there = dispatch('d', 'a1', { times: { ...facts.dispatch.times, arrived: 336_000 } });
		expect(readArrival({ ...facts, dispatch: there, unit: { state: '23' } })).toEqual({
			...{ kind: 'arrived', atMs: 336_000, tookS: 336 },
		});
		expect(readArrival({ ...facts, dispatch: there, unit: { state: '25' } }).kind).toBe('leaving');
		expect(readArrival({ ...facts, assessed: null }).kind).toBe('unknown');
	});

	it('a position is stale beyond 10 s and lost beyond 5 min', () => {
		const at = (ageS: number) => readPositionAge({ observedAtMs: 0 }, ageS * 1000).freshness;
		expect([10, 10.1, 300, 300.1].map(at)).toEqual(['fresh', 'stale', 'stale', 'lost']);
	});
});

describe('the eleven times', () => {
	it('marks what is late by the standards and by how much', () => {
		const late = dispatch('d', 'a1', {
			orderedAtMs: 61_000,
			times: { ...dispatch('d', 'a1').times, received: 61_000, departed: 100_000, arrived: 436_000 },
		});
		const points = listTimes(0, late, [late]);
		expect(points.filter(({ over }) => over).map(({ time, over }) => [time, over?.overS])).toEqual([
			['received', 1],
			// 336 s of driving against 300 s: 超 0:36.
			['arrived', 36],
		]);
		expect(points.map(({ kind }) => kind).join(' ')).toBe(
			'happened happened happened next open open open open open open open',
		);
	});

	it('reads a time of day as the last one that was', () => {
		const now = new Date(2026, 10, 21, 0, 10, 0).getTime();
		expect(readTimeOfDay('00:05:07', now)).toBe(new Date(2026, 10, 21, 0, 5, 7).getTime());
		expect(readTimeOfDay('23:50', now)).toBe(new Date(2026, 10, 20, 23, 50, 0).getTime());
		expect(['24:00', '1:60', 'x', ''].map((text) => readTimeOfDay(text, now))).toEqual([null, null, null, null]);
	});
});

describe('accountability', () => {
	const team = (more: Partial<Team>): Team =>
		teamSchema.parse({ ...META, id: 't', incidentId: 'i', name: '一组', people: 4, parIntervalS: 600, ...more });

	it('is due an interval after going in or the last answer, and overdue a minute later', () => {
		const inside = team({ enteredAtMs: 0 });
		expect(readPar(inside, 599_000)).toEqual({ kind: 'running', leftS: 1, missing: 0 });
		expect(readPar(inside, 600_000).kind).toBe('due');
		expect(readPar(inside, 660_000).kind).toBe('overdue');
		const told = team({ enteredAtMs: 0, par: { atMs: 300_000, people: 4, byName: 'x' } });
		expect(readPar(told, 660_000)).toMatchObject({ kind: 'running', leftS: 240 });
	});

	it('is overdue at once when fewer answered than went in; who is not inside is never due', () => {
		const short = team({ enteredAtMs: 0, par: { atMs: 300_000, people: 3, byName: 'x' } });
		expect(readPar(short, 301_000)).toMatchObject({ kind: 'overdue', missing: 1 });
		expect(readPar(team({}), 9e9).kind).toBe('outside');
		expect(readPar(team({ enteredAtMs: 0, exitedAtMs: 5 }), 9e9).kind).toBe('outside');
	});

	it('lists who is due, the longest waiting first', () => {
		const teams = [
			team({ id: 'later', enteredAtMs: 60_000 }),
			team({ id: 'first', enteredAtMs: 0 }),
			team({ id: 'fine', enteredAtMs: 600_000 }),
		];
		expect(listDueTeams(teams, 670_000).map((one) => one.team.id)).toEqual(['first', 'later']);
	});

	it('air counts from going in; not told is unknown', () => {
		expect(readAirLeftS(team({ enteredAtMs: 0, airMin: 20 }), 300_000)).toBe(900);
		expect(readAirLeftS(team({ enteredAtMs: 0 }), 300_000)).toBeNull();
	});

	it('an evacuation waits for every sector that has not confirmed', () => {
		const sector = (id: string) => sectorSchema.parse({ ...META, id, incidentId: 'i', name: id });
		const evacuation = { orderedAtMs: 0, byName: 'x', reason: 'y', endedAtMs: null };
		const confirmed = [{ sectorId: 'a', atMs: 1, byName: 'x' }];
		expect(listUnconfirmed([sector('a'), sector('b')], { ...evacuation, confirmed }).map(({ id }) => id)).toEqual([
			'b',
		]);
	});
});

describe('a request in one line', () => {
	const words: VehicleWords = [
		['登高平台车', 'DG'],
		['云梯车', 'YT'],
		['platform', 'DG'],
	];
	const read = (line: string) => parseRequest(line, words, '件');
	it.each([
		[
			'DG101 1 够不到 18 层',
			{ what: { kind: 'vehicle', type: 'DG', model: 'DG101' }, count: 1, reason: '够不到 18 层' },
		],
		['2 dg', { what: { kind: 'vehicle', type: 'DG', model: null }, count: 2, reason: '' }],
		['云梯 2 辆', { what: { kind: 'vehicle', type: 'YT', model: null }, count: 2, reason: '' }],
		['platform', { what: { kind: 'vehicle', type: 'DG', model: null }, count: 1, reason: '' }],
		['人员 20 破拆 替换', { what: { kind: 'people', skill: '破拆' }, count: 20, reason: '替换' }],
		['20 人', { what: { kind: 'people', skill: '' }, count: 20, reason: '' }],
		['泡沫 5 t 备用', { what: { kind: 'material', name: '泡沫', unit: 't' }, count: 5, reason: '备用' }],
		['空气瓶 40', { what: { kind: 'material', name: '空气瓶', unit: '件' }, count: 40, reason: '' }],
		['泡沫 200kg', { what: { kind: 'material', name: '泡沫', unit: 'kg' }, count: 200, reason: '' }],
	])('%s', (line, asked) => {
		expect(read(line)).toEqual(asked);
	});

	it('says nothing for nothing, and a number alone is nothing', () => {
		expect([read(''), read('  '), read('5')]).toEqual([null, null, null]);
	});
});
