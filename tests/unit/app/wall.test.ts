import { describe, expect, it } from 'vitest';
import { readHours } from '../../../src/app/wall/read-hours.ts';
import {
	countWallStates,
	findEmptyStations,
	findWallNeeds,
	shortenStation,
	type WallFacts,
} from '../../../src/app/wall/read-wall.ts';
import type { UnitState } from '../../../src/domain/records/unit-state.ts';
import { fakeIncident } from './fake-incident.ts';

const unit = (stationId: string, state: UnitState) => ({ stationId, state });

describe('units on the wall', () => {
	it('every state is in one group', () => {
		const units = ['10', '10', '26', '20', '21', '22', '24', '27', '23', '25', '30'] as const;
		expect(countWallStates(units.map((state) => unit('s', state)))).toEqual({
			ready: 3,
			moving: 2,
			there: 3,
			water: 1,
			back: 1,
			training: 1,
		});
	});

	it('a station is empty when it has vehicles and none stands by; one whose vehicles are unknown is not', () => {
		const units = [unit('all-out', '21'), unit('all-out', '30'), unit('one-in', '10'), unit('one-in', '23')];
		expect([...findEmptyStations(units)]).toEqual(['all-out']);
	});
});

describe('what needs attention', () => {
	const NOW = 1_000_000;
	const facts = (some: Partial<WallFacts>): WallFacts => ({
		incidents: [],
		dispatches: [],
		teams: [],
		requests: [],
		tasks: [],
		nowMs: NOW,
		...some,
	});
	const kinds = (some: Partial<WallFacts>) => findWallNeeds(facts(some)).map(({ kind }) => kind);

	it('nothing waits', () => {
		expect(kinds({})).toEqual([]);
	});

	it('an acknowledged incident that nobody was sent to in a minute; not before, not when somebody was', () => {
		const incidents = [fakeIncident('a', { acknowledgedAtMs: NOW - 60_000 })];
		expect(kinds({ incidents })).toEqual(['not-sent']);
		expect(kinds({ incidents, nowMs: NOW - 1 })).toEqual([]);
		expect(kinds({ incidents, dispatches: [{ incidentId: 'a' }] })).toEqual([]);
	});

	it('danger to life comes first: the signal to leave, then a team that is due', () => {
		const evacuation = { orderedAtMs: NOW - 5000, byName: 'c', reason: 'r', confirmed: [], endedAtMs: null };
		const incidents = [fakeIncident('a', { acknowledgedAtMs: NOW - 90_000, evacuation })];
		const team = { id: 't', incidentId: 'a', enteredAtMs: 0, exitedAtMs: null, par: null, parIntervalS: 600 };
		const teams = [team] as unknown as WallFacts['teams'];
		expect(kinds({ incidents, teams })).toEqual(['evacuation', 'par', 'not-sent']);
		expect(kinds({ teams, nowMs: 599_999 })).toEqual([]);
	});

	it('requests nobody answered and tasks past their time are counted, since the oldest', () => {
		const requests = [
			{ incidentId: 'a', state: 'asked', createdAtMs: 700 },
			{ incidentId: 'a', state: 'asked', createdAtMs: 500 },
			{ incidentId: 'a', state: 'sent', createdAtMs: 100 },
			{ incidentId: 'closed', state: 'asked', createdAtMs: 100 },
		] as unknown as WallFacts['requests'];
		const tasks = [
			{ state: 'open', dueAtMs: NOW - 1 },
			{ state: 'done', dueAtMs: NOW - 9 },
			{ state: 'open', dueAtMs: null },
		] as unknown as WallFacts['tasks'];
		expect(findWallNeeds(facts({ incidents: [fakeIncident('a')], requests, tasks }))).toEqual([
			{ kind: 'requests', count: 2, atMs: 500 },
			{ kind: 'tasks', count: 1, atMs: NOW - 1 },
		]);
	});
});

describe('station names', () => {
	it.each([
		['东城消防救援站', '东城'],
		['松山湖特勤站', '松山湖特勤'],
		['Limei Laowei Fire and Rescue Station', 'Limei Laowei'],
		['消防站', '消防站'],
	])('%s -> %s', (name, short) => {
		expect(shortenStation(name)).toBe(short);
	});
});

describe('alarms by hour', () => {
	const H = 3_600_000;
	/** 10:30; the records were begun at 08:20. */
	const figures = {
		fromMs: 0,
		atMs: 10.5 * H,
		heldFromMs: 8 * H + H / 3,
		raisedByHour: [0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1],
	};

	it('an hour of which nothing is held, or that has not come, has no number; one of which a part is held says so', () => {
		const hours = readHours(figures);
		expect(hours).toHaveLength(24);
		expect(hours.map(({ count }) => count)).toEqual([...Array(8).fill(null), 2, 0, 1, ...Array(13).fill(null)]);
		expect(hours.filter(({ isPart }) => isPart).map(({ hour }) => hour)).toEqual([8]);
		expect(hours.filter(({ isNow }) => isNow).map(({ hour }) => hour)).toEqual([10]);
	});

	it('held since midnight, no hour is a part', () => {
		const hours = readHours({ ...figures, heldFromMs: 0 });
		expect(hours[0]).toEqual({ hour: 0, count: 0, isPart: false, isNow: false });
		expect(hours.some(({ isPart }) => isPart)).toBe(false);
	});
});
