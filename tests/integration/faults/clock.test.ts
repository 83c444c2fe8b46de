import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Closure } from '../../../src/domain/closure.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import { createServiceTable } from '../../../src/domain/service/service-table.ts';
import { DEFAULT_TRAVEL_TABLE } from '../../../src/domain/travel-table.ts';
import { createApp } from '../../../src/server/create-app.ts';
import type { TypedApp } from '../../../src/server/http/typed-app.ts';
import { createFakeCity, makeBuilding, makeStation, ORIGIN } from '../../support/fake-city.ts';
import { makeVehicle } from '../../support/make-vehicle.ts';
import { serveCity } from '../../support/serve-city.ts';
import { openTestStore } from '../../support/test-store.ts';
import { makeServerFolder, removeServerFolder } from '../server/start-test-server.ts';
import { followFeed, readAllRecords } from './follow-feed.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2026, 10, 20, 15, 30);

let clockMs = START_MS;
let app: TypedApp;
let url: string;
let dir: string;
let destroyStore: () => Promise<void>;

beforeAll(async () => {
	const nowMs = () => clockMs;
	const { store, destroy } = await openTestStore({ nowMs });
	destroyStore = destroy;
	dir = await makeServerFolder();
	const station = makeStation('s1', 300, 0, { vehicles: [makeVehicle('v1', 'SG80'), makeVehicle('v2', 'YT32')] });
	const city = createFakeCity({ buildings: [makeBuilding(0, [0, 0, 20, 20])], stations: [station] });
	app = await createApp({
		pack: serveCity(city),
		packDir: null,
		staticDir: null,
		dataDir: join(dir, 'data'),
		store,
		table: DEFAULT_TRAVEL_TABLE,
		service: createServiceTable(),
		version: '0.0.0-test',
		identity: { mode: 'demo', isSecure: false, oidc: null },
		tls: null,
		trustedProxy: [],
		demo: false,
		trackDays: 90,
		nowMs,
		log: { form: 'json', level: 'error', write: () => {} },
	});
	url = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
	await app.close();
	await destroyStore();
	await removeServerFolder(dir);
});

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
	const answer = await fetch(url + path, {
		method,
		...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
	});
	const text = await answer.text();
	if (!answer.ok) throw new Error(`${method} ${path}: got ${answer.status} ${text}, expected it to be done`);
	return JSON.parse(text) as T;
}

const report = (observedAtMs: number) =>
	ask('POST', '/api/positions', { positions: [{ unitId: 'v1', ...ORIGIN, observedAtMs }] });
const raise = () => ask<Incident>('POST', '/api/incidents?assess=later', { ...ORIGIN });

describe('the clock stepped back an hour and on a day', () => {
	it('ids stay their own, order is by number and not by time, units and closures go on, and the feed is whole', async () => {
		const feed = await followFeed(() => url);
		const raised: Incident[] = [];
		const states: string[] = [];
		for (const stepMs of [0, -HOUR_MS, 2 * HOUR_MS, DAY_MS, -DAY_MS]) {
			clockMs += stepMs;
			raised.push(await raise(), await raise());
			const next = states.length % 2 === 0 ? '30' : '10';
			expect(await report(clockMs)).toEqual({ taken: 1, unknown: [], older: 0 });
			// Of a minute ago, told late: it would put the vehicle back.
			expect(await report(clockMs - 60_000)).toEqual({ taken: 0, unknown: [], older: 1 });
			states.push((await ask<{ state: string }>('POST', '/api/units/v1/state', { state: next })).state);
			const shape = {
				type: 'LineString',
				coordinates: [
					[ORIGIN.lon, ORIGIN.lat],
					[ORIGIN.lon + 1e-4, ORIGIN.lat],
				],
			};
			const closure = await ask<Closure>('POST', '/api/closures', { shape });
			const { closures } = await ask<{ closures: Closure[] }>('GET', '/api/closures');
			expect(closures.map(({ id }) => id)).toContain(closure.id);
			await ask('POST', `/api/closures/${closure.id}/lift`);
		}
		expect(new Set(raised.map(({ id }) => id)).size).toBe(10);
		expect(states).toEqual(['30', '10', '30', '10', '30']);
		const { incidents } = await ask<{ incidents: Incident[] }>('GET', '/api/incidents');
		expect(incidents.map(({ id }) => id)).toEqual(raised.map(({ id }) => id).reverse());
		const { seq } = await readAllRecords(url);
		await feed.reached(seq);
		expect(feed.faults).toEqual([]);
		for (const { id } of raised) expect(feed.records.has(`incident/${id}`)).toBe(true);
		feed.close();
	});

	it('an order can be given and obeyed although the unit’s last report lies in the future', async () => {
		await ask('POST', '/api/units/v2/state', { state: '30' });
		clockMs -= HOUR_MS;
		const back = await ask<{ state: string }>('POST', '/api/units/v2/state', { state: '10' });
		expect(back.state).toBe('10');
	});
});
