import { describe, expect, it } from 'vitest';
import { foldEvent } from '../../../../src/domain/records/fold-event.ts';
import { readFacts } from '../../../../src/server/store/record-facts.ts';

const made = foldEvent(undefined, { seq: 5, atMs: 100, id: 'a', version: 1, set: { title: 'x', note: 'n' } });

describe('foldEvent', () => {
	it('makes a record of the first event', () => {
		expect(made).toEqual({
			state: { id: 'a', version: 1, createdAtMs: 100, updatedAtMs: 100, district: null, title: 'x', note: 'n' },
			removed: false,
			createdSeq: 5,
			updatedSeq: 5,
		});
	});

	it('lays the fields of the next over it and leaves the others', () => {
		const next = foldEvent(made, { seq: 9, atMs: 90, id: 'a', version: 2, set: { title: null, district: '南城' } });
		expect(next).toEqual({
			state: { id: 'a', version: 2, createdAtMs: 100, updatedAtMs: 90, district: '南城', title: null, note: 'n' },
			removed: false,
			createdSeq: 5,
			updatedSeq: 9,
		});
	});

	it('keeps the last state of a removed one, and begins anew when it is made again', () => {
		const removed = foldEvent(made, { seq: 6, atMs: 110, id: 'a', version: 2, set: null });
		expect(removed).toMatchObject({ removed: true, createdSeq: 5, updatedSeq: 6, state: { version: 2, title: 'x' } });
		const again = foldEvent(removed, { seq: 8, atMs: 120, id: 'a', version: 3, set: { title: 'y' } });
		expect(again).toEqual({
			state: { id: 'a', version: 3, createdAtMs: 120, updatedAtMs: 120, district: null, title: 'y' },
			removed: false,
			createdSeq: 8,
			updatedSeq: 8,
		});
	});
});

it('readFacts takes short texts, truths and nulls', () => {
	expect(readFacts({ a: 'x', b: null, c: false, d: 7, e: ['x'], f: 'y'.repeat(201), g: { h: 1 } })).toEqual({
		a: 'x',
		b: null,
		c: false,
	});
});
