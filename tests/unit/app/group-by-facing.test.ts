import { describe, expect, it } from 'vitest';
import { groupByFacing } from '../../../src/app/command/cards/group-by-facing.ts';
import type { SideReach } from '../../../src/domain/alert/side-reach.ts';

function side(sideId: string, topFloor: number | null): { side: SideReach } {
	const reason = topFloor === null ? { code: 'aerial/not-reached', params: {} } : null;
	const none = { reached: [], missed: [], spotId: null, lowM: [], highM: [] };
	return { side: { sideId, topFloor, topM: topFloor, reason, ...none } };
}

describe('facade strip groups', () => {
	it('of sides that look one way the one reached highest stands for all, with their number', () => {
		const bearings: Record<string, number> = { S1: 180, S2: 225, S3: 134.9, S4: 315, S5: 44.9, S6: 160, S7: 270 };
		const sides = [side('S1', null), side('S2', 3), side('S3', 2), side('S4', 5), side('S5', 7), side('S6', 9)];
		const groups = groupByFacing([...sides, side('S7', null)], (id) => bearings[id] ?? 0);
		expect(groups.map(({ quarter, side: { sideId }, count }) => [quarter, sideId, count])).toEqual([
			[0, 'S5', 2],
			[1, 'S3', 1],
			[2, 'S6', 2],
			[3, 'S2', 2],
		]);
	});
});
