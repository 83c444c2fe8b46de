import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FeedMessage, feedMessageSchema } from '../../../src/domain/topics.ts';
import { createFeedHub } from '../../../src/server/feed/feed-hub.ts';
import { makeClosure } from '../../support/make-closure.ts';
import { makeIncident } from '../../support/make-incident.ts';

class FakeClient {
	bufferedAmount = 0;
	readonly got: FeedMessage[] = [];
	terminated = false;
	send(text: string): void {
		this.got.push(feedMessageSchema.parse(JSON.parse(text)));
	}
	terminate(): void {
		this.terminated = true;
	}
}

const listening: boolean[] = [];
let dropped = 0;
const makeHub = () =>
	createFeedHub({
		nowMs: () => 7,
		readSnapshot: () => ({ packVersion: 'one', incidents: [], vehicles: [], closures: [] }),
		onListening: (on) => listening.push(on),
		onDropped: () => {
			dropped += 1;
		},
	});

beforeEach(() => {
	vi.useFakeTimers();
	listening.length = 0;
	dropped = 0;
});
afterEach(() => vi.useRealTimers());

describe('createFeedHub', () => {
	it('gives each client the snapshot, then every message with the next number', () => {
		const hub = makeHub();
		const early = new FakeClient();
		hub.join(early);
		hub.sendIncident(makeIncident('a'));
		const late = new FakeClient();
		hub.join(late);
		hub.sendVehicles([]);
		hub.sendPack('two');
		hub.sendClosure(makeClosure('c-1'));
		expect(early.got.map(({ kind, seq }) => [kind, seq])).toEqual([
			['snapshot', 0],
			['incident', 1],
			['vehicles', 2],
			['pack', 3],
			['closure', 4],
		]);
		expect(late.got.map(({ kind, seq }) => [kind, seq])).toEqual([
			['snapshot', 1],
			['vehicles', 2],
			['pack', 3],
			['closure', 4],
		]);
		hub.close();
	});

	it('ticks every 2 s in which nothing else was sent', () => {
		const hub = makeHub();
		const client = new FakeClient();
		hub.join(client);
		vi.advanceTimersByTime(1500);
		hub.sendVehicles([]);
		vi.advanceTimersByTime(1999);
		expect(client.got.map(({ kind }) => kind)).toEqual(['snapshot', 'vehicles']);
		vi.advanceTimersByTime(1);
		expect(client.got.at(-1)).toMatchObject({ kind: 'tick', seq: 2 });
		vi.advanceTimersByTime(4000);
		expect(client.got.filter(({ kind }) => kind === 'tick')).toHaveLength(3);
		hub.close();
	});

	it('drops a client that does not keep up, and only that one', () => {
		const hub = makeHub();
		const slow = new FakeClient();
		const quick = new FakeClient();
		hub.join(slow);
		hub.join(quick);
		slow.bufferedAmount = 9 * 1024 * 1024;
		hub.sendVehicles([]);
		expect(slow.terminated).toBe(true);
		expect(dropped).toBe(1);
		expect(quick.got).toHaveLength(2);
		hub.close();
	});

	it('says when the first client comes and the last has gone, and is silent then', () => {
		const hub = makeHub();
		const one = hub.join(new FakeClient());
		const two = hub.join(new FakeClient());
		one();
		one();
		expect(listening).toEqual([true]);
		two();
		expect(listening).toEqual([true, false]);
		expect(vi.getTimerCount()).toBe(0);
	});
});
