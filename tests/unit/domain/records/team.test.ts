import { describe, expect, it } from 'vitest';
import {
	findMissedParMs,
	findNextMissMs,
	findParDueMs,
	type Team,
	teamSchema,
} from '../../../../src/domain/records/team.ts';

const MIN_MS = 60_000;
const META = { id: 't', version: 1, createdAtMs: 0, updatedAtMs: 0, district: null };
/** In since minute 5, asked for every ten minutes. */
const team = (rest: Partial<Team> = {}): Team => ({
	...teamSchema.parse({ ...META, incidentId: 'i', name: 't', people: 4, enteredAtMs: 5 * MIN_MS }),
	...rest,
});
const par = (minute: number) => ({ atMs: minute * MIN_MS, people: 4, byName: 'x' });

describe('when a team has to be accounted for', () => {
	it.each([
		['ten minutes after it went in', team(), 15],
		['ten minutes after it was told of last', team({ par: par(12) }), 22],
		['at its own interval', team({ parIntervalS: 300 }), 10],
		['not told before it went in again', team({ enteredAtMs: 30 * MIN_MS, par: par(12) }), 40],
		['not at all outside', team({ enteredAtMs: null }), null],
		['not at all when it came out', team({ exitedAtMs: 6 * MIN_MS }), null],
	])('%s', (_, asked, minute) => {
		expect(findParDueMs(asked)).toBe(minute === null ? null : minute * MIN_MS);
	});

	it.each([
		[15, null],
		[15.001, 15],
		[24.999, 15],
		[25.001, 25],
		[47, 45],
	])('at minute %s it was let wait up to %s', (now, minute) => {
		expect(findMissedParMs(team(), now * MIN_MS)).toBe(minute === null ? null : minute * MIN_MS);
	});

	it.each([
		['first when it is due', team(), 15],
		['then an interval later', team({ parMissedMs: 15 * MIN_MS }), 25],
		['by the newest that was told', team({ parMissedMs: 45 * MIN_MS }), 55],
		['what was told before it was accounted for does not count', team({ parMissedMs: 15 * MIN_MS, par: par(16) }), 26],
	])('the log says so %s', (_, asked, minute) => {
		expect(findNextMissMs(asked)).toBe(minute * MIN_MS);
	});
});
