import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type FeedSocket, openLiveFeed } from '../../../src/client/feed.ts';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import type { FeedMessage } from '../../../src/domain/topics.ts';
import { DRAWING, INCIDENT, TASK, UNIT, write } from '../../support/record-fields.ts';
import { openTestStore } from '../../support/test-store.ts';
import { startFeed, type TestFeedServer } from './start-feed.ts';

let test: Awaited<ReturnType<typeof openTestStore>>;
let server: TestFeedServer;
beforeAll(async () => {
	test = await openTestStore();
	server = await startFeed(test.store);
});
afterAll(async () => {
	await server.close();
	await test.destroy();
});

/** Numbers that look random and are the same each time. */
function makeRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

/** Passes bytes on to a port; each line is cut, in the middle of whatever is under way, after `nextLife()` bytes from the server. */
async function startCutter(
	port: number,
	nextLife: () => number,
): Promise<{ port: number; cuts: () => number; server: Server }> {
	let cuts = 0;
	const cutter = createServer((near: Socket) => {
		const far = connect(port, '127.0.0.1');
		let life = nextLife();
		const end = () => {
			near.destroy();
			far.destroy();
		};
		near
			.on('data', (data) => far.write(data))
			.on('error', end)
			.on('close', end);
		far.on('error', end).on('close', end);
		far.on('data', (data) => {
			life -= data.length;
			if (life > 0) near.write(data);
			else {
				cuts += 1;
				near.write(data.subarray(0, data.length + life), end);
			}
		});
	});
	await new Promise<void>((done) => cutter.listen(0, '127.0.0.1', done));
	return { port: (cutter.address() as AddressInfo).port, cuts: () => cuts, server: cutter };
}

it('a page whose line is cut again and again ends with what the database has, and is told no number twice', async () => {
	const random = makeRandom(7);
	let isCutting = true;
	const cutter = await startCutter(Number(new URL(server.url).port), () =>
		isCutting ? 600 + Math.floor(random() * 12_000) : Number.POSITIVE_INFINITY,
	);
	const store = createLiveStore();
	/** Of each line: how it began, and the numbers of the changes it told whole. */
	const told: { began: string; seqs: number[] }[] = [];
	const feed = openLiveFeed({
		url: `ws://127.0.0.1:${cutter.port}/api/feed`,
		store,
		openSocket(url) {
			const socket = new WebSocket(url);
			const line = { began: '', seqs: [] as number[] };
			told.push(line);
			socket.on('error', () => {});
			socket.on('message', (data, isBinary) => {
				if (isBinary) return;
				const message = JSON.parse(String(data)) as FeedMessage;
				line.began ||= message.kind;
				if (message.kind === 'changes') line.seqs.push(...message.changes.map(({ seq }) => seq));
			});
			socket.on('close', () => setImmediate(() => feed.reconnectNow()));
			return socket as unknown as FeedSocket;
		},
	});

	const writeSome = async (writer: number) => {
		const own = makeRandom(writer);
		for (let i = 0; i < 150; i++) {
			const id = `${writer}-${Math.floor(own() * 12)}`;
			const which = own();
			if (which < 0.3)
				await write(test.store, { collection: 'drawing', id, kind: 't', set: { ...DRAWING, label: `${i}` } });
			else if (which < 0.45)
				await write(test.store, { collection: 'drawing', id, kind: 't', set: null }).catch(() => {});
			else if (which < 0.6)
				await write(test.store, { collection: 'task', id, kind: 't', set: { ...TASK, details: `${i}` } });
			else if (which < 0.8)
				await write(test.store, { collection: 'unit', id, kind: 't', set: { ...UNIT, note: `${i}` } });
			else
				await write(test.store, { collection: 'incident', id, kind: 't', set: { ...INCIDENT, description: `${i}` } });
		}
	};
	await Promise.all([1, 2, 3, 4].map(writeSome));
	isCutting = false;
	const last = await test.store.readSeq();
	// A new line, uncut; it is told all that is missing and then lives.
	await new Promise<void>((done) => {
		const look = () => {
			const newest = Math.max(0, ...Object.values(store.getState().changedSeq));
			if (newest >= last) done();
		};
		store.subscribe(look);
		look();
	});
	feed.close();
	cutter.server.close();

	const { drawings, tasks, units, incidents, badMessages } = store.getState();
	const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
	expect([...drawings].sort(byId)).toEqual((await test.store.list('drawing')).sort(byId));
	expect([...tasks].sort(byId)).toEqual((await test.store.list('task')).sort(byId));
	expect([...units].sort(byId)).toEqual((await test.store.list('unit')).sort(byId));
	expect(incidents.map(({ assessment: _, assessmentRevision: __, ...record }) => record).sort(byId)).toEqual(
		(await test.store.list('incident')).sort(byId),
	);
	expect(badMessages).toBe(0);
	const seqs = told.flatMap((line) => line.seqs);
	expect(new Set(seqs).size).toBe(seqs.length);
	expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
	expect(told.filter(({ began }) => began === 'resumed').length).toBeGreaterThan(5);
	expect(cutter.cuts()).toBeGreaterThan(10);
	expect(server.problems).toEqual([]);
});
