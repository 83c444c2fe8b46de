import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FeedSocket, openLiveFeed } from '../../../src/client/feed.ts';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import type { FeedMessage, VehiclePosition } from '../../../src/domain/topics.ts';
import { makeClosure } from '../../support/make-closure.ts';
import { makeIncident } from '../../support/make-incident.ts';

class FakeSocket implements FeedSocket {
	onmessage: FeedSocket['onmessage'] = null;
	onclose: FeedSocket['onclose'] = null;
	closed = false;
	close(): void {
		this.closed = true;
		this.drop();
	}
	drop(): void {
		this.onclose?.call(this as unknown as WebSocket, {} as CloseEvent);
	}
	tell(message: FeedMessage | string): void {
		const data = typeof message === 'string' ? message : JSON.stringify(message);
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
	observedAtMs: 5,
	demo: true,
};
const snapshot = (seq: number, serverTimeMs = 1_000): FeedMessage => ({
	kind: 'snapshot',
	seq,
	serverTimeMs,
	packVersion: 'one',
	incidents: [makeIncident('a'), makeIncident('b', { createdAtMs: 2_000 })],
	vehicles: [VEHICLE],
	closures: [],
});

function open() {
	const sockets: FakeSocket[] = [];
	const store = createLiveStore();
	const feed = openLiveFeed({
		url: 'ws://test/api/feed',
		store,
		openSocket: () => {
			const socket = new FakeSocket();
			sockets.push(socket);
			return socket;
		},
	});
	return { feed, store, sockets, last: () => sockets.at(-1) as FakeSocket };
}

beforeEach(() => {
	vi.useFakeTimers({ now: 600 });
});
afterEach(() => vi.useRealTimers());

describe('openLiveFeed', () => {
	it('takes the snapshot, newest incident first, and the clock difference', () => {
		const { feed, store, last } = open();
		expect(store.getState()).toMatchObject({ connection: 'connecting', loaded: false, serverOffsetMs: null });
		last().tell(snapshot(4));
		expect(store.getState()).toMatchObject({ connection: 'live', loaded: true, serverOffsetMs: 400 });
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
		last().tell({ ...snapshot(4), closures: [now, later] } as FeedMessage);
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
		last().tell({ ...snapshot(4), closures: [makeClosure('a')] } as FeedMessage);
		const first = store.getState().activeClosures;
		last().tell({ kind: 'closure', seq: 5, serverTimeMs: 1_100, closure: makeClosure('b', { createdAtMs: 1_050 }) });
		expect(store.getState().activeClosures.map(({ id }) => id)).toEqual(['b', 'a']);
		last().tell({ kind: 'closure', seq: 6, serverTimeMs: 1_200, closure: makeClosure('b', { liftedAtMs: 1_200 }) });
		const again = store.getState().activeClosures;
		expect(again).toEqual(first);
		last().tell({ ...snapshot(9), closures: [makeClosure('a')] } as FeedMessage);
		expect(store.getState().activeClosures).toBe(again);
		feed.close();
	});

	it('keeps the version of the pack that is served', () => {
		const { feed, store, last } = open();
		expect(store.getState().packVersion).toBeNull();
		last().tell(snapshot(4));
		expect(store.getState().packVersion).toBe('one');
		last().tell({ kind: 'pack', seq: 5, serverTimeMs: 2_000, packVersion: 'two' });
		expect(store.getState()).toMatchObject({ packVersion: 'two', connection: 'live' });
		feed.close();
	});

	it('takes deltas in order and tells subscribers of vehicles', () => {
		const { feed, store, last } = open();
		last().tell(snapshot(4));
		const heard = vi.fn();
		const leave = feed.vehicles.subscribe(heard);
		last().tell({ kind: 'vehicles', seq: 5, serverTimeMs: 1, vehicles: [] });
		last().tell({ kind: 'incident', seq: 6, serverTimeMs: 1, incident: makeIncident('a', { closedAtMs: 9 }) });
		leave();
		last().tell({ kind: 'vehicles', seq: 7, serverTimeMs: 1, vehicles: [VEHICLE] });
		expect(heard).toHaveBeenCalledTimes(1);
		expect(store.getState().incidents.find(({ id }) => id === 'a')?.closedAtMs).toBe(9);
		expect(store.getState().incidents).toHaveLength(2);
		feed.close();
	});

	it('asks for a new snapshot when a message was missed', () => {
		const { feed, store, sockets, last } = open();
		last().tell(snapshot(4));
		last().tell({ kind: 'incident', seq: 6, serverTimeMs: 1, incident: makeIncident('c') });
		expect(store.getState().incidents.map(({ id }) => id)).not.toContain('c');
		expect(sockets[0]?.closed).toBe(true);
		vi.advanceTimersByTime(500);
		expect(sockets).toHaveLength(2);
		last().tell(snapshot(6));
		expect(store.getState().connection).toBe('live');
		feed.close();
	});

	it('counts a message it cannot read and goes on', () => {
		const { feed, store, sockets, last } = open();
		last().tell(snapshot(4));
		last().tell('{"kind":"surprise","seq":5}');
		last().tell({ kind: 'tick', seq: 6, serverTimeMs: 1 });
		expect(store.getState()).toMatchObject({ badMessages: 1, connection: 'live' });
		expect(sockets).toHaveLength(1);
		feed.close();
	});

	it('reports silence after 5 s and opens anew after 15 s', () => {
		const { feed, store, sockets, last } = open();
		last().tell(snapshot(4));
		vi.advanceTimersByTime(5_000);
		expect(store.getState().connection).toBe('live');
		vi.advanceTimersByTime(1_000);
		expect(store.getState().connection).toBe('stale');
		last().tell({ kind: 'tick', seq: 5, serverTimeMs: 1 });
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
