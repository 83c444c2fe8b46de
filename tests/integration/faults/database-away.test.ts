import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Health } from '../../../src/domain/api.ts';
import type { PackManifest } from '../../../src/domain/pack/manifest.ts';
import { isRunning, type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { checkRecords } from './check-records.ts';
import { tellFault } from './fault-table.ts';
import { type FeedFollower, followFeed } from './follow-feed.ts';
import { readTestPack } from './small-pack.ts';
import { startWriteLoad } from './write-load.ts';

/** How long the database is away. */
const AWAY_MS = Number(process.env.FENGTU_FAULT_SECONDS ?? 5) * 1000;
/** An answer that takes longer is a hang: a connection and an answer are waited for 5 s each, on a busy machine longer. */
const HANG_MS = 15_000;
const SEED = Number(process.env.FENGTU_SEED ?? 1);

let server: ServerProcess;
let feed: FeedFollower;
let manifest: PackManifest;

beforeAll(async () => {
	server = await startServerProcess({ packDir: readTestPack() });
	manifest = (await (await fetch(`${server.url}/api/pack`)).json()) as PackManifest;
	feed = await followFeed(() => server.url);
});

afterAll(async () => {
	feed?.close();
	await server?.stop();
});

async function ask(path: string, body?: unknown): Promise<{ status: number; text: string; tookMs: number }> {
	const startMs = performance.now();
	const answer = await fetch(server.url + path, {
		...(body === undefined
			? {}
			: { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
		signal: AbortSignal.timeout(HANG_MS),
	}).catch((error) => {
		throw new Error(`${path}: got no answer within ${HANG_MS} ms`, { cause: error });
	});
	return { status: answer.status, text: await answer.text(), tookMs: performance.now() - startMs };
}

/** Middle of the pack's box. */
function middle(): { lon: number; lat: number } {
	const [west, south, east, north] = manifest.bounds;
	return { lon: (west + east) / 2, lat: (south + north) / 2 };
}

/** What must go on while the database is away, and what must say that it cannot. */
async function checkWhileAway(): Promise<void> {
	const at = middle();
	const { west, south } = { west: at.lon - 0.01, south: at.lat - 0.01 };
	expect((await ask(`/packs/${manifest.name}/pack.json`)).status).toBe(200);
	expect((await ask(`/packs/${manifest.name}/${manifest.tileset}`)).status).toBe(200);
	expect((await ask(`/api/water?west=${west}&south=${south}&east=${at.lon}&north=${at.lat}`)).status).toBe(200);
	expect((await ask('/api/stations')).status).toBe(200);
	expect((await ask(`/api/search?q=${encodeURIComponent('消防')}`)).status).toBe(200);
	expect((await ask(`/api/assess?lon=${at.lon}&lat=${at.lat}`)).status).toBe(200);
	expect((await ask('/api/route', { from: at, to: { lon: at.lon + 0.02, lat: at.lat } })).status).toBe(200);
	expect((await ask('/api/session')).status).toBe(200);
	for (const [path, body] of [
		['/api/incidents', at],
		['/api/incidents?assess=later', at],
		['/api/drawings', { geometry: { type: 'Point', coordinates: [at.lon, at.lat] }, district: null }],
		['/api/key-units', { name: 'away', ...at, district: null }],
	] as const) {
		const { status, text } = await ask(path, body);
		expect([path, status, (JSON.parse(text) as { error: { code: string } }).error.code]).toEqual([
			path,
			503,
			'store/unavailable',
		]);
	}
	const health = JSON.parse((await ask('/api/health')).text) as Health;
	expect(health.status).toBe('degraded');
	expect((await ask('/api/ready')).status).toBe(503);
}

/** Takes the database away under load for a while, looks at the server meanwhile, and at the records after. */
async function takeAway(scenario: string, name: string, away: () => () => void): Promise<void> {
	const pid = server.pid();
	const load = await startWriteLoad({ url: () => server.url, writers: 2, seed: SEED, name });
	const awayAndBack = async () => {
		await load.acknowledged(20);
		const back = away();
		const awaySince = performance.now();
		try {
			do await checkWhileAway();
			while (performance.now() - awaySince < AWAY_MS);
		} finally {
			back();
		}
	};
	await awayAndBack().catch(async (error) => {
		// What it would go on writing must not be in the way of the next test.
		await load.stop();
		throw error;
	});
	const backMs = performance.now();
	await load.acknowledged(1);
	const recoveryMs = [performance.now() - backMs];
	await load.acknowledged(20);
	await load.stop();
	const { acknowledged, lost, doubled, refusedButThere, feedFaults, feedDiffers } = await checkRecords({
		url: server.url,
		intents: load.intents,
		feed,
	});
	tellFault({ scenario, times: 1, acknowledged, lost: lost.length, doubled: doubled.length, recoveryMs });
	expect({ lost, doubled, refusedButThere, feedFaults, feedDiffers }).toEqual({
		lost: [],
		doubled: [],
		refusedButThere: [],
		feedFaults: [],
		feedDiffers: [],
	});
	expect(server.pid()).toBe(pid);
	expect(server.isUp()).toBe(true);
	await server.waitReady();
	// Assessments that failed meanwhile are made when incidents are looked at next.
	await expect
		.poll(async () => JSON.parse((await ask('/api/health')).text) as Health, { timeout: 60_000, interval: 200 })
		.toMatchObject({ status: 'ok', problems: [] });
}

/** A process and all that it started, itself first. */
function listFamily(pid: number): number[] {
	const parents = new Map<number, number>();
	for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
		try {
			const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
				.replace(/^.*\) /s, '')
				.split(' ');
			parents.set(Number(name), Number(fields[1]));
		} catch {
			// Ended meanwhile.
		}
	}
	const family = [pid];
	for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child);
	return family;
}

describe(`the database away for ${AWAY_MS / 1000} s`, () => {
	it('hanging: map, ways and assessments go on, writes are refused and not kept waiting, and it comes back by itself', async () => {
		await takeAway('database hangs (SIGSTOP)', 'hang', () => {
			const family = listFamily(server.databasePid() as number);
			for (const pid of family) process.kill(pid, 'SIGSTOP');
			return () => {
				for (const pid of family) if (isRunning(pid)) process.kill(pid, 'SIGCONT');
			};
		});
	});

	it('gone, with its folder: the same, and no new empty database takes its place', async () => {
		await takeAway('database and its folder gone', 'gone', () => {
			const folder = join(server.dataDir, 'postgres');
			const pid = server.databasePid() as number;
			renameSync(folder, `${folder}.away`);
			process.kill(pid, 'SIGKILL');
			return () => renameSync(`${folder}.away`, folder);
		});
	});
});
