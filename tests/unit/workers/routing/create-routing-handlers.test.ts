import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeRoadGraph } from '../../../../src/domain/pack/road-graph.ts';
import { FIRE_ENGINE_EXEMPTIONS, type RouteQuery } from '../../../../src/domain/route.ts';
import { DEFAULT_TRAVEL_TABLE } from '../../../../src/domain/travel-table.ts';
import { createWorkerCaller, serveWorkerCalls, type WorkerCaller } from '../../../../src/workers/call-worker.ts';
import type { RoutingMessages } from '../../../../src/workers/messages.ts';
import { createRoutingHandlers } from '../../../../src/workers/routing/create-routing-handlers.ts';
import { createHeldRoads } from '../../../../src/workers/routing/held-roads.ts';
import { createWire } from '../../../support/create-wire.ts';
import { placeAt } from '../../../support/fake-city.ts';
import { makeClosure } from '../../../support/make-closure.ts';
import { makeRoadGraph } from '../../../support/make-road-graph.ts';

const GRAPH_URL = 'http://city.example/packs/town/roads.graph?abc';
const OPEN = { graphUrl: GRAPH_URL, table: DEFAULT_TRAVEL_TABLE };
const GRAPH = encodeRoadGraph(makeRoadGraph([{ from: [-500, 0], to: [500, 0], roadClass: 'primary', name: '中路' }]));
const QUERY: RouteQuery = {
	from: placeAt(-400, 0),
	to: placeAt(400, 0),
	vehicle: null,
	exemptions: FIRE_ENGINE_EXEMPTIONS,
	departAtMs: Date.parse('2026-11-20T12:00+08:00'),
	metric: 'time',
	count: 1,
	building: null,
};

let caller: WorkerCaller<RoutingMessages>;
let stop: () => void;
beforeEach(() => {
	const { page, worker } = createWire();
	stop = serveWorkerCalls(worker, createRoutingHandlers(createHeldRoads()));
	caller = createWorkerCaller(page);
});
afterEach(() => {
	stop();
	vi.unstubAllGlobals();
});
const answerWith = (answer: () => Response | Promise<Response>) => {
	const asked: string[] = [];
	vi.stubGlobal('fetch', async (url: string) => {
		asked.push(url);
		return answer();
	});
	return asked;
};

describe('createRoutingHandlers', () => {
	it('fetches the roads once, then answers without a network', async () => {
		const asked = answerWith(() => new Response(GRAPH as Uint8Array<ArrayBuffer>));
		expect(await caller.call('routing/open', OPEN)).toEqual({ nodes: 2 });
		const { routes } = await caller.call('routing/route', { query: QUERY, closures: [] });
		expect(routes[0]?.distanceM).toBeCloseTo(800, 0);
		const closed = await caller.call('routing/route', { query: QUERY, closures: [makeClosure('c-1')] });
		expect(closed).toMatchObject({ found: false, reason: 'closures', closures: ['c-1'] });
		const { shape } = makeClosure('c-1');
		expect(await caller.call('routing/closed-roads', { shape })).toMatchObject({ roads: [{ name: '中路' }] });
		expect(asked).toEqual([GRAPH_URL]);
	});

	it('questions wait for the roads', async () => {
		let answer: (response: Response) => void = () => {};
		answerWith(
			() =>
				new Promise((done) => {
					answer = done;
				}),
		);
		const opening = caller.call('routing/open', OPEN);
		const asking = caller.call('routing/route', { query: QUERY, closures: [] });
		await vi.waitFor(() => expect(caller.pendingCount).toBe(2));
		answer(new Response(GRAPH as Uint8Array<ArrayBuffer>));
		expect(await opening).toEqual({ nodes: 2 });
		expect(await asking).toMatchObject({ found: true });
	});

	it('says that nothing is open, that the file is missing, damaged or out of reach', async () => {
		await expect(caller.call('routing/route', { query: QUERY, closures: [] })).rejects.toMatchObject({
			code: 'routing/not-open',
		});
		const codeOf = (answer: () => Response | Promise<Response>) => {
			answerWith(answer);
			return caller.call('routing/open', OPEN).then(
				() => 'opened',
				({ code, message }) => `${code}: ${message}`,
			);
		};
		expect(await codeOf(() => new Response('', { status: 404 }))).toBe(
			'pack/missing-file: roads.graph: got status 404, expected the file',
		);
		expect(await codeOf(() => new Response('', { status: 502 }))).toMatch(/^pack\/unreachable: .*502/);
		expect(await codeOf(() => Promise.reject(new TypeError('Failed to fetch')))).toMatch(
			/^pack\/unreachable: .*Failed to fetch/,
		);
		expect(await codeOf(() => new Response(GRAPH.slice(0, 900) as Uint8Array<ArrayBuffer>))).toMatch(/^pack\//);
	});
});
