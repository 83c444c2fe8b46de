import { describe, expect, it } from 'vitest';
import { reachTableSchema } from '../../../../src/domain/alert/aerial.ts';
import { packSides, readSides, type SideReach } from '../../../../src/domain/alert/side-reach.ts';

const SPOTS = [{ id: 'P1' }, { id: 'P2' }];
const NO_ROOM = { code: 'aerial/no-room', params: { freeWidthM: 2 } };
const SOUTH: SideReach = {
	...{ sideId: 'S1', topM: 49.8, topFloor: 16, spotId: 'P2', reason: null },
	reached: [
		{ fromFloor: 9, toFloor: 16, spotId: 'P2' },
		{ fromFloor: 2, toFloor: 7, spotId: null },
	],
	missed: [{ fromFloor: 17, toFloor: 18, reason: { code: 'aerial/too-high', params: { missingM: 2.9 } } }],
	lowM: [0, 0, -1],
	highM: [49.8, 48.1, -1],
};
const EVEN: SideReach = {
	...{ sideId: 'S2', topM: 12, topFloor: 4, spotId: 'P1', reason: null, missed: [] },
	reached: [{ fromFloor: 1, toFloor: 4, spotId: 'P1' }],
	lowM: [0, 0],
	highM: [12, 12],
};
const NOTHING: SideReach = {
	...{ sideId: 'S2', topM: null, topFloor: null, spotId: null, reason: NO_ROOM, reached: [], missed: [] },
	...{ lowM: [], highM: [] },
};

describe('packed reach', () => {
	it('is read as it was written', () => {
		const { sides, ...tables } = packSides([[SOUTH, NOTHING]], SPOTS);
		reachTableSchema.parse(tables.reaches);
		const spots = SPOTS as never;
		expect(readSides({ ...tables, spots }, { sides: sides[0] ?? [] })).toEqual([SOUTH, NOTHING]);
	});

	it('holds what appliances reach alike once, and one figure for columns that are alike', () => {
		const { sides, ...tables } = packSides(
			[
				[SOUTH, EVEN],
				[SOUTH, NOTHING],
				[SOUTH, EVEN],
			],
			SPOTS,
		);
		expect(sides).toEqual([
			[0, 1],
			[0, 2],
			[0, 1],
		]);
		expect(tables.reaches.highDm[1]).toEqual([120]);
		const read = readSides({ ...tables, spots: SPOTS as never }, { sides: sides[2] ?? [] });
		expect(read[1]).toEqual({ ...EVEN, lowM: [0], highM: [12] });
	});
});
