import { describe, expect, it } from 'vitest';
import { ONEWAY } from '../../../../../src/domain/pack/road-graph.ts';
import { DEFAULT_TRAVEL_TABLE } from '../../../../../src/domain/travel-table.ts';
import { at, findBest, indexOf, straight, street } from './road-network.ts';

const turnsOf = (streets: ReturnType<typeof street>[], from: [number, number], to: [number, number]) =>
	findBest(indexOf(streets), at(...from), at(...to)).steps.map(({ turn, exit, roadName }) =>
		exit === null ? [turn, roadName] : [turn, roadName, exit],
	);

/** Four streets that meet in the middle. */
const CROSS = [
	straight([-500, 0], [0, 0], { name: 'West', nameEn: 'West St' }),
	straight([0, 0], [500, 0], { name: 'East' }),
	straight([0, 0], [0, 500], { name: 'North', nameEn: 'North St' }),
	straight([0, 0], [300, -200], { name: 'Southeast' }),
];

/** Driven counter-clockwise: from the south one passes east and north to leave in the west. */
const RING = street(
	[
		[0, -30],
		[30, 0],
		[0, 30],
		[-30, 0],
		[0, -30],
	],
	{ roundabout: true, oneway: ONEWAY.forward, name: 'Ring' },
);

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
		const bend = [straight([0, 0], [300, 0], { name: 'Ring' }), straight([300, 0], [300, 300], { name: 'Ring' })];
		expect(turnsOf(bend, [10, 0], [300, 290])).toEqual([
			['depart', 'Ring'],
			['arrive', 'Ring'],
		]);
		const junction = [
			straight([0, 0], [300, 0], { name: 'Ring' }),
			straight([300, 0], [300, 300], { name: 'Ring' }),
			straight([300, 0], [600, 0], { name: 'On' }),
		];
		expect(turnsOf(junction, [10, 0], [300, 290])).toEqual([
			['depart', 'Ring'],
			['left', 'Ring'],
			['arrive', 'Ring'],
		]);
	});

	it('counts the exits of a roundabout and names the road it is left for', () => {
		const arms = [
			straight([0, -330], [0, -30], { name: 'South' }),
			straight([30, 0], [330, 0], { name: 'East' }),
			straight([0, 30], [0, 330], { name: 'North' }),
			straight([-30, 0], [-330, 0], { name: 'West' }),
		];
		const leave = (to: [number, number]) => turnsOf([RING, ...arms], [0, -300], to)[1];
		expect(leave([300, 0])).toEqual(['roundabout', 'East', 1]);
		expect(leave([0, 300])).toEqual(['roundabout', 'North', 2]);
		expect(leave([-300, 0])).toEqual(['roundabout', 'West', 3]);
	});

	it('counts no yard as an exit of a roundabout, and takes a short nameless way in for a part of it', () => {
		const streets = [
			RING,
			straight([-300, -60], [0, -40], { name: 'South' }),
			straight([0, -40], [0, -30], {}),
			straight([30, 0], [330, 0], { roadClass: 'service' }),
			straight([0, 30], [0, 330], { name: 'North' }),
		];
		expect(turnsOf(streets, [-290, -60], [0, 300])).toEqual([
			['depart', 'South'],
			['roundabout', 'North', 1],
			['arrive', 'North'],
		]);
		// Who is led into the yard counts it.
		expect(turnsOf(streets, [-290, -60], [300, 0])[1]).toEqual(['roundabout', null, 1]);
	});

	it('tells no name that lasts some metres straight on', () => {
		const streets = [
			straight([-300, 0], [0, 0], { name: 'West' }),
			straight([0, 0], [12, 0], { name: 'Square' }),
			straight([12, 0], [300, 0], { name: 'East' }),
			straight([12, 0], [12, 300], { name: 'North' }),
			straight([0, 0], [0, -300], { name: 'South' }),
		];
		expect(turnsOf(streets, [-290, 0], [290, 0])).toEqual([
			['depart', 'West'],
			['straight', 'East'],
			['arrive', 'East'],
		]);
		// Left 12 m on: not into the square. From the south right into it, and on: the turn is into the road it leads to.
		expect(turnsOf(streets, [-290, 0], [12, 290])).toEqual([
			['depart', 'West'],
			['left', 'North'],
			['arrive', 'North'],
		]);
		expect(turnsOf(streets, [0, -290], [290, 0])[1]).toEqual(['right', 'East']);
	});

	it('tells no stretch of less than a metre at either end', () => {
		// From half a metre south of the crossing to half a metre short of the end of the next road, beyond another.
		const streets = [...CROSS, straight([500, 0], [500, 300], { name: 'Up' })];
		expect(turnsOf(streets, [499.5, 0], [500, 290])).toEqual([
			['depart', 'Up'],
			['arrive', 'Up'],
		]);
		expect(turnsOf(streets, [-290, 0], [500, 0.5])).toEqual([
			['depart', 'West'],
			['straight', 'East'],
			['arrive', 'Up'],
		]);
	});

	it('calls a hairpin into another road sharp, and back on the same road a U-turn', () => {
		const streets = [
			straight([-300, 0], [0, 0], { name: 'Low' }),
			straight([0, 0], [-300, 30], { name: 'High' }),
			straight([0, 0], [300, 0], { name: 'Low' }),
		];
		expect(turnsOf(streets, [-290, 0], [-290, 29])[1]).toEqual(['sharp-left', 'High']);
		const same = streets.map((line) => ({ ...line, name: 'Low' }));
		expect(turnsOf(same, [-290, 0], [-290, 29])[1]).toEqual(['u-turn', 'Low']);
	});

	it('makes one turn of the two halves over a short link within a junction', () => {
		// Left over a nameless stretch of 20 m between two carriageways.
		const streets = [
			straight([-300, 0], [0, 0], { name: 'Main' }),
			straight([0, 0], [0, 20], {}),
			straight([0, 20], [-300, 20], { name: 'Main', oneway: ONEWAY.forward }),
			straight([0, 0], [300, 0], { name: 'Main' }),
			straight([0, 20], [0, 300], { name: 'Side' }),
		];
		expect(turnsOf(streets, [-200, 0], [0, 250])).toEqual([
			['depart', 'Main'],
			['left', 'Side'],
			['arrive', 'Side'],
		]);
		expect(turnsOf(streets, [-200, 0], [-200, 20])[1]).toEqual(['u-turn', 'Main']);
	});
});
