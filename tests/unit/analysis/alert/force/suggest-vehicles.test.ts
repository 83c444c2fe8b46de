import { describe, expect, it } from 'vitest';
import { suggestVehicles } from '../../../../../src/analysis/alert/force/suggest-vehicles.ts';
import { createRoadIndex } from '../../../../../src/analysis/routing/road-index.ts';
import type { Aerial } from '../../../../../src/domain/alert/aerial.ts';
import { type Force, forceSchema } from '../../../../../src/domain/alert/force.ts';
import { packSides } from '../../../../../src/domain/alert/side-reach.ts';
import type { Situation } from '../../../../../src/domain/alert/situation.ts';
import type { Supply } from '../../../../../src/domain/alert/supply.ts';
import { makeStation } from '../../../../support/fake-city.ts';
import { makeRoadGraph } from '../../../../support/make-road-graph.ts';
import { makeSideReach } from '../../../../support/make-side-reach.ts';
import { makeSite } from '../../../../support/make-site.ts';
import { makeVehicle } from '../../../../support/make-vehicle.ts';

const INDEX = createRoadIndex(makeRoadGraph([{ from: [0, 0], to: [9000, 0], roadClass: 'residential' }]));
const STATIONS = [
	makeStation('near', 1000, 0, {
		vehicles: [
			makeVehicle('near-yt', 'YT32'),
			makeVehicle('near-dg', 'DG101'),
			makeVehicle('near-gs', 'GS180'),
			makeVehicle('near-jp', 'JP32'),
		],
	}),
	makeStation('far', 8000, 0, {
		vehicles: [
			makeVehicle('far-dg', 'DG53'),
			makeVehicle('far-py', 'PY60'),
			makeVehicle('far-gs', 'GS250'),
			makeVehicle('far-gs2', 'GS250'),
		],
	}),
];
const TOWER = { polygons: [], codeClass: 'high-1', floors: 18 };
/** Least work height first, as the aerial part lists them. */
const REACHING = [
	['JP18', 6],
	['YT32', 9],
	['JP32', 10],
	['DG53', 16],
	['DG101', 18],
] as const;
const { sides, ...TABLES } = packSides(
	REACHING.map(([, toFloor]) => [makeSideReach('S1', [{ fromFloor: 2, toFloor, spotId: 'P1' }])]),
	[],
);
const AERIAL = {
	...{ storeyM: 3, spots: [], ...TABLES },
	appliances: REACHING.map(([model, topFloor], i) => ({
		...{ model, topFloor, carriesPeople: !model.startsWith('JP'), sides: sides[i] },
	})),
} as unknown as Aerial;
const SHORT = { neededLps: 40, availableLps: 25, shortFromS: null } as unknown as Supply;
const ENOUGH = { neededLps: 40, availableLps: 45, shortFromS: null } as unknown as Supply;

const FORCE: Force = forceSchema.parse({
	level: { proposed: 2, set: null, reasons: [] },
	card: { object: 'high-rise', level: 2, source: 'test', verified: false },
	assigned: [],
	missing: [],
	suggested: [],
	coverage: null,
	sources: {},
});

interface Asked {
	readonly situation?: Partial<Situation>;
	readonly target?: Parameters<typeof suggestVehicles>[4]['target'];
	readonly supply?: Supply | null;
	readonly sent?: readonly { id: string; model: string; type: string }[];
}

function suggest({ situation = {}, target = TOWER, supply = null, sent = [] }: Asked = {}) {
	const assigned = sent.map(({ id, model, type }) => ({
		vehicleId: id,
		plate: id,
		type,
		model,
		stationId: 'near',
		stationName: null,
		stationNameEn: null,
		arrivalS: 100,
		distanceM: 1000,
		tankT: null,
		pumpLps: null,
		workHeightM: null,
	}));
	const force = forceSchema.parse({ ...FORCE, assigned });
	const site = makeSite({ buildings: [], situation });
	const { value } = suggestVehicles(site, force, STATIONS, INDEX, { target, aerial: AERIAL, supply, closures: [] });
	return value.suggested.map(({ vehicleId, reasons }) => [vehicleId, reasons[0]?.code]);
}

describe('A20 vehicles beyond the card', () => {
	it('A20 of the aerials that reach the floor that burns the first to arrive, the smaller of those of one time', () => {
		expect(suggest({ situation: { fireFloor: 14 } })).toEqual([
			['near-dg', 'suggest-aerial'],
			['far-py', 'suggest-smoke-high-rise'],
		]);
		expect(suggest({ situation: { fireFloor: 8 } })[0]).toEqual(['near-yt', 'suggest-aerial']);
	});

	it('A20 a water tower that is sent does not do for an aerial that carries people; it comes itself where none of these can', () => {
		const sent = [{ id: 'near-jp', model: 'JP32', type: 'JP' }];
		expect(suggest({ situation: { fireFloor: 8 }, sent })[0]).toEqual(['near-yt', 'suggest-aerial']);
		const unavailable = ['near-yt', 'near-dg', 'far-dg'];
		expect(suggest({ situation: { fireFloor: 8, unavailable } })[0]).toEqual(['near-jp', 'suggest-aerial']);
		expect(suggest({ situation: { fireFloor: 8, unavailable }, sent }).map(([, code]) => code)).toEqual([
			'suggest-smoke-high-rise',
		]);
	});

	it('A20 the top floor where none is named; the next to arrive where the first cannot come', () => {
		expect(suggest()[0]).toEqual(['near-dg', 'suggest-aerial']);
		expect(suggest({ situation: { fireFloor: 14, unavailable: ['near-dg'] } })[0]).toEqual([
			'far-dg',
			'suggest-aerial',
		]);
	});

	it('A20 no aerial where one that is sent reaches the floor, or a ladder from the ground does', () => {
		const sent = [{ id: 'near-yt', model: 'YT32', type: 'YT' }];
		expect(suggest({ situation: { fireFloor: 9 }, sent }).map(([, code]) => code)).toEqual(['suggest-smoke-high-rise']);
		// Floor 6 is 15 m up, what a three-section ladder reaches.
		expect(suggest({ situation: { fireFloor: 6 } }).map(([, code]) => code)).toEqual(['suggest-smoke-high-rise']);
	});

	it('A20 tankers where the water falls short, the first to arrive; none where it is enough or unknown', () => {
		const house = { polygons: [], codeClass: 'single-multi', floors: 3 };
		expect(suggest({ target: house, supply: SHORT })).toEqual([
			['near-gs', 'suggest-water'],
			['far-gs', 'suggest-water'],
		]);
		// The sources would do, the vehicles sent run dry.
		const later = { ...ENOUGH, shortFromS: 900 };
		expect(suggest({ target: house, supply: later })[0]).toEqual(['near-gs', 'suggest-water-later']);
		expect(suggest({ target: house, supply: ENOUGH })).toEqual([]);
		expect(suggest({ target: house })).toEqual([]);
		expect(suggest({ target: house, supply: SHORT, situation: { type: 'rescue' } })).toEqual([]);
	});

	it('A20 smoke extraction below ground; not for what is no fire, nor where it is sent', () => {
		const house = { polygons: [], codeClass: 'single-multi', floors: 3 };
		expect(suggest({ target: house, situation: { fireFloor: -1 } })).toEqual([['far-py', 'suggest-smoke-underground']]);
		expect(suggest({ target: house, situation: { fireFloor: -1, type: 'rescue' } })).toEqual([]);
		const sent = [{ id: 'far-py', model: 'PY60', type: 'PY' }];
		expect(suggest({ situation: { fireFloor: 2 }, sent })).toEqual([]);
	});
});
