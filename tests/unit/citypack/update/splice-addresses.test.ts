import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toUtf8Column } from '../../../../src/citypack/model/text-column.ts';
import { spliceAddresses } from '../../../../src/citypack/update/splice-addresses.ts';
import { layAddressIndex } from '../../../../src/domain/pack/address-index.ts';

interface Entry {
	readonly street: string;
	readonly houseNumber: string;
	readonly town: string;
}

const column = (texts: readonly string[]) => toUtf8Column({ length: texts.length, at: (i) => texts[i] as string });

function encode(entries: readonly Entry[], fids: readonly number[]): Uint8Array {
	const { byteLength, parts } = layAddressIndex({
		rows: Uint32Array.from(entries, (_, i) => i),
		fids: Uint32Array.from(fids),
		street: column(entries.map(({ street }) => street)),
		houseNumber: column(entries.map(({ houseNumber }) => houseNumber)),
		town: column(entries.map(({ town }) => town)),
	});
	const bytes = new Uint8Array(byteLength);
	for (const part of parts) bytes.set(part.bytes, part.offset);
	return bytes;
}

const entry: fc.Arbitrary<Entry> = fc.record({
	street: fc.constantFrom('', '一街', '二街', '𠀀街', 'Z'),
	houseNumber: fc.constantFrom('', '1', '01', '1之1', '2', '10'),
	town: fc.constantFrom('', '东', '西', 'a'),
});

describe('addresses after an edit', () => {
	it('are those of the edited list', () => {
		const step = fc.record({ entry, what: fc.constantFrom('stays', 'goes', 'comes') });
		fc.assert(
			fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
				const old = steps.filter(({ what }) => what !== 'comes');
				const next = steps.filter(({ what }) => what !== 'goes');
				const before = encode(
					old.map((one) => one.entry),
					old.map((_, i) => i * 2),
				);
				const newFid = new Map(next.map((one, i) => [one, i * 3]));
				const found = spliceAddresses(
					before,
					'test',
					(oldFid) => newFid.get(old[oldFid / 2] as (typeof steps)[number]),
					next.filter(({ what }) => what === 'comes').map((one) => ({ ...one.entry, fid: newFid.get(one) as number })),
				);
				const expected = encode(
					next.map((one) => one.entry),
					next.map((_, i) => i * 3),
				);
				expect(Buffer.compare(found, expected)).toBe(0);
			}),
			{ numRuns: 300, seed: 3 },
		);
	});
});
