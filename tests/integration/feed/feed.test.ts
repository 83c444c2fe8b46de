import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { Identity } from '../../../src/domain/access/may-do.ts';
import { decodePositionFrame } from '../../../src/domain/position-frame.ts';
import { countFeedLines } from '../../../src/server/feed/feed-lines.ts';
import { openStore } from '../../../src/server/store/open-store.ts';
import { DRAWING, INCIDENT, TASK, UNIT, write } from '../../support/record-fields.ts';
import { openTestStore } from '../../support/test-store.ts';
import { openLine, startFeed, type TestFeedServer, type TestLine } from './start-feed.ts';

const person = (name: string, rest: Partial<Identity>): Identity => ({
	actor: { kind: 'user', id: name, name },
	roles: ['planner'],
	districts: null,
	actions: null,
	sessionId: `session-${name}`,
	...rest,
});
const PEOPLE: Record<string, Identity> = {
	a: person('a', { districts: ['A'] }),
	b: person('b', { districts: ['B'] }),
	grid: person('grid', { roles: ['grid-assistant'] }),
	crewA: person('crewA', { roles: ['crew'], districts: ['A'] }),
};

let test: Awaited<ReturnType<typeof openTestStore>>;
let server: TestFeedServer;
let lines: TestLine[];
beforeEach(async () => {
	test = await openTestStore();
	server = await startFeed(test.store, PEOPLE);
	lines = [];
});
afterEach(async () => {
	for (const { socket } of lines) socket.terminate();
	await server.close();
	await test.destroy();
	expect(server.problems).toEqual([]);
});

function join(query = '?positions=none', who = '', url = server.url): TestLine {
	const line = openLine(url, query, who === '' ? {} : { 'x-who': who });
	lines.push(line);
	return line;
}

const post = (positions: object[], who = '') =>
	fetch(`${server.url}/api/positions`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-who': who },
		body: JSON.stringify({ positions }),
	});
const at = (unitId: string, lon: number, observedAtMs = Date.now()) => ({ unitId, lon, lat: 23, observedAtMs });

describe('WebSocket /api/feed', () => {
	it('tells each one what is written in its sight, numbered as the log is', async () => {
		const [a, b] = [join('?positions=none', 'a'), join('?positions=none', 'b')];
		const { seq, log } = await a.next('snapshot');
		await b.next('snapshot');
		expect(log).toBe(test.store.log);
		await write(test.store, { collection: 'task', id: 't-1', kind: 't', set: { ...TASK, district: 'A' } });
		const told = await a.next('changes');
		expect(told.changes).toEqual([expect.objectContaining({ seq: seq + 1, id: 't-1', version: 1 })]);
		expect(told.changes[0]?.record).toEqual(await test.store.read('task', 't-1'));
		await write(test.store, { collection: 'task', id: 't-1', kind: 't', set: { district: 'B' } });
		expect((await a.next('changes')).changes).toMatchObject([{ seq: seq + 2, id: 't-1', record: null }]);
		// The first that it hears of it.
		expect((await b.next('changes')).changes).toMatchObject([{ seq: seq + 2, id: 't-1', record: { district: 'B' } }]);
	});

	it('never tells who called', async () => {
		const line = join();
		await line.next('snapshot');
		const caller = { name: 'Li', phone: '13800000000' };
		await write(test.store, { collection: 'incident', id: 'i-1', kind: 't', set: { ...INCIDENT, caller } });
		expect((await line.next('changes')).changes[0]?.record).toMatchObject({ id: 'i-1', caller: null });
		const again = await join().next('snapshot');
		expect(again.incidents.find(({ id }) => id === 'i-1')).toMatchObject({ caller: null });
		const resumed = await join(`?positions=none&since=0&log=${test.store.log}`).next('changes');
		expect(JSON.stringify(resumed)).not.toContain('13800000000');
	});

	it('hears what another server process on the database writes', async () => {
		const other = await openStore({ url: test.url, nowMs: () => Date.now() });
		try {
			const line = join();
			await line.next('snapshot');
			await write(other, { collection: 'drawing', id: 'd-other', kind: 't', set: DRAWING });
			expect((await line.next('changes')).changes).toMatchObject([{ id: 'd-other' }]);
		} finally {
			await other.close();
		}
	});

	it('goes on at another process where it left one', async () => {
		const other = await openStore({ url: test.url, nowMs: () => Date.now() });
		const second = await startFeed(other, PEOPLE);
		try {
			const { seq, log } = await join().next('snapshot');
			await write(test.store, { collection: 'drawing', id: 'd-away', kind: 't', set: DRAWING });
			const line = join(`?positions=none&since=${seq}&log=${log}`, '', second.url);
			expect(await line.next('resumed')).toMatchObject({ seq, log });
			expect((await line.next('changes')).changes).toMatchObject([{ seq: seq + 1, id: 'd-away' }]);
		} finally {
			await second.close();
			await other.close();
		}
	});

	it('ends the lines of a session that ends', async () => {
		const [a, b] = [join('?positions=none', 'a'), join('?positions=none', 'b')];
		await a.next('snapshot');
		await b.next('snapshot');
		server.endSession('session-a');
		expect(await a.next('bye')).toMatchObject({ reason: 'signed-out' });
		expect(await a.closed).toBe(4002);
		expect(b.socket.readyState).toBe(WebSocket.OPEN);
	});

	it.each([
		['text that is no request', '{"kind":"hello"}', 4003],
		['bytes', Buffer.from([1, 2, 3]), 4003],
		['more than 1 KB', `{"kind":"viewport","box":null}${' '.repeat(1100)}`, 1009],
	])('ends a line that sends %s', async (_, data, code) => {
		const line = join();
		await line.next('snapshot');
		line.socket.send(data);
		expect(await line.closed).toBe(code);
	});

	it('says bye when the server stops', async () => {
		const line = join();
		await line.next('snapshot');
		server.hub.close();
		expect(await line.next('bye')).toMatchObject({ reason: 'stopping' });
		expect(await line.closed).toBe(1001);
	});

	it('is for pages of this server only', async () => {
		const { host } = new URL(server.url);
		const open = (origin: string) =>
			new Promise<number | 'open'>((done) => {
				const socket = new WebSocket(`ws://${host}/api/feed`, { origin });
				socket.on('open', () => done('open'));
				socket.on('unexpected-response', (request, response) => {
					request.destroy();
					done(response.statusCode ?? 0);
				});
				socket.on('error', () => {});
				lines.push({ socket } as TestLine);
			});
		expect(await open('https://elsewhere.example')).toBe(403);
		expect(await open('null')).toBe(403);
		expect(await open(`http://${host}`)).toBe('open');
	});

	it.each([
		['a query that is none', '/api/feed?since=-1', 400],
		['another path', '/nowhere', 404],
		['the path of a route', '/api/positions', 404],
	])('refuses %s', async (_, path, status) => {
		const socket = new WebSocket(`${server.url.replace('http', 'ws')}${path}`);
		socket.on('error', () => {});
		const [, response] = await new Promise<[unknown, { statusCode?: number }]>((done) => {
			socket.on('unexpected-response', (request, answer) => {
				request.destroy();
				done([request, answer]);
			});
		});
		expect(response.statusCode).toBe(status);
	});

	it('a client that reads nothing is cut, and no other hears less for it', async () => {
		const [slow, quick] = [join(), join()];
		await slow.next('snapshot');
		await quick.next('snapshot');
		slow.socket.pause();
		// Hard to deflate.
		const makeVersion = () => randomBytes(1_000_000).toString('base64');
		let told = '';
		let heard = '';
		for (let i = 0; server.hub.stats().dropped === 0 && i < 100; i++) {
			told = makeVersion();
			server.hub.sendPack(told);
			heard = (await quick.next('pack')).packVersion;
		}
		expect(server.hub.stats()).toMatchObject({ dropped: 1, clients: 1 });
		expect(heard === told).toBe(true);
		expect(quick.socket.readyState).toBe(WebSocket.OPEN);
	});

	it.each([
		['deflated', true, 5_000],
		['as they are to one that takes nothing else', false, 360_000],
		['as they are to one that has little room', { serverMaxWindowBits: 9 }, 360_000],
	])('large texts come %s, each after the one before', async (_, perMessageDeflate, bytes) => {
		const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/feed?positions=none`, { perMessageDeflate });
		const other = join();
		const told: string[] = [];
		let received = 0;
		socket.on('upgrade', ({ socket: stream }) => {
			stream.on('data', (chunk: Buffer) => {
				received += chunk.length;
			});
		});
		socket.on('message', (data) => told.push(JSON.parse(String(data)).packVersion));
		await once(socket, 'message');
		await other.next('snapshot');
		// Headers of two, four and ten bytes.
		const versions = ['a'.repeat(100_000), 'b', randomBytes(30_000).toString('hex'), 'c'.repeat(200_000), 'd'];
		for (const version of versions) server.hub.sendPack(version);
		while (told.length < 6) await once(socket, 'message');
		expect(told.slice(1).every((text, i) => text === versions[i])).toBe(true);
		for (const version of versions) expect((await other.next('pack')).packVersion === version).toBe(true);
		expect(received).toBeGreaterThan(bytes);
		if (perMessageDeflate === true) expect(received).toBeLessThan(100_000);
		socket.terminate();
	});

	it('opens so many lines of one session, and of one address, and no more', async () => {
		await server.close();
		server = await startFeed(test.store, PEOPLE, undefined, countFeedLines({ ofSession: 2, ofAddress: 4 }));
		const open = async (who: string) => {
			const line = join('?positions=none', who);
			const refused = once(line.socket, 'unexpected-response') as Promise<[unknown, { statusCode: number }]>;
			const status = await Promise.race([
				line.next('snapshot').then(() => 'open' as const),
				refused.then(([, { statusCode }]) => statusCode),
			]);
			return { line, status };
		};
		const lines = [await open('a'), await open('a'), await open('a'), await open('b'), await open(''), await open('')];
		expect(lines.map(({ status }) => status)).toEqual(['open', 'open', 429, 'open', 'open', 429]);
		lines[0]?.line.socket.terminate();
		while (server.hub.stats().clients > 3) await once(lines[1]?.line.socket as WebSocket, 'message');
		expect((await open('a')).status).toBe('open');
	});
});

describe('POST /api/positions', () => {
	it('puts vehicles on every map, within its viewport', async () => {
		const [all, east] = [join('?positions=binary'), join('?positions=binary')];
		await all.next('snapshot');
		await east.next('snapshot');
		east.socket.send(JSON.stringify({ kind: 'viewport', box: [114, 22, 115, 24] }));
		// Empty: it was told that there are none.
		await all.nextFrame();
		const answer = await post([at('v-1', 113.5), at('v-2', 114.5), at('x-9', 114.5)]);
		expect(await answer.json()).toEqual({ taken: 2, unknown: ['x-9'], older: 0 });
		const named = await all.next('fleet');
		expect(named.fleet.map(({ no, id, plate }) => [no, id, plate])).toEqual([
			[0, 'v-1', 'P-v-1'],
			[1, 'v-2', 'P-v-2'],
		]);
		const frame = decodePositionFrame(await all.nextFrame());
		expect(frame.positions).toMatchObject([
			{ no: 0, lon: 113.5, lat: 23 },
			{ no: 1, lon: 114.5, lat: 23 },
		]);
		expect((await east.next('fleet')).fleet.map(({ id }) => id)).toEqual(['v-2']);
		await post([at('v-2', 116)]);
		expect(await east.next('gone')).toMatchObject({ ids: ['v-2'] });
	});

	it('tells JSON to tools that ask for it, and nothing to one who may not see units', async () => {
		await post([at('v-1', 113.5)]);
		const tool = join('');
		expect((await tool.next('snapshot')).vehicles).toMatchObject([{ id: 'v-1', lon: 113.5, demo: false }]);
		const grid = join('?positions=json', 'grid');
		expect((await grid.next('snapshot')).vehicles).toEqual([]);
		await post([at('v-1', 113.6)]);
		expect(await tool.next('vehicles')).toMatchObject({ vehicles: [{ id: 'v-1' }] });
		expect((await grid.next('tick')).kind).toBe('tick');
	});

	it('is refused whole when a unit is not of the caller’s districts', async () => {
		await server.close();
		server = await startFeed(test.store, PEOPLE, (id) => ({
			plate: id,
			type: 'SG',
			status: '10',
			district: id === 'v-a' ? 'A' : 'B',
		}));
		expect((await post([at('v-a', 113)], 'crewA')).status).toBe(200);
		expect((await post([at('v-a', 114), at('v-b', 113)], 'crewA')).status).toBe(403);
		expect(server.board.vehicles).toMatchObject([{ id: 'v-a', lon: 113 }]);
	});

	it('is known to other processes, and to the next start at its real age', async () => {
		const other = await openStore({ url: test.url, nowMs: () => Date.now() });
		const second = await startFeed(other, PEOPLE);
		const observedAtMs = Date.now() - 60_000;
		try {
			const line = join('?positions=binary', '', second.url);
			await line.next('snapshot');
			// Whom a store tells is found out when it opens: until then it is told again.
			const heard = line.next('fleet');
			let isHeard = false;
			void heard.then(() => {
				isHeard = true;
			});
			for (let i = 0; !isHeard; i++) await post([at('v-7', 113.25, observedAtMs + i)]);
			expect((await heard).fleet).toMatchObject([{ id: 'v-7' }]);
		} finally {
			await second.close();
			await other.close();
		}
		await post([
			at('v-8', 113.25, Date.now() - 700_000),
			{ ...at('v-9', 113.25), speedMps: 1e-300, headingDeg: 1e-46 },
		]);
		await server.close();
		server = await startFeed(test.store, PEOPLE);
		const seven = server.board.vehicles.find(({ id }) => id === 'v-7');
		expect(seven).toMatchObject({ lon: 113.25, lat: 23, isThere: true });
		expect(seven?.observedAtMs).toBeGreaterThanOrEqual(observedAtMs);
		expect(seven?.observedAtMs).toBeLessThan(observedAtMs + 50_000);
		expect(server.board.vehicles.find(({ id }) => id === 'v-9')).toMatchObject({ speedMps: 0, headingDeg: 0 });
		// Silent for longer than 10 min: not shown any more.
		expect(server.board.vehicles.find(({ id }) => id === 'v-8')).toBeUndefined();
	});
});

it('a unit’s record reaches the page as it is kept', async () => {
	const line = join();
	await line.next('snapshot');
	await write(test.store, { collection: 'unit', id: 'v-1', kind: 't', set: { ...UNIT, state: '21' } });
	expect((await line.next('changes')).changes[0]?.record).toEqual(await test.store.read('unit', 'v-1'));
});
