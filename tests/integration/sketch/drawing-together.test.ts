import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Drawing } from '../../../src/domain/records/drawing.ts';
import type { Mark } from '../../../src/domain/tactics/mark.ts';
import { replayEvents } from '../../../src/server/backup/replay-events.ts';
import { restoreBackup } from '../../../src/server/backup/restore-backup.ts';
import { writeBackup } from '../../../src/server/backup/write-backup.ts';
import { mergeIncident } from '../../../src/server/incidents/end-incident.ts';
import { createRandom } from '../../bench/make-building-table.ts';
import { makeOpenFolder } from '../../support/make-open-folder.ts';
import { openTestDatabase } from '../../support/test-store.ts';
import {
	addIncident,
	isSettled,
	makePerson,
	openPage,
	pointAt,
	readDrawn,
	readKept,
	startSketches,
	type TestPage,
	type TestSketchServer,
} from './start-sketch.ts';

const ID = '2026-1121-0001';
const OTHER = '2026-1121-0002';
const SEED = Number(process.env.FENGTU_SEED ?? 1);
const EDITS = 500;
const PEOPLE = {
	chen: makePerson('陈', 'commander'),
	li: makePerson('李', 'crew'),
	api: makePerson('接口', 'dispatcher'),
};

let database: Awaited<ReturnType<typeof openTestDatabase>>;
let servers: TestSketchServer[];
let pages: TestPage[];

beforeEach(async () => {
	database = await openTestDatabase();
	servers = [await startSketches(database.url, PEOPLE)];
	pages = [];
	await addIncident(first().store, ID);
});

afterEach(async () => {
	for (const { sketch } of pages) sketch.destroy();
	for (const one of servers) await one.close();
	await database.destroy();
});

function first(): TestSketchServer {
	return servers[0] as TestSketchServer;
}

/** While no server runs, nobody answers. */
const NOWHERE = 'http://127.0.0.1:9';

function open(who: string, readUrl = () => servers[0]?.url ?? NOWHERE): TestPage {
	const page = openPage(readUrl, ID, who);
	pages.push(page);
	return page;
}

/** What hands did, whatever becomes of it: nothing that was added may be missing but for what somebody removed. */
interface Doings {
	readonly added: Set<string>;
	readonly removed: Set<string>;
	/** By mark: each label somebody gave it. */
	readonly labels: Map<string, Set<string>>;
}

/** One edit, as chance has it. */
function edit({ sketch }: TestPage, random: () => number, doings: Doings, no: number): void {
	const ids = [...sketch.marks.getState().marks.keys()];
	const id = ids[Math.floor(random() * ids.length)];
	const chance = random();
	const label = `第 ${no} 笔`;
	if (id === undefined || chance < 0.35) {
		const added = sketch.add({ ...pointAt(113.7 + random() / 100, 23 + random() / 100), label }) ?? '';
		expect(added).not.toBe('');
		doings.added.add(added);
		doings.labels.set(added, new Set([label]));
	} else if (chance < 0.5) {
		sketch.remove(id);
		doings.removed.add(id);
	} else if (chance < 0.75) {
		sketch.change(id, { label });
		doings.labels.get(id)?.add(label);
	} else sketch.change(id, pointAt(113.7 + random() / 100, 23 + random() / 100));
}

/** All pages, the table, the records and the log agree, and nothing that was drawn is missing. */
async function expectAgreement(doings: Doings): Promise<ReadonlyMap<string, Mark>> {
	await Promise.all(pages.map(({ until }) => until(isSettled)));
	const kept = await readKept(first().store, ID);
	for (const { until } of pages) {
		const { marks } = await until((state) => isSame(state.marks, kept));
		expect(marks).toEqual(kept);
	}
	const missing = [...doings.added].filter((id) => !kept.has(id) && !doings.removed.has(id));
	expect(missing).toEqual([]);
	for (const [id, { label }] of kept) expect([...(doings.labels.get(id) ?? [])]).toContain(label);
	await first().projector.flush(ID);
	expect(await readDrawn(first().store, ID)).toEqual(kept);
	expect(await replayEvents(database.url)).toMatchObject({ ok: true, differences: [] });
	return kept;
}

function isSame(a: ReadonlyMap<string, Mark>, b: ReadonlyMap<string, Mark>): boolean {
	const sorted = (marks: ReadonlyMap<string, Mark>) =>
		JSON.stringify(
			[...marks].sort(([x], [y]) => (x < y ? -1 : 1)).map(([id, mark]) => [id, Object.entries(mark).sort()]),
		);
	return a.size === b.size && sorted(a) === sorted(b);
}

function startDoings(): Doings {
	return { added: new Set(), removed: new Set(), labels: new Map() };
}

async function ask(
	url: string,
	method: string,
	path: string,
	body?: object,
): Promise<{ status: number; body: Drawing }> {
	const answer = await fetch(`${url}${path}`, {
		method,
		headers: { 'x-who': 'api', ...(body && { 'content-type': 'application/json' }) },
		...(body && { body: JSON.stringify(body) }),
	});
	const text = await answer.text();
	return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
}

describe('two drawing at once', () => {
	it(`${EDITS} edits with broken lines: both pages, the table, the records and the log agree, and nothing is lost`, async () => {
		const random = createRandom(SEED);
		const both = [open('chen'), open('li')] as const;
		await Promise.all(both.map(({ until }) => until(isSettled)));
		const doings = startDoings();
		for (let no = 0; no < EDITS; no++) {
			const page = both[random() < 0.5 ? 0 : 1];
			edit(page, random, doings, no);
			const chance = random();
			if (chance < 0.04) page.cut();
			else if (chance < 0.12) page.heal();
			// Now and then what the other one did comes through.
			if (random() < 0.2) await new Promise((done) => setImmediate(done));
			if (no % 100 === 99) {
				for (const { heal } of both) heal();
				await Promise.all(both.map(({ until }) => until(isSettled)));
			}
		}
		for (const { heal } of both) heal();
		const kept = await expectAgreement(doings);
		expect(kept.size).toBeGreaterThan(20);
	});

	it('on two server processes, with requests in the middle: the same', async () => {
		const random = createRandom(SEED + 1);
		servers.push(await startSketches(database.url, PEOPLE));
		const second = servers[1] as TestSketchServer;
		// Each line goes to the other process than the one before.
		let turn = 0;
		const swap = () => (turn++ % 2 === 0 ? first() : second).url;
		const both = [open('chen', swap), open('li', swap)] as const;
		await Promise.all(both.map(({ until }) => until(isSettled)));
		const doings = startDoings();
		let asked = 0;
		for (let no = 0; no < EDITS / 2; no++) {
			const page = both[no % 2 === 0 ? 0 : 1];
			edit(page, random, doings, no);
			if (random() < 0.02) {
				page.cut();
				page.heal();
			}
			if (no % 25 !== 24) continue;
			const url = (no % 2 === 0 ? first() : second).url;
			const added = await ask(url, 'POST', '/api/drawings', {
				...pointAt(113.9, 23),
				label: `请求 ${no}`,
				incidentId: ID,
			});
			expect(added.status).toBe(201);
			const { id } = added.body;
			doings.added.add(id);
			doings.labels.set(id, new Set([`请求 ${no}`, `改 ${no}`]));
			await page.until(({ marks }) => marks.has(id));
			const changed = await ask(url, 'PATCH', `/api/drawings/${id}`, {
				version: added.body.version,
				label: `改 ${no}`,
			});
			// Whoever draws may have been faster.
			expect([200, 409]).toContain(changed.status);
			asked += 1;
		}
		await expectAgreement(doings);
		expect(asked).toBe(10);
		const events = await first().store.readEvents({ collection: 'drawing', limit: 10_000 });
		const byName = new Set(events.map(({ by }) => by.name));
		expect([...byName].sort()).toEqual(['李', '接口', '陈'].sort());
	});
});

describe('a drawing of an incident by request', () => {
	it('is seen live, tells a version conflict, and is not changed behind the back of who draws', async () => {
		const page = open('chen');
		await page.until(isSettled);
		const { url } = first();
		const added = await ask(url, 'POST', '/api/drawings', { ...pointAt(113.9, 23), label: '请求', incidentId: ID });
		expect(added).toMatchObject({ status: 201, body: { version: 1, incidentId: ID } });
		const { id } = added.body;
		await page.until(({ marks }) => marks.get(id)?.label === '请求');
		page.sketch.change(id, { label: '手画' });
		await page.until(isSettled);
		// What was drawn by hand counts, though it is no record yet.
		const late = await ask(url, 'PATCH', `/api/drawings/${id}`, { version: 1, floor: 7 });
		expect(late).toMatchObject({ status: 409, body: { error: { code: 'record/version-conflict' } } });
		const changed = await ask(url, 'PATCH', `/api/drawings/${id}`, { version: 2, floor: 7 });
		expect(changed).toMatchObject({ status: 200, body: { version: 3, label: '手画', floor: 7 } });
		await page.until(({ marks }) => marks.get(id)?.floor === 7);
		expect((await ask(url, 'DELETE', `/api/drawings/${id}`)).status).toBe(204);
		await page.until(({ marks }) => !marks.has(id));
		expect(await readKept(first().store, ID)).toEqual(new Map());
		expect(await readDrawn(first().store, ID)).toEqual(new Map());
	});

	it('goes from one sketch to another when its incident becomes another one', async () => {
		await addIncident(first().store, OTHER);
		const { url, store } = first();
		const { body } = await ask(url, 'POST', '/api/drawings', { ...pointAt(113.9, 23), incidentId: ID });
		const moved = await ask(url, 'PATCH', `/api/drawings/${body.id}`, { version: 1, incidentId: OTHER });
		expect(moved.status).toBe(200);
		expect([...(await readKept(store, ID)).keys(), '-', ...(await readKept(store, OTHER)).keys()]).toEqual([
			'-',
			body.id,
		]);
		const freed = await ask(url, 'PATCH', `/api/drawings/${body.id}`, { version: 2, incidentId: null });
		expect(freed.status).toBe(200);
		expect((await readKept(store, OTHER)).size).toBe(0);
	});

	it('of before there were sketches is in the sketch', async () => {
		const { store } = first();
		const set = { ...pointAt(113.9, 23), label: '旧', incidentId: ID };
		await store.write({ by: PEOPLE.li.actor, from: 'test', idempotency: null }, (tx) =>
			tx.append({ collection: 'drawing', id: 'd-old', kind: 'drawing/added', set }),
		);
		const page = open('chen');
		const { marks } = await page.until((state) => state.marks.size > 0);
		expect(marks.get('d-old')).toMatchObject({ label: '旧', phase: 'first-attack' });
		await page.until(isSettled);
		await first().projector.flush(ID);
		expect((await store.read('drawing', 'd-old'))?.version).toBe(1);
	});
});

describe('the sketch of an incident', () => {
	it('goes on in another when they are merged, with what is no record yet', async () => {
		const { store, projector } = first();
		await addIncident(store, OTHER);
		const page = open('chen');
		const other = openPage(() => first().url, OTHER, 'li');
		pages.push(other);
		await Promise.all([page.until(isSettled), other.until(isSettled)]);
		const kept = page.sketch.add({ ...pointAt(113.7, 23), label: '一' }) ?? '';
		await page.until(isSettled);
		await projector.flush(ID);
		const fresh = page.sketch.add({ ...pointAt(113.8, 23), label: '二' }) ?? '';
		page.sketch.change(kept, { floor: 9 });
		const theirs = other.sketch.add(pointAt(113.9, 23)) ?? '';
		await Promise.all([page.until(isSettled), other.until(isSettled)]);
		await store.write({ by: PEOPLE.api.actor, from: 'test', idempotency: null }, async (tx) => {
			await mergeIncident(tx, { id: ID, into: OTHER, reason: '同一起', byName: '接口' }, () => {});
			return null;
		});
		const { marks } = await other.until((state) => state.marks.size === 3);
		expect(marks.get(kept)?.floor).toBe(9);
		await page.until((state) => state.marks.size === 0 && state.readOnly === 'closed');
		await projector.flush(OTHER);
		expect(await readDrawn(store, OTHER)).toEqual(marks);
		expect((await readDrawn(store, ID)).size).toBe(0);
		const added = await store.readEvents({ collection: 'drawing', id: fresh, limit: 10 });
		expect(added.map(({ kind, by }) => `${kind} ${by.name}`)).toEqual(['drawing/added 陈']);
		expect(marks.has(theirs)).toBe(true);
		expect(await replayEvents(database.url)).toMatchObject({ ok: true });
	});

	it('comes back from a backup, and what was no record yet becomes one; a page of before begins anew', async () => {
		const page = open('chen');
		await page.until(isSettled);
		const id = page.sketch.add({ ...pointAt(113.7, 23), label: '备份' }) ?? '';
		await page.until(isSettled);
		const folder = makeOpenFolder('sketch');
		const file = join(folder, 'all.fengtu');
		await writeBackup(database.url, null, file, Date.now());
		page.sketch.add(pointAt(113.8, 23));
		await page.until(isSettled);
		await first().close();
		servers = [];
		page.sketch.add(pointAt(113.9, 23));
		const target = await openTestDatabase();
		await restoreBackup(file, { url: target.url, attachmentsDir: null, force: false });
		rmSync(folder, { recursive: true });
		servers = [await startSketches(target.url, PEOPLE)];
		const { marks, notice } = await page.until((state) => state.status === 'live' && state.marks.size === 1);
		expect(marks.get(id)?.label).toBe('备份');
		expect(notice).toEqual({ kind: 'other-log', count: 1 });
		await first().projector.flush(ID);
		expect(await readDrawn(first().store, ID)).toEqual(marks);
		expect(await replayEvents(target.url)).toMatchObject({ ok: true });
		page.sketch.destroy();
		await first().close();
		servers = [];
		await target.destroy();
	});
});
