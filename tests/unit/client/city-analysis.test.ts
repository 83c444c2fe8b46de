import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCityAnalysis } from '../../../src/client/city-analysis.ts';
import { DataError, UnavailableError } from '../../../src/domain/errors.ts';
import type { LaidRecords } from '../../../src/domain/records/lay-records.ts';
import type { ClosedRoadsAnswer } from '../../../src/domain/route.ts';
import { createServiceTable } from '../../../src/domain/service/service-table.ts';
import { DEFAULT_TRAVEL_TABLE } from '../../../src/domain/travel-table.ts';
import { type CallHandlers, serveWorkerCalls } from '../../../src/workers/call-worker.ts';
import type { CityMessages } from '../../../src/workers/messages.ts';
import { makeWater } from '../../support/fake-city.ts';
import { makeClosure } from '../../support/make-closure.ts';

const SERVICE = createServiceTable({ values: { 'collapse.heightFactor': 2 } });
const ANSWER: ClosedRoadsAnswer = { lines: [], roadKm: 1.5, roads: [] };
const { shape } = makeClosure('');
const { source: _source, ...HYDRANT } = makeWater('h-1', 0, 0);
const WATER = { ...HYDRANT, version: 1, createdAtMs: 0, updatedAtMs: 0, district: null, lastTest: null, note: '' };

class FakeWorker extends EventTarget {
	terminated = false;
	readonly inside = new EventTarget() as EventTarget & { postMessage(message: unknown): void };
	constructor(handlers: Partial<CallHandlers<CityMessages>>) {
		super();
		this.inside.postMessage = (data) => this.dispatchEvent(Object.assign(new Event('message'), { data }));
		serveWorkerCalls(this.inside, handlers as CallHandlers<CityMessages>);
	}
	postMessage(message: unknown): void {
		const data = structuredClone(message);
		queueMicrotask(() => this.inside.dispatchEvent(Object.assign(new Event('message'), { data })));
	}
	terminate(): void {
		this.terminated = true;
	}
}

/** Analysis over workers that open by `open`; `opened` holds the inputs of routing/open and assess/open. */
function make(open: () => Promise<unknown> = async () => {}, readTable = async () => DEFAULT_TRAVEL_TABLE) {
	const workers: FakeWorker[] = [];
	const opened: (CityMessages['routing/open'] | CityMessages['assess/open'])[0][] = [];
	const laid: { records: LaidRecords; told: LaidRecords[] } = { records: { stations: [], water: [] }, told: [] };
	const analysis = createCityAnalysis({
		graphUrl: '/packs/town/roads.graph?abc',
		packUrl: '/packs/town/',
		readTravelTable: readTable,
		readServiceTable: async () => SERVICE,
		readLaidRecords: async () => laid.records,
		startWorker: () => {
			const worker = new FakeWorker({
				'assess/open': async (input) => {
					opened.push(input);
					return { output: null };
				},
				'assess/records': async (input) => {
					laid.told.push(input);
					return { output: null };
				},
				'routing/open': async (input) => {
					opened.push(input);
					await open();
					return { output: { nodes: 4 } };
				},
				'routing/closed-roads': async () => ({ output: ANSWER }),
			});
			workers.push(worker);
			return worker as unknown as Worker;
		},
	});
	return { analysis, workers, opened, laid, state: () => analysis.status.getState().state };
}

beforeEach(() => vi.stubGlobal('location', { href: 'http://city.example/command' }));
afterEach(() => vi.unstubAllGlobals());

describe('createCityAnalysis', () => {
	it('starts nothing before it is asked, then opens once', async () => {
		const { analysis, workers, opened, state } = make();
		expect([state(), workers.length]).toEqual(['idle', 0]);
		const asked = [analysis.open(), analysis.findClosedRoads(shape), analysis.findClosedRoads(shape)];
		expect(state()).toBe('loading');
		expect(await Promise.all(asked)).toEqual([undefined, ANSWER, ANSWER]);
		expect(state()).toBe('ready');
		expect(workers).toHaveLength(1);
		expect(opened).toEqual([
			{ graphUrl: 'http://city.example/packs/town/roads.graph?abc', table: DEFAULT_TRAVEL_TABLE },
			{ packUrl: 'http://city.example/packs/town/', table: SERVICE },
		]);
		analysis.destroy();
		expect(workers[0]?.terminated).toBe(true);
	});

	it('tells the worker what the service recorded: when it opens, and anew when asked', async () => {
		const { analysis, laid } = make();
		await analysis.refreshRecords();
		expect(laid.told).toEqual([]);
		await analysis.open();
		expect(laid.told).toEqual([{ stations: [], water: [] }]);
		laid.records = { stations: [], water: [WATER] };
		await analysis.refreshRecords();
		expect(laid.told.at(-1)).toEqual(laid.records);
		analysis.destroy();
	});

	it('tells why the roads cannot be read, and tries anew at the next question', async () => {
		let fails = true;
		const { analysis, workers, state } = make(async () => {
			if (fails) throw new DataError('pack/truncated', 'roads.graph: got 1 byte');
		});
		await expect(analysis.findClosedRoads(shape)).rejects.toMatchObject({ code: 'pack/truncated' });
		expect(analysis.status.getState()).toMatchObject({ state: 'failed', error: { code: 'pack/truncated' } });
		expect(workers[0]?.terminated).toBe(true);
		fails = false;
		expect(await analysis.findClosedRoads(shape)).toEqual(ANSWER);
		expect(state()).toBe('ready');
		analysis.destroy();
	});

	it('fails without a travel table: another would give other ways than the server’s', async () => {
		const { analysis, workers } = make(undefined, async () => {
			throw new UnavailableError('client/offline', 'no answer');
		});
		await analysis.open();
		expect(analysis.status.getState()).toMatchObject({ state: 'failed', error: { code: 'client/offline' } });
		expect(workers).toHaveLength(0);
	});

	it('starts another worker after one that died', async () => {
		const { analysis, workers, state } = make();
		await analysis.open();
		workers[0]?.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
		expect(state()).toBe('failed');
		expect(await analysis.findClosedRoads(shape)).toEqual(ANSWER);
		expect([state(), workers.length]).toEqual(['ready', 2]);
		analysis.destroy();
	});

	it('a question given up while the roads load is settled at once', async () => {
		const { analysis, state } = make(() => new Promise(() => {}));
		const controller = new AbortController();
		const asked = analysis.findClosedRoads(shape, controller.signal);
		controller.abort(new Error('moved on'));
		await expect(asked).rejects.toThrow('moved on');
		expect(state()).toBe('loading');
		analysis.destroy();
	});

	it('ends what is pending when it is destroyed, and is silent then', async () => {
		const { analysis, workers, state } = make(() => new Promise(() => {}));
		const asked = analysis.findClosedRoads(shape);
		await vi.waitFor(() => expect(workers).toHaveLength(1));
		analysis.destroy();
		await expect(asked).rejects.toMatchObject({ code: 'worker/closed' });
		expect(state()).toBe('loading');
		await expect(analysis.findClosedRoads(shape)).rejects.toMatchObject({ code: 'worker/closed' });
	});
});
