import { describe, expect, it } from 'vitest';
import type { ByteStream } from '../../../../../src/citypack/read/bytes/open-byte-stream.ts';
import { splitJson } from '../../../../../src/citypack/read/bytes/split-json.ts';
import { splitLines } from '../../../../../src/citypack/read/bytes/split-lines.ts';

/** A stream of chunks of a few bytes, so that every value crosses their borders. */
function streamOf(text: string, chunkBytes: number): ByteStream {
	const bytes = Buffer.from(text);
	return {
		path: 'memory.json',
		size: bytes.length,
		isPlain: true,
		position: 0,
		async *[Symbol.asyncIterator]() {
			for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
		},
	};
}

async function split(text: string, chunkBytes = 3, blockBytes = 16) {
	const members: Record<string, unknown> = {};
	const items: unknown[] = [];
	const numbers: number[] = [];
	const pieces = splitJson(streamOf(text, chunkBytes), {
		wayOf: (name) => (name === 'features' ? 'items' : name.startsWith('x') ? 'skip' : 'whole'),
		separator: 0x1e,
		blockBytes,
	});
	for await (const piece of pieces) {
		if (piece.kind === 'member') {
			members[piece.name] = piece.value;
			continue;
		}
		const run = Buffer.from(piece.bytes).toString().split('\x1e').slice(1);
		if (run.length > 0) numbers.push(piece.firstNumber);
		items.push(...run.map((item) => JSON.parse(item)));
	}
	return { members, items, numbers };
}

const OBJECT = {
	name: 'a "quoted" \\ name }]',
	xlarge: { a: [1, 2, { b: '}' }] },
	features: [{ a: '[{"\\' }, {}, [1, [2]], 'te,xt', 17, null, { deep: { deeper: [[[]]] } }],
	bbox: [1, 2],
	type: 'FeatureCollection',
};

describe('splitJson', () => {
	it('takes an object apart as JSON.parse does, wherever chunks and blocks end', async () => {
		const { xlarge, features, ...rest } = OBJECT;
		for (const text of [JSON.stringify(OBJECT), ` ${JSON.stringify(OBJECT, null, '\t')}\r\n`]) {
			for (const [chunkBytes, blockBytes] of [
				[1, 16],
				[3, 16],
				[7, 40],
				[1000, 1000],
			] as const) {
				const found = await split(text, chunkBytes, blockBytes);
				expect(found.items, `${chunkBytes}/${blockBytes}`).toEqual(features);
				expect(found.members).toEqual(rest);
			}
		}
	});

	it('counts items from block to block', async () => {
		const { items, numbers } = await split(
			JSON.stringify({ features: ['aaaaaaaa', 'bbbbbbbb', 'cccccccc', 'dddddddd'] }),
			5,
			30,
		);
		expect(items).toHaveLength(4);
		expect(numbers).toEqual([1, 2, 4]);
	});

	it('gives one empty piece for an empty list and none for a list that is not there', async () => {
		const kinds = async (text: string) => {
			const found: string[] = [];
			for await (const piece of splitJson(streamOf(text, 9), { wayOf: () => 'items' })) {
				found.push(piece.kind === 'items' ? `${piece.name} ${piece.container} ${piece.bytes.length}` : piece.name);
			}
			return found;
		};
		expect(await kinds('{"features":[ ],"b":{}, "c":null}')).toEqual(['features array 0', 'b object 0', 'c']);
		expect(await kinds('{}')).toEqual([]);
	});

	it('says at which byte an object ends too early', async () => {
		const text = JSON.stringify(OBJECT);
		for (let length = 1; length < text.length; length++) {
			await expect(split(text.slice(0, length)), text.slice(0, length)).rejects.toMatchObject({
				code: 'input/truncated',
				context: { file: 'memory.json', byte: length },
			});
		}
	});

	it('says at which byte something else stands than an object may have there', async () => {
		for (const [text, byte] of [
			['[1]', 0],
			['{"a" 1}', 5],
			['{"a":1 "b":2}', 7],
			['{a:1}', 1],
			['{"a":}', 5],
			['{"a":tru}', 5],
			['{"features":[{} {}]}', 16],
			['{"a":1}\n{"a":2}', 8],
		] as const) {
			await expect(split(text), text).rejects.toMatchObject({ code: 'input/damaged', context: { byte } });
		}
	});
});

describe('splitLines', () => {
	async function blocksOf(text: string, blockBytes = 16) {
		const blocks: [number, string][] = [];
		for await (const { firstNumber, bytes } of splitLines(streamOf(text, 5), blockBytes)) {
			blocks.push([firstNumber, Buffer.from(bytes).toString()]);
		}
		return blocks;
	}

	it('cuts after line ends and counts lines, empty ones too', async () => {
		expect(await blocksOf('{"a":1}\n\n{"b":2}\n{"long":"0123456789"}\n{"c":3}')).toEqual([
			[1, '{"a":1}\n\n'],
			[3, '{"b":2}\n'],
			[4, '{"long":"0123456789"}\n'],
			[5, '{"c":3}'],
		]);
		expect(await blocksOf('')).toEqual([]);
	});

	it('cuts before record separators', async () => {
		expect(await blocksOf('\x1e{"a":\n1}\n\x1e{"b":2}\n\x1e{}\n')).toEqual([
			[1, '\x1e{"a":\n1}\n'],
			[2, '\x1e{"b":2}\n'],
			[3, '\x1e{}\n'],
		]);
	});

	it('tells a record that was cut from a line that is merely wrong', async () => {
		await expect(blocksOf('{"a":1}\n{"b":"x')).rejects.toMatchObject({
			code: 'input/truncated',
			context: { byte: 15 },
		});
		await expect(blocksOf('\x1e{"a":1}\n\x1e{"b":')).rejects.toMatchObject({ code: 'input/truncated' });
		expect((await blocksOf('{"a":1}\noops')).at(-1)).toEqual([2, 'oops']);
	});
});
