import { appendFile, copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PLAIN_SITUATION } from '../../../src/domain/alert/situation.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import { openFileEventLog } from '../../../src/server/store/file-event-log.ts';
import { createIncidentBook } from '../../../src/server/store/incident-book.ts';
import { INCIDENT_LOG } from '../../../src/server/store/incident-log.ts';
import { lockPath } from '../../../src/server/store/lock-path.ts';
import { makeIncident } from '../../support/make-incident.ts';

let dir: string;
let path: string;
beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'fengtu-log-'));
	path = join(dir, 'new/incidents.ndjson');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('openFileEventLog', () => {
	it('gives back what was appended, in order', async () => {
		const { log, events } = await openFileEventLog(path, INCIDENT_LOG);
		expect(events).toEqual([]);
		const incident = makeIncident('2026-1120-0001');
		await Promise.all([
			log.append({ kind: 'raised', incident }),
			log.append({ kind: 'acknowledged', id: incident.id, atMs: 5 }),
			log.append({ kind: 'closed', id: incident.id, atMs: 9 }),
		]);
		await log.close();
		const again = await openFileEventLog(path, INCIDENT_LOG);
		expect(again.problems).toEqual([]);
		expect(again.events).toEqual([
			{ kind: 'raised', incident },
			{ kind: 'acknowledged', id: incident.id, atMs: 5 },
			{ kind: 'closed', id: incident.id, atMs: 9 },
		]);
		await again.log.close();
	});

	it('cuts a torn last line off, tells it, and appends after what is whole', async () => {
		const first = await openFileEventLog(path, INCIDENT_LOG);
		await first.log.append({ kind: 'raised', incident: makeIncident('2026-1120-0001') });
		await first.log.close();
		const whole = await readFile(path, 'utf8');
		await appendFile(path, '{"kind":"closed","id":"2026-11');

		const second = await openFileEventLog(path, INCIDENT_LOG);
		expect(second.events).toHaveLength(1);
		expect(second.problems.map(({ code }) => code)).toEqual(['incidents/torn-line-cut']);
		expect(await readFile(path, 'utf8')).toBe(whole);
		await second.log.append({ kind: 'closed', id: '2026-1120-0001', atMs: 9 });
		await second.log.close();
		const third = await openFileEventLog(path, INCIDENT_LOG);
		expect(third.events.map(({ kind }) => kind)).toEqual(['raised', 'closed']);
		expect(third.problems).toEqual([]);
		await third.log.close();
	});

	it('a log written before there were tactics opens whole: what it does not say is unknown', async () => {
		await mkdir(dirname(path), { recursive: true });
		await copyFile(join(import.meta.dirname, '../../fixtures/incident-log/before-tactics.ndjson'), path);
		const { log, events, problems } = await openFileEventLog(path, INCIDENT_LOG);
		await log.close();
		expect(problems).toEqual([]);
		const incident = createIncidentBook(events).list(9)[0] as Incident;
		expect(incident).toMatchObject({ level: 2, fireFloor: null, wind: null, substance: null });
		const { target, surroundings, situation, ...assessment } = incident.assessment;
		expect(target).toMatchObject({ id: '441900004-0001799', fireGrade: null, refugeFloors: null, sides: [] });
		expect(surroundings[0]).toMatchObject({ facingLengthM: null, separation: null });
		expect(situation).toEqual(PLAIN_SITUATION);
		for (const part of ['exposures', 'aerial', 'supply', 'zones', 'heights', 'force'] as const) {
			expect(assessment[part], part).toBeNull();
		}
	});

	it('skips a line in the middle that is no event, tells its number, and leaves it in the file', async () => {
		const first = await openFileEventLog(path, INCIDENT_LOG);
		await first.log.append({ kind: 'raised', incident: makeIncident('2026-1120-0001') });
		await appendFile(path, '{"kind":"sunk"}\nnonsense\n');
		await first.log.append({ kind: 'closed', id: '2026-1120-0001', atMs: 9 });
		await first.log.close();
		const second = await openFileEventLog(path, INCIDENT_LOG);
		expect(second.events.map(({ kind }) => kind)).toEqual(['raised', 'closed']);
		expect(second.problems.map(({ code }) => code)).toEqual([
			'incidents/bad-line-skipped',
			'incidents/bad-line-skipped',
		]);
		expect(second.problems[0]?.message).toContain('line 2');
		expect(await readFile(path, 'utf8')).toContain('nonsense');
		await second.log.close();
	});
});

describe('createIncidentBook', () => {
	const at = (id: string, createdAtMs: number): Incident => ({ ...makeIncident(id), createdAtMs });

	it('lists open incidents newest first, then closed ones up to the limit', () => {
		const book = createIncidentBook([
			{ kind: 'raised', incident: at('2026-1120-0001', 1) },
			{ kind: 'raised', incident: at('2026-1120-0002', 2) },
			{ kind: 'raised', incident: at('2026-1120-0003', 3) },
			{ kind: 'raised', incident: at('2026-1120-0004', 4) },
			{ kind: 'closed', id: '2026-1120-0003', atMs: 9 },
			{ kind: 'closed', id: '2026-1120-0001', atMs: 9 },
		]);
		expect(book.list(3).map(({ id }) => id.slice(-1))).toEqual(['4', '2', '3']);
		expect(book.list(1).map(({ id }) => id.slice(-1))).toEqual(['4', '2']);
	});

	it('numbers ids by day, on from the highest it knows', () => {
		const book = createIncidentBook([{ kind: 'raised', incident: at('2026-1120-0041', 1) }]);
		const noon = new Date(2026, 10, 20, 12).getTime();
		expect([book.takeId(noon), book.takeId(noon)]).toEqual(['2026-1120-0042', '2026-1120-0043']);
		expect(book.takeId(new Date(2026, 10, 21, 12).getTime())).toBe('2026-1121-0001');
	});

	it('keeps the first time of acknowledging and takes no notice of events for unknown incidents', () => {
		const book = createIncidentBook([{ kind: 'raised', incident: at('2026-1120-0001', 1) }]);
		book.apply({ kind: 'acknowledged', id: '2026-1120-0001', atMs: 5 });
		book.apply({ kind: 'acknowledged', id: '2026-1120-0001', atMs: 6 });
		expect(book.find('2026-1120-0001')?.acknowledgedAtMs).toBe(5);
		expect(book.apply({ kind: 'closed', id: 'x', atMs: 6 })).toBeUndefined();
	});
});

describe('lockPath', () => {
	it('is held by one and free again once let go', async () => {
		const unlock = await lockPath(path);
		expect(unlock).toBeDefined();
		expect(await lockPath(path)).toBeUndefined();
		await unlock?.();
		const again = await lockPath(path);
		expect(again).toBeDefined();
		await again?.();
	});
});
