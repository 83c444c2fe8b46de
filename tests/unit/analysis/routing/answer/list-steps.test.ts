import { describe, expect, it } from 'vitest';
import { ONEWAY } from '../../../../../src/domain/pack/road-graph.ts';
import { DEFAULT_TRAVEL_TABLE } from '../../../../../src/domain/travel-table.ts';
import { at, findBest, indexOf, street } from './road-network.ts';

const turnsOf = (streets: ReturnType<typeof street>[], from: [number, number], to: [number, number]) =>
	findBest(indexOf(streets), at(...from), at(...to)).steps.map(({ turn, exit, roadName }) =>
		exit === null ? [turn, roadName] : [turn, roadName, exit],
	);

/** Four streets that meet in the middle. */
const CROSS = [
	street(
		[
			[-500, 0],
			[0, 0],
		],
		{ name: 'West', nameEn: 'West St' },
	),
	street(
		[
			[0, 0],
			[500, 0],
		],
		{ name: 'East' },
	),
	street(
		[
			[0, 0],
			[0, 500],
		],
		{ name: 'North', nameEn: 'North St' },
	),
	street(
		[
			[0, 0],
			[300, -200],
		],
		{ name: 'Southeast' },
	),
];

describe('listSteps', () => {
	it('names the turn into each road by its heading', () => {
		expect(turnsOf(CROSS, [-400, 0], [400, 0])).toEqual([
			['depart', 'West'],
			['straight', 'East'],
			['arrive', 'East'],
		]);
		expect(turnsOf(CROSS, [-400, 0], [0, 400])[1]).toEqual(['left', 'North']);
		// From east (90) to 123.7 degrees; from west (270) to it, 146.3 degrees to the left.
		expect(turnsOf(CROSS, [-400, 0], [270, -180])[1]).toEqual(['slight-right', 'Southeast']);
		expect(turnsOf(CROSS, [0, 400], [-400, 0])[1]).toEqual(['right', 'West']);
		expect(turnsOf(CROSS, [300, 0], [270, -180])[1]).toEqual(['sharp-left', 'Southeast']);
	});

	it('says both names, and its metres and seconds are those of the whole, turns included', () => {
		const table = { ...DEFAULT_TRAVEL_TABLE, turnS: { ...DEFAULT_TRAVEL_TABLE.turnS, left: 6 } };
		const route = findBest(indexOf(CROSS, { table }), at(-333.33, 0), at(0, 111.11));
		expect(
			route.steps.map(({ roadNameEn, distanceM, durationS, turn }) => [roadNameEn, distanceM, durationS, turn]),
		).toEqual([
			['West St', 333.3, 60, 'depart'],
			// 111.11 m at 20 km/h are 20.0 s, and 6 s for the turn.
			['North St', 111.1, 26, 'left'],
			['North St', 0, 0, 'arrive'],
		]);
		expect(route.durationS).toBe(86);
		expect(route.distanceM).toBe(444.4);
		expect(route.steps.map(({ from }) => from)).toEqual([0, 1, 2]);
	});

	it('does not tell a bend where one cannot but follow, nor a change of nothing; tells a real turn on the same road', () => {
		const bend = [
			street(
				[
					[0, 0],
					[300, 0],
				],
				{ name: 'Ring' },
			),
			street(
				[
					[300, 0],
					[300, 300],
				],
				{ name: 'Ring' },
			),
		];
		expect(turnsOf(bend, [10, 0], [300, 290])).toEqual([
			['depart', 'Ring'],
			['arrive', 'Ring'],
		]);
		const junction = [
			street(
				[
					[0, 0],
					[300, 0],
				],
				{ name: 'Ring' },
			),
			street(
				[
					[300, 0],
					[300, 300],
				],
				{ name: 'Ring' },
			),
			street(
				[
					[300, 0],
					[600, 0],
				],
				{ name: 'On' },
			),
		];
		expect(turnsOf(junction, [10, 0], [300, 290])).toEqual([
			['depart', 'Ring'],
			['left', 'Ring'],
			['arrive', 'Ring'],
		]);
	});

	it('counts the exits of a roundabout and names the road it is left for', () => {
		// Driven counter-clockwise: from the south one passes east and north to leave in the west.
		const ring = street(
			[
				[0, -30],
				[30, 0],
				[0, 30],
				[-30, 0],
				[0, -30],
			],
			{ roundabout: true, oneway: ONEWAY.forward, name: 'Ring' },
		);
		const arms = [
			street(
				[
					[0, -330],
					[0, -30],
				],
				{ name: 'South' },
			),
			street(
				[
					[30, 0],
					[330, 0],
				],
				{ name: 'East' },
			),
			street(
				[
					[0, 30],
					[0, 330],
				],
				{ name: 'North' },
			),
			street(
				[
					[-30, 0],
					[-330, 0],
				],
				{ name: 'West' },
			),
		];
		const leave = (to: [number, number]) => turnsOf([ring, ...arms], [0, -300], to)[1];
		expect(leave([300, 0])).toEqual(['roundabout', 'East', 1]);
		expect(leave([0, 300])).toEqual(['roundabout', 'North', 2]);
		expect(leave([-300, 0])).toEqual(['roundabout', 'West', 3]);
	});

	it('makes one turn of the two halves over a short link within a junction', () => {
		// Left over a nameless stretch of 20 m between two carriageways.
		const streets = [
			street(
				[
					[-300, 0],
					[0, 0],
				],
				{ name: 'Main' },
			),
			street(
				[
					[0, 0],
					[0, 20],
				],
				{},
			),
			street(
				[
					[0, 20],
					[-300, 20],
				],
				{ name: 'Main', oneway: ONEWAY.forward },
			),
			street(
				[
					[0, 0],
					[300, 0],
				],
				{ name: 'Main' },
			),
			street(
				[
					[0, 20],
					[0, 300],
				],
				{ name: 'Side' },
			),
		];
		expect(turnsOf(streets, [-200, 0], [0, 250])).toEqual([
			['depart', 'Main'],
			['left', 'Side'],
			['arrive', 'Side'],
		]);
		expect(turnsOf(streets, [-200, 0], [-200, 20])[1]).toEqual(['u-turn', 'Main']);
	});
});
