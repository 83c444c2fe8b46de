import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openByteStream } from '../../../../../src/citypack/read/bytes/open-byte-stream.ts';
import { stripCompression } from '../../../../../src/citypack/read/bytes/strip-compression.ts';
import { makeTempFolder } from '../../../../support/make-temp-folder.ts';

const FIXTURES = join(import.meta.dirname, '../../../../fixtures/geojson-seq');
const LINES = readFileSync(join(FIXTURES, 'lines.geojsonl'), 'utf8');

const { write } = makeTempFolder();

async function readText(path: string, options: Parameters<typeof openByteStream>[1] = {}): Promise<string> {
	const stream = await openByteStream(path, options);
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(Buffer.from(chunk));
	expect(stream.position).toBe(stream.size);
	return Buffer.concat(chunks).toString('utf8');
}

describe('stripCompression', () => {
	it('tells what is inside a file by its name', () => {
		expect(stripCompression('/a.b/13101.geojsonl.zst')).toEqual({
			path: '/a.b/13101.geojsonl',
			extension: 'geojsonl',
			compression: 'zstd',
		});
		expect(stripCompression('x/Town.City.JSON.GZ')).toMatchObject({ extension: 'city.json', compression: 'gzip' });
		expect(stripCompression('roads.osm')).toMatchObject({ extension: 'osm', compression: null });
		expect(stripCompression('.zst')).toMatchObject({ extension: '' });
	});
});

describe('openByteStream', () => {
	it('reads plain, gzip and zstd content, the last two written by other tools', async () => {
		for (const name of ['lines.geojsonl', 'lines.geojsonl.gz', 'lines.geojsonl.zst']) {
			expect(await readText(join(FIXTURES, name)), name).toBe(LINES);
		}
	});

	it('reads packed content under a plain name, and gzip members and zstd frames one after another', async () => {
		expect(await readText(write('named.json', gzipSync('{}')))).toBe('{}');
		expect(await readText(write('two.gz', Buffer.concat([gzipSync('ab'), gzipSync('cd')])))).toBe('abcd');
		const frame = readFileSync(join(FIXTURES, 'lines.geojsonl.zst'));
		expect(await readText(write('two.zst', Buffer.concat([frame, frame])))).toBe(LINES + LINES);
	});

	it('says where packed data end too early', async () => {
		for (const name of ['lines.geojsonl.gz', 'lines.geojsonl.zst']) {
			const cut = write(`cut-${name}`, readFileSync(join(FIXTURES, name)).subarray(0, 400));
			await expect(readText(cut), name).rejects.toMatchObject({
				code: 'input/truncated',
				message: expect.stringContaining(`${cut}: byte 400:`),
			});
		}
	});

	it('says that packed data are damaged: one bit, and bytes after the end', async () => {
		for (const name of ['lines.geojsonl.gz', 'lines.geojsonl.zst']) {
			for (const at of [200, 540]) {
				const bytes = readFileSync(join(FIXTURES, name));
				bytes[at] = (bytes[at] as number) ^ 8;
				const path = write(`hit-${at}-${name}`, bytes);
				await expect(readText(path), path).rejects.toMatchObject({
					code: 'input/damaged',
					message: expect.stringContaining(path),
				});
			}
		}
		const tail = Buffer.concat([readFileSync(join(FIXTURES, 'lines.geojsonl.zst')), Buffer.from('more text')]);
		await expect(readText(write('tail.zst', tail))).rejects.toMatchObject({ code: 'input/damaged' });
	});

	it('says that a file is not packed as its name has it, that it is a folder, and that there is none', async () => {
		await expect(readText(write('text.zst', 'hello'))).rejects.toMatchObject({ code: 'input/damaged' });
		await expect(readText(write('empty.gz', ''))).rejects.toMatchObject({ code: 'input/truncated' });
		await expect(readText(FIXTURES)).rejects.toMatchObject({ code: 'input/not-a-file' });
		await expect(readText(join(FIXTURES, 'none'))).rejects.toMatchObject({ code: 'source/missing-file' });
	});

	it('takes UTF-8 with and without its mark, refuses UTF-16 and binary files, and converts what it is told', async () => {
		expect(await readText(write('bom.txt', '\ufeff{"名": 1}'))).toBe('{"名": 1}');
		const utf16 = Buffer.from('\ufeff{"名": "x"}', 'utf16le');
		for (const bytes of [utf16, utf16.subarray(2), Buffer.from(utf16).swap16()]) {
			await expect(readText(write('utf16.txt', bytes))).rejects.toMatchObject({ code: 'input/wrong-encoding' });
		}
		expect(await readText(write('utf16.txt', utf16), { encoding: 'utf-16le' })).toBe('{"名": "x"}');
		await expect(
			readText(write('binary', Buffer.from('fgb\u0003fgb\u0000\u0001\u0002'.padEnd(40, 'x')))),
		).rejects.toMatchObject({ code: 'input/not-text', context: { byte: 7 } });
		// 东莞 in GBK (code page 936).
		const gbk = write('gbk.txt', Buffer.from([0xb6, 0xab, 0xdd, 0xb8]));
		expect(await readText(gbk, { encoding: 'gbk' })).toBe('东莞');
		await expect(
			readText(write('bad.txt', Buffer.from([0x41, 0xff, 0x41])), { encoding: 'gbk' }),
		).rejects.toMatchObject({
			code: 'input/wrong-encoding',
		});
		await expect(readText(gbk, { encoding: 'klingon' })).rejects.toMatchObject({ code: 'input/unknown-encoding' });
	});

	it('stops when told to, and lets the file go when the reader leaves early', async () => {
		for (const name of ['lines.geojsonl', 'lines.geojsonl.gz', 'lines.geojsonl.zst']) {
			const signal = AbortSignal.abort(new Error('stop'));
			await expect(readText(join(FIXTURES, name), { signal }), name).rejects.toThrow('stop');
			for await (const chunk of await openByteStream(join(FIXTURES, name))) {
				expect(chunk.length).toBeGreaterThan(0);
				break;
			}
		}
	});
});
