import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { buildHouseTown } from '../../support/build-house-town.ts';
import { makeOpenFolder } from '../../support/make-open-folder.ts';
import { runCli } from '../../support/run-cli.ts';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { openTestDatabase } from '../../support/test-store.ts';

/** The smallest PNG, 1 x 1, and its SHA-256 as sha256sum says it. */
const PHOTO = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);
const PHOTO_SHA256 = '6b7fa434f92a8b80aab02d9bf1a12e49ffcae424e4013a1c4f68b67e3d2bbcd0';

let folder: string;
let packDir: string;
beforeAll(async () => {
	folder = makeOpenFolder('round');
	packDir = await buildHouseTown(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function serve(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
	const server = await startServerProcess({ packDir, dataDir, env });
	onTestFinished(() => server.stop());
	return server;
}

async function ask(
	server: ServerProcess,
	method: string,
	path: string,
	body?: object,
): Promise<Record<string, unknown>> {
	const isForm = body instanceof FormData;
	const answer = await fetch(server.url + path, {
		method,
		...(body && { body: isForm ? body : JSON.stringify(body) }),
		...(body && !isForm && { headers: { 'content-type': 'application/json' } }),
	});
	const text = await answer.text();
	expect(answer.ok, `${method} ${path}: ${answer.status} ${text}`).toBe(true);
	return text === '' ? {} : JSON.parse(text);
}

it('records and attachments come back from a backup made while serving, embedded and in another PostgreSQL', async () => {
	const first = join(folder, 'first');
	const file = join(folder, 'all.fengtu');
	const server = await serve(first);
	const incident = await ask(server, 'POST', '/api/incidents?assess=later', {
		lon: 113.7001,
		lat: 22.9501,
		description: '冒烟',
	});
	const form = new FormData();
	form.set('file', new Blob([PHOTO], { type: 'image/png' }), '现场.png');
	const photo = await ask(server, 'POST', `/api/attachments?collection=incident&id=${incident.id}`, form);
	expect(photo.sha256).toBe(PHOTO_SHA256);
	expect(await runCli(['backup', '--data', first, '--out', file])).toMatchObject({ exitCode: 0 });
	expect(server.isUp()).toBe(true);
	await server.stop();

	const other = await openTestDatabase();
	onTestFinished(() => other.destroy());
	const dataDir = join(folder, 'restored');
	// The second time the bytes that are there belong to the records of another log.
	for (const [options, env] of [
		[[], {}],
		[['--database-url', other.url], { DATABASE_URL: other.url }],
	] as const) {
		const restored = await runCli(['restore', file, '--data', dataDir, ...options, '--json']);
		expect(restored.exitCode, restored.stderr).toBe(0);
		const again = await serve(dataDir, env);
		expect(await ask(again, 'GET', `/api/incidents/${incident.id}`)).toMatchObject({ description: '冒烟' });
		const bytes = await fetch(`${again.url}/api/attachments/${photo.id}/file`);
		expect(Buffer.from(await bytes.arrayBuffer())).toEqual(PHOTO);
		// They belong to the restored records: without one they go.
		const place = join(dataDir, 'attachments', PHOTO_SHA256.slice(0, 2), PHOTO_SHA256.slice(2));
		expect(existsSync(place)).toBe(true);
		await ask(again, 'DELETE', `/api/attachments/${photo.id}`);
		await expect.poll(() => existsSync(place), { timeout: 20_000 }).toBe(false);
		expect(readFileSync(join(dataDir, 'attachments/log'), 'utf8')).toBe(JSON.parse(restored.stdout).newLog);
		await again.stop();
	}
});
