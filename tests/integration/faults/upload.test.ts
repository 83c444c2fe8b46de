import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attachment } from '../../../src/domain/records/attachment.ts';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { tellFault } from './fault-table.ts';
import { readTestPack } from './small-pack.ts';

const SIZE = 8 * 1024 * 1024;

let server: ServerProcess;
let incidentId: string;
/** A JPEG by its first bytes; what follows does not compress. */
const photo = Buffer.concat([
	Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]),
	randomBytes(SIZE),
]);

beforeAll(async () => {
	server = await startServerProcess({ packDir: readTestPack() });
	const { stations } = (await (await fetch(`${server.url}/api/stations`)).json()) as {
		stations: { lon: number; lat: number }[];
	};
	const answer = await fetch(`${server.url}/api/incidents?assess=later`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ lon: stations[0]?.lon, lat: stations[0]?.lat }),
	});
	incidentId = ((await answer.json()) as { id: string }).id;
});

afterAll(async () => {
	await server?.stop();
});

function pathOf(): string {
	return `/api/attachments?collection=incident&id=${encodeURIComponent(incidentId)}`;
}

async function listAttachments(): Promise<Attachment[]> {
	const answer = await fetch(server.url + pathOf());
	expect(answer.status).toBe(200);
	return ((await answer.json()) as { attachments: Attachment[] }).attachments;
}

/** Sends half of the photo and then waits until the server has begun to keep it; the line stays open. */
async function sendHalf(): Promise<ReturnType<typeof connect>> {
	const head =
		'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n';
	const tail = '\r\n--b--\r\n';
	const { hostname, port } = new URL(server.url);
	const socket = connect(Number(port), hostname);
	socket.on('error', () => {});
	const length = head.length + photo.length + tail.length;
	socket.write(
		`POST ${pathOf()} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${length}\r\n\r\n${head}`,
	);
	await new Promise<void>((done) => socket.write(photo.subarray(0, SIZE / 2), () => done()));
	for (let look = 0; look < 200 && largestFile(server.dataDir) < SIZE / 8; look++) await wait(20);
	return socket;
}

/** Bytes of the largest file outside the database's own folder. */
function largestFile(dir: string): number {
	let most = 0;
	for (const entry of readdirSync(dir, { withFileTypes: true })) {
		if (entry.name.startsWith('postgres')) continue;
		const path = join(dir, entry.name);
		try {
			most = Math.max(most, entry.isDirectory() ? largestFile(path) : statSync(path).size);
		} catch {
			// Moved meanwhile.
		}
	}
	return most;
}

async function upload(): Promise<Attachment> {
	const form = new FormData();
	form.set('file', new Blob([photo], { type: 'image/jpeg' }), 'a.jpg');
	const answer = await fetch(server.url + pathOf(), { method: 'POST', body: form });
	const text = await answer.text();
	expect(answer.status, text).toBeLessThan(300);
	return JSON.parse(text) as Attachment;
}

async function checkWhole({ id, bytes }: Attachment): Promise<void> {
	const file = await fetch(`${server.url}/api/attachments/${encodeURIComponent(id)}/file`);
	expect(file.status).toBe(200);
	expect(bytes).toBe(photo.length);
	expect(Buffer.from(await file.arrayBuffer()).equals(photo)).toBe(true);
}

describe('an upload that is broken off', () => {
	it('by the sender: no record, no half file, and the same file can be sent again', async () => {
		const socket = await sendHalf();
		socket.destroy();
		expect(await listAttachments()).toEqual([]);
		const kept = await upload();
		await checkWhole(kept);
		expect(await listAttachments()).toHaveLength(1);
		await fetch(`${server.url}/api/attachments/${encodeURIComponent(kept.id)}`, { method: 'DELETE' });
	});

	it('by a restart of the server: no record, nothing half is served, and the same file can be sent again', async () => {
		await sendHalf();
		await server.kill('SIGKILL');
		const readyMs = await server.restart();
		expect(await listAttachments()).toEqual([]);
		await checkWhole(await upload());
		expect(await listAttachments()).toHaveLength(1);
		tellFault({
			scenario: 'server killed during an upload',
			times: 1,
			acknowledged: 1,
			lost: 0,
			doubled: 0,
			recoveryMs: [readyMs],
		});
	});
});
