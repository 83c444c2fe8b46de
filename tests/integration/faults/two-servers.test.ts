import { afterEach, describe, expect, it } from 'vitest';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { openTestDatabase } from '../../support/test-store.ts';
import { checkRecords } from './check-records.ts';
import { tellFault } from './fault-table.ts';
import { followFeed } from './follow-feed.ts';
import { readTestPack } from './small-pack.ts';
import { startWriteLoad } from './write-load.ts';

const SEED = Number(process.env.FENGTU_SEED ?? 1);
const servers: ServerProcess[] = [];

async function start(options: Omit<Parameters<typeof startServerProcess>[0], 'packDir'> = {}): Promise<ServerProcess> {
	const server = await startServerProcess({ packDir: readTestPack(), ...options });
	servers.push(server);
	return server;
}

afterEach(async () => {
	for (const server of servers.splice(0)) await server.stop();
});

describe('two servers', () => {
	it('on one data folder: the second one refuses and says why, the first goes on', async () => {
		const first = await start();
		await expect(start({ dataDir: first.dataDir, readyWithinMs: 30_000 })).rejects.toThrow(
			/in-use|in use|another|locked/i,
		);
		expect((await fetch(`${first.url}/api/ready`)).status).toBe(200);
		const draw = await fetch(`${first.url}/api/drawings`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ geometry: { type: 'Point', coordinates: [113.7, 23] }, district: null }),
		});
		expect(draw.status).toBeLessThan(300);
	});

	it('on one database: each sees the other’s changes, and a writer that goes from one to the other is not doubled', async () => {
		const { url: database, destroy } = await openTestDatabase();
		const both = [
			await start({ env: { DATABASE_URL: database } }),
			await start({ env: { DATABASE_URL: database } }),
		] as const;
		const feeds = [await followFeed(() => both[0].url), await followFeed(() => both[1].url)];
		let turn = 0;
		const url = () => both[turn++ % 2 === 0 ? 0 : 1].url;
		const load = await startWriteLoad({ url, writers: 4, seed: SEED, name: 'two' });
		await load.acknowledged(100);
		// One of them dies and comes back while the other serves.
		await both[1].kill('SIGKILL');
		const startMs = performance.now();
		await load.acknowledged(1);
		const recoveryMs = [performance.now() - startMs];
		await load.acknowledged(50);
		await both[1].restart();
		await load.acknowledged(50);
		await load.stop();
		for (const [i, feed] of feeds.entries()) {
			const found = await checkRecords({ url: both[i === 0 ? 0 : 1].url, intents: load.intents, feed });
			if (i === 0) {
				const { acknowledged, lost, doubled } = found;
				tellFault({
					scenario: 'one of two servers killed',
					times: 1,
					acknowledged,
					lost: lost.length,
					doubled: doubled.length,
					recoveryMs,
				});
			}
			expect(found).toMatchObject({ lost: [], doubled: [], refusedButThere: [], feedFaults: [], feedDiffers: [] });
			feed.close();
		}
		for (const server of servers.splice(0)) await server.stop();
		await destroy();
	});
});
