import { describe, expect, it } from 'vitest';
import { createHttpSource } from '../../../src/workers/http-source.ts';

const FILE = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

/** A web server's answer, decided by the range that is asked for. */
function server(answer: (start: number, end: number) => Response | Promise<Response>): typeof fetch {
	return async (_url, init) => {
		const range = new Headers(init?.headers).get('range') ?? '';
		const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
		return answer(Number(start), Number(end));
	};
}
const partial = (start: number, end: number) =>
	new Response(FILE.slice(start, end + 1), {
		status: 206,
		headers: { 'content-range': `bytes ${start}-${end}/${FILE.length}` },
	});

describe('createHttpSource', () => {
	it('reads ranges and learns the size from one', async () => {
		const source = createHttpSource('http://localhost/packs/x/buildings.fgb', server(partial));
		expect(source.name).toBe('buildings.fgb');
		expect([...(await source.read(250, 3))]).toEqual([250, 0, 1]);
		expect(await source.size()).toBe(1000);
		expect((await source.read(5, 0)).length).toBe(0);
	});

	it.each([
		['pack/no-ranges', () => new Response(FILE, { status: 200 })],
		['pack/missing-file', () => new Response('no', { status: 404 })],
		['pack/truncated', () => new Response('', { status: 416 })],
		['pack/truncated', (start: number) => partial(start, start + 3)],
		['pack/unreachable', () => new Response('', { status: 503 })],
		['pack/unreachable', () => Promise.reject(new TypeError('fetch failed'))],
	] as const)('says %s', async (code, answer) => {
		const source = createHttpSource('/packs/x/roads.fgb', server(answer));
		const read = source.read(0, 100);
		await expect(read).rejects.toMatchObject({ code });
		await expect(read).rejects.toThrow(/^roads\.fgb: /);
	});

	it('ranges of two files of the same name do not go together', async () => {
		let etag = 'W/"1"';
		const answer = (start: number, end: number) => {
			const { headers, body } = partial(start, end);
			headers.set('etag', etag);
			return new Response(body, { status: 206, headers });
		};
		const source = createHttpSource('/packs/x/water.fgb', server(answer));
		await source.read(0, 2);
		expect([...(await source.read(2, 1))]).toEqual([2]);
		etag = 'W/"2"';
		await expect(source.read(3, 1)).rejects.toMatchObject({ code: 'pack/changed' });
	});

	it('passes the abort on as it is', async () => {
		const controller = new AbortController();
		const reason = new Error('enough');
		controller.abort(reason);
		const source = createHttpSource('/x', async (_url, init) => {
			init?.signal?.throwIfAborted();
			return partial(0, 1);
		});
		await expect(source.read(0, 2, controller.signal)).rejects.toBe(reason);
	});
});
