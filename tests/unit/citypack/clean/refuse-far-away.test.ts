import { expect, it } from 'vitest';
import { refuseFarAway } from '../../../../src/citypack/read/refuse-far-away.ts';
import { box, makeTable } from './make-table.ts';

it('refuses a building far away once, and does not tell its repairs any more', () => {
	const table = makeTable([0, 40, 80, 400_000].map((x, i) => ({ id: `b${i}`, source: 0, rings: [box(x, 0, 20, 10)] })));
	const spike = { source: 'city', outcome: 'repaired', reason: 'building/spike', detail: '1 dropped' } as const;
	const taken = refuseFarAway(
		{
			table,
			counts: { read: 5, kept: 4, repaired: 2, refused: 1 },
			rejects: [
				{ ...spike, id: 'b0' },
				{ ...spike, id: 'b3' },
				{ source: 'city', id: 'x', outcome: 'refused', reason: 'building/no-rings', detail: '' },
			],
			fields: [],
			madeIds: 0,
		},
		'city',
	);
	expect(taken.table.count).toBe(3);
	expect(taken.counts).toEqual({ read: 5, kept: 3, repaired: 1, refused: 2 });
	expect(taken.rejects.map(({ id, reason }) => [id, reason])).toEqual([
		['b0', 'building/spike'],
		['x', 'building/no-rings'],
		['b3', 'building/far-away'],
	]);
});
