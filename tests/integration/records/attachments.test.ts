import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SYSTEM_ACTOR } from '../../../src/domain/access/identity.ts';
import { ATTACHMENT_LIMIT_BYTES, type Attachment } from '../../../src/domain/records/attachment.ts';
import { createAttachmentDesk } from '../../../src/server/records/attachment-desk.ts';
import { openAttachmentFiles } from '../../../src/server/records/attachment-files.ts';
import { createFakeCity, makeWater, placeAt } from '../../support/fake-city.ts';
import { makeIncident } from '../../support/make-incident.ts';
import { type Answer, inject, startRecords, type TestRecords } from './start-records.ts';

/** One white pixel, as any encoder writes it. */
const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
	'base64',
);
const JPEG_START = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const EMPTY_ZIP = Buffer.concat([Buffer.from([0x50, 0x4b, 0x05, 0x06]), Buffer.alloc(18)]);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let records: TestRecords;
let task: string;
beforeAll(async () => {
	records = await startRecords(createFakeCity({ water: [makeWater('h-1', 0, 0)] }));
});
afterAll(() => records.close());
beforeEach(async () => {
	records.be(['commander', 'dispatcher', 'crew', 'planner']);
	const added = await records.send('POST', '/api/tasks', { title: '拍照', district: '南城街道' });
	task = added.json<{ id: string }>().id;
});

async function makeForm(bytes: Buffer, name: string, more: readonly (readonly [string, Blob | string])[] = []) {
	const form = new FormData();
	form.append('file', new Blob([Uint8Array.from(bytes)]), name);
	for (const [field, value] of more) form.append(field, value);
	const body = new Response(form);
	return { type: body.headers.get('content-type') as string, bytes: Buffer.from(await body.arrayBuffer()) };
}

async function upload(
	bytes: Buffer,
	name: string,
	{ of = `collection=task&id=${task}`, key = '' } = {},
): Promise<Answer> {
	const form = await makeForm(bytes, name);
	return inject(records.app, {
		method: 'POST',
		url: `/api/attachments?${of}`,
		payload: form.bytes,
		headers: { 'content-type': form.type, ...(key ? { 'idempotency-key': key } : {}) },
	});
}
const list = async () =>
	(await records.send('GET', `/api/attachments?collection=task&id=${task}`)).json<{ attachments: Attachment[] }>()
		.attachments;
const listTemp = () => readdir(join(records.attachmentsDir, 'tmp'));
const pathOf = (hash: string) => join(records.attachmentsDir, hash.slice(0, 2), hash.slice(2));
const isThere = (hash: string) =>
	readFile(pathOf(hash)).then(
		() => true,
		() => false,
	);

function writeIncident(rest: { closedAtMs: number | null }) {
	const { assessment: _assessment, id, ...fields } = makeIncident('i-1', rest);
	return records.store.write({ by: SYSTEM_ACTOR, from: 'test', idempotency: null }, (tx) =>
		tx.append({ collection: 'incident', id, kind: 'incident/set', set: fields }),
	);
}

describe('an attachment', () => {
	it('is kept under its hash and told by its bytes, not by its name', async () => {
		const answer = await upload(PNG, '../../现场 照片.exe');
		expect(answer.status).toBe(201);
		const attachment = answer.json<Attachment>();
		expect(attachment).toMatchObject({
			sha256: sha256(PNG),
			bytes: PNG.length,
			mediaType: 'image/png',
			fileName: '现场 照片.exe',
			of: { collection: 'task', id: task },
			district: '南城街道',
		});
		expect(await readFile(pathOf(sha256(PNG)))).toEqual(PNG);
		expect(await listTemp()).toEqual([]);
		expect(await list()).toEqual([attachment]);
	});

	it('goes out as a download that nothing runs, by range too', async () => {
		const { id } = (await upload(PNG, "人'(1).png")).json<Attachment>();
		const url = `/api/attachments/${id}/file`;
		const whole = await records.send('GET', url);
		expect(whole.bytes).toEqual(PNG);
		expect(whole.headers).toMatchObject({
			'content-type': 'image/png',
			'content-disposition': "attachment; filename*=UTF-8''%E4%BA%BA%27%281%29.png",
			'content-security-policy': "default-src 'none'; sandbox",
			'x-content-type-options': 'nosniff',
			etag: `"${sha256(PNG)}"`,
		});
		const part = await records.send('GET', url, undefined, { range: 'bytes=1-3' });
		expect([part.status, part.bytes.toString(), part.headers['content-range']]).toEqual([
			206,
			'PNG',
			`bytes 1-3/${PNG.length}`,
		]);
		const end = await records.send('GET', url, undefined, { range: 'bytes=-4' });
		expect(end.bytes).toEqual(PNG.subarray(-4));
		expect((await records.send('GET', url, undefined, { range: 'bytes=9999-' })).status).toBe(416);
		expect((await records.send('GET', url, undefined, { 'if-none-match': `"${sha256(PNG)}"` })).status).toBe(304);
		const other = await records.send('GET', url, undefined, { range: 'bytes=1-3', 'if-range': '"other"' });
		expect(other.status).toBe(200);
	});

	it.each([
		['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'photo.jpg'],
		['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), 'plan.png'],
		['HTML', Buffer.from('<!doctype html><script>alert(1)</script>'), 'plan.pdf'],
		['text', Buffer.from('hello'), 'a.pdf'],
		['nothing', Buffer.alloc(0), 'a.png'],
		['an archive', EMPTY_ZIP, 'a.zip'],
		['a photo that is an archive too', Buffer.concat([PNG, EMPTY_ZIP]), 'a.png'],
		['a photo that is a page too', Buffer.concat([JPEG_START, Buffer.from('<script>alert(1)</script>')]), 'a.jpg'],
		['a photo that is a PDF too', Buffer.concat([JPEG_START, Buffer.from('%PDF-1.7\n')]), 'a.jpg'],
	])('%s is refused, and leaves nothing', async (_what, bytes, name) => {
		const answer = await upload(bytes, name);
		expect([answer.status, answer.code]).toEqual([422, 'attachment/type-refused']);
		expect(await isThere(sha256(bytes))).toBe(false);
		expect(await listTemp()).toEqual([]);
		expect(await list()).toEqual([]);
	});

	it('larger than the limit is refused, and so is a form with two files, with none, or cut off', async () => {
		const large = await upload(Buffer.concat([PNG, Buffer.alloc(ATTACHMENT_LIMIT_BYTES)]), 'a.png');
		expect([large.status, large.code]).toEqual([413, 'http/req-file-too-large']);
		// A little over the limit: the form's length alone does not tell.
		const over = await upload(Buffer.concat([PNG, Buffer.alloc(ATTACHMENT_LIMIT_BYTES - PNG.length + 1)]), 'a.png');
		expect([over.status, over.code]).toEqual([413, 'http/req-file-too-large']);
		const send = (form: { type: string; bytes: Buffer }) =>
			inject(records.app, {
				method: 'POST',
				url: `/api/attachments?collection=task&id=${task}`,
				payload: form.bytes,
				headers: { 'content-type': form.type },
			});
		const two = await makeForm(PNG, 'a.png', [['second', new Blob([Uint8Array.from(PNG)])]]);
		const both = await send(two);
		expect([both.status, both.code]).toEqual([413, 'http/files-limit']);
		const whole = await makeForm(PNG, 'a.png');
		const cut = await send({ ...whole, bytes: whole.bytes.subarray(0, -40) });
		expect([cut.status, cut.code]).toEqual([400, 'attachment/bad-form']);
		const form = new FormData();
		form.append('text', 'no file');
		const none = new Response(form);
		const type = none.headers.get('content-type') as string;
		const missing = await send({ type, bytes: Buffer.from(await none.arrayBuffer()) });
		expect([missing.status, missing.code]).toEqual([400, 'attachment/no-file']);
		expect((await send({ type: 'multipart/form-data', bytes: PNG })).code).toBe('attachment/bad-form');
		expect(await list()).toEqual([]);
		expect(await listTemp()).toEqual([]);
	});

	it('sent twice under one key is one; another file under that key is refused', async () => {
		const key = `photo-${task}`;
		const first = await upload(PNG, 'a.png', { key });
		const again = await upload(PNG, 'a.png', { key });
		expect(again.json()).toEqual(first.json());
		expect(await list()).toHaveLength(1);
		const other = await upload(Buffer.concat([JPEG_START, Buffer.alloc(10)]), 'a.png', { key });
		expect([other.status, other.code]).toEqual([409, 'http/idempotency-key-reused']);
	});

	it('belongs to a record that is there, that its reader may see and its sender may change', async () => {
		expect((await upload(PNG, 'a.png', { of: 'collection=task&id=no' })).code).toBe('record/not-found');
		expect((await upload(PNG, 'a.png', { of: 'collection=water&id=h-9' })).code).toBe('record/not-found');
		expect((await upload(PNG, 'a.png', { of: 'collection=water&id=h-1' })).status).toBe(201);
		expect((await upload(PNG, 'a.png', { of: 'collection=user&id=u-1' })).status).toBe(400);
		const { id } = (await upload(PNG, 'a.png')).json<Attachment>();
		records.be(['planner'], ['莞城街道']);
		expect((await upload(PNG, 'a.png')).code).toBe('access/denied');
		expect((await records.send('GET', `/api/attachments/${id}/file`)).code).toBe('access/denied');
		expect((await records.send('DELETE', `/api/attachments/${id}`)).code).toBe('access/denied');
	});

	it('of an incident that is over stays as it is, and none is added', async () => {
		const { id } = await writeIncident({ closedAtMs: null });
		const of = `collection=incident&id=${id}`;
		const attachment = (await upload(PNG, 'a.png', { of })).json<Attachment>();
		await writeIncident({ closedAtMs: 5 });
		expect((await upload(PNG, 'b.png', { of })).code).toBe('incident/closed');
		expect((await records.send('DELETE', `/api/attachments/${attachment.id}`)).code).toBe('incident/closed');
		expect((await records.send('GET', `/api/attachments/${attachment.id}/file`)).status).toBe(200);
	});

	it('of a report is one of that task', async () => {
		const { id } = (await upload(PNG, 'a.png')).json<Attachment>();
		const report = await records.send('POST', `/api/tasks/${task}/reports`, { text: '见图', attachmentIds: [id] });
		expect(report.json()).toMatchObject({ reports: [{ attachmentIds: [id] }] });
		const other = (await records.send('POST', '/api/tasks', { title: 'other' })).json<{ id: string }>();
		const wrong = await records.send('POST', `/api/tasks/${other.id}/reports`, { text: 'x', attachmentIds: [id] });
		expect(wrong.code).toBe('record/unknown-reference');
	});
});

describe('bytes', () => {
	const photo = (text: string) => Buffer.concat([JPEG_START, Buffer.from(text)]);

	it('are kept once, as long as a record refers to them', async () => {
		const bytes = photo('shared');
		const one = (await upload(bytes, 'one.jpg')).json<Attachment>();
		const two = (await upload(bytes, 'two.jpg')).json<Attachment>();
		expect(two.sha256).toBe(one.sha256);
		expect((await records.send('DELETE', `/api/attachments/${one.id}`)).status).toBe(204);
		// Whatever was swept for the first is swept when that of a later one is.
		const alone = (await upload(photo('alone'), 'alone.jpg')).json<Attachment>();
		await records.send('DELETE', `/api/attachments/${alone.id}`);
		await vi.waitFor(async () => expect(await isThere(alone.sha256)).toBe(false), { timeout: 10_000 });
		expect(await isThere(two.sha256)).toBe(true);
		await records.send('DELETE', `/api/attachments/${two.id}`);
		await vi.waitFor(async () => expect(await isThere(two.sha256)).toBe(false), { timeout: 10_000 });
	});

	it('go with the record they belong to', async () => {
		const unit = await records.send('POST', '/api/key-units', { name: '仓库', ...placeAt(0, 0) });
		const { id } = unit.json<{ id: string }>();
		const attachment = await upload(photo('of a unit'), 'a.jpg', { of: `collection=keyUnit&id=${id}` });
		const { sha256: hash, id: attachmentId } = attachment.json<Attachment>();
		expect((await records.send('DELETE', `/api/key-units/${id}`)).status).toBe(204);
		expect((await records.send('GET', `/api/attachments/${attachmentId}/file`)).code).toBe('record/not-found');
		await vi.waitFor(async () => expect(await isThere(hash)).toBe(false), { timeout: 10_000 });
	});

	it('of an upload that breaks off are gone', async () => {
		const address = await records.app.listen({ host: '127.0.0.1', port: 0 });
		const form = await makeForm(Buffer.concat([PNG, Buffer.alloc(300_000)]), 'a.png');
		const { port } = new URL(address);
		const socket = connect(Number(port), '127.0.0.1');
		socket.write(
			`POST /api/attachments?collection=task&id=${task} HTTP/1.1\r\nhost: x\r\ncontent-type: ${form.type}\r\ncontent-length: ${form.bytes.length}\r\n\r\n`,
		);
		socket.write(form.bytes.subarray(0, 200_000));
		await vi.waitFor(async () => expect(await listTemp()).toHaveLength(1), { timeout: 10_000 });
		socket.destroy();
		await vi.waitFor(async () => expect(await listTemp()).toEqual([]), { timeout: 10_000 });
		expect(await list()).toEqual([]);
	});

	it('that a killed server left are swept at the next start: old temporary files, and what no record refers to', async () => {
		const kept = (await upload(photo('kept'), 'kept.jpg')).json<Attachment>();
		const left = sha256(photo('left'));
		await mkdir(join(records.attachmentsDir, left.slice(0, 2)), { recursive: true });
		await writeFile(pathOf(left), photo('left'));
		const tmp = join(records.attachmentsDir, 'tmp');
		await writeFile(join(tmp, 'old'), 'x');
		await utimes(join(tmp, 'old'), 1, 1);
		await writeFile(join(tmp, 'of-another-process'), 'x');
		await sweepAs(records);
		expect(await listTemp()).toEqual(['of-another-process']);
		expect(await isThere(left)).toBe(false);
		expect(await isThere(kept.sha256)).toBe(true);
	});

	it('that a record came to refer to while unused ones were looked for stay', async () => {
		const { sha256: hash } = (await upload(photo('just now'), 'a.jpg')).json<Attachment>();
		// As the list was before the upload.
		await sweepAs({ ...records, store: { ...records.store, list: async () => [] } });
		expect(await isThere(hash)).toBe(true);
	});

	it('of another database are not taken for unused', async () => {
		const kept = (await upload(photo('theirs'), 'a.jpg')).json<Attachment>();
		const other = await startRecords(createFakeCity({}));
		await sweepAs(other);
		expect(await isThere(kept.sha256)).toBe(true);
		await other.close();
	});

	/** What a server on the database of `of` does at its start. */
	async function sweepAs(of: TestRecords): Promise<void> {
		const desk = createAttachmentDesk({
			store: of.store,
			files: await openAttachmentFiles(records.attachmentsDir, of.store.log),
			packPlaces: { findStation: async () => undefined, findWater: async () => undefined },
			findTown: async () => null,
			nowMs: () => Date.now(),
			onProblem: (message) => of.problems.push(message),
		});
		await desk.sweep();
		await desk.destroy();
	}
});

describe('attachment files', () => {
	it('put in place twice, as a repeated transaction does, stay', async () => {
		const files = await openAttachmentFiles(join(records.attachmentsDir, 'again'), 'log');
		const received = await files.receive(Readable.from([PNG]));
		await files.place(received);
		await files.place(received);
		await files.discard(received);
		expect(await readFile(files.pathOf(sha256(PNG)))).toEqual(PNG);
		expect(await files.list()).toEqual([sha256(PNG)]);
	});
});
