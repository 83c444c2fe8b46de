import { describe, expect, it } from 'vitest';
import { type AlarmFields, readDraft } from '../../../src/app/command/alarm/read-draft.ts';
import { newIncidentSchema } from '../../../src/domain/incident.ts';

const EMPTY: AlarmFields = {
	address: '',
	lon: '',
	lat: '',
	crs: 'wgs84',
	type: 'fire',
	level: '',
	description: '',
	fireFloor: '',
	windFrom: '',
	windSpeed: '',
	substance: '',
	origin: 'search',
};
const NOW_MS = 1_700_000_000_000;

describe('the alarm form', () => {
	it('sends coordinates in the datum they were typed in', () => {
		const read = readDraft(
			{
				...EMPTY,
				lon: ' 113.7518 ',
				lat: '23.0207',
				crs: 'gcj02',
				level: '2',
				description: ' 冒烟 ',
			},
			NOW_MS,
		);
		expect(read).toEqual({
			ok: true,
			incident: {
				lon: 113.7518,
				lat: 23.0207,
				crs: 'gcj02',
				type: 'fire',
				level: 2,
				description: '冒烟',
				origin: 'search',
			},
		});
		if (read.ok) expect(newIncidentSchema.safeParse(read.incident).success).toBe(true);
	});

	it('sends an address where there are no coordinates', () => {
		const read = readDraft({ ...EMPTY, address: ' 鸿福路218号 ', type: 'rescue' }, NOW_MS);
		expect(read).toEqual({
			ok: true,
			incident: { address: '鸿福路218号', type: 'rescue', level: null, description: '', origin: 'search' },
		});
	});

	it.each([
		[{}, 'needPlace', 'address'],
		[{ lat: '23' }, 'badLon', 'lon'],
		[{ lon: '113.7' }, 'badLat', 'lat'],
		[{ lon: '113.7', lat: '91' }, 'badLat', 'lat'],
		[{ lon: '-181', lat: '23' }, 'badLon', 'lon'],
		[{ lon: 'abc', lat: '23' }, 'badLon', 'lon'],
		[{ address: 'A', fireFloor: '0' }, 'badFloor', 'fireFloor'],
		[{ address: 'A', fireFloor: '2.5' }, 'badFloor', 'fireFloor'],
		[{ address: 'A', fireFloor: '201' }, 'badFloor', 'fireFloor'],
		[{ address: 'A', windSpeed: '3' }, 'needWindFrom', 'windFrom'],
		[{ address: 'A', windFrom: '135' }, 'badWindSpeed', 'windSpeed'],
		[{ address: 'A', windFrom: '135', windSpeed: '61' }, 'badWindSpeed', 'windSpeed'],
	])('%o: %s', (fields, problem, field) => {
		expect(readDraft({ ...EMPTY, ...fields }, NOW_MS)).toEqual({ ok: false, problem, field });
	});

	it('sends floor, wind and substance where they were told, as said and not measured', () => {
		const told = { fireFloor: '-2', windFrom: '135', windSpeed: '3.2', substance: 'lpg' };
		const read = readDraft({ ...EMPTY, address: 'A', type: 'hazmat', ...told }, NOW_MS);
		expect(read).toMatchObject({
			incident: {
				fireFloor: -2,
				wind: { fromDeg: 135, speedMps: 3.2, basis: 'said', observedAtMs: NOW_MS },
				substance: 'lpg',
			},
		});
		if (read.ok) expect(newIncidentSchema.safeParse(read.incident).success).toBe(true);
	});
});
