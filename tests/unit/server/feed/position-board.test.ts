import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VehiclePosition } from '../../../../src/domain/topics.ts';
import type { DemoVehicles } from '../../../../src/server/feed/demo-vehicles.ts';
import { createPositionBoard, type KnownVehicle } from '../../../../src/server/feed/position-board.ts';
import { readRelayText, writeRelayTexts } from '../../../../src/server/feed/position-relay.ts';
import { FakeFeedStore } from './fake-feed-store.ts';

const at = (unitId: string, observedAtMs: number, lon = 113.75) => ({
	unitId,
	lon,
	lat: 23.02,
	headingDeg: 90,
	speedMps: 5,
	observedAtMs,
});

let now = 0;
beforeEach(() => {
	now = 1_000_000;
	vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

async function makeBoard(store = new FakeFeedStore()) {
	const vehicles = new Map<string, KnownVehicle>([
		['v1', { plate: 'P1', type: 'SG', status: '10', district: null }],
		['v2', { plate: 'P2', type: 'YT', status: '10', district: 'A' }],
	]);
	const problems: string[] = [];
	const board = await createPositionBoard({
		store: store.asStore,
		nowMs: () => now,
		findVehicle: (id) => vehicles.get(id),
		onProblem: (message) => problems.push(message),
	});
	const moved: string[] = [];
	board.onMoved((given) => moved.push(given.map(({ id }) => id).join()));
	const shown = () => board.vehicles.filter(({ isThere }) => isThere).map(({ id }) => id);
	return { board, store, vehicles, problems, moved, shown };
}

describe('createPositionBoard', () => {
	it('keeps the newest position of each vehicle, and counts the others', async () => {
		const { board, moved } = await makeBoard();
		expect(
			board.take([at('v1', 500, 1), at('v1', 400, 2), at('v1', 500, 3), at('v2', 1, 4), at('x', 1), at('x', 2)]),
		).toEqual({ taken: 2, unknown: ['x'], older: 2 });
		expect(board.vehicles.map(({ no, id, lon, known }) => [no, id, lon, known.plate])).toEqual([
			[0, 'v1', 1, 'P1'],
			[1, 'v2', 4, 'P2'],
		]);
		expect(moved).toEqual(['v1,v2']);
		expect(board.stats()).toEqual({ known: 2, taken: 2 });
		await board.close();
	});

	it('takes a time to come as now; after the clock was set back, what comes next counts', async () => {
		const { board } = await makeBoard();
		board.take([at('v1', now + 3_600_000, 1)]);
		expect(board.vehicles[0]?.observedAtMs).toBe(1_000_000);
		now += 1000;
		expect(board.take([at('v1', now, 2)]).taken).toBe(1);
		now -= 500_000;
		expect(board.take([at('v1', now, 3)])).toEqual({ taken: 1, unknown: [], older: 0 });
		expect(board.vehicles[0]).toMatchObject({ lon: 3, observedAtMs: now });
		await board.close();
	});

	it('a vehicle silent for 10 min is gone, whatever the clock says, and comes back under its number', async () => {
		const { board, shown } = await makeBoard();
		board.take([at('v1', 1), at('v2', 1)]);
		now += 7_200_000;
		vi.advanceTimersByTime(300_000);
		expect(shown()).toEqual(['v1', 'v2']);
		board.take([at('v2', 2)]);
		vi.advanceTimersByTime(301_000);
		expect(shown()).toEqual(['v2']);
		board.take([at('v1', 3)]);
		expect(shown()).toEqual(['v1', 'v2']);
		expect(board.vehicles[0]?.no).toBe(0);
		await board.close();
	});

	it('tells other processes what it was told, and takes what they tell without telling it again', async () => {
		const { board, store, moved } = await makeBoard();
		board.take([at('v1', 999_000)]);
		expect(store.told).toEqual([]);
		vi.advanceTimersByTime(100);
		expect(store.told.flatMap(readRelayText)).toEqual([{ ...at('v1', 999_000), speedMps: 5 }]);
		store.hear(writeRelayTexts([at('v2', 998_000)], now)[0] as string);
		expect(moved).toEqual(['v1', 'v2']);
		vi.advanceTimersByTime(500);
		expect(store.told).toHaveLength(1);
		await board.close();
	});

	it('lives on after a text of another process that is none', async () => {
		const { board, store, problems } = await makeBoard();
		store.hear('{"ids":["v1"],"frame":"AAAA"}');
		store.hear('nonsense');
		expect(problems).toHaveLength(2);
		expect(board.vehicles).toEqual([]);
		await board.close();
	});

	it('asks again what is known of vehicles when told to', async () => {
		const { board, vehicles, moved, shown } = await makeBoard();
		board.take([at('v1', 1), at('v2', 1)]);
		vehicles.set('v1', { plate: 'P1', type: 'SG', status: '21', district: null });
		vehicles.delete('v2');
		board.refreshVehicles();
		expect(board.vehicles[0]).toMatchObject({ known: { status: '21' }, saying: 2 });
		expect(shown()).toEqual(['v1']);
		expect(moved).toEqual(['v1,v2', 'v1,v2']);
		await board.close();
	});

	it('shows what an earlier run kept once its vehicle is known, unless something newer is', async () => {
		const store = new FakeFeedStore();
		store.pool.query = async () => ({ rows: [at('v1', 990_000, 1), at('v2', 990_000, 2), at('v3', 500_000, 3)] });
		const { board, vehicles, moved, shown } = await makeBoard(store);
		expect(shown()).toEqual(['v1', 'v2']);
		expect(board.vehicles[0]).toMatchObject({ lon: 1, observedAtMs: 990_000 });
		vehicles.set('v3', { plate: 'P3', type: 'SG', status: '10', district: null });
		board.take([at('v2', 999_000, 9)]);
		board.refreshVehicles();
		expect(moved).toEqual(['v2', 'v3']);
		board.refreshVehicles();
		expect(board.vehicles.map(({ lon }) => lon)).toEqual([1, 9, 3]);
		// 10 min after it was observed, not after the start.
		vi.advanceTimersByTime(102_000);
		expect(shown()).toEqual(['v1', 'v2']);
		await board.close();
	});

	it('drives made-up vehicles while somebody listens, but never one that really tells where it is', async () => {
		const { board, store, shown } = await makeBoard();
		const made = (id: string): VehiclePosition => {
			const { unitId: _, ...position } = at(id, now, 7);
			return { ...position, id, plate: 'DEMO', type: 'SG', status: '21', demo: true };
		};
		const demo: DemoVehicles = { at: () => [made('v1'), made('demo/1')] };
		board.setDemo(demo);
		vi.advanceTimersByTime(2000);
		expect(board.vehicles).toEqual([]);
		board.setListening(true);
		expect(board.vehicles.map(({ id, demo: isDemo }) => [id, isDemo])).toEqual([
			['v1', true],
			['demo/1', true],
		]);
		board.take([at('v1', 5, 8)]);
		vi.advanceTimersByTime(1000);
		expect(board.vehicles[0]).toMatchObject({ lon: 8, demo: false });
		board.setDemo(null);
		expect(shown()).toEqual(['v1']);
		// Made-up ones are nobody else's business.
		expect(store.told.flatMap(readRelayText).map(({ unitId }) => unitId)).toEqual(['v1']);
		await board.close();
	});
});

describe('relay texts', () => {
	it('are short enough for the store’s channel, and say everything', () => {
		const positions = Array.from({ length: 1000 }, (_, i) => at(`车辆"-${i}`, 1000 + i * 10));
		const texts = writeRelayTexts(positions, 20_000);
		expect(Math.max(...texts.map((text) => Buffer.byteLength(text)))).toBeLessThanOrEqual(7_900);
		expect(texts.length).toBeLessThan(8);
		expect(texts.flatMap(readRelayText)).toEqual(positions);
	});
});
