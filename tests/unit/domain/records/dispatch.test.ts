import { expect, it } from 'vitest';
import { DISPATCH_TIMES, type Dispatch, findDisorder } from '../../../../src/domain/records/dispatch.ts';

const inOrder = Object.fromEntries(DISPATCH_TIMES.map((name, i) => [name, i * 10])) as Dispatch['times'];

it('the eleven times in their order, or none of them, are in order; so are two of one moment', () => {
	expect(findDisorder(inOrder)).toBeNull();
	expect(findDisorder({ ...inOrder, arrived: 10, departed: 10 })).toBeNull();
	const none = Object.fromEntries(DISPATCH_TIMES.map((name) => [name, null])) as Dispatch['times'];
	expect(findDisorder(none)).toBeNull();
});

it('names both that stand in the wrong order, over those that are not told', () => {
	expect(findDisorder({ ...inOrder, departed: 25 })).toEqual(['departed', 'arrived']);
	expect(findDisorder({ ...inOrder, deployed: null, controlled: null, waterOn: 15 })).toEqual(['arrived', 'waterOn']);
	expect(findDisorder({ ...inOrder, withdrawn: 101 })).toEqual(['withdrawn', 'returned']);
});

it('洗消 is any time between 到场 and 归队', () => {
	expect(findDisorder({ ...inOrder, decontaminated: 95 })).toBeNull();
	expect(findDisorder({ ...inOrder, decontaminated: 25 })).toBeNull();
	expect(findDisorder({ ...inOrder, decontaminated: 15 })).toEqual(['arrived', 'decontaminated']);
	expect(findDisorder({ ...inOrder, decontaminated: 105 })).toEqual(['decontaminated', 'returned']);
});
