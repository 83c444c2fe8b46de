import { describe, expect, it } from 'vitest';
import { ROAD_ACCESS } from '../../../../src/domain/pack/road-graph.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../../../../src/domain/route.ts';
import { indexOf, NOON_MS, straight } from './answer/road-network.ts';

/** Per road the reach bits of driving it as it was drawn, and against that. */
function reachOf(...streets: Parameters<typeof indexOf>[0]) {
	const index = indexOf(streets);
	const { graph } = index;
	const { reach } = index.findNetwork({ vehicle: null, exemptions: FIRE_ENGINE_EXEMPTIONS, departAtMs: NOON_MS });
	return Object.fromEntries(
		Array.from({ length: graph.edgeCount }, (_, edge) => [
			graph.names[graph.roadName[graph.edgeRoad[edge] as number] as number],
			[reach[edge * 2], reach[edge * 2 + 1]],
		]),
	);
}

describe('findArcReach', () => {
	it('tells the network proper from what only leads in or out, what is cut off, and what may not be driven', () => {
		expect(
			reachOf(
				straight([-200, 0], [0, 0], { name: 'In', oneway: 1 }),
				straight([0, 0], [200, 0], { name: 'South' }),
				straight([200, 0], [200, 200], { name: 'East' }),
				straight([200, 200], [0, 0], { name: 'Back' }),
				// Its end is where the triangle's two directions meet: a vehicle turns round there.
				straight([200, 200], [200, 400], { name: 'Spur' }),
				straight([200, 0], [400, 0], { name: 'Out', oneway: 1 }),
				straight([0, 0], [0, -200], { name: 'Walled', access: ROAD_ACCESS.no }),
				straight([900, 0], [900, 200], { name: 'Yard' }),
			),
		).toEqual({
			In: [2, 0],
			South: [3, 3],
			East: [3, 3],
			Back: [3, 3],
			Spur: [3, 3],
			Out: [1, 0],
			Walled: [0, 0],
			Yard: [0, 0],
		});
	});
});
