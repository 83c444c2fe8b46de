import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { decodePositionFrame } from '../../../../src/domain/position-frame.ts';
import { type BoardVehicle, createPositionBoard } from '../../../../src/server/feed/position-board.ts';
import { createPositionTeller, type ReadyMessage } from '../../../../src/server/feed/position-teller.ts';
import { FakeFeedStore } from './fake-feed-store.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

class Reader {
	canTakeNow = true;
	readonly raw: Uint8Array[] = [];
	readonly maySee: ((vehicle: BoardVehicle) => boolean) | null;
	#said: string[] = [];
	readonly #ids = new Map<number, string>();
	constructor(maySee: Reader['maySee'] = null) {
		this.maySee = maySee;
	}
	canTake() {
		return this.canTakeNow;
	}
	send({ bytes, isBinary }: ReadyMessage) {
		this.raw.push(bytes);
		if (isBinary) {
			// A number that was not named before is not readable.
			this.#said.push(
				`at ${decodePositionFrame(bytes)
					.positions.map(({ no }) => this.#ids.get(no))
					.join()}`,
			);
			return;
		}
		const message = JSON.parse(Buffer.from(bytes).toString());
		if (message.kind === 'fleet') for (const { no, id } of message.fleet) this.#ids.set(no, id);
		const ids = (message.fleet ?? message.vehicles ?? []).map(({ id }: { id: string }) => id);
		this.#said.push(`${message.kind} ${(message.ids ?? ids).join()}`);
	}
	take() {
		return this.#said.splice(0);
	}
}

async function makeTeller(mode: 'binary' | 'json' = 'binary') {
	let observedAtMs = 0;
	let status = '10';
	const board = await createPositionBoard({
		store: new FakeFeedStore().asStore,
		nowMs: () => 1e6,
		findVehicle: (id) => ({ plate: id, type: 'SG', status, district: id.slice(0, 1) }),
		onProblem: () => {},
	});
	const teller = createPositionTeller({ board, mode, stamp: () => ({ seq: 1, serverTimeMs: 1e6 }) });
	const put = (...places: [string, number, number][]) => {
		observedAtMs += 1;
		board.take(places.map(([unitId, lon, lat]) => ({ unitId, lon, lat, headingDeg: 0, speedMps: 0, observedAtMs })));
	};
	return {
		board,
		teller,
		put,
		setStatus: (given: string) => {
			status = given;
			board.refreshVehicles();
		},
		async close() {
			teller.close();
			await board.close();
		},
	};
}

it('names vehicles, then tells where they are; then only those that moved', async () => {
	const { teller, put, setStatus, close } = await makeTeller();
	put(['a', 1, 1], ['b', 2, 2]);
	const reader = new Reader();
	teller.join(reader);
	vi.advanceTimersByTime(10);
	expect(reader.take()).toEqual(['fleet a,b', 'at a,b']);
	put(['b', 3, 3]);
	put(['b', 4, 4]);
	expect(reader.take()).toEqual([]);
	vi.advanceTimersByTime(150);
	expect(reader.take()).toEqual(['at b']);
	vi.advanceTimersByTime(10_000);
	expect(reader.take()).toEqual([]);
	setStatus('21');
	vi.advanceTimersByTime(150);
	expect(reader.take()).toEqual(['fleet a,b', 'at a,b']);
	await close();
});

it('tells a new client that there are none', async () => {
	const { teller, close } = await makeTeller();
	const reader = new Reader();
	teller.join(reader);
	vi.advanceTimersByTime(10);
	expect(reader.take()).toEqual(['at ']);
	await close();
});

it('tells of a viewport only; who leaves it is gone, who comes in is named first', async () => {
	const { teller, put, close } = await makeTeller();
	put(['a', 1, 1], ['b', 20, 20]);
	const reader = new Reader();
	const line = teller.join(reader);
	line.setBox([0, 0, 10, 10]);
	vi.advanceTimersByTime(10);
	expect(reader.take()).toEqual(['fleet a', 'at a']);
	put(['a', 11, 1], ['b', 5, 5]);
	vi.advanceTimersByTime(150);
	expect(reader.take()).toEqual(['fleet b', 'at b', 'gone a']);
	put(['a', 12, 1]);
	vi.advanceTimersByTime(150);
	expect(reader.take()).toEqual([]);
	// The edge is inside.
	put(['a', 10, 10]);
	vi.advanceTimersByTime(150);
	expect(reader.take()).toEqual(['at a']);
	line.setBox([4, 4, 6, 6]);
	vi.advanceTimersByTime(150);
	expect(reader.take()).toEqual(['at b', 'gone a']);
	line.setBox(null);
	vi.advanceTimersByTime(150);
	expect(reader.take()).toEqual(['at a,b']);
	await close();
});

it('gives those who see all the same bytes', async () => {
	const { teller, put, close } = await makeTeller();
	put(['a', 1, 1]);
	const [one, two] = [new Reader(), new Reader()];
	teller.join(one);
	teller.join(two);
	vi.advanceTimersByTime(10);
	put(['a', 2, 2]);
	vi.advanceTimersByTime(150);
	expect(one.raw).toHaveLength(3);
	for (const [i, bytes] of one.raw.entries()) expect(two.raw[i]).toBe(bytes);
	await close();
});

it('one who could take nothing for a while is told where all are, and who is gone', async () => {
	const { teller, put, close } = await makeTeller();
	put(['a', 1, 1], ['b', 2, 2]);
	const reader = new Reader();
	const line = teller.join(reader);
	line.setBox([0, 0, 10, 10]);
	vi.advanceTimersByTime(10);
	reader.take();
	reader.canTakeNow = false;
	put(['a', 50, 50]);
	put(['c', 3, 3]);
	vi.advanceTimersByTime(1000);
	expect(reader.take()).toEqual([]);
	reader.canTakeNow = true;
	vi.advanceTimersByTime(150);
	expect(reader.take()).toEqual(['fleet c', 'at b,c', 'gone a']);
	await close();
});

it('tells one of a district nothing of vehicles elsewhere', async () => {
	const { teller, put, close } = await makeTeller();
	put(['a', 1, 1], ['b', 2, 2]);
	const reader = new Reader(({ known }) => known.district === 'b');
	teller.join(reader);
	vi.advanceTimersByTime(10);
	expect(reader.take()).toEqual(['fleet b', 'at b']);
	await close();
});

it('tells JSON once a second', async () => {
	const { teller, put, close } = await makeTeller('json');
	put(['a', 1, 1]);
	const reader = new Reader();
	teller.join(reader);
	vi.advanceTimersByTime(10);
	expect(reader.take()).toEqual(['vehicles a']);
	put(['a', 2, 2]);
	put(['b', 2, 2]);
	vi.advanceTimersByTime(999);
	expect(reader.take()).toEqual([]);
	vi.advanceTimersByTime(1);
	expect(reader.take()).toEqual(['vehicles a,b']);
	await close();
});

it('tells vehicles beyond 65,536 as JSON', async () => {
	const { teller, put, close } = await makeTeller();
	put(...Array.from({ length: 65_538 }, (_, i): [string, number, number] => [`v${i}`, 0, 0]));
	const reader = new Reader();
	teller.join(reader);
	vi.advanceTimersByTime(10);
	const said = reader.take().map((text) => [text.split(' ')[0], text.split(',').length]);
	expect(said).toEqual([
		['fleet', 65_536],
		['at', 65_535],
		['at', 1],
		['vehicles', 2],
	]);
	await close();
});

it('leaves no timer behind', async () => {
	const { teller, put, close } = await makeTeller();
	put(['a', 1, 1]);
	teller.join(new Reader());
	vi.advanceTimersByTime(10);
	await close();
	expect(vi.getTimerCount()).toBe(0);
});
