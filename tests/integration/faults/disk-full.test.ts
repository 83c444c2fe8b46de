import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { checkRecords } from './check-records.ts';
import { tellFault } from './fault-table.ts';
import { followFeed } from './follow-feed.ts';
import { readTestPack } from './small-pack.ts';
import { startWriteLoad } from './write-load.ts';

/** The new database takes some 60 MB of it. */
const DISK_MB = 320;
const SEED = Number(process.env.FENGTU_SEED ?? 1);

const disk = mkdtempSync(join(tmpdir(), 'fengtu-disk-'));
const ballast = join(disk, 'ballast');
const isMounted = mountDisk();
let server: ServerProcess;

/** Mounts a small disk of its own; false where that is not allowed. */
function mountDisk(): boolean {
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=0755`, 'tmpfs', disk], { stdio: 'ignore' });
		chmodSync(disk, 0o755);
		return true;
	} catch {
		return false;
	}
}

beforeAll(async () => {
	if (isMounted) server = await startServerProcess({ packDir: readTestPack(), dataDir: join(disk, 'data') });
});

afterAll(async () => {
	await server?.stop();
	if (isMounted) execFileSync('umount', ['--lazy', disk]);
	rmSync(disk, { recursive: true, force: true });
});

/** Takes all the room that is left. */
function fillDisk(): void {
	const chunk = Buffer.alloc(64 * 1024);
	const file = openSync(ballast, 'w');
	try {
		for (;;) writeSync(file, chunk);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
	} finally {
		closeSync(file);
	}
}

async function post(path: string, body: BodyInit, type?: string): Promise<{ status: number; code: string }> {
	const answer = await fetch(server.url + path, {
		method: 'POST',
		body,
		...(type === undefined ? {} : { headers: { 'content-type': type } }),
		signal: AbortSignal.timeout(20_000),
	});
	const json = (await answer.json()) as { error?: { code: string } };
	return { status: answer.status, code: json.error?.code ?? '' };
}

// A disk of its own takes the right to mount one: the tests of a container run as root have it.
describe.skipIf(!isMounted)('the disk full', () => {
	it('writes and attachments are refused with a clear code, nothing breaks, and all goes on when there is room', async () => {
		const feed = await followFeed(() => server.url);
		const load = await startWriteLoad({ url: () => server.url, writers: 2, seed: SEED, name: 'disk' });
		await load.acknowledged(30);
		fillDisk();
		// The log's current segment has room for a while: drawings with long lines use it up.
		const coordinates = Array.from({ length: 2000 }, () => [113.7 + Math.random() * 0.1, 23 + Math.random() * 0.1]);
		const drawing = JSON.stringify({ geometry: { type: 'LineString', coordinates }, district: null });
		let refused: { status: number; code: string } | undefined;
		for (let i = 0; i < 3000 && refused === undefined; i++) {
			const answer = await post('/api/drawings', drawing, 'application/json');
			if (answer.status >= 400) refused = answer;
		}
		expect(refused).toEqual({ status: 503, code: 'store/unavailable' });

		const form = new FormData();
		form.set('file', new Blob([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(4_000_000)]), 'a.jpg');
		const attached = await post('/api/attachments?collection=incident&id=none', form);
		expect([404, 503, 507]).toContain(attached.status);

		const pack = await fetch(`${server.url}/api/pack`);
		expect(pack.status).toBe(200);
		expect(server.isUp()).toBe(true);

		const freedMs = performance.now();
		rmSync(ballast);
		await load.acknowledged(1);
		const recoveryMs = [performance.now() - freedMs];
		await load.acknowledged(30);
		await load.stop();
		const found = await checkRecords({ url: server.url, intents: load.intents, feed });
		feed.close();
		const { acknowledged, lost, doubled } = found;
		tellFault({
			scenario: 'disk full',
			times: 1,
			acknowledged,
			lost: lost.length,
			doubled: doubled.length,
			recoveryMs,
		});
		expect(found).toMatchObject({ lost: [], doubled: [], refusedButThere: [], feedFaults: [], feedDiffers: [] });
	});
});
