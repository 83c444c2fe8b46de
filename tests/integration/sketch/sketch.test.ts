import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, Map as YMap } from 'yjs';
import { markSchema } from '../../../src/domain/tactics/mark.ts';
import { writeSyncMessage } from '../../../src/server/sketch/sketch-messages.ts';
import { readSketch } from '../../../src/server/sketch/sketch-table.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { openTestDatabase } from '../../support/test-store.ts';
import {
	addIncident,
	closeTestIncident,
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
const PEOPLE = {
	chen: makePerson('陈', 'commander'),
	li: makePerson('李', 'crew'),
	audit: makePerson('审计', 'auditor'),
};

let database: Awaited<ReturnType<typeof openTestDatabase>>;
let server: TestSketchServer;
let servers: TestSketchServer[];
let pages: TestPage[];

beforeEach(async () => {
	database = await openTestDatabase();
	server = await startSketches(database.url, PEOPLE);
	servers = [server];
	pages = [];
	await addIncident(server.store, ID);
});

afterEach(async () => {
	for (const { sketch } of pages) sketch.destroy();
	for (const one of servers) await one.close();
	await database.destroy();
});

function open(who: string, on = server): TestPage {
	const page = openPage(() => on.url, ID, who);
	pages.push(page);
	return page;
}

async function settle(...those: TestPage[]): Promise<void> {
	await Promise.all(those.map(({ until }) => until(isSettled)));
}

const markOf = (lon: number, lat: number) => markSchema.parse(pointAt(lon, lat));

function changeMessage(update: Uint8Array): Uint8Array {
	return writeSyncMessage('new', update);
}

function docWith(root: string, client = 77): Doc {
	const doc = new Doc();
	doc.clientID = client;
	doc.getMap(root).set('d-1', new YMap(Object.entries(markOf(113.7, 23))));
	return doc;
}

function laterChange(): Uint8Array {
	const doc = docWith('marks');
	const before = encodeStateVector(doc);
	doc.getMap('marks').set('d-2', 'later');
	return encodeStateAsUpdate(doc, before);
}

async function readTable(store: Store, incidentId: string): Promise<Uint8Array> {
	const doc = new Doc();
	for (const update of (await readSketch(store.pool, incidentId, 0))?.updates ?? []) applyUpdate(doc, update);
	return encodeStateAsUpdate(doc);
}

describe('a shared sketch', () => {
	it('a mark drawn on one page is on the other, in the table, and a drawing of who drew it', async () => {
		const [a, b] = [open('chen'), open('li')];
		await settle(a, b);
		const id = a.sketch.add({ ...pointAt(113.75, 23.02), symbol: 'truck', label: '主战' }) ?? '';
		const { marks } = await b.until((state) => state.marks.has(id));
		expect(marks.get(id)).toEqual({
			geometry: { type: 'Point', coordinates: [113.75, 23.02] },
			symbol: 'truck',
			label: '主战',
			phase: 'first-attack',
			headingDeg: null,
			floor: null,
			truck: null,
			snappedTo: null,
			byName: '陈',
		});
		expect([...(await readKept(server.store, ID)).keys()]).toEqual([id]);
		await settle(a);
		await server.projector.flush(ID);
		b.sketch.change(id, { label: '供水' });
		await a.until((state) => state.marks.get(id)?.label === '供水');
		await server.projector.flush(ID);
		b.sketch.remove(id);
		await a.until((state) => !state.marks.has(id));
		await server.projector.flush(ID);
		const events = await server.store.readEvents({ collection: 'drawing', limit: 100 });
		expect(events.map(({ kind, by, id: of, set }) => [kind, by.name, of, set?.label])).toEqual([
			['drawing/added', '陈', id, '主战'],
			['drawing/changed', '李', id, '供水'],
			['drawing/removed', '李', id, undefined],
		]);
		expect(events[1]?.set).toEqual({ label: '供水' });
	});

	it('dragging is one event, and another hand on the same mark is another', async () => {
		const [a, b] = [open('chen'), open('li')];
		await settle(a, b);
		const id = a.sketch.add(pointAt(113.7, 23)) ?? '';
		for (let i = 1; i <= 20; i++) a.sketch.change(id, pointAt(113.7 + i / 1000, 23));
		await b.until(({ marks }) => JSON.stringify([marks.get(id)?.geometry]).includes('113.72'));
		b.sketch.change(id, { phase: 'all-out' });
		await a.until(({ marks }) => marks.get(id)?.phase === 'all-out');
		a.sketch.change(id, { floor: 3 });
		await settle(a, b);
		await server.projector.flush(ID);
		const events = await server.store.readEvents({ collection: 'drawing', limit: 100 });
		expect(events.map(({ kind, by }) => `${kind} ${by.name}`)).toEqual([
			'drawing/added 陈',
			'drawing/changed 李',
			'drawing/changed 陈',
		]);
		expect(events[2]?.set).toEqual({ floor: 3 });
	});

	it('a mark that is left alone becomes an event by itself', async () => {
		const page = open('chen');
		await settle(page);
		const id = page.sketch.add(pointAt(113.7, 23)) ?? '';
		await expect.poll(() => readDrawn(server.store, ID), { timeout: 10_000 }).toHaveProperty('size', 1);
		expect([...(await readDrawn(server.store, ID)).keys()]).toEqual([id]);
	});

	it('who may not draw sees everything and is told that nothing is taken', async () => {
		const [drawer, reader] = [open('chen'), open('audit')];
		await settle(drawer);
		const id = drawer.sketch.add(pointAt(113.7, 23)) ?? '';
		await reader.until(({ marks }) => marks.has(id));
		expect(reader.sketch.marks.getState().readOnly).toBe('not-allowed');
		expect(reader.sketch.add(pointAt(113.7, 23))).toBeNull();
		// A page that sends all the same.
		const foreign = new Doc();
		foreign.getMap('marks').set('d-forged', new YMap(Object.entries(markOf(113.7, 23))));
		reader.sendRaw(changeMessage(encodeStateAsUpdate(foreign)));
		await reader.until(({ notice, status }) => notice === null && status === 'offline');
		await reader.until(({ status, marks }) => status === 'live' && marks.size === 1);
		expect((await readKept(server.store, ID)).size).toBe(1);
	});

	it('of an incident that closes is read-only, and what comes too late is told', async () => {
		const [a, b] = [open('chen'), open('li')];
		await settle(a, b);
		a.sketch.add(pointAt(113.7, 23));
		await settle(a);
		b.cut();
		await b.until(({ status }) => status === 'offline');
		b.sketch.add(pointAt(113.8, 23));
		b.sketch.add(pointAt(113.9, 23));
		expect(b.sketch.marks.getState().waiting).toBe(2);
		await closeTestIncident(server.store, ID);
		await a.until(({ readOnly }) => readOnly === 'closed');
		b.heal();
		const { notice } = await b.until((state) => state.notice !== null);
		expect(notice).toEqual({ kind: 'refused', reason: 'closed', count: 2 });
		await b.until(({ status, marks, waiting }) => status === 'live' && marks.size === 1 && waiting === 0);
		expect((await readKept(server.store, ID)).size).toBe(1);
	});

	it('puts back what is no mark, leaves the others, and says why', async () => {
		const [a, b] = [open('chen'), open('li')];
		await settle(a, b);
		const id = a.sketch.add({ ...pointAt(113.7, 23), label: '好' }) ?? '';
		await b.until(({ marks }) => marks.has(id));
		await settle(a);
		const foreign = new Doc();
		applyUpdate(foreign, await readTable(server.store, ID));
		const shared = foreign.getMap<YMap<unknown>>('marks');
		const before = encodeStateVector(foreign);
		foreign.transact(() => {
			shared.get(id)?.set('phase', 'never');
			shared.get(id)?.set('junk', 1);
			shared.set('d-text', 'text' as never);
			shared.set('d-null', new YMap([...Object.entries(markOf(113.7, 23)), ['label', 'a\0b']]));
			shared.set('bad id!', new YMap(Object.entries(markOf(113.7, 23))));
			shared.set('d-large', new YMap([...Object.entries(markOf(113.7, 23)), ['label', 'x'.repeat(200_001)]]));
			shared.set('d-good', new YMap(Object.entries(markOf(113.8, 23))));
		});
		a.sendRaw(changeMessage(encodeStateAsUpdate(foreign, before)));
		const { notice } = await a.until((state) => state.notice !== null);
		expect(notice?.kind === 'put-back' && new Map(notice.marks.map((mark) => [mark.id, mark.reason]))).toEqual(
			new Map([
				[id, 'bad-mark'],
				['d-text', 'bad-mark'],
				['d-null', 'bad-mark'],
				['bad id!', 'bad-id'],
				['d-large', 'too-large'],
			]),
		);
		for (const page of [a, b]) {
			const { marks } = await page.until((state) => state.marks.has('d-good') && state.marks.size === 2);
			expect(marks.get(id)).toMatchObject({ label: '好', phase: 'first-attack' });
		}
		expect(await readKept(server.store, ID)).toEqual(a.sketch.marks.getState().marks);
		expect(server.problems.filter((text) => text.includes('put back'))).toHaveLength(5);
		await server.projector.flush(ID);
		expect(await readDrawn(server.store, ID)).toEqual(a.sketch.marks.getState().marks);
	});

	it.each([
		['nonsense', Uint8Array.of(9, 9, 9)],
		['half an update', changeMessage(Uint8Array.of(1, 2, 3))],
		['something beside the marks', changeMessage(encodeStateAsUpdate(docWith('other')))],
		['a change in the name of the server', changeMessage(encodeStateAsUpdate(docWith('marks', 1)))],
		['a change after others that are not there', changeMessage(laterChange())],
		['the presence of two', Uint8Array.of(1, 9, 2, 1, 1, 2, 123, 125, 2, 1)],
	])('%s ends the line it came on, and no other', async (_, bytes) => {
		const [bad, good] = [open('chen'), open('li')];
		await settle(bad, good);
		bad.sendRaw(bytes);
		await bad.until(({ status }) => status === 'offline');
		expect(bad.closes).toEqual([4003]);
		const id = good.sketch.add(pointAt(113.7, 23)) ?? '';
		// It comes again by itself.
		await bad.until(({ marks }) => marks.has(id));
		expect(good.closes).toEqual([]);
		expect(await readKept(server.store, ID)).toEqual(good.sketch.marks.getState().marks);
	});

	it('holds 2,000 marks and not one more', async () => {
		const page = open('chen');
		await settle(page);
		for (let i = 0; i < 2000; i++) page.sketch.add(pointAt(113 + i / 10_000, 23));
		await settle(page);
		page.sketch.add(pointAt(113, 24));
		const { notice } = await page.until((state) => state.notice !== null);
		expect(notice).toMatchObject({ kind: 'put-back', marks: [{ reason: 'too-many' }] });
		await page.until(({ marks }) => marks.size === 2000);
		await server.projector.flush(ID);
		expect((await readDrawn(server.store, ID)).size).toBe(2000);
	});

	it('undoes only what was drawn on this page', async () => {
		const [a, b] = [open('chen'), open('li')];
		await settle(a, b);
		const mine = a.sketch.add({ ...pointAt(113.7, 23), label: '一' }) ?? '';
		await b.until(({ marks }) => marks.has(mine));
		const theirs = b.sketch.add(pointAt(113.8, 23)) ?? '';
		await a.until(({ marks }) => marks.has(theirs));
		a.sketch.change(mine, { label: '二' });
		b.sketch.change(mine, { floor: 5 });
		await Promise.all(
			[a, b].map(({ until }) => until(({ marks }) => marks.get(mine)?.label === '二' && marks.get(mine)?.floor === 5)),
		);
		a.sketch.undo();
		await b.until(({ marks }) => marks.get(mine)?.label === '一');
		expect(b.sketch.marks.getState().marks.get(mine)?.floor).toBe(5);
		a.sketch.remove(mine);
		await b.until(({ marks }) => !marks.has(mine));
		a.sketch.undo();
		await b.until(({ marks }) => marks.get(mine)?.label === '一' && marks.get(mine)?.floor === 5);
		a.sketch.undo();
		await b.until(({ marks }) => !marks.has(mine));
		expect(a.sketch.marks.getState()).toMatchObject({ canUndo: false, canRedo: true });
		expect(a.sketch.marks.getState().marks.has(theirs)).toBe(true);
		a.sketch.redo();
		await b.until(({ marks }) => marks.has(mine));
		await settle(a, b);
		await server.projector.flush(ID);
		expect(await readDrawn(server.store, ID)).toEqual(b.sketch.marks.getState().marks);
	});

	it('tells who else is there, under the name they are signed in with', async () => {
		const [a, b] = [open('chen'), open('li')];
		await settle(a, b);
		b.sketch.setCursor({ lon: 113.75, lat: 23.02 });
		b.sketch.setTool('hydrant');
		const { others } = await a.until((state) => state.others[0]?.tool === 'hydrant');
		expect(others).toMatchObject([{ name: '李', cursor: { lon: 113.75, lat: 23.02 } }]);
		b.sketch.destroy();
		await a.until((state) => state.others.length === 0);
	});

	it('ends with the session, and for an incident that is not there', async () => {
		const page = open('chen');
		await settle(page);
		server.endSession('s-陈');
		await page.until(({ status }) => status === 'refused');
		expect(page.closes).toEqual([4002]);
		const nowhere = openPage(() => server.url, '2026-1121-9999', 'chen');
		pages.push(nowhere);
		await nowhere.until(({ status }) => status === 'refused');
		expect(nowhere.closes).toEqual([4004]);
	});

	it('is there again after a restart, and takes what was drawn meanwhile; nothing is left in memory', async () => {
		let now = server;
		const page = openPage(() => now.url, ID, 'chen');
		pages.push(page);
		await page.until(isSettled);
		const first = page.sketch.add(pointAt(113.7, 23)) ?? '';
		await page.until(isSettled);
		await server.close();
		servers = [];
		await page.until(({ status }) => status === 'offline');
		const second = page.sketch.add(pointAt(113.8, 23)) ?? '';
		expect(page.sketch.marks.getState().waiting).toBe(1);
		now = await startSketches(database.url, PEOPLE);
		servers = [now];
		await page.until(isSettled);
		// Stopping had written the first, the second is written as somebody leaves.
		page.sketch.destroy();
		await expect.poll(() => readDrawn(now.store, ID)).toHaveProperty('size', 2);
		expect([...(await readKept(now.store, ID)).keys()].sort()).toEqual([first, second].sort());
		await expect.poll(() => now.hub.stats()).toEqual({ rooms: 0, lines: 0 });
		const { rows } = await now.store.pool.query('SELECT count(*)::int AS left FROM sketch_updates');
		expect(rows).toEqual([{ left: 0 }]);
	});
});
