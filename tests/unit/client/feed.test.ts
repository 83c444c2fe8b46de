import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FeedSocket, type LiveFeedOptions, openLiveFeed } from '../../../src/client/feed.ts';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import type { Incident, IncidentRecord } from '../../../src/domain/incident.ts';
import { encodePositionFrame } from '../../../src/domain/position-frame.ts';
import type { Change } from '../../../src/domain/records/change.ts';
import type { FeedMessage, VehiclePosition } from '../../../src/domain/topics.ts';
import { makeClosure } from '../../support/make-closure.ts';
import { makeIncident } from '../../support/make-incident.ts';
import { DRAWING, INCIDENT, TASK, UNIT } from '../../support/record-fields.ts';

class FakeSocket implements FeedSocket {
	binaryType: BinaryType = 'blob';
	onopen: FeedSocket['onopen'] = null;
	onmessage: FeedSocket['onmessage'] = null;
	onclose: FeedSocket['onclose'] = null;
	closed = false;
	readonly url: URL;
	readonly sent: string[] = [];
	constructor(url: string) {
		this.url = new URL(url);
	}
	send(data: string): void {
		this.sent.push(data);
	}
	close(): void {
		this.closed = true;
		this.drop();
	}
	open(): void {
		this.onopen?.call(this as unknown as WebSocket, {} as Event);
	}
	drop(code = 1006): void {
		this.onclose?.call(this as unknown as WebSocket, { code } as CloseEvent);
	}
	tell(message: FeedMessage | string | ArrayBufferLike): void {
		const data = typeof message === 'string' || message instanceof ArrayBuffer ? message : JSON.stringify(message);
		this.onmessage?.call(this as unknown as WebSocket, { data } as MessageEvent);
	}
}

const VEHICLE: VehiclePosition = {
	id: 'v1',
	plate: 'DEMO',
	type: 'SG',
	lon: 113.75,
	lat: 23.02,
	headingDeg: 90,
	speedMps: 10,
	status: '21',
	observedAtMs: 5_000,
	demo: true,
};
const META = { version: 1, createdAtMs: 1_000, updatedAtMs: 1_000 };
const record = (id: string, rest: Partial<IncidentRecord> = {}): IncidentRecord => ({
	...INCIDENT,
	...META,
	id,
	...rest,
});
const INPUTS = { packVersion: 'p', service: '', travel: '', closures: '', records: '', situation: '' };
const assessed = (revision: number) => ({ revision, madeAtMs: 1, inputs: INPUTS, stale: false });
const ASSESSMENT = makeIncident('any').assessment as NonNullable<Incident['assessment']>;
type Snapshot = Extract<FeedMessage, { kind: 'snapshot' }>;
const snapshot = (seq: number, rest: Partial<Snapshot> = {}): FeedMessage => ({
	kind: 'snapshot',
	seq,
	serverTimeMs: 1_000,
	log: 'log-1',
	sight: 'all',
	sectors: [],
	teams: [],
	requests: [],
	notes: [],
	measurements: [],
	packVersion: 'one',
	incidents: [record('a'), record('b', { createdAtMs: 2_000 })],
	units: [],
	dispatches: [],
	closures: [],
	tasks: [],
	drawings: [],
	vehicles: [],
	...rest,
});
const changes = (...told: [number, Change['collection'], string, object | null][]): FeedMessage => ({
	kind: 'changes',
	seq: told.at(-1)?.[0] ?? 0,
	serverTimeMs: 1_000,
	changes: told.map(([seq, collection, id, set]) => ({
		seq,
		collection,
		id,
		version: (set as { version?: number } | null)?.version ?? 2,
		atMs: 1,
		record: set && { id, ...META, version: 2, ...set },
	})),
});

function open(rest: Partial<LiveFeedOptions> = {}) {
	const sockets: FakeSocket[] = [];
	const store = createLiveStore();
	const feed = openLiveFeed({
		url: 'ws://test/api/feed',
		store,
		openSocket: (url) => {
			const socket = new FakeSocket(url);
			sockets.push(socket);
			return socket;
		},
		...rest,
	});
	return { feed, store, sockets, last: () => sockets.at(-1) as FakeSocket };
}

beforeEach(() => {
	vi.useFakeTimers({ now: 600 });
	vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

describe('openLiveFeed', () => {
	it('takes the snapshot, newest incident first, and the clock difference', () => {
		const { feed, store, last } = open();
		expect(store.getState()).toMatchObject({ connection: 'connecting', loaded: false, serverOffsetMs: null });
		expect(last().url.search).toBe('?positions=binary');
		last().tell(snapshot(4, { vehicles: [VEHICLE] }));
		expect(store.getState()).toMatchObject({
			connection: 'live',
			loaded: true,
			serverOffsetMs: 400,
			packVersion: 'one',
		});
		expect(store.getState().incidents.map(({ id }) => id)).toEqual(['b', 'a']);
		expect(feed.vehicles.get()).toEqual([VEHICLE]);
		feed.close();
	});

	it('closures begin and end by the server’s clock, also while the line is down', () => {
		const { feed, store, last } = open();
		const ids = () => store.getState().activeClosures.map(({ id }) => id);
		const now = makeClosure('now', { createdAtMs: 1, untilMs: 9_000 });
		const later = makeClosure('later', { createdAtMs: 2, fromMs: 5_000 });
		// The server's clock is 1000 when this one is 600.
		last().tell(snapshot(4, { closures: [now, later] }));
		expect(store.getState().closures.map(({ id }) => id)).toEqual(['later', 'now']);
		expect(ids()).toEqual(['now']);
		last().drop();
		vi.advanceTimersByTime(5_000);
		expect(ids()).toEqual(['later', 'now']);
		vi.advanceTimersByTime(4_000);
		expect(ids()).toEqual(['later']);
		expect(store.getState().closures.map(({ id }) => id)).toEqual(['later']);
		feed.close();
	});

	it('takes closures that are new, and out those that are lifted; the same list stays the same object', () => {
		const { feed, store, last } = open();
		last().tell(snapshot(4, { closures: [makeClosure('a')] }));
		const first = store.getState().activeClosures;
		last().tell(changes([5, 'closure', 'b', makeClosure('b', { createdAtMs: 1_050 })]));
		expect(store.getState().activeClosures.map(({ id }) => id)).toEqual(['b', 'a']);
		last().tell(changes([6, 'closure', 'b', makeClosure('b', { liftedAtMs: 1_200 })]));
		const again = store.getState().activeClosures;
		expect(again).toEqual(first);
		last().tell(snapshot(9, { closures: [makeClosure('a')] }));
		expect(store.getState().activeClosures).toBe(again);
		feed.close();
	});

	it('keeps the version of the pack that is served', () => {
		const { feed, store, last } = open();
		last().tell(snapshot(4));
		last().tell({ kind: 'pack', seq: 4, serverTimeMs: 2_000, packVersion: 'two' });
		expect(store.getState()).toMatchObject({ packVersion: 'two', connection: 'live' });
		feed.close();
	});

	it('puts changes where they belong, in any collection; an older version of a record never comes back', () => {
		const { feed, store, last } = open();
		last().tell(snapshot(4, { tasks: [{ ...TASK, ...META, id: 't' }] }));
		last().tell(
			changes(
				[5, 'incident', 'a', { ...INCIDENT, closedAtMs: 9 }],
				[6, 'unit', 'u2', { ...UNIT, plate: 'B' }],
				[7, 'unit', 'u1', { ...UNIT, plate: 'A' }],
				[8, 'drawing', 'd', DRAWING],
				[9, 'task', 't', null],
				[10, 'water', 'w', { whatever: 1 }],
			),
		);
		const state = store.getState();
		expect(state.incidents.find(({ id }) => id === 'a')?.closedAtMs).toBe(9);
		expect(state.units.map(({ id }) => id)).toEqual(['u1', 'u2']);
		expect(state.drawings).toMatchObject([{ id: 'd' }]);
		expect(state.tasks).toEqual([]);
		expect(state.changedSeq).toEqual({ incident: 5, unit: 7, drawing: 8, task: 9, water: 10 });
		last().tell(
			changes(
				[11, 'incident', 'a', { ...INCIDENT, version: 1 }],
				[12, 'unit', 'u1', { ...UNIT, version: 1, plate: 'Z' }],
			),
		);
		expect(store.getState().incidents.find(({ id }) => id === 'a')?.closedAtMs).toBe(9);
		expect(store.getState().units.map(({ plate }) => plate)).toEqual(['A', 'B']);
		feed.close();
	});

	it('counts a record it cannot read and takes the others', () => {
		const { feed, store, last } = open();
		last().tell(snapshot(4));
		last().tell(changes([5, 'unit', 'bad', { plate: 1 }], [6, 'unit', 'u', UNIT], [7, 'incident', 'a', { lon: 'x' }]));
		expect(store.getState()).toMatchObject({ badMessages: 2, connection: 'live' });
		expect(store.getState().units.map(({ id }) => id)).toEqual(['u']);
		feed.close();
	});

	it('asks after a break for what came since the last number it was told, and goes on from there', () => {
		const { feed, store, sockets, last } = open();
		last().tell(snapshot(4));
		last().tell(changes([7, 'drawing', 'd', DRAWING]));
		last().tell({ kind: 'tick', seq: 9, serverTimeMs: 1 });
		last().drop();
		expect(store.getState().drawings).toHaveLength(1);
		vi.advanceTimersByTime(500);
		expect(sockets).toHaveLength(2);
		expect(Object.fromEntries(last().url.searchParams)).toEqual({
			positions: 'binary',
			since: '9',
			log: 'log-1',
			sight: 'all',
		});
		last().tell({ kind: 'resumed', seq: 9, serverTimeMs: 1, log: 'log-1', sight: 'all', packVersion: 'two' });
		last().tell(changes([12, 'drawing', 'd', null]));
		expect(store.getState()).toMatchObject({ connection: 'live', packVersion: 'two', drawings: [] });
		last().drop();
		vi.advanceTimersByTime(500);
		expect(last().url.searchParams.get('since')).toBe('12');
		feed.close();
	});

	it('begins anew with a snapshot after a message it cannot read, but not again and again', () => {
		const { feed, store, sockets, last } = open();
		last().tell(snapshot(4));
		last().tell('{"kind":"surprise","seq":5}');
		expect(store.getState()).toMatchObject({ badMessages: 1, connection: 'offline' });
		vi.advanceTimersByTime(500);
		expect(sockets).toHaveLength(2);
		expect(last().url.searchParams.has('since')).toBe(false);
		last().tell('{"kind":"surprise","seq":5}');
		last().tell(snapshot(6));
		last().tell('{"kind":"surprise","seq":7}');
		expect(sockets).toHaveLength(2);
		expect(store.getState()).toMatchObject({ badMessages: 3, connection: 'live' });
		last().drop();
		vi.advanceTimersByTime(500);
		expect(last().url.searchParams.has('since')).toBe(false);
		last().tell(snapshot(8));
		for (let s = 0; s < 30; s++) {
			vi.advanceTimersByTime(1000);
			last().tell({ kind: 'tick', seq: 8, serverTimeMs: 1 });
		}
		last().tell('{"kind":"surprise","seq":9}');
		expect(store.getState().connection).toBe('offline');
		feed.close();
	});

	it('forgets incidents of another log, whose ids mean others', () => {
		const { feed, store, last } = open();
		last().tell(snapshot(4, { incidents: [record('a', { assessed: assessed(1) })] }));
		last().tell({ kind: 'assessment', seq: 4, serverTimeMs: 1, incidentId: 'a', revision: 1, assessment: ASSESSMENT });
		last().tell(snapshot(5, { incidents: [record('a', { assessed: assessed(1) })] }));
		expect(store.getState().incidents[0]?.assessmentRevision).toBe(1);
		last().tell(snapshot(2, { log: 'log-2', incidents: [record('a', { assessed: assessed(1) })] }));
		expect(store.getState().incidents[0]?.assessmentRevision).toBeNull();
		feed.close();
	});

	it('reads positions from frames, once their numbers have names; those that are gone go', () => {
		const { feed, last } = open();
		const header = { serverTimeMs: 10_000, seq: 4 };
		const { id, plate, type, status, demo, ...place } = VEHICLE;
		const frame = (...nos: number[]) =>
			encodePositionFrame(
				header,
				nos.map((no) => ({ ...place, no })),
			).buffer;
		last().tell(snapshot(4));
		expect(last().binaryType).toBe('arraybuffer');
		last().tell(frame(3));
		expect(feed.vehicles.get()).toEqual([]);
		last().tell({ kind: 'fleet', seq: 4, serverTimeMs: 1, fleet: [{ no: 3, id, plate, type, status, demo }] });
		const heard = vi.fn();
		feed.vehicles.subscribe(heard);
		last().tell(frame(3));
		expect(feed.vehicles.get()).toEqual([VEHICLE]);
		expect(heard).toHaveBeenCalledTimes(1);
		last().tell({ kind: 'gone', seq: 4, serverTimeMs: 1, ids: ['v1'] });
		expect(feed.vehicles.get()).toEqual([]);
		feed.close();
	});

	it('vehicles stay as they were over a break, until the next frame says which there are', () => {
		const { feed, store, last } = open();
		last().tell(snapshot(4, { vehicles: [VEHICLE] }));
		last().drop();
		vi.advanceTimersByTime(500);
		last().tell({ kind: 'resumed', seq: 4, serverTimeMs: 1, log: 'log-1', sight: 'all', packVersion: 'one' });
		expect(feed.vehicles.get()).toEqual([VEHICLE]);
		last().tell(encodePositionFrame({ serverTimeMs: 1, seq: 4 }, []).buffer);
		expect(feed.vehicles.get()).toEqual([]);
		last().tell(Uint8Array.of(9, 9).buffer);
		expect(store.getState().badMessages).toBe(1);
		feed.close();
	});

	it('tells where the map looks when it has stopped, and again on a new line', () => {
		const { feed, last } = open();
		const box = (west: number) => [west, 22, 114, 23] as const;
		last().open();
		last().tell(snapshot(4));
		expect(last().sent).toEqual([]);
		feed.setViewport(box(112));
		vi.advanceTimersByTime(200);
		feed.setViewport(box(113));
		vi.advanceTimersByTime(249);
		expect(last().sent).toEqual([]);
		vi.advanceTimersByTime(1);
		expect(last().sent).toEqual(['{"kind":"viewport","box":[113,22,114,23]}']);
		feed.setViewport(box(113));
		vi.advanceTimersByTime(1000);
		expect(last().sent).toHaveLength(1);
		last().drop();
		vi.advanceTimersByTime(500);
		last().open();
		expect(last().sent).toEqual(['{"kind":"viewport","box":[113,22,114,23]}']);
		feed.close();
	});

	it('a line ended for a session that is over is not tried again until told, and then begins anew', () => {
		const { feed, store, sockets, last } = open();
		last().tell(snapshot(4));
		last().tell({ kind: 'bye', seq: 4, serverTimeMs: 1, reason: 'signed-out' });
		last().drop(4002);
		expect(store.getState()).toMatchObject({ connection: 'signed-out', retryAtMs: null });
		vi.advanceTimersByTime(60_000);
		expect(sockets).toHaveLength(1);
		feed.reconnectNow();
		expect(sockets).toHaveLength(2);
		expect(last().url.searchParams.has('since')).toBe(false);
		last().tell(snapshot(4));
		expect(store.getState().connection).toBe('live');
		feed.close();
	});

	it('asks who is signed in when it is sent away or refused: goes on when somebody is, stops when nobody is', async () => {
		let signedIn = true;
		const { feed, store, sockets, last } = open({ isSignedIn: async () => signedIn });
		last().tell(snapshot(4));
		last().drop(4002);
		await vi.advanceTimersByTimeAsync(500);
		expect(sockets).toHaveLength(2);
		expect(last().url.searchParams.has('since')).toBe(false);
		signedIn = false;
		last().drop();
		await vi.advanceTimersByTimeAsync(0);
		expect(store.getState().connection).toBe('signed-out');
		await vi.advanceTimersByTimeAsync(60_000);
		expect(sockets).toHaveLength(2);
		feed.close();
	});

	it('a slow page that was dropped comes back for what it missed', () => {
		const { feed, sockets, last } = open();
		last().tell(snapshot(4));
		last().tell({ kind: 'bye', seq: 4, serverTimeMs: 1, reason: 'slow' });
		last().drop(4001);
		vi.advanceTimersByTime(500);
		expect(sockets).toHaveLength(2);
		expect(last().url.searchParams.get('since')).toBe('4');
		feed.close();
	});

	it('reports silence after 5 s and opens anew after 15 s', () => {
		const { feed, store, sockets, last } = open();
		last().tell(snapshot(4));
		vi.advanceTimersByTime(5_000);
		expect(store.getState().connection).toBe('live');
		vi.advanceTimersByTime(1_000);
		expect(store.getState().connection).toBe('stale');
		last().tell({ kind: 'tick', seq: 4, serverTimeMs: 1 });
		expect(store.getState().connection).toBe('live');
		vi.advanceTimersByTime(17_000);
		expect(sockets).toHaveLength(2);
		feed.close();
	});

	it('tries again with growing waits: 0.5, 1, 2 s', () => {
		const { feed, store, sockets, last } = open();
		last().drop();
		expect(store.getState().connection).toBe('offline');
		for (const [waitMs, opened] of [
			[499, 1],
			[1, 2],
		] as const) {
			vi.advanceTimersByTime(waitMs);
			expect(sockets).toHaveLength(opened);
		}
		last().drop();
		vi.advanceTimersByTime(999);
		expect(sockets).toHaveLength(2);
		vi.advanceTimersByTime(1);
		expect(sockets).toHaveLength(3);
		feed.close();
	});

	it('leaves no timer and no socket behind when closed', () => {
		const { feed, sockets, last } = open();
		last().tell(snapshot(4));
		feed.close();
		feed.close();
		expect(vi.getTimerCount()).toBe(0);
		expect(sockets.every(({ closed }) => closed)).toBe(true);
	});
});
