import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readBackup } from '../../../src/server/backup/read-backup.ts';
import { replayEvents } from '../../../src/server/backup/replay-events.ts';
import { restoreBackup } from '../../../src/server/backup/restore-backup.ts';
import { writeBackup } from '../../../src/server/backup/write-backup.ts';
import { startDatabase } from '../../../src/server/database/start-database.ts';
import { openStore } from '../../../src/server/store/open-store.ts';
import type { Store, WriteContext } from '../../../src/server/store/store.ts';
import { makeOpenFolder } from '../../support/make-open-folder.ts';
import { doWrites, randomWrites } from '../../support/random-writes.ts';
import { openTestDatabase, openTestStore } from '../../support/test-store.ts';

const BY: WriteContext = { by: { kind: 'user', id: 'u-1', name: '李' }, from: 'test', idempotency: null };
const PHOTO = Buffer.from(Array.from({ length: 900_001 }, (_, index) => (index * 31) % 251));
const SHA256 = createHash('sha256').update(PHOTO).digest('hex');
const NOW = Date.UTC(2026, 10, 21);

let folder: string;
let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
	folder = makeOpenFolder('backup');
	opened = await openTestStore({ nowMs: () => NOW });
	await fill(opened.store, join(folder, 'attachments'));
	await writeBackup(opened.url, join(folder, 'attachments'), join(folder, 'all.fengtu'), NOW);
});
afterAll(async () => {
	await opened.destroy();
	rmSync(folder, { recursive: true });
});

async function fill(store: Store, attachmentsDir: string): Promise<void> {
	for (const writes of fc.sample(randomWrites, { numRuns: 15, seed: 6 })) await doWrites(store, BY, writes);
	await store.write({ ...BY, idempotency: { key: 'key-00001', request: 'r' } }, async (tx) => {
		await tx.append({
			collection: 'task',
			id: 'lines',
			kind: 'task/made',
			set: { title: 'x', details: 'a\u2028b\u2029c\r\nd\n"part"' },
		});
		await tx.append({
			collection: 'attachment',
			id: 'a-1',
			kind: 'attachment/added',
			set: {
				sha256: SHA256,
				bytes: PHOTO.length,
				mediaType: 'image/png',
				fileName: '照片\n.png',
				of: { collection: 'task', id: 'a' },
				district: null,
			},
		});
		await tx.client.query(
			`INSERT INTO assessments VALUES ('2026-1121-0001', 1, '2026-11-21T01:02:03.456789Z', '{"packVersion":"v"}', '\\x00ff1f8b')`,
		);
		await tx.append({
			...{ collection: 'team', id: 'g-1', kind: 'team/entered' },
			set: { incidentId: '2026-1121-0001', name: '攻坚一组', people: 4, enteredAtMs: 1 },
		});
		await tx.client.query(`INSERT INTO tracks VALUES ('d-1', 1795233600000.5, 113.751234, 23.02, 359, 12.3, true)`);
		await tx.client.query(`INSERT INTO sessions VALUES ('s', '\\x01', 'u-1', 1, 1, 9, 'test', 'phone')`);
		await tx.client.query(
			`INSERT INTO audit (at_ms, actor, came_from, what, about, outcome) VALUES (1, '{}', '', 'x', 'y', 'done'), (2, '{}', '', 'x', 'z', 'done')`,
		);
		return { id: await tx.takeDayId('incident') };
	});
	mkdirSync(join(attachmentsDir, SHA256.slice(0, 2)), { recursive: true });
	writeFileSync(join(attachmentsDir, SHA256.slice(0, 2), SHA256.slice(2)), PHOTO);
}

/** Every row of every table, as text. */
async function readAll(url: string): Promise<Record<string, string[]>> {
	const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
	await client.connect();
	try {
		const { rows: tables } = await client.query<{ name: string }>(
			`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('migrations', 'log_identity')`,
		);
		const all: Record<string, string[]> = {};
		for (const { name } of tables) {
			const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
			all[name] = rows.map(({ row }) => row).toSorted();
		}
		return all;
	} finally {
		await client.end();
	}
}

async function openEmpty() {
	const database = await openTestDatabase();
	onTestFinished(() => database.destroy());
	return database.url;
}

describe('a backup', () => {
	it('restored from this engine to the embedded one and back has every row, but nobody signed in', async () => {
		const before = await readAll(opened.url);
		expect(before.sessions).toHaveLength(1);
		expect(before.events?.length).toBeGreaterThan(50);
		const dataDir = join(folder, 'embedded');
		const embedded = await startDatabase({ dataDir });
		onTestFinished(() => embedded.stop());
		const there = await restoreBackup(join(folder, 'all.fengtu'), {
			url: embedded.url,
			attachmentsDir: join(dataDir, 'attachments'),
			force: false,
		});
		expect(await readAll(embedded.url)).toEqual({ ...before, sessions: [] });
		expect(readFileSync(join(dataDir, 'attachments', SHA256.slice(0, 2), SHA256.slice(2)))).toEqual(PHOTO);

		await writeBackup(embedded.url, join(dataDir, 'attachments'), join(folder, 'back.fengtu'), NOW);
		const url = await openEmpty();
		const back = await restoreBackup(join(folder, 'back.fengtu'), {
			url,
			attachmentsDir: join(folder, 'attachments-back'),
			force: false,
		});
		expect(await readAll(url)).toEqual({ ...before, sessions: [] });
		expect(new Set([opened.store.log, there.newLog, back.newLog]).size).toBe(3);
		expect(await replayEvents(url)).toMatchObject({ ok: true, events: before.events?.length });
	});

	it('goes on after it was restored: numbers, versions, keys and the guard of the log', async () => {
		const url = await openEmpty();
		const { newLog } = await restoreBackup(join(folder, 'all.fengtu'), {
			url,
			attachmentsDir: join(folder, 'attachments-on'),
			force: false,
		});
		expect(readFileSync(join(folder, 'attachments-on/log'), 'utf8')).toBe(newLog);
		const store = await openStore({ url, nowMs: () => NOW });
		onTestFinished(() => store.close());
		expect(store.log).toBe(newLog);
		const seq = await store.readSeq();
		expect(seq).toBe(await opened.store.readSeq());
		await store.write(BY, (tx) => tx.append({ collection: 'task', id: 'new', kind: 'task/made', set: { title: 'x' } }));
		expect(await store.readSeq()).toBe(seq + 1);
		expect(await store.write({ ...BY, idempotency: { key: 'key-00001', request: 'r' } }, async () => 'again')).toEqual({
			id: '2026-1121-0001',
		});
		expect(await store.write(BY, (tx) => tx.takeDayId('incident'))).toBe('2026-1121-0002');
		await store.pool.query(
			`INSERT INTO audit (at_ms, actor, came_from, what, about, outcome) VALUES (3, '{}', '', 'x', 'y', 'done')`,
		);
		await expect(store.pool.query('DELETE FROM events')).rejects.toThrow(/append-only/);
		await expect(store.pool.query('DELETE FROM audit')).rejects.toThrow(/append-only/);
		expect(await replayEvents(url)).toMatchObject({ ok: true });
	});

	it('is of one moment, while servers go on writing', async () => {
		let isDone = false;
		const writing = (async () => {
			for (let n = 0; !isDone; n++) {
				await opened.store.write(BY, async (tx) => {
					await tx.append({ collection: 'task', id: `w-${n % 5}`, kind: 'task/told', set: { title: String(n) } });
					await tx.append({
						collection: 'keyUnit',
						id: `w-${n % 5}`,
						kind: 'task/told',
						set: { name: String(n), lon: 1, lat: 1 } as never,
					});
				});
			}
		})();
		const file = join(folder, 'during.fengtu');
		const { header, tables } = await writeBackup(opened.url, join(folder, 'attachments'), file, NOW);
		isDone = true;
		await writing;
		expect(tables.events).toBe(header.seq);
		const url = await openEmpty();
		await restoreBackup(file, { url, attachmentsDir: join(folder, 'attachments-during'), force: false });
		expect(await replayEvents(url)).toMatchObject({ ok: true, events: header.seq });
	});

	it('holds secrets of users: only its owner reads it', () => {
		expect(statSync(join(folder, 'all.fengtu')).mode & 0o777).toBe(0o600);
	});

	it('says which attachments have no bytes', async () => {
		const { missing, attachments } = await writeBackup(
			opened.url,
			join(folder, 'nowhere'),
			join(folder, 'without.fengtu'),
			NOW,
		);
		expect({ missing, attachments }).toEqual({ missing: [SHA256], attachments: 0 });
		await expect(writeBackup(opened.url, null, join(folder, 'x.fengtu'), NOW)).rejects.toMatchObject({
			code: 'backup/no-attachments-folder',
		});
	});
});

describe('a restore', () => {
	it('into a database with records is refused, unless forced: then nothing of them is left', async () => {
		const other = await openTestStore();
		onTestFinished(() => other.destroy());
		await other.store.write(BY, (tx) =>
			tx.append({ collection: 'task', id: 'theirs', kind: 'task/made', set: { title: 'x' } }),
		);
		const into = { url: other.url, attachmentsDir: join(folder, 'attachments-forced') };
		const file = join(folder, 'all.fengtu');
		await expect(restoreBackup(file, { ...into, force: true })).rejects.toMatchObject({ code: 'restore/in-use' });
		await other.store.close();
		const before = await readAll(other.url);
		await expect(restoreBackup(file, { ...into, force: false })).rejects.toMatchObject({ code: 'restore/not-empty' });
		expect(await readAll(other.url)).toEqual(before);
		const { tables } = await restoreBackup(file, { ...into, force: true });
		const after = await readAll(other.url);
		expect(after.events).toHaveLength(tables.events ?? -1);
		expect(after.records?.join()).not.toContain('theirs');
	});

	const text = () => gunzipSync(readFileSync(join(folder, 'all.fengtu'))).toString();
	it.each<[string, () => Buffer]>([
		['cut short', () => readFileSync(join(folder, 'all.fengtu')).subarray(0, -100)],
		['cut at a line', () => gzipSync(text().split('\n').slice(0, -3).join('\n'))],
		['with one figure changed', () => gzipSync(text().replace('"version":1', '"version":2'))],
		['with a row left out', () => gzipSync(text().replace(/\n {"seq":3,[^\n]*/, ''))],
		['with a flipped bit', () => flip(readFileSync(join(folder, 'all.fengtu')))],
		['with something behind it', () => gzipSync(`${text()} {}\n`)],
		['that is none', () => Buffer.from('fengtu')],
		['that is empty', () => Buffer.alloc(0)],
	])('of a backup %s is refused before anything changes', async (_, make) => {
		const file = join(folder, 'damaged.fengtu');
		writeFileSync(file, make());
		await expect(readBackup(file)).rejects.toMatchObject({ code: 'backup/damaged' });
		const url = await openEmpty();
		await expect(
			restoreBackup(file, { url, attachmentsDir: join(folder, 'attachments-damaged'), force: true }),
		).rejects.toMatchObject({ code: 'backup/damaged' });
		expect((await readAll(url)).events).toEqual([]);
	});

	it('of a backup of a later version is refused, and nothing stays behind', async () => {
		const file = join(folder, 'later.fengtu');
		const lines = text().trimEnd().split('\n').slice(0, -1);
		const header = JSON.parse(lines[0] ?? '');
		lines[0] = JSON.stringify({ ...header, migrations: [...header.migrations, '9999_later'] });
		const body = `${lines.join('\n')}\n`;
		const end = JSON.parse(text().trimEnd().split('\n').at(-1) ?? '');
		end.sha256 = createHash('sha256').update(body).digest('hex');
		writeFileSync(file, gzipSync(`${body}${JSON.stringify(end)}\n`));
		const url = await openEmpty();
		const before = await readAll(url);
		await expect(
			restoreBackup(file, { url, attachmentsDir: join(folder, 'attachments-later'), force: false }),
		).rejects.toMatchObject({ code: 'backup/newer' });
		expect(await readAll(url)).toEqual(before);
	});

	it('of an older version gets the tables of this one', async () => {
		// As a version before positions, tracks and sketches were kept would have written it.
		const file = join(folder, 'older.fengtu');
		const lines = text().trimEnd().split('\n').slice(0, -1);
		const header = JSON.parse(lines[0] ?? '');
		lines[0] = JSON.stringify({ ...header, migrations: header.migrations.slice(0, 2) });
		const later = new Set(['positions', 'tracks', 'sketches', 'sketch_updates', 'sketch_pending']);
		let isLeftOut = false;
		const kept = lines.filter((line) => {
			if (line.startsWith('{"part"')) isLeftOut = later.has(JSON.parse(line).name);
			return !isLeftOut;
		});
		const end = JSON.parse(text().trimEnd().split('\n').at(-1) ?? '');
		for (const name of later) delete end.tables[name];
		const body = `${kept.join('\n')}\n`;
		end.sha256 = createHash('sha256').update(body).digest('hex');
		writeFileSync(file, gzipSync(`${body}${JSON.stringify(end)}\n`));
		const url = await openEmpty();
		await restoreBackup(file, { url, attachmentsDir: join(folder, 'attachments-older'), force: false });
		const after = await readAll(url);
		const all = new Set((await readAll(opened.url)).events);
		expect(after.events?.length).toBeGreaterThan(50);
		expect(after.events?.filter((row) => !all.has(row))).toEqual([]);
		for (const name of later) expect(after[name], name).toEqual([]);
	});
});

function flip(bytes: Buffer): Buffer {
	const middle = Math.floor(bytes.length / 2);
	bytes.writeUInt8(bytes.readUInt8(middle) ^ 0x10, middle);
	return bytes;
}
