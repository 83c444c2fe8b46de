import { describe, expect, it } from 'vitest';
import { suggestVehicles } from '../../../../../src/analysis/alert/force/suggest-vehicles.ts';
import { createRoadIndex } from '../../../../../src/analysis/routing/road-index.ts';
import type { Aerial } from '../../../../../src/domain/alert/aerial.ts';
import { type Force, forceSchema } from '../../../../../src/domain/alert/force.ts';
import type { Situation } from '../../../../../src/domain/alert/situation.ts';
import type { Supply } from '../../../../../src/domain/alert/supply.ts';
import { makeStation } from '../../../../support/fake-city.ts';
import { makeRoadGraph } from '../../../../support/make-road-graph.ts';
import { makeSite } from '../../../../support/make-site.ts';
import { makeVehicle } from '../../../../support/make-vehicle.ts';

const INDEX = createRoadIndex(makeRoadGraph([{ from: [0, 0], to: [9000, 0], roadClass: 'residential' }]));
const STATIONS = [
	makeStation('near', 1000, 0, {
		vehicles: [makeVehicle('near-yt', 'YT32'), makeVehicle('near-dg', 'DG101'), makeVehicle('near-gs', 'GS180')],
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
const reaching = (model: string, toFloor: number) => ({
	model,
	topFloor: toFloor,
	sides: [{ reached: [{ fromFloor: 2, toFloor, spotId: 'P1' }] }],
});
/** Least work height first, as the aerial part lists them. */
const AERIAL = {
	storeyM: 3,
	appliances: [reaching('YT32', 9), reaching('DG53', 16), reaching('DG101', 18)],
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
	it('A20 the least aerial that reaches the floor that burns, nearer ones that do not or that are larger left where they are', () => {
		expect(suggest({ situation: { fireFloor: 14 } })).toEqual([
			['far-dg', 'suggest-aerial'],
			['far-py', 'suggest-smoke-high-rise'],
		]);
		expect(suggest({ situation: { fireFloor: 8 } })[0]).toEqual(['near-yt', 'suggest-aerial']);
	});

	it('A20 the top floor where none is named; the next larger where the least cannot come', () => {
		expect(suggest()[0]).toEqual(['near-dg', 'suggest-aerial']);
		expect(suggest({ situation: { fireFloor: 14, unavailable: ['far-dg'] } })[0]).toEqual([
			'near-dg',
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
		expect(suggest({ target: house, supply: ENOUGH })).toEqual([]);
		expect(suggest({ target: house })).toEqual([]);
	});

	it('A20 smoke extraction below ground; not for what is no fire, nor where it is sent', () => {
		const house = { polygons: [], codeClass: 'single-multi', floors: 3 };
		expect(suggest({ target: house, situation: { fireFloor: -1 } })).toEqual([['far-py', 'suggest-smoke-underground']]);
		expect(suggest({ target: house, situation: { fireFloor: -1, type: 'rescue' } })).toEqual([]);
		const sent = [{ id: 'far-py', model: 'PY60', type: 'PY' }];
		expect(suggest({ situation: { fireFloor: 2 }, sent })).toEqual([]);
	});
});
