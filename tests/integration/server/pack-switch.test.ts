import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { updateCityPack } from '../../../src/citypack/update/update-city-pack.ts';
import { type Health, ROUTES } from '../../../src/domain/api.ts';
import type { FeedMessage } from '../../../src/domain/topics.ts';
import { readConfig } from '../../../src/server/config.ts';
import { createServer, type FengtuServer } from '../../../src/server/create-server.ts';
import { buildHouseTown, makeHouse, writeHouses } from '../../support/build-house-town.ts';
import { openTestDatabase } from '../../support/test-store.ts';
import { openFeed, type TestFeed } from './start-test-server.ts';

let dir: string;
let pack: string;
let server: FengtuServer;
let database: { readonly url: string; destroy(): Promise<void> };
let url: string;

const TOWN = [makeHouse('a1', 0, 0, { name: '甲楼' }), makeHouse('c1', 0.001, 0), makeHouse('d1', 0.02, 0.02)];

async function ask<T>(path: string, body?: object): Promise<T> {
	const answer = await fetch(url + path, {
		method: body ? 'POST' : 'GET',
		...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
	});
	expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
	return (await answer.json()) as T;
}
const readHealth = () => ask<Health>(ROUTES.health.path);
const search = async (q: string) =>
	(await ask<{ hits: { id: string; kind: string }[] }>(`/api/search?q=${encodeURIComponent(q)}`)).hits;
const findFids = async (...ids: string[]) =>
	(await ask<{ fids: (number | null)[] }>(ROUTES.findFids.path, { ids })).fids;

async function nextOf(feed: TestFeed, kind: FeedMessage['kind']): Promise<FeedMessage> {
	for (;;) {
		const message = await feed.next();
		if (message.kind === kind) return message;
	}
}

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'fengtu-switch-'));
	pack = await buildHouseTown(dir, TOWN);
	database = await openTestDatabase();
	server = await createServer({
		config: readConfig({ DATABASE_URL: database.url }),
		packDir: pack,
		staticDir: null,
		dataDir: join(dir, 'data'),
		version: '0.0.0-test',
		demo: true,
		log: false,
	});
	url = await server.app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
	await server.close();
	await database.destroy();
	await rm(dir, { recursive: true, force: true });
});

it('a running server goes on with the pack after an update, and tells open pages', async () => {
	const feed = await openFeed(url, []);
	const before = await readHealth();
	expect(await feed.next()).toMatchObject({ kind: 'snapshot', packVersion: before.pack.version });
	const raised = await ask<{ id: string; assessment: { packVersion: string; target: { id: string; fid: number } } }>(
		'/api/incidents',
		{ address: 'c1' },
	);
	expect(raised.assessment).toMatchObject({ packVersion: before.pack.version, target: { id: 'c1' } });
	expect(await search('新楼')).toEqual([]);

	const changes = await writeHouses(dir, 'changes.geojson', [
		makeHouse('b1', 0.0005, 0.0001, { change: 'add', name: '新楼' }),
		{ type: 'Feature', id: 'd1', properties: { change: 'remove' }, geometry: null },
	]);
	const { version } = await updateCityPack({ packDir: pack, changes });
	expect(version).not.toBe(before.pack.version);
	expect(await nextOf(feed, 'pack')).toMatchObject({ packVersion: version });

	expect(await readHealth()).toMatchObject({ status: 'ok', pack: { version, buildings: 3 } });
	const { tileset } = await ask<{ version: string; tileset: string }>('/api/pack');
	expect((await fetch(`${url}/packs/town/${tileset}`)).status).toBe(200);
	expect(await search('b1')).toMatchObject([{ kind: 'building', id: 'b1' }]);
	expect((await search('新楼')).length).toBeGreaterThan(0);
	const [b, c, d] = await findFids('b1', 'c1', 'd1');
	expect(d).toBeNull();
	expect(await ask(`/api/buildings/fid/${b}`)).toMatchObject({ id: 'b1' });
	expect(await ask(`/api/buildings/fid/${c}`)).toMatchObject({ id: 'c1' });
	// What was told the commander stays as it was told; an assessment of the new pack comes beside it.
	const first = await ask<{ assessment: unknown }>(`/api/incidents/${raised.id}?revision=1`);
	expect(first.assessment).toEqual(raised.assessment);
	await expect
		.poll(() => ask(`/api/incidents/${raised.id}`), { timeout: 20_000 })
		.toMatchObject({ assessed: { revision: 2, stale: false }, assessment: { packVersion: version } });
	expect(await ask('/api/incidents', { address: '新楼' })).toMatchObject({
		assessment: { packVersion: version, target: { id: 'b1' } },
	});
	feed.close();
});

it('goes on with a pack built anew at the same place', async () => {
	const feed = await openFeed(url, []);
	await feed.next();
	await buildHouseTown(dir, TOWN.slice(1));
	await nextOf(feed, 'pack');
	expect(await readHealth()).toMatchObject({ status: 'ok', pack: { buildings: 2 } });
	expect(await search('甲楼')).toEqual([]);
	feed.close();
});

it('stays on the old pack when the new one is not whole, and health says why', async () => {
	const before = await readHealth();
	const manifest = JSON.parse(await readFile(join(pack, 'pack.json'), 'utf8')) as object;
	await truncate(join(pack, 'places.fgb'), 10);
	await writeFile(join(pack, 'pack.json'), JSON.stringify({ ...manifest, version: 'ffffffffffff' }));
	await expect
		.poll(async () => (await readHealth()).problems, { timeout: 10_000 })
		.toMatchObject([{ code: 'pack/size-mismatch', file: 'places.fgb' }]);
	expect(await readHealth()).toMatchObject({ status: 'degraded', pack: { version: before.pack.version } });
});
