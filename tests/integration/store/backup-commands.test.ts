import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { SYSTEM_ACTOR } from '../../../src/domain/access/identity.ts';
import { startDatabase } from '../../../src/server/database/start-database.ts';
import { openStore } from '../../../src/server/store/open-store.ts';
import { makeOpenFolder } from '../../support/make-open-folder.ts';
import { runCli } from '../../support/run-cli.ts';
import { openTestDatabase } from '../../support/test-store.ts';

let folder: string;
let data: string;
let file: string;
beforeAll(() => {
	folder = makeOpenFolder('commands');
	data = join(folder, 'data');
	file = join(folder, 'all.fengtu');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('fengtu backup, restore and replay', () => {
	it('work beside a running server and after it, and move the records to another PostgreSQL', async () => {
		const database = await startDatabase({ dataDir: data });
		const store = await openStore({ url: database.url, nowMs: () => Date.now() });
		try {
			await store.write({ by: SYSTEM_ACTOR, from: 'test', idempotency: null }, async (tx) => {
				for (const id of ['a', 'b']) {
					await tx.append({ collection: 'task', id, kind: 'task/made', set: { title: '巡查' } });
				}
			});
			const running = await runCli(['backup', '--data', data, '--out', file, '--json']);
			expect(running).toMatchObject({ exitCode: 0 });
			expect(JSON.parse(running.stdout)).toMatchObject({ seq: 2, log: store.log, tables: { events: 2, records: 2 } });
			expect(await runCli(['restore', file, '--data', data])).toMatchObject({
				exitCode: 1,
				stderr: expect.stringContaining('[restore/in-use]'),
			});
			expect(await store.check()).toBe(true);
			await store.pool.query(`UPDATE records SET state = state || '{"title":"forged"}' WHERE id = 'b'`);
			expect(await runCli(['replay', '--data', data])).toMatchObject({
				exitCode: 1,
				stderr: expect.stringContaining('task/b: state'),
			});
		} finally {
			await store.close();
			await database.stop();
		}
		expect(await runCli(['backup', '--data', data, '--out', join(folder, 'later.fengtu')])).toMatchObject({
			exitCode: 0,
			stderr: expect.stringContaining('2 events, 2 records'),
		});
		const other = await openTestDatabase();
		onTestFinished(() => other.destroy());
		expect(await runCli(['restore', file, '--database-url', other.url])).toMatchObject({ exitCode: 0 });
		const replayed = await runCli(['replay', '--database-url', other.url, '--json']);
		expect(JSON.parse(replayed.stdout)).toEqual({ ok: true, events: 2, records: 2, differences: [] });
		expect(await runCli(['restore', file, '--data', data])).toMatchObject({
			exitCode: 1,
			stderr: expect.stringContaining('[restore/not-empty]'),
		});
		expect(await runCli(['restore', file, '--data', data, '--force'])).toMatchObject({ exitCode: 0 });
		expect(await runCli(['replay', '--data', data])).toMatchObject({ exitCode: 0 });
	});

	it('refuse wrong usage, and a damaged backup before a folder is made for it', async () => {
		expect(await runCli(['backup', '--out', file])).toMatchObject({
			exitCode: 2,
			stderr: expect.stringContaining('[database/not-chosen]'),
		});
		expect(await runCli(['backup', '--data', join(folder, 'none'), '--out', file])).toMatchObject({
			exitCode: 2,
			stderr: expect.stringContaining('[database/no-data]'),
		});
		writeFileSync(join(folder, 'bad.fengtu'), 'no');
		const made = join(folder, 'made');
		expect(await runCli(['restore', join(folder, 'bad.fengtu'), '--data', made])).toMatchObject({
			exitCode: 1,
			stderr: expect.stringContaining('[backup/damaged]'),
		});
		expect(existsSync(made)).toBe(false);
	});
});
