import { describe, expect, it } from 'vitest';
import { assessForce, type ForceTarget } from '../../../../../src/analysis/alert/force/assess-force.ts';
import { createRoadIndex } from '../../../../../src/analysis/routing/road-index.ts';
import { forceSchema } from '../../../../../src/domain/alert/force.ts';
import type { Situation } from '../../../../../src/domain/alert/situation.ts';
import type { Station } from '../../../../../src/domain/station.ts';
import { DEFAULT_TRAVEL_TABLE } from '../../../../../src/domain/travel-table.ts';
import { makeStation, placeAt } from '../../../../support/fake-city.ts';
import { makeClosure } from '../../../../support/make-closure.ts';
import { makeRoadGraph, type StraightRoad } from '../../../../support/make-road-graph.ts';
import { makeSite } from '../../../../support/make-site.ts';
import { makeVehicle } from '../../../../support/make-vehicle.ts';

const street = (from: [number, number], to: [number, number], more: Partial<StraightRoad> = {}): StraightRoad => ({
	from,
	to,
	roadClass: 'residential',
	...more,
});
/** West 2 km, east 4 km, north 1 km, whose first half is behind a bridge of 10 t. 20 km/h at noon: 180 s a kilometre, 45 s turnout. */
const ROADS = [
	street([-2000, 0], [0, 0]),
	street([0, 0], [2000, 0]),
	street([2000, 0], [4000, 0]),
	street([0, 0], [0, 500]),
	street([0, 500], [0, 1000], { maxWeightT: 10 }),
];
const TABLE = {
	...DEFAULT_TRAVEL_TABLE,
	turnS: { straight: 0, slight: 0, left: 0, right: 0, sharp: 0, uTurn: 45 },
	peakHours: [],
	nightHours: [],
};
const HOUSE: ForceTarget = {
	use: 'urban-village',
	codeClass: 'single-multi',
	heightM: 18,
	floors: 6,
	floorsBelow: null,
	keyUnit: null,
	footprintM2: 120,
	polygons: [],
};
const TOWER: ForceTarget = { ...HOUSE, use: 'residential', codeClass: 'high-1', heightM: 60, floors: 20 };
/** North: an 18 t engine that the bridge stops and an 8 t one that it lets through. */
const NORTH = makeStation('north', 0, 1000, { vehicles: [makeVehicle('n1', 'AP50'), makeVehicle('n2', 'SG20')] });
const WEST = makeStation('west', -2000, 0, {
	vehicles: [
		makeVehicle('w1', 'AP50'),
		makeVehicle('w2', 'SG80'),
		makeVehicle('w3', 'JY100'),
		makeVehicle('w4', 'YT32'),
	],
});
const EAST = makeStation('east', 4000, 0, { vehicles: [makeVehicle('e1', 'SG80'), makeVehicle('e2', 'SG20')] });
const SILENT = makeStation('silent', 1000, 0);

interface Asked {
	readonly stations?: readonly Station[];
	readonly target?: ForceTarget | null;
	readonly situation?: Partial<Situation>;
	readonly closures?: Parameters<typeof assessForce>[3]['closures'];
	readonly hasRoads?: boolean;
}

const INDEX = createRoadIndex(makeRoadGraph(ROADS), { table: TABLE });

function ask({
	stations = [NORTH, WEST, EAST],
	target = HOUSE,
	situation = {},
	closures = [],
	hasRoads = true,
}: Asked = {}) {
	const site = makeSite({ buildings: [], situation });
	const { value, findings } = assessForce(site, stations, hasRoads ? INDEX : null, {
		target,
		closures,
		stationCount: 3,
	});
	forceSchema.parse(value.force);
	return { ...value, codes: findings.map(({ code }) => code) };
}

const sentOf = ({ force }: ReturnType<typeof ask>) =>
	force.assigned.map(({ vehicleId, arrivalS, distanceM }) => [vehicleId, arrivalS, distanceM]);

describe('A20 first assignment', () => {
	it('A20 an ordinary fire of level 1 takes the two water vehicles that arrive first and fit', () => {
		// n2: 1,000 m = 180 s; n1 is 18 t and stopped by the bridge; w1 and w2: 2,000 m = 360 s; both 45 s of turnout.
		expect(sentOf(ask())).toEqual([
			['n2', 225, 1000],
			['w1', 405, 2000],
		]);
	});

	it('A20 a vehicle that cannot be sent falls to the next', () => {
		expect(sentOf(ask({ situation: { unavailable: ['n2'] } }))).toEqual([
			['w1', 405, 2000],
			['w2', 405, 2000],
		]);
	});

	it('A20 a high-rise of level 2: four water vehicles, rescue and an aerial, by arrival; the card’s object and source are told', () => {
		const asked = ask({ target: TOWER });
		expect(asked.force.card).toMatchObject({ object: 'high-rise', level: 2, verified: false });
		expect(sentOf(asked).map(([id]) => id)).toEqual(['n2', 'w1', 'w2', 'w3', 'w4', 'e1']);
		expect(asked.force.missing).toEqual([]);
	});

	it('A20 the level that is set decides the card, the proposal stands beside it; below it is told', () => {
		const asked = ask({ target: TOWER, situation: { level: 1 } });
		expect(asked.force.level).toMatchObject({ proposed: 2, set: 1 });
		expect(asked.force.card.level).toBe(1);
		expect(sentOf(asked).map(([id]) => id)).toEqual(['n2', 'w1']);
		expect(asked.codes).toContain('force/level-below-criteria');
	});

	it('A20 what nobody can bring is missing with its reason', () => {
		// Level 3 underground: 5 water, 3 foam, 2 rescue, 2 lights. 4 water vehicles are free and fit, 1 rescue; no foam, no light.
		const asked = ask({ situation: { level: 3, fireFloor: -1, unavailable: ['e2'] } });
		expect(asked.force.missing.map(({ types, count, reason }) => [types.join(), count, reason.code]).sort()).toEqual([
			['AP,SG', 1, 'missing-no-way'],
			['JY', 1, 'missing-all-sent'],
			['PM', 3, 'missing-none-on-file'],
			['ZM', 2, 'missing-none-on-file'],
		]);
		expect(asked.codes).toContain('force/missing');
	});

	it('A20 a fire at a flammable unit gets water besides what the chemical card sends', () => {
		const keyUnit = { id: 'k', name: '油库', nameEn: null, category: 8 };
		const asked = ask({ target: { ...HOUSE, keyUnit }, situation: { level: 1 } });
		expect(sentOf(asked).map(([id]) => id)).toEqual(['n2', 'w1']);
		expect(asked.force.missing.map(({ types }) => types)).toEqual([['FH']]);
	});

	it('A20 vehicles said to be away that no station lists are told', () => {
		expect(ask({ situation: { unavailable: ['n2'] } }).codes).not.toContain('force/away-unknown');
		expect(ask({ situation: { unavailable: ['n2', 'nobody'] } }).codes).toContain('force/away-unknown');
	});

	it('A20 of two aerials of one station the one that gets to the top of the tower', () => {
		const west = makeStation('west', -2000, 0, {
			vehicles: [makeVehicle('a-jp', 'JP32'), makeVehicle('b-yt', 'YT32'), makeVehicle('c-dg', 'DG101')],
		});
		const aerialOf = (fireFloor: number | null) =>
			ask({ stations: [west], target: TOWER, situation: { fireFloor } }).force.assigned.map(
				({ vehicleId }) => vehicleId,
			);
		// The top floor is 19 x 3 m up, the tenth 27 m.
		expect(aerialOf(null)).toEqual(['c-dg']);
		expect(aerialOf(10)).toEqual(['b-yt']);
	});

	it('A20 a station that lists no vehicles is unknown, not empty', () => {
		const asked = ask({ stations: [SILENT], situation: { level: 1 } });
		expect(asked.force.assigned).toEqual([]);
		expect(asked.force.missing[0]?.reason).toEqual({ code: 'missing-vehicles-unknown', params: { stations: 1 } });
		expect(asked.force.coverage?.emptied).toEqual([]);
	});

	it('A20 a road that is closed sends others', () => {
		const [a, b] = [placeAt(-1000, -30), placeAt(-1000, 30)];
		const shape = {
			type: 'LineString' as const,
			coordinates: [a, b].map(({ lon, lat }): [number, number] => [lon, lat]),
		};
		expect(sentOf(ask({ closures: [makeClosure('c', { shape })] })).map(([id]) => id)).toEqual(['n2', 'e1']);
	});

	it('A20 without roads nothing is assigned and nothing is claimed', () => {
		const asked = ask({ hasRoads: false });
		expect(asked.force).toMatchObject({ assigned: [], coverage: null, level: { proposed: 1 } });
		expect(asked.force.missing[0]?.reason).toEqual({ code: 'missing-no-roads', params: { onFile: 6 } });
		expect(asked.codes).toEqual(['force/missing', 'force/coverage-unknown']);
	});
});

describe('A4 first stations by their own vehicles', () => {
	it('A4 each by its first pumper that fits; by the default where the vehicles are unknown', () => {
		const { routes, codes } = ask({ stations: [NORTH, WEST, EAST, SILENT] });
		expect(routes.map(({ id, arrivalS, vehicle }) => [id, arrivalS, vehicle?.model ?? null])).toEqual([
			['silent', 225, null],
			['north', 225, 'SG20'],
			['west', 405, 'AP50'],
		]);
		expect(codes).toContain('stations/first-within-5-min');
	});

	it('A4 a station whose pumpers are all away is not asked, one without a way says why', () => {
		const only = makeStation('heavy', 0, 1000, { vehicles: [makeVehicle('h1', 'AP50')] });
		const { routes } = ask({ stations: [only, WEST, EAST], situation: { unavailable: ['w1', 'w2'] } });
		expect(routes.map(({ id, arrivalS, reason }) => [id, arrivalS, reason])).toEqual([
			['east', 765, null],
			['heavy', null, 'vehicle-limits'],
		]);
	});
});

describe('A21 coverage in one town', () => {
	it('A21 the emptied stations’ roads that no other one reaches are the hole; a spare pumper moves up', () => {
		// West sends both its pumpers; east keeps one of its two.
		const { force } = ask({ situation: { unavailable: ['n2'] } });
		expect(force.coverage?.emptied).toEqual(['west']);
		// 300 s - 45 s at 20 km/h: 1,416.7 m of the 2 km street, of which no other station reaches any.
		expect(force.coverage?.holeRoadKm).toBeCloseTo(1.42, 2);
		expect(force.coverage?.moveUps).toEqual([
			expect.objectContaining({
				vehicleId: 'e2',
				fromStationId: 'east',
				toStationId: 'west',
				travelS: 1080,
				closesShare: 1,
			}),
		]);
	});
});
