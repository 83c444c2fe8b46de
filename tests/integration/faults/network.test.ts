import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { FEED_CLOSE } from '../../../src/domain/topics.ts';
import { createRandom } from '../../bench/make-building-table.ts';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { checkRecords } from './check-records.ts';
import { tellFault } from './fault-table.ts';
import { openFlakyLine } from './flaky-line.ts';
import { followFeed } from './follow-feed.ts';
import { readTestPack } from './small-pack.ts';
import { startWriteLoad } from './write-load.ts';

const CUTS = 40;
const SEED = Number(process.env.FENGTU_SEED ?? 1);

let server: ServerProcess;

beforeAll(async () => {
	server = await startServerProcess({ packDir: readTestPack() });
});

afterAll(async () => {
	await server?.stop();
});

/** Lines that the server ended because they did not keep up, by its metrics. */
async function countDropped(): Promise<number> {
	const words = await (await fetch(`${server.url}/api/metrics`)).text();
	return Number(/^fengtu_feed_dropped_total (\d+)/m.exec(words)?.[1] ?? Number.NaN);
}

describe('the network', () => {
	it('cut again and again: writes are done once, and the feed goes on without loss or repeats', async () => {
		const line = await openFlakyLine(() => server.url);
		const feed = await followFeed(() => line.url);
		const load = await startWriteLoad({ url: () => line.url, writers: 4, seed: SEED, name: 'cut' });
		const random = createRandom(SEED);
		const recoveryMs: number[] = [];
		for (let i = 0; i < CUTS; i++) {
			await load.acknowledged(1 + Math.floor(random() * 12));
			const startMs = performance.now();
			line.cut();
			await load.acknowledged(1);
			recoveryMs.push(performance.now() - startMs);
		}
		await load.stop();
		const found = await checkRecords({ url: server.url, intents: load.intents, feed });
		feed.close();
		line.close();
		const { acknowledged, lost, doubled } = found;
		tellFault({
			scenario: 'network cut',
			times: CUTS,
			acknowledged,
			lost: lost.length,
			doubled: doubled.length,
			recoveryMs,
		});
		expect(found).toMatchObject({ lost: [], doubled: [], refusedButThere: [], feedFaults: [], feedDiffers: [] });
		expect(feed.opened.resumed).toBeGreaterThan(CUTS / 2);
	});

	it('a reader that does not read is told so and dropped, and the others get everything', async () => {
		const good = await followFeed(() => server.url);
		const slow = new WebSocket(`${server.url.replace('http', 'ws')}/api/feed?positions=none`, {
			perMessageDeflate: false,
		});
		await once(slow, 'open');
		slow.pause();
		// Large records, until what waits for the slow one is more than any line keeps.
		const coordinates = Array.from({ length: 1200 }, (_, i) => [113.7 + i * 1.000001e-5, 23.000000123]);
		const draw = async () => {
			const answer = await fetch(`${server.url}/api/drawings`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ geometry: { type: 'LineString', coordinates }, district: null }),
			});
			expect(answer.status, await answer.clone().text()).toBeLessThan(300);
			return answer.json() as Promise<{ id: string }>;
		};
		const ids: string[] = [];
		const closed = once(slow, 'close') as Promise<[number, Buffer]>;
		for (let i = 0; i < 600 && (await countDropped()) === 0; i++) ids.push((await draw()).id);
		expect(await countDropped()).toBe(1);
		slow.resume();
		expect((await closed)[0]).toBe(FEED_CLOSE.slow);
		await good.reached(
			(await fetch(`${server.url}/api/changes?since=0&limit=1000`).then((a) => a.json() as Promise<{ seq: number }>))
				.seq,
		);
		expect(ids.filter((id) => !good.records.has(`drawing/${id}`))).toEqual([]);
		expect(good.faults).toEqual([]);
		good.close();
	});
});
