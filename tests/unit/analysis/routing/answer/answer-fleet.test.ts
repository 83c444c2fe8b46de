import { describe, expect, it } from 'vitest';
import { answerFleet, type FleetOptions } from '../../../../../src/analysis/routing/answer/answer-fleet.ts';
import { FIRE_ENGINE_EXEMPTIONS, type FleetQuery } from '../../../../../src/domain/route.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../../../../src/domain/vehicle.ts';
import { at, closureOf, indexOf, NOON_MS, positionAt, street } from './road-network.ts';

/** A street of 4 km west to east, a spur behind a 10 t bridge at its east end. */
const STREETS = [
	street([
		[0, 0],
		[2000, 0],
	]),
	street([
		[2000, 0],
		[4000, 0],
	]),
	street(
		[
			[4000, 0],
			[4000, 200],
		],
		{ maxWeightT: 10 },
	),
	street([
		[4000, 200],
		[4000, 1200],
	]),
];
const ENGINE = DEFAULT_VEHICLE_PROFILE;
const LIGHT = { ...ENGINE, lengthM: 5, massT: 4, widthM: 2, turningRadiusM: 6 };
const STATIONS = [
	{ id: 'west', ...at(0, 0), vehicle: ENGINE },
	{ id: 'middle', ...at(2500, 10), vehicle: ENGINE },
	{ id: 'east', ...at(3900, 0), vehicle: ENGINE },
	{ id: 'behind', ...at(4000, 900), vehicle: ENGINE },
	{ id: 'forest', ...at(2000, 5000), vehicle: ENGINE },
];

function ask(
	more: Partial<FleetQuery> = {},
	options: FleetOptions = {},
	closures: Parameters<typeof answerFleet>[2] = [],
) {
	const query = {
		to: at(2000, 0),
		starts: STATIONS,
		count: 2,
		departAtMs: NOON_MS,
		exemptions: FIRE_ENGINE_EXEMPTIONS,
		building: null,
		...more,
	};
	return answerFleet(indexOf(STREETS), query, closures, options);
}

describe('answerFleet', () => {
	it('gives all by arrival with the turnout of the hour, then those without a way and why', () => {
		const { ways } = ask();
		// 20 km/h: 500 m in 90 s, 1,900 m in 342 s, 2,000 m in 360 s; turnout 45 s by day.
		expect(ways.map(({ id, arrivalS, travelS, reason }) => [id, arrivalS, travelS, reason])).toEqual([
			['middle', 135, 90, null],
			['east', 387, 342, null],
			['west', 405, 360, null],
			['behind', null, null, 'vehicle-limits'],
			['forest', null, null, 'no-road-near-start'],
		]);
		// The first two are described, the third only timed.
		expect(ways.map(({ route }) => route?.distanceM ?? null)).toEqual([500, 1900, null, null, null]);
		expect(ways[3]?.refused?.limits).toMatchObject([{ kind: 'weight', limit: 10, needed: 19 }]);
		const night = ask({ departAtMs: NOON_MS + 12 * 3_600_000 }).ways[0];
		expect(night?.arrivalS).toBe(60 + 90);
	});

	it('searches for each kind of vehicle by its own limits', () => {
		const starts = [...STATIONS, { id: 'light', ...at(4000, 900), vehicle: LIGHT }];
		const { ways } = ask({ starts });
		// 2,000 m along the street and 900 m up the spur.
		expect(ways.find(({ id }) => id === 'light')).toMatchObject({ travelS: 522, reason: null });
		expect(ways.find(({ id }) => id === 'behind')?.reason).toBe('vehicle-limits');
	});

	it('tells of each vehicle whether its own jacks fit, of the same size or not', () => {
		const wide = [
			street(
				[
					[0, 0],
					[2000, 0],
				],
				{ widthM: 5 },
			),
		];
		const ladder = (id: string, jackSpreadM: number | null) => ({
			id,
			...at(0, 0),
			vehicle: { ...ENGINE, jackSpreadM },
		});
		const query = {
			to: at(1000, 0),
			starts: [ladder('none', null), ladder('narrow', 4.8), ladder('broad', 5.2)],
			count: 3,
			departAtMs: NOON_MS,
			exemptions: FIRE_ENGINE_EXEMPTIONS,
			building: null,
		};
		const { ways } = answerFleet(indexOf(wide), query, []);
		expect(Object.fromEntries(ways.map(({ id, route }) => [id, route?.stop.jacksFit]))).toEqual({
			none: null,
			narrow: true,
			broad: false,
		});
	});

	it('looks only for the nearest when asked to: others are left out but those with no road near', () => {
		expect(ask({ count: 1 }, { onlyNearest: true }).ways.map(({ id }) => id)).toEqual(['middle', 'forest']);
		expect(ask({ count: 9 }, { onlyNearest: true }).ways.map(({ id }) => id)).toEqual([
			'middle',
			'east',
			'west',
			'behind',
			'forest',
		]);
	});

	it('answers for every vehicle when there is no road near the place', () => {
		const { ways } = ask({ to: at(0, 3000) });
		expect(ways.map(({ reason }) => reason)).toEqual(Array.from(STATIONS, () => 'no-road-near-end'));
	});

	it('says that closures keep a station away, of each as well as of many', () => {
		const across = { type: 'LineString' as const, coordinates: [positionAt(3000, -30), positionAt(3000, 30)] };
		for (const count of [1, 5]) {
			const { ways, closures } = ask({ count, to: at(100, 0) }, {}, [closureOf('c', across)]);
			expect(closures).toEqual(['c']);
			expect(Object.fromEntries(ways.map(({ id, reason }) => [id, reason]))).toEqual({
				west: null,
				middle: 'closures',
				east: 'closures',
				behind: 'vehicle-limits',
				forest: 'no-road-near-start',
			});
		}
	});
});
