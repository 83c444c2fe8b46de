import { describe, expect, it } from 'vitest';
import { compareHouseNumbers, layAddressIndex, openAddressIndex } from '../../../../src/domain/pack/address-index.ts';
import {
	encodeBuildingIds,
	hashId,
	openBuildingIds,
	verifyBuildingIds,
} from '../../../../src/domain/pack/building-ids.ts';
import { createMemorySource } from '../../../../src/domain/pack/memory-source.ts';
import { sortRowsByKey } from '../../../../src/domain/pack/sort-rows.ts';
import { decodeTypedArrays, joinTypedArrays } from '../../../../src/domain/pack/typed-arrays.ts';

const hashText = (text: string) => hashId(new TextEncoder().encode(text));

describe('buildings.ids', () => {
	it('hashes as FNV-1a 32 does', () => {
		// Test vectors of the FNV authors.
		expect(hashText('')).toBe(0x811c9dc5);
		expect(hashText('a')).toBe(0xe40c292c);
		expect(hashText('foobar')).toBe(0xbf9cf968);
	});

	it('finds each of many ids, and gives both of a pair that collides', async () => {
		const ids = Array.from({ length: 20_000 }, (_, i) => `4419000${i % 33}-${i}`);
		// Known collision of FNV-1a 32.
		ids.push('declinate', 'macallums');
		const hashes = Uint32Array.from(ids, hashText);
		// Numbers with gaps, as pages leave them.
		const fids = hashes.map((_, ordinal) => ordinal * 3);
		const bytes = encodeBuildingIds(hashes, fids);
		const reads: number[] = [];
		const memory = createMemorySource('buildings.ids', bytes);
		const index = await openBuildingIds({
			...memory,
			read: (offset, length) => {
				reads.push(length);
				return memory.read(offset, length);
			},
		});
		for (let fid = 0; fid < ids.length; fid += 97) {
			expect(await index.findCandidates(ids[fid] as string)).toContain(fid * 3);
		}
		expect(await index.findCandidates('macallums')).toEqual([60_000, 60_003]);
		expect(await index.findCandidates('way/1')).toEqual([]);
		expect(Math.max(...reads.slice(2))).toBeLessThan(8192);
		expect(() => verifyBuildingIds(bytes, hashes, fids, 'buildings.ids')).not.toThrow();
		hashes[77] = 1;
		expect(() => verifyBuildingIds(bytes, hashes, fids, 'buildings.ids')).toThrow('buildings.ids: ');
	});

	it('works for no building and for one', async () => {
		const none = await openBuildingIds(
			createMemorySource('buildings.ids', encodeBuildingIds(new Uint32Array(0), new Uint32Array(0))),
		);
		expect(await none.findCandidates('a')).toEqual([]);
		const one = await openBuildingIds(
			createMemorySource('buildings.ids', encodeBuildingIds(Uint32Array.of(hashText('a')), Uint32Array.of(9))),
		);
		expect(await one.findCandidates('a')).toEqual([9]);
	});

	it('says that a file is cut', async () => {
		const bytes = encodeBuildingIds(
			new Uint32Array(5000).map((_, i) => i * 858_993),
			new Uint32Array(5000),
		);
		await expect(openBuildingIds(createMemorySource('buildings.ids', bytes.subarray(0, 6)))).rejects.toThrow(
			'buildings.ids: got 6 bytes',
		);
		expect(() =>
			verifyBuildingIds(bytes.subarray(0, bytes.length - 40), new Uint32Array(5000), new Uint32Array(5000), 'ids'),
		).toThrow('ids: section entries ends at byte');
	});
});

describe('addresses.idx', () => {
	const rows = [
		['鸿福路', '10', '南城'],
		['鸿福路', '2', '东城'],
		['', '7', '南城'],
		['莞太路', '', ''],
		['鸿福路', '10之1', '南城'],
		['鸿福路', '2', '南城'],
	];
	const textBytes = (texts: readonly string[]) => {
		const encoded = texts.map((text) => Buffer.from(text));
		const starts = new Uint32Array(texts.length + 1);
		encoded.forEach((text, i) => {
			starts[i + 1] = (starts[i] as number) + text.length;
		});
		return { bytes: new Uint8Array(Buffer.concat(encoded)), starts };
	};
	/** @param order row by ordinal; fids are the rows' places in the list above, whatever the order */
	const encode = (order: readonly number[], fids: readonly number[]) =>
		joinTypedArrays(
			layAddressIndex({
				rows: Uint32Array.from(order),
				fids: Uint32Array.from(fids),
				street: textBytes(rows.map(([street]) => street as string)),
				houseNumber: textBytes(rows.map(([, number]) => number as string)),
				town: textBytes(rows.map(([, , town]) => town as string)),
			}),
		);
	const bytes = encode([0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5]);

	it('lists a street by house number, as numbers run in a street', async () => {
		const index = await openAddressIndex(createMemorySource('addresses.idx', bytes));
		expect(await index.findAddresses('鸿福路')).toEqual([
			{ street: '鸿福路', houseNumber: '2', town: '东城', fid: 1 },
			{ street: '鸿福路', houseNumber: '2', town: '南城', fid: 5 },
			{ street: '鸿福路', houseNumber: '10', town: '南城', fid: 0 },
			{ street: '鸿福路', houseNumber: '10之1', town: '南城', fid: 4 },
		]);
		expect(await index.findAddresses('莞太路')).toEqual([{ street: '莞太路', houseNumber: '', town: null, fid: 3 }]);
		expect(await index.findAddresses('')).toEqual([]);
		expect(await index.findAddresses('无此路')).toEqual([]);
	});

	it('says that a file is cut', async () => {
		const cut = createMemorySource('addresses.idx', bytes.subarray(0, bytes.length - 16));
		const index = await openAddressIndex(cut);
		await expect(index.findAddresses('鸿福路')).rejects.toMatchObject({ code: 'pack/truncated' });
	});

	it('numbers towns by their names, not by who comes first', async () => {
		const { arrays } = decodeTypedArrays(bytes, 'addresses', 1, 'addresses.idx');
		// U+4E1C before U+5357; the unknown first.
		expect(new TextDecoder().decode(arrays.townBytes as Uint8Array)).toBe('东城南城');
		const backwards = decodeTypedArrays(
			encode([5, 4, 3, 2, 1, 0], [0, 1, 2, 3, 4, 5]),
			'addresses',
			1,
			'addresses.idx',
		);
		expect(backwards.arrays.townBytes).toEqual(arrays.townBytes);
	});

	it('lists buildings of one number by fid', async () => {
		const index = await openAddressIndex(
			createMemorySource('addresses.idx', encode([5, 4, 3, 2, 1, 0], [10, 20, 30, 40, 50, 60])),
		);
		expect((await index.findAddresses('鸿福路')).map(({ fid, town }) => [fid, town])).toEqual([
			[10, '南城'],
			[50, '东城'],
			[60, '南城'],
			[20, '南城'],
		]);
	});

	it('orders house numbers by value, then by what follows', () => {
		const sorted = ['12A', '3', '', '12', '101', '12之2', 'A1', '12之10'].sort(compareHouseNumbers);
		expect(sorted).toEqual(['', '3', '12', '12A', '12之2', '12之10', '101', 'A1']);
	});
});

describe('sortRowsByKey', () => {
	it('sorts as a comparison sort does, ties by row', () => {
		let state = 7;
		const keys = Uint32Array.from({ length: 5000 }, () => {
			state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
			return state % 3 === 0 ? state : state & 0xff;
		});
		const expected = [...keys.keys()].sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
		expect([...sortRowsByKey(keys)]).toEqual(expected);
	});
});
