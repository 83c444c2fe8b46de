import { expect, it } from 'vitest';
import { NO_TIMES } from '../../../../src/domain/records/dispatch.ts';
import { findResponseTimes } from '../../../../src/domain/records/response-times.ts';

const S = 1000;

it('the order within 60 s of the alarm, the drive within 5 min, the first water 3.5 min after that', () => {
	const times = { ...NO_TIMES, departed: 100 * S, arrived: 401 * S, waterOn: 611 * S };
	const first = { orderedAtMs: 60 * S, times };
	expect(findResponseTimes(0, first, [first])).toEqual({
		ordered: { s: 60, limitS: 60, isWithin: true },
		driven: { s: 301, limitS: 300, isWithin: false },
		water: { s: 210, limitS: 210, isWithin: true },
	});
});

it('says nothing of what is not told, of the order of a reinforcement, or of a unit that a merged call had sent before', () => {
	const [first, later] = [
		{ orderedAtMs: 30 * S, times: NO_TIMES },
		{ orderedAtMs: 31 * S, times: NO_TIMES },
	];
	const nothing = { ordered: null, driven: null, water: null };
	expect(findResponseTimes(0, later, [first, later])).toEqual(nothing);
	expect(findResponseTimes(40 * S, first, [first, later])).toEqual(nothing);
});
