import { describe, expect, it } from 'vitest';
import type { GivenSignal, GivenTurn } from '../../../../src/citypack/model/input-city.ts';
import { placeGivenSignals, placeGivenTurns } from '../../../../src/citypack/model/place-given.ts';
import type { RoadLine } from '../../../../src/citypack/model/source-city.ts';
import { BARE_ROAD } from '../../../support/bare-records.ts';

/** About 100 m east and north of 113.75, 23. */
const place = (x: number, y: number): [number, number] => [1_137_500_000 + x * 9750, 230_000_000 + y * 9030];
const road = (id: string, at: readonly (readonly [number, number])[], more: Partial<RoadLine> = {}): RoadLine => ({
	...BARE_ROAD,
	id,
	lonLat: Int32Array.from(at.flatMap(([x, y]) => place(x, y))),
	...more,
});
const ROADS = [
	road('net/1', [
		[0, 0],
		[1, 0],
	]),
	road('net/1/2', [
		[1, 0],
		[2, 0],
	]),
	road('net/2', [
		[1, 0],
		[1, 1],
	]),
	road('net/3', [
		[2, 0],
		[2, 1],
		[1, 1],
		[1, 0],
	]),
	road(
		'way/9',
		[
			[2, 0],
			[3, 0],
		],
		{ nodes: Float64Array.of(71, 72) },
	),
	road(
		'way/10',
		[
			[3, 0],
			[3, 1],
		],
		{ nodes: Float64Array.of(72, 73) },
	),
	road(
		'foot',
		[
			[5, 5],
			[6, 5],
		],
		{ routable: false },
	),
	road('other/2', [
		[8, 8],
		[9, 8],
	]),
];
const turn = (from: string, to: string, via: GivenTurn['via'] = null): GivenTurn => ({
	...{ id: 'signs/1', kind: 'no', from, to, via, exceptEmergency: false, source: 'signs' },
});

function placeOne(given: GivenTurn) {
	const told: string[] = [];
	const [placed] = placeGivenTurns([given], ROADS, (_, { reason }) => told.push(reason));
	return placed ? [placed.from, placed.to, placed.via] : told;
}

describe('placeGivenTurns', () => {
	it.each<[string, GivenTurn, unknown]>([
		['where two roads meet, by the ids of their file', turn('1', 'net/2'), ['net/1', 'net/2', { lonLat: place(1, 0) }]],
		[
			'at the one of several meetings that is near',
			turn('net/2', '3', { lonLat: [place(1, 1)[0] + 300, place(1, 1)[1]] }),
			['net/2', 'net/3', { lonLat: place(1, 1) }],
		],
		['at a node of roads with ids', turn('9', 'way/10'), ['way/9', 'way/10', { node: 72 }]],
		['over roads', turn('1', 'net/2', { roads: ['3'] }), ['net/1', 'net/2', { roads: ['net/3'] }]],
	])('places a turn %s', (_, given, expected) => {
		expect(placeOne(given)).toEqual(expected);
	});

	it.each<[string, GivenTurn]>([
		['no-such-road', turn('1', '77')],
		['no-such-road', turn('1', 'foot')],
		['ambiguous', turn('1', '2')],
		['ambiguous', turn('net/2', '3')],
		['not-connected', turn('net/2', '9')],
		['not-connected', turn('1', 'net/2', { lonLat: place(0, 0) })],
	])('refuses %s', (reason, given) => {
		expect(placeOne(given)).toEqual([reason]);
	});
});

describe('placeGivenSignals', () => {
	it('puts a signal on the nearest vertex of a road for vehicles within 15 m', () => {
		const signal = (id: string, lonLat: [number, number]): GivenSignal => ({ id, lonLat, source: 'signs' });
		const told: string[] = [];
		const [x, y] = place(1, 0);
		const placed = placeGivenSignals(
			[
				signal('a', [x + 900, y]),
				signal('b', [place(3, 0)[0], place(3, 0)[1] - 1000]),
				signal('c', [x + 2000, y]),
				signal('d', place(5, 5)),
			],
			ROADS,
			({ id }, { reason }) => told.push(`${id} ${reason}`),
		);
		expect(placed.map(({ nodeId, lonLat }) => [nodeId, lonLat])).toEqual([
			[null, [x, y]],
			[72, place(3, 0)],
		]);
		expect(told).toEqual(['c not-on-road', 'd not-on-road']);
	});
});
