import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../bench/make-building-table.ts';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { checkRecords, replayData } from './check-records.ts';
import { tellFault } from './fault-table.ts';
import { type FeedFollower, followFeed } from './follow-feed.ts';
import { readTestPack } from './small-pack.ts';
import { startWriteLoad, type WriteLoad } from './write-load.ts';

const KILLS = Number(process.env.FENGTU_KILLS ?? 25);
const SEED = Number(process.env.FENGTU_SEED ?? 1);
const MINUTES = 60_000;

let server: ServerProcess | undefined;
let load: WriteLoad | undefined;
let feed: FeedFollower | undefined;

afterEach(async () => {
	feed?.close();
	await server?.stop();
	[server, load, feed] = [undefined, undefined, undefined];
});

/** Starts a server with writers and a reader on it, faults it again and again while they work, and looks at what is there in the end. */
async function faultAndCheck(scenario: string, fault: (server: ServerProcess) => Promise<void>): Promise<void> {
	const running = await startServerProcess({ packDir: readTestPack() });
	server = running;
	const url = () => running.url;
	feed = await followFeed(url);
	load = await startWriteLoad({ url, writers: 4, seed: SEED });
	const random = createRandom(SEED);
	const recoveryMs: number[] = [];
	for (let i = 0; i < KILLS; i++) {
		await load.acknowledged(3 + Math.floor(random() * 25));
		const startMs = performance.now();
		await fault(running);
		await load.acknowledged(1);
		recoveryMs.push(performance.now() - startMs);
	}
	await load.stop();
	const found = await checkRecords({ url: running.url, intents: load.intents, feed });
	tellFault({
		scenario,
		times: KILLS,
		acknowledged: found.acknowledged,
		lost: found.lost.length,
		doubled: found.doubled.length,
		recoveryMs,
	});
	expect(found.lost).toEqual([]);
	expect(found.doubled).toEqual([]);
	expect(found.refusedButThere).toEqual([]);
	expect(found.feedFaults).toEqual([]);
	expect(found.feedDiffers).toEqual([]);
	expect(await replayData(running.dataDir)).toMatchObject({ ok: true, differences: [] });
	// Every acknowledged write and a few more: the kills really met writers at work.
	expect(found.acknowledged).toBeGreaterThan(KILLS * 3);
}

function isDatabaseOf(running: ServerProcess, pid: number): boolean {
	const now = running.databasePid();
	return now === undefined || now === pid;
}

describe('kill -9 under load', () => {
	it(
		'of the server: every acknowledged write is there, once, and the feed goes on where it was',
		async () => {
			await faultAndCheck('server killed (kill -9)', async (running) => {
				await running.kill('SIGKILL');
				await running.restart();
			});
		},
		8 * MINUTES,
	);

	it(
		'of the database: the server starts it again by itself, and nothing acknowledged is lost or doubled',
		async () => {
			await faultAndCheck('database killed (kill -9)', async (running) => {
				const pid = running.databasePid();
				if (pid === undefined) throw new Error('postmaster.pid: got none, expected a database that runs');
				process.kill(pid, 'SIGKILL');
				// Its children may answer for a moment longer: only a new one counts as back.
				while (isDatabaseOf(running, pid)) await wait(10);
			});
			expect(server?.isUp()).toBe(true);
		},
		8 * MINUTES,
	);
});
