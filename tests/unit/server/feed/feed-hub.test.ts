import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEMO_IDENTITY, type Identity } from '../../../../src/domain/access/may-do.ts';
import type { Assessment } from '../../../../src/domain/assessment.ts';
import { DISPATCH_TIMES } from '../../../../src/domain/records/dispatch.ts';
import { type FeedMessage, type FeedQuery, feedMessageSchema } from '../../../../src/domain/topics.ts';
import { createFeedHub } from '../../../../src/server/feed/feed-hub.ts';
import { createPositionBoard } from '../../../../src/server/feed/position-board.ts';
import { DRAWING, INCIDENT, TASK, UNIT } from '../../../support/record-fields.ts';
import { FakeFeedStore } from './fake-feed-store.ts';

class FakeSocket {
	bufferedAmount = 0;
	readonly got: FeedMessage[] = [];
	readonly raw: Uint8Array[] = [];
	frames = 0;
	closedWith: number | null = null;
	terminated = false;
	pings = 0;
	send(bytes: Uint8Array, { binary }: { binary: boolean }): void {
		this.raw.push(bytes);
		if (binary) this.frames += 1;
		else {
			const message = JSON.parse(Buffer.from(bytes).toString()) as FeedMessage;
			// An assessment here is an empty one: this is not what is tested.
			this.got.push(message.kind === 'assessment' ? message : feedMessageSchema.parse(message));
		}
	}
	ping(): void {
		this.pings += 1;
	}
	close(code: number): void {
		this.closedWith = code;
	}
	terminate(): void {
		this.terminated = true;
	}
	get kinds(): string[] {
		return this.got.map(({ kind }) => kind);
	}
	take(): FeedMessage[] {
		return this.got.splice(0);
	}
}

const NO_TIMES = Object.fromEntries(DISPATCH_TIMES.map((name) => [name, null]));
const DISPATCH = {
	...{ unitId: 'u', plate: 'P', type: 'SG', stationId: 's', orderedAtMs: 1 },
	...{ times: NO_TIMES, turnedBackAtMs: null, endedAtMs: null, note: '' },
};
const QUERY: FeedQuery = { positions: 'none' };
const person = (rest: Partial<Identity>): Identity => ({
	actor: { kind: 'user', id: 'u', name: 'u' },
	roles: ['planner'],
	districts: null,
	actions: null,
	sessionId: 'session-1',
	...rest,
});
const IN_A = person({ districts: ['A'], sessionId: 'session-a' });
const IN_B = person({ districts: ['B'], sessionId: 'session-b' });

async function makeHub(store = new FakeFeedStore()) {
	const problems: string[] = [];
	const dead = new Set<string | null>();
	let endSession: (id: string) => void = () => {};
	const onProblem = (message: string) => problems.push(message);
	const board = await createPositionBoard({
		store: store.asStore,
		nowMs: () => Date.now(),
		findVehicle: () => ({ plate: 'P', type: 'SG', status: '10', district: null }),
		onProblem,
	});
	const hub = await createFeedHub({
		store: store.asStore,
		board,
		nowMs: () => Date.now(),
		readPackVersion: () => 'one',
		isAlive: ({ sessionId }) => !dead.has(sessionId),
		onSessionEnded(listener) {
			endSession = listener;
			return () => {};
		},
		onProblem,
	});
	async function join(identity: Identity = DEMO_IDENTITY, query: FeedQuery = QUERY) {
		const socket = new FakeSocket();
		const line = hub.join(socket, identity, query);
		await vi.advanceTimersByTimeAsync(0);
		return { socket, line };
	}
	return {
		store,
		hub,
		board,
		problems,
		dead,
		join,
		endSession: (id: string) => endSession(id),
		async close() {
			hub.close();
			await board.close();
		},
	};
}

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('createFeedHub', () => {
	it('begins with a snapshot of what may be seen, without personal data', async () => {
		const store = new FakeFeedStore();
		store.put('incident', { id: 'i-a', ...INCIDENT, district: 'A', caller: { name: 'Li', phone: '139-0000' } });
		store.put('task', { id: 't-a', ...TASK, district: 'A' });
		store.put('task', { id: 't-b', ...TASK, district: 'B' });
		store.put('task', { id: 't-done', ...TASK, state: 'done' });
		const { join, close } = await makeHub(store);
		const { socket } = await join(IN_A);
		expect(socket.got).toHaveLength(1);
		expect(socket.got[0]).toMatchObject({ kind: 'snapshot', seq: 4, log: 'log-1', packVersion: 'one' });
		const [snapshot] = socket.take() as [Extract<FeedMessage, { kind: 'snapshot' }>];
		expect(snapshot.incidents.map(({ id, caller }) => [id, caller])).toEqual([['i-a', null]]);
		expect(snapshot.tasks.map(({ id }) => id)).toEqual(['t-a']);
		store.put('incident', { id: 'i-a', ...INCIDENT, district: 'A', caller: { name: 'Li', phone: '139-0000' } });
		store.put('task', { id: 't-a', ...TASK, district: 'A', state: 'done' });
		vi.advanceTimersByTime(1500);
		expect(JSON.stringify(socket.take())).not.toContain('139-0000');
		const later = await join(IN_A);
		expect(later.socket.got).toMatchObject([{ kind: 'snapshot', tasks: [] }]);
		await close();
	});

	it('reads the store once, however many come', async () => {
		const { store, join, close } = await makeHub();
		const before = store.asked.length;
		for (let i = 0; i < 200; i++) await join(i % 2 ? IN_A : IN_B);
		expect(store.asked.length).toBe(before);
		await close();
	});

	it('tells changes at once when it was idle, then in batches of 100 ms', async () => {
		const { store, join, close } = await makeHub();
		const { socket } = await join();
		socket.take();
		store.put('drawing', { id: 'd-1', ...DRAWING });
		expect(socket.take()).toMatchObject([{ kind: 'changes', seq: 1, changes: [{ id: 'd-1' }] }]);
		store.put('drawing', { id: 'd-2', ...DRAWING });
		store.put('drawing', { id: 'd-3', ...DRAWING });
		expect(socket.got).toEqual([]);
		vi.advanceTimersByTime(99);
		expect(socket.got).toEqual([]);
		vi.advanceTimersByTime(1);
		expect(socket.take()).toMatchObject([{ kind: 'changes', seq: 3, changes: [{ id: 'd-2' }, { id: 'd-3' }] }]);
		await close();
	});

	it('one who comes between two batches is told nothing twice and nothing never', async () => {
		const { store, join, close } = await makeHub();
		await join();
		store.put('drawing', { id: 'd-1', ...DRAWING });
		store.put('drawing', { id: 'd-2', ...DRAWING });
		const { socket } = await join();
		expect(socket.take()).toMatchObject([{ kind: 'snapshot', seq: 2, drawings: [{ id: 'd-1' }, { id: 'd-2' }] }]);
		store.put('drawing', { id: 'd-3', ...DRAWING });
		vi.advanceTimersByTime(200);
		expect(socket.take()).toMatchObject([{ kind: 'changes', seq: 3, changes: [{ id: 'd-3' }] }]);
		await close();
	});

	it('one snapshot serves all of a sight who come within a second, as the same bytes', async () => {
		const { join, close } = await makeHub();
		const [first, second, elsewhere] = [await join(IN_A), await join(IN_A), await join(IN_B)];
		expect(second.socket.raw[0]).toBe(first.socket.raw[0]);
		expect(second.socket.kinds).toEqual(['snapshot', 'tick']);
		expect(elsewhere.socket.raw[0]).not.toBe(first.socket.raw[0]);
		vi.advanceTimersByTime(1500);
		expect((await join(IN_A)).socket.kinds).toEqual(['snapshot']);
		await close();
	});

	it('a large snapshot serves when something changed too, which is told after it', async () => {
		const store = new FakeFeedStore();
		const coordinates = Array.from({ length: 1500 }, (_, i) => [113 + i * 1e-9, 23]);
		const large = { ...DRAWING, geometry: { type: 'LineString', coordinates } };
		for (let i = 0; i < 15; i++) store.put('drawing', { id: `large-${i}`, ...large });
		const { join, close } = await makeHub(store);
		await join();
		store.put('task', { id: 't-1', ...TASK });
		const { socket } = await join();
		expect(socket.take()).toMatchObject([
			{ kind: 'snapshot', seq: 15, tasks: [] },
			{ kind: 'changes', seq: 16, changes: [{ id: 't-1' }] },
		]);
		store.put('task', { id: 't-2', ...TASK });
		vi.advanceTimersByTime(100);
		expect(socket.take()).toMatchObject([{ kind: 'changes', seq: 17, changes: [{ id: 't-2' }] }]);
		await close();
	});

	it('one who sees more or less than when it was told last is told a snapshot', async () => {
		const store = new FakeFeedStore();
		store.put('task', { id: 't-a', ...TASK, district: 'A' });
		const { join, close } = await makeHub(store);
		const [{ sight }] = (await join(IN_A)).socket.take() as [Extract<FeedMessage, { kind: 'snapshot' }>];
		const since = { since: 1, log: 'log-1', positions: 'none' } as const;
		expect((await join(IN_A, { ...since, sight })).socket.kinds).toEqual(['resumed']);
		expect((await join(IN_B, { ...since, sight })).socket.take()).toMatchObject([{ kind: 'snapshot', tasks: [] }]);
		expect((await join(IN_B, since)).socket.kinds).toEqual(['resumed']);
		await close();
	});

	it('dispatches, sectors and notes of an incident that is opened again come after it, live and for one who was away', async () => {
		const store = new FakeFeedStore();
		const put = (i: number, rest: object) =>
			store.put('incident', { id: `i-${i}`, ...INCIDENT, createdAtMs: i, ...rest });
		const sent = { incidentId: 'i-0' };
		store.put('dispatch', { id: 'd', ...DISPATCH, ...sent });
		store.put('sector', { id: 's', name: 'east', ...sent });
		store.put('note', { id: 'n', text: 'x', atMs: 1, byName: 'n', ...sent });
		for (let i = 0; i < 25; i++) put(i, { closedAtMs: 100 });
		const { join, close } = await makeHub(store);
		put(24, { closedAtMs: 100 });
		vi.advanceTimersByTime(200);
		const { socket } = await join();
		const [{ seq }] = socket.take() as [Extract<FeedMessage, { kind: 'snapshot' }>];
		const closings = [{ kind: 'reopened', atMs: 2, reason: 'r', byName: 'n' }];
		put(0, { closedAtMs: null, closings });
		await vi.advanceTimersByTimeAsync(200);
		expect(socket.take()).toMatchObject([
			{ kind: 'changes', changes: [{ id: 'i-0' }] },
			{
				...{ kind: 'changes', seq: seq + 1 },
				changes: [
					{ collection: 'dispatch', id: 'd', record: sent },
					{ collection: 'sector', id: 's', record: sent },
					{ collection: 'note', id: 'n', record: sent },
				],
			},
		]);
		const late = await join(DEMO_IDENTITY, { since: seq, log: 'log-1', positions: 'none' });
		expect(late.socket.take()).toMatchObject([
			{ kind: 'resumed' },
			{ kind: 'changes', seq: seq + 1, changes: [{ id: 'i-0' }, { id: 'd' }, { id: 's' }, { id: 'n' }] },
		]);
		await close();
	});

	it('tells in a snapshot what hangs on the incidents that are in it, and nothing of others', async () => {
		const store = new FakeFeedStore();
		store.put('incident', { id: 'i-a', ...INCIDENT, district: 'A' });
		store.put('incident', { id: 'i-b', ...INCIDENT, district: 'B' });
		const { join, close } = await makeHub(store);
		for (const [incidentId, district] of Object.entries({ 'i-a': 'A', 'i-b': 'B' })) {
			const of = { incidentId, district };
			store.put('sector', { id: `s-${incidentId}`, name: 'east', ...of });
			store.put('team', { id: `g-${incidentId}`, name: 'one', people: 4, ...of });
			const asked = { what: { kind: 'people' }, count: 1, state: 'asked', answer: '', askedBy: 'n', answeredBy: null };
			store.put('request', { id: `r-${incidentId}`, ...asked, unitIds: [], times: { asked: 1 }, ...of });
			store.put('note', { id: `n-${incidentId}`, text: 'x', atMs: 1, byName: 'n', ...of });
		}
		store.put('note', { id: 'n-old', text: 'x', atMs: 1, byName: 'n', incidentId: 'long-closed', district: 'A' });
		const [snapshot] = (await join(IN_A)).socket.take() as [Extract<FeedMessage, { kind: 'snapshot' }>];
		const { sectors, teams, requests, notes, measurements } = snapshot;
		expect([sectors, teams, requests, notes, measurements].map((list) => list.map(({ id }) => id))).toEqual([
			...[['s-i-a'], ['g-i-a'], ['r-i-a'], ['n-i-a'], []],
		]);
		await close();
	});

	it('tells a record that leaves a sight as removed, to those who saw it only', async () => {
		const store = new FakeFeedStore();
		store.put('task', { id: 't', ...TASK, district: 'A' });
		store.put('task', { id: 'other', ...TASK, district: 'C' });
		const { join, close } = await makeHub(store);
		const [a, b] = [await join(IN_A), await join(IN_B)];
		a.socket.take();
		b.socket.take();
		store.put('task', { id: 't', ...TASK, district: 'B' });
		expect(a.socket.take()).toMatchObject([{ kind: 'changes', changes: [{ id: 't', version: 2, record: null }] }]);
		expect(b.socket.take()).toMatchObject([{ kind: 'changes', changes: [{ id: 't', record: { district: 'B' } }] }]);
		vi.advanceTimersByTime(100);
		store.put('task', { id: 'other', ...TASK, district: 'C', details: 'new' });
		vi.advanceTimersByTime(100);
		expect([...a.socket.take(), ...b.socket.take()]).toEqual([]);
		await close();
	});

	it('tells nothing of a collection to one who may not read it', async () => {
		const { store, join, close } = await makeHub();
		const { socket } = await join(person({ roles: ['administrator'] }));
		socket.take();
		store.put('incident', { id: 'i', ...INCIDENT });
		store.remove('incident', 'i');
		// Of these the hub does not know who saw the one before.
		store.put('plan', { id: 'p', title: 'one' });
		store.put('plan', { id: 'p', title: 'two' });
		vi.advanceTimersByTime(300);
		expect(socket.got).toEqual([]);
		await close();
	});

	it('resumes with what came since; another log, a number of the future or a long gap bring a snapshot', async () => {
		const store = new FakeFeedStore();
		for (let i = 1; i <= 3; i++) store.put('drawing', { id: `d-${i}`, ...DRAWING });
		const { join, close } = await makeHub(store);
		const ask = async (since: number, log = 'log-1') =>
			(await join(DEMO_IDENTITY, { since, log, positions: 'none' })).socket.take();
		expect(await ask(1)).toMatchObject([
			{ kind: 'resumed', seq: 1, log: 'log-1' },
			{ kind: 'changes', seq: 3, changes: [{ id: 'd-2' }, { id: 'd-3' }] },
		]);
		expect(await ask(3)).toMatchObject([{ kind: 'resumed', seq: 3 }]);
		expect(await ask(1, 'log-0')).toMatchObject([{ kind: 'snapshot', seq: 3 }]);
		expect((await ask(50))[0]).toMatchObject({ kind: 'snapshot', seq: 3 });
		for (let i = 0; i < 2001; i++) store.put('drawing', { id: 'd-1', ...DRAWING });
		vi.advanceTimersByTime(200);
		expect(await ask(3)).toMatchObject([{ kind: 'snapshot', seq: 2004 }]);
		await close();
	});

	it('what changes while a client is being resumed is told once, after what it missed', async () => {
		const store = new FakeFeedStore();
		for (let i = 1; i <= 3; i++) store.put('drawing', { id: `d-${i}`, ...DRAWING });
		const { join, close } = await makeHub(store);
		// Written by another process: read, before it is told.
		const late = store.put('drawing', { id: 'd-5', ...DRAWING }, false);
		let open = () => {};
		store.gate = new Promise((done) => {
			open = done;
		});
		const { socket } = await join(DEMO_IDENTITY, { since: 1, log: 'log-1', positions: 'none' });
		store.tellChanges([late]);
		store.put('drawing', { id: 'd-2', ...DRAWING });
		vi.advanceTimersByTime(200);
		expect(socket.got).toEqual([]);
		open();
		await vi.advanceTimersByTimeAsync(0);
		expect(socket.take()).toMatchObject([
			{ kind: 'resumed', seq: 1 },
			{ kind: 'changes', seq: 4, changes: [{ seq: 2 }, { seq: 3 }, { seq: 4 }] },
			{ kind: 'changes', seq: 5, changes: [{ seq: 5, id: 'd-2' }] },
		]);
		store.put('drawing', { id: 'd-6', ...DRAWING });
		expect(socket.take()).toMatchObject([{ kind: 'changes', seq: 6, changes: [{ id: 'd-6' }] }]);
		await close();
	});

	it('one who was told more than this process has heard is not told it again', async () => {
		const store = new FakeFeedStore();
		for (let i = 1; i <= 3; i++) store.put('drawing', { id: `d-${i}`, ...DRAWING });
		const { join, close } = await makeHub(store);
		const late = store.put('drawing', { id: 'd-4', ...DRAWING }, false);
		const { socket } = await join(DEMO_IDENTITY, { since: 4, log: 'log-1', positions: 'none' });
		expect(socket.take()).toMatchObject([{ kind: 'resumed', seq: 4 }]);
		vi.advanceTimersByTime(2000);
		expect(socket.take()).toMatchObject([{ kind: 'tick', seq: 4 }]);
		store.tellChanges([late]);
		store.put('drawing', { id: 'd-5', ...DRAWING });
		vi.advanceTimersByTime(200);
		expect(socket.take()).toMatchObject([{ kind: 'changes', seq: 5, changes: [{ seq: 5 }] }]);
		await close();
	});

	it('200 who resume at once make two queries at most', async () => {
		const store = new FakeFeedStore();
		for (let i = 1; i <= 9; i++) store.put('drawing', { id: `d-${i}`, ...DRAWING });
		const { hub, close } = await makeHub(store);
		const sockets = Array.from({ length: 200 }, (_, i) => {
			const socket = new FakeSocket();
			hub.join(socket, DEMO_IDENTITY, { since: 1 + (i % 8), log: 'log-1', positions: 'none' });
			return socket;
		});
		await vi.advanceTimersByTimeAsync(0);
		expect(store.asked.filter((what) => what.startsWith('readChanges'))).toEqual(['readChanges 1', 'readChanges 1']);
		expect(sockets.map((socket) => (socket.got[1] as { changes: unknown[] }).changes.length)).toEqual(
			Array.from({ length: 200 }, (_, i) => 8 - (i % 8)),
		);
		await close();
	});

	it('ticks within 2 s in which nothing else was sent, with the number that is known', async () => {
		const { store, join, close } = await makeHub();
		const { socket } = await join(IN_A);
		socket.take();
		store.put('task', { id: 't', ...TASK, district: 'B' });
		vi.advanceTimersByTime(2000);
		expect(socket.take()).toMatchObject([{ kind: 'tick', seq: 1 }]);
		vi.advanceTimersByTime(6000);
		expect(socket.kinds).toEqual(['tick', 'tick', 'tick', 'tick']);
		await close();
	});

	it('tells assessments to those who may see the incident, also one that is made before the incident is heard of', async () => {
		const store = new FakeFeedStore();
		store.put('incident', { id: 'i', ...INCIDENT, district: 'A' });
		const { hub, join, close } = await makeHub(store);
		const seer = await join(IN_A);
		const stranger = await join(person({ roles: ['administrator'] }));
		seer.socket.take();
		stranger.socket.take();
		hub.sendAssessment('i', 2, {} as Assessment);
		expect(seer.socket.take()).toMatchObject([{ kind: 'assessment', incidentId: 'i', revision: 2 }]);
		hub.sendAssessment('later', 1, {} as Assessment);
		expect(seer.socket.got).toEqual([]);
		store.put('incident', { id: 'later', ...INCIDENT, district: 'A' });
		expect(seer.socket.kinds).toEqual(['changes', 'assessment']);
		expect(stranger.socket.got).toEqual([]);
		await close();
	});

	it('tells a client that has too much unread bye and cuts it, and no other', async () => {
		const { store, hub, join, close } = await makeHub();
		const [slow, quick] = [await join(), await join()];
		slow.socket.bufferedAmount = 5 * 1024 * 1024;
		store.put('drawing', { id: 'd', ...DRAWING });
		expect(slow.socket.got.at(-1)).toMatchObject({ kind: 'bye', reason: 'slow' });
		expect(slow.socket.closedWith).toBe(4001);
		vi.advanceTimersByTime(2000);
		expect(slow.socket.terminated).toBe(true);
		expect(quick.socket.kinds).toEqual(['snapshot', 'tick', 'changes', 'tick']);
		expect(quick.socket.closedWith).toBeNull();
		expect(hub.stats()).toMatchObject({ clients: 1, dropped: 1 });
		await close();
	});

	it('one that is behind loses positions first, and is told where all are when it has read', async () => {
		const { board, join, close } = await makeHub();
		const { socket } = await join(DEMO_IDENTITY, { positions: 'binary' });
		const tell = (atMs: number) =>
			board.take([{ unitId: 'v', lon: 113, lat: 23, headingDeg: 0, speedMps: 0, observedAtMs: atMs }]);
		tell(1);
		vi.advanceTimersByTime(500);
		expect(socket.kinds).toEqual(['snapshot', 'fleet']);
		// One that says that there are none, or the first with one in it; then no more.
		const before = socket.frames;
		socket.bufferedAmount = 300 * 1024;
		tell(2);
		vi.advanceTimersByTime(1000);
		expect(socket.frames).toBe(before);
		socket.bufferedAmount = 0;
		vi.advanceTimersByTime(200);
		expect(socket.frames).toBe(before + 1);
		socket.bufferedAmount = 300 * 1024;
		vi.advanceTimersByTime(22_000);
		expect(socket.closedWith).toBe(4001);
		await close();
	});

	it('cuts the lines of a session that ends, or of one that is found to be over', async () => {
		const { dead, endSession, join, close } = await makeHub();
		const [a, b] = [await join(IN_A), await join(IN_B)];
		endSession('session-a');
		expect(a.socket.got.at(-1)).toMatchObject({ kind: 'bye', reason: 'signed-out' });
		expect(a.socket.closedWith).toBe(4002);
		expect(b.socket.closedWith).toBeNull();
		dead.add('session-b');
		vi.advanceTimersByTime(500);
		expect(b.socket.closedWith).toBe(4002);
		await close();
	});

	it.each([
		['no JSON', 'x'],
		['another kind', '{"kind":"shout"}'],
		['half a box', '{"kind":"viewport","box":[1,2]}'],
	])('says bye to one who sends %s', async (_, text) => {
		const { join, close } = await makeHub();
		const { socket, line } = await join();
		line.receive(text);
		expect(socket.got.at(-1)).toMatchObject({ kind: 'bye', reason: 'bad-request' });
		expect(socket.closedWith).toBe(4003);
		await close();
	});

	it('takes 20 messages a second of a client, and no more', async () => {
		const { join, close } = await makeHub();
		const { socket, line } = await join();
		const ask = () => line.receive('{"kind":"viewport","box":null}');
		for (let i = 0; i < 20; i++) ask();
		vi.advanceTimersByTime(1000);
		for (let i = 0; i < 20; i++) ask();
		expect(socket.closedWith).toBeNull();
		ask();
		expect(socket.closedWith).toBe(4003);
		await close();
	});

	it('says bye when the server stops, and leaves no timer behind', async () => {
		const { hub, join, close, board } = await makeHub();
		const { socket, line } = await join(DEMO_IDENTITY, { positions: 'binary' });
		hub.close();
		hub.close();
		expect(socket.got.at(-1)).toMatchObject({ kind: 'bye', reason: 'stopping' });
		expect(socket.closedWith).toBe(1001);
		line.leave();
		const late = await join();
		expect(late.socket.closedWith).toBe(1001);
		late.line.leave();
		await board.close();
		expect(vi.getTimerCount()).toBe(0);
		await close();
	});

	it('pings every 30 s, and cuts a line that answered neither of the last two', async () => {
		const { join, close } = await makeHub();
		const [dead, alive] = [await join(), await join()];
		for (let s = 0; s < 90; s += 30) {
			expect([dead.socket.pings, dead.socket.terminated]).toEqual([s / 30, false]);
			vi.advanceTimersByTime(30_000);
			alive.line.answerPing();
		}
		expect(dead.socket.terminated).toBe(true);
		vi.advanceTimersByTime(120_000);
		expect(alive.socket.terminated).toBe(true);
		await close();
	});

	it('shows the dispatches of every open incident, ended ones too', async () => {
		const store = new FakeFeedStore();
		const ids = Array.from({ length: 25 }, (_, i) => `i-${i}`);
		for (const id of ids) {
			store.put('incident', { id, ...INCIDENT });
			store.put('dispatch', { id: `d-${id}`, ...DISPATCH, incidentId: id, endedAtMs: 5 });
		}
		store.put('dispatch', { id: 'd-old', ...DISPATCH, incidentId: 'long ago' });
		const { join, close } = await makeHub(store);
		const [snapshot] = (await join()).socket.take() as [Extract<FeedMessage, { kind: 'snapshot' }>];
		expect(snapshot.dispatches.map(({ incidentId }) => incidentId).sort()).toEqual([...ids].sort());
		await close();
	});

	it('shows closed incidents: the newest 20', async () => {
		const store = new FakeFeedStore();
		const { join, close } = await makeHub(store);
		for (let i = 0; i < 25; i++) store.put('incident', { id: `i-${i}`, ...INCIDENT, createdAtMs: i, closedAtMs: 100 });
		store.put('unit', { id: 'u', ...UNIT });
		const { socket } = await join();
		const [snapshot] = socket.take() as [Extract<FeedMessage, { kind: 'snapshot' }>];
		expect(snapshot.incidents.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, i) => `i-${24 - i}`));
		expect(snapshot.units).toHaveLength(1);
		await close();
	});
});
