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
	origin: 'search',
};

describe('the alarm form', () => {
	it('sends coordinates in the datum they were typed in', () => {
		const read = readDraft({
			...EMPTY,
			lon: ' 113.7518 ',
			lat: '23.0207',
			crs: 'gcj02',
			level: '2',
			description: ' 冒烟 ',
		});
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
		const read = readDraft({ ...EMPTY, address: ' 鸿福路218号 ', type: 'rescue' });
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
	])('%o: %s', (fields, problem, field) => {
		expect(readDraft({ ...EMPTY, ...fields })).toEqual({ ok: false, problem, field });
	});
});
