import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthSchema, ROUTES } from '../../../src/domain/api.ts';
import { type Closure, closureSchema } from '../../../src/domain/closure.ts';
import { createFakeCity, makeStation, placeAt } from '../../support/fake-city.ts';
import { makeRoadGraph } from '../../support/make-road-graph.ts';
import { openTestStore } from '../../support/test-store.ts';
import {
	errorOf,
	makeServerFolder,
	removeServerFolder,
	startTestServer,
	type TestFeed,
	type TestServer,
} from './start-test-server.ts';

/** A street 3 km long from west to east, and a detour of 500 m north around its middle. */
const CITY = createFakeCity({
	stations: [makeStation('west', -1000, -10)],
	roads: makeRoadGraph([
		{ from: [-1000, 0], to: [-200, 0], roadClass: 'primary', name: '东路' },
		{ from: [-200, 0], to: [200, 0], roadClass: 'primary', name: '中路' },
		{ from: [200, 0], to: [1000, 0], roadClass: 'primary', name: '西路' },
		{ from: [-200, 0], to: [0, 500], roadClass: 'primary', name: '绕路' },
		{ from: [0, 500], to: [200, 0], roadClass: 'primary', name: '绕路' },
	]),
});

let dir: string;
let database: Awaited<ReturnType<typeof openTestStore>>;
let server: TestServer;
beforeAll(async () => {
	dir = await makeServerFolder();
	database = await openTestStore();
	server = await startTestServer(CITY, dir, { store: database.store });
});
afterAll(async () => {
	await server.close();
	await database.destroy();
	await removeServerFolder(dir);
});

const position = (x: number, y: number): [number, number] => {
	const { lon, lat } = placeAt(x, y);
	return [lon, lat];
};
/** Across the middle of the street. */
const ACROSS = { type: 'LineString' as const, coordinates: [position(0, -30), position(0, 30)] };
const post = (path: string, body?: unknown) => server.post(path, body);
const add = async (body: object): Promise<Closure> => {
	const answer = await post(ROUTES.addClosure.path, body);
	expect(answer.status).toBe(201);
	return closureSchema.parse(await answer.json());
};
const lift = (id: string) => post(`/api/closures/${id}/lift`);
const list = async () =>
	ROUTES.closures.response.parse(await (await fetch(server.url + ROUTES.closures.path)).json()).closures;
const findRoute = async (rest: object = {}) =>
	ROUTES.route.response.parse(
		await (await post(ROUTES.route.path, { from: placeAt(-1000, 0), to: placeAt(1000, 0), ...rest })).json(),
	);

/** The next changes that a feed tells, of closures. */
async function nextClosures(feed: TestFeed): Promise<unknown[]> {
	for (;;) {
		const message = await feed.next();
		if (message.kind !== 'changes') continue;
		const records = message.changes.filter(({ collection }) => collection === 'closure').map(({ record }) => record);
		if (records.length > 0) return records;
	}
}

describe('closures', () => {
	it('are shared with every open page, hold from the next question on, and are lifted', async () => {
		const feed = await server.openFeed();
		expect(await feed.next()).toMatchObject({ kind: 'snapshot', closures: [] });
		const free = await findRoute();
		expect(free.routes[0]?.distanceM).toBeCloseTo(2000, -1);

		const closed = await add({ shape: ACROSS, reason: '火场' });
		expect(await nextClosures(feed)).toEqual([closed]);
		expect(await list()).toEqual([closed]);
		const late = await server.openFeed();
		expect(await late.next()).toMatchObject({ kind: 'snapshot', closures: [closed] });

		// Two sides of a triangle, each sqrt(200^2 + 500^2) = 538.5 m, for the 400 m that are closed.
		const around = await findRoute();
		expect(around.closures).toEqual([closed.id]);
		expect(around.routes[0]?.distanceM).toBeCloseTo(1600 + 2 * 538.5, -1);
		expect(around.refused?.limits).toMatchObject([{ kind: 'closure', closureId: closed.id, roadName: '中路' }]);

		expect((await lift(closed.id)).status).toBe(200);
		expect(await nextClosures(feed)).toMatchObject([{ id: closed.id, version: 2, liftedAtMs: expect.any(Number) }]);
		expect(await list()).toEqual([]);
		expect((await findRoute()).routes).toEqual(free.routes);
		feed.close();
		late.close();
	});

	it('hold from and until their time', async () => {
		const nowMs = Date.now();
		const hour = 3_600_000;
		const closed = await add({ shape: ACROSS, fromMs: nowMs + hour, untilMs: nowMs + 2 * hour });
		expect(await list()).toEqual([closed]);
		expect((await findRoute()).closures).toEqual([]);
		expect((await findRoute({ departAtMs: nowMs + 1.5 * hour })).closures).toEqual([closed.id]);
		expect((await findRoute({ departAtMs: nowMs + 2 * hour })).closures).toEqual([]);
		await lift(closed.id);
	});

	it('an alarm reckons with them', async () => {
		const assess = async () => {
			const { lon, lat } = placeAt(1000, 10);
			const answer = await fetch(`${server.url}/api/assess?lon=${lon}&lat=${lat}`);
			return ROUTES.assess.response.parse(await answer.json()).stations[0]?.distanceM ?? null;
		};
		const free = (await assess()) as number;
		const closed = await add({ shape: ACROSS });
		expect(await assess()).toBeCloseTo(free + 2 * 538.5 - 400, -1);
		const { lon, lat } = placeAt(1000, 10);
		const incident = ROUTES.raiseIncident.response.parse(await (await post('/api/incidents', { lon, lat })).json());
		expect(incident.assessment?.stations[0]?.distanceM).toBeCloseTo(free + 2 * 538.5 - 400, -1);
		await lift(closed.id);
		// What was told the commander stays to be read as it was told.
		const first = await fetch(`${server.url}/api/incidents/${incident.id}?revision=1`);
		expect(ROUTES.incident.response.parse(await first.json()).assessment).toEqual(incident.assessment);
	});

	it('tells which roads a shape would close', async () => {
		const answer = await post(ROUTES.closedRoads.path, { shape: ACROSS });
		const { roads, roadKm } = ROUTES.closedRoads.response.parse(await answer.json());
		expect(roads).toEqual([{ name: '中路', nameEn: null }]);
		expect(roadKm).toBeCloseTo(0.4, 2);
	});

	it('says what is wrong with one, and that there is none or it was lifted', async () => {
		expect((await lift('c-2020-0101-0001')).status).toBe(404);
		const { id } = await add({ shape: ACROSS });
		await lift(id);
		const twice = await lift(id);
		expect(twice.status).toBe(409);
		expect((await errorOf(twice)).code).toBe('closure/lifted');

		const open = { type: 'Polygon', coordinates: [[position(0, 0), position(9, 0), position(9, 9), position(0, 9)]] };
		const bad = await post(ROUTES.addClosure.path, { shape: open });
		expect(bad.status).toBe(400);
		const error = await errorOf(bad);
		expect(error.code).toBe('closure/bad-ring');
		expect(error.message).toMatch(/^closure: ring 0: got first position .* and last .*, expected them to be the same$/);
		const backwards = await errorOf(await post(ROUTES.addClosure.path, { shape: ACROSS, fromMs: 9e12, untilMs: 8e12 }));
		expect(backwards.message).toContain('untilMs');
	});

	it('takes shapes of 2000 positions', async () => {
		const coordinates = Array.from({ length: 2000 }, (_, i) => position(i / 10, 20 + (i % 7)));
		const { id } = await add({ shape: { type: 'LineString', coordinates } });
		await lift(id);
	});

	it('stay over a restart', async () => {
		const { id } = await add({ shape: ACROSS, speedShare: 0.5, reason: '积水' });
		await server.close();
		server = await startTestServer(CITY, dir, { store: database.store });
		expect(await list()).toMatchObject([{ id, speedShare: 0.5, reason: '积水' }]);
		const health = healthSchema.parse(await (await fetch(`${server.url}/api/health`)).json());
		expect(health.problems).toEqual([]);
		await lift(id);
	});
});
