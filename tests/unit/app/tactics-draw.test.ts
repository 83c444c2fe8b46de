import { describe, expect, it } from 'vitest';
import { buildMarks, findLevelM, sizeTruck } from '../../../src/app/command/tactics/build-marks.ts';
import { canFinishMark, makeMark, readFloor } from '../../../src/app/command/tactics/make-mark.ts';
import { listMarkedTrucks } from '../../../src/app/state/marked-reach-store.ts';
import {
	createTacticsStore,
	dropSymbol,
	finishSymbol,
	stepPoints,
	takeSymbol,
} from '../../../src/app/state/tactics-store.ts';
import { createLocalPlane } from '../../../src/domain/geo/local-plane.ts';
import { readSnap } from '../../../src/domain/tactics/catch-mark.ts';
import { type Mark, markSchema } from '../../../src/domain/tactics/mark.ts';

const TARGET = { lon: 113.7785, lat: 23.0258 };
const plane = createLocalPlane(TARGET);
const place = (x: number, y: number): [number, number] => {
	const [lon, lat] = plane.toLonLat([x, y]);
	return [lon, lat];
};
/** The target's south wall, 40 m long from west to east, 10 m south of the fire. */
const around = {
	phase: 'first-attack' as const,
	target: TARGET,
	walls: [[place(-20, -10), place(20, -10)]],
	storeyM: 4,
	viewHeadingDeg: 30,
};
const point = { symbol: 'nozzle', truck: null };
const free = { snap: { kind: 'none' as const, buildingId: null }, heightM: 0 };
const mark = (fields: object): Mark =>
	markSchema.parse({ geometry: { type: 'Point', coordinates: place(0, 0) }, ...fields });

describe('a new mark', () => {
	it('a nozzle points at the fire: from the south it points north', () => {
		expect(makeMark(point, [place(0, -50)], free, around)).toMatchObject({
			headingDeg: 0,
			floor: null,
			snappedTo: null,
		});
		expect(makeMark(point, [place(-50, 0)], free, around)).toMatchObject({ headingDeg: 90 });
		expect(makeMark({ symbol: 'staging', truck: null }, [place(0, -50)], free, around)).toMatchObject({
			headingDeg: null,
		});
	});

	it('a vehicle stands along the nearest wall, and where none is near as the map is turned', () => {
		const truck = { symbol: 'vehicle-DG', truck: { model: 'DG53', unitId: null, jackSpreadM: null } };
		expect(makeMark(truck, [place(0, -20)], free, around)).toMatchObject({ headingDeg: 90, truck: truck.truck });
		expect(makeMark(truck, [place(0, -200)], free, around)).toMatchObject({ headingDeg: 30 });
	});

	it('is on the floor that it was put on: 13 m up a facade with storeys of 4 m is the fourth', () => {
		const onFacade = { snap: { kind: 'facade' as const, buildingId: 'b' }, heightM: 13 };
		expect(makeMark(point, [place(0, -10)], onFacade, around)).toMatchObject({ floor: 4, snappedTo: 'facade' });
		expect(readFloor({ ...onFacade, heightM: 3 }, 4)).toBeNull();
		expect(readFloor({ snap: { kind: 'roof', buildingId: 'b' }, heightM: 24 }, 4)).toBe(6);
		expect(readSnap({ snap: { kind: 'edge', buildingId: 'b' } })).toBe('facade');
		expect(readSnap({ snap: { kind: 'road', buildingId: null } })).toBe('road');
	});

	it('a line needs two points and an area three; the ring of an area is closed', () => {
		const area = { symbol: 'fire-area', truck: null };
		const corners = [place(0, 0), place(9, 0), place(9, 9)];
		expect(makeMark(area, corners.slice(0, 2), null, around)).toBeNull();
		expect(makeMark(area, corners, null, around)?.geometry).toEqual({
			type: 'Polygon',
			coordinates: [[...corners, corners[0]]],
		});
		expect([canFinishMark('cordon', 1), canFinishMark('cordon', 2), canFinishMark('nozzle', 5)]).toEqual([
			false,
			true,
			false,
		]);
		expect(makeMark({ symbol: 'attack', truck: null }, corners, null, around)).toMatchObject({ phase: 'first-attack' });
	});
});

describe('what is in hand', () => {
	it('points are added, taken back and put back; the same twice is one', () => {
		const one = stepPoints({ points: [], undone: [] }, { type: 'add', at: place(1, 1) });
		const two = stepPoints(one, { type: 'add', at: place(2, 2) });
		expect(stepPoints(two, { type: 'add', at: place(2, 2) })).toBe(two);
		const back = stepPoints(two, { type: 'undo' });
		expect(back).toEqual({ points: [place(1, 1)], undone: [place(2, 2)] });
		expect(stepPoints(back, { type: 'redo' })).toEqual({ points: [place(1, 1), place(2, 2)], undone: [] });
		expect(stepPoints(one, { type: 'redo' })).toBe(one);
	});

	it('a line that is left unfinished is gone on with', () => {
		const store = createTacticsStore();
		const cordon = { symbol: 'cordon', truck: null };
		takeSymbol(store, cordon);
		store.setState((state) => stepPoints(state, { type: 'add', at: place(1, 1) }));
		dropSymbol(store);
		expect(store.getState()).toMatchObject({ placing: null, unfinished: cordon, points: [place(1, 1)] });
		takeSymbol(store, cordon);
		expect(store.getState()).toMatchObject({ placing: cordon, unfinished: null, points: [place(1, 1)] });
		finishSymbol(store, 'cordon', false);
		expect(store.getState()).toMatchObject({ placing: null, points: [], recent: ['cordon'] });
	});
});

describe('marks on the map', () => {
	const view = {
		set: 'cn' as const,
		hidden: [],
		phase: 'reinforcement' as const,
		storeyM: 4,
		sayFloor: (floor: number) => `${floor} 层`,
		language: 'zh',
	};

	it('earlier phases stand back, later ones a little, hidden ones are not there', () => {
		const marks = new Map([
			['a', mark({ symbol: 'nozzle', phase: 'first-attack' })],
			['b', mark({ symbol: 'nozzle', phase: 'reinforcement' })],
			['c', mark({ symbol: 'nozzle', phase: 'all-out' })],
		]);
		const shown = buildMarks(marks, view);
		expect(shown.map(({ alpha }) => alpha)).toEqual([0.5, 1, 0.75]);
		expect(buildMarks(marks, { ...view, hidden: ['first-attack'] }).map(({ id }) => id)).toEqual(['b', 'c']);
	});

	it('the picture of a mark that did not change is the same object, also beside one that did', () => {
		const [a, b] = [mark({ symbol: 'staging' }), mark({ symbol: 'decon' })];
		const [first, second] = buildMarks(
			new Map([
				['a', a],
				['b', b],
			]),
			view,
		);
		const again = buildMarks(
			new Map([
				['a', a],
				['b', mark({ symbol: 'decon', label: '北门' })],
			]),
			view,
		);
		expect(again[0]).toBe(first);
		expect(again[1]).not.toBe(second);
		expect(again[1]?.label).toEqual([{ text: '北门', strong: true }]);
	});

	it('an unknown code is drawn as a plain shape; a floor lifts it', () => {
		const [one] = buildMarks(new Map([['a', mark({ symbol: 'from-a-later-version', floor: 6 })]]), view);
		expect(one).toMatchObject({ symbol: { code: 'note' }, levelM: 5 * 4 + 1.2 });
		expect([findLevelM(null, 4), findLevelM(-2, 4)]).toEqual([0, 0]);
	});

	it('a vehicle has the size of its model, its outriggers as far out as they are', () => {
		// fire-facts 3.2: DG53 12.2 x 2.5 m, 6 m over the jacks.
		expect(sizeTruck({ model: 'DG53', unitId: null, jackSpreadM: null })).toEqual({
			lengthM: 12.2,
			widthM: 2.5,
			jackSpreadM: 6,
		});
		expect(sizeTruck({ model: 'DG53', unitId: null, jackSpreadM: 4.5 })).toMatchObject({ jackSpreadM: 4.5 });
		expect(sizeTruck({ model: 'SG80', unitId: null, jackSpreadM: null })).toMatchObject({
			lengthM: 8.5,
			jackSpreadM: null,
		});
		expect(sizeTruck({ model: 'no-such-model', unitId: null, jackSpreadM: null })).toBeNull();
	});
});

describe('aerials of the sketch', () => {
	const truck = (model: string, jackSpreadM: number | null = null) => ({ truck: { model, unitId: null, jackSpreadM } });

	it('are placed in the order of their ids, those of hidden phases and those that are no aerials left out', () => {
		const marks = new Map([
			['d-b', mark({ ...truck('DG53', 4), headingDeg: 90 })],
			['d-a', mark({ ...truck('YT32') })],
			['d-c', mark({ ...truck('SG80') })],
			['d-d', mark({ ...truck('YT60'), phase: 'all-out' })],
			['d-e', mark({ symbol: 'nozzle' })],
		]);
		const placed = listMarkedTrucks(marks, ['all-out']);
		expect(
			placed.map(({ model, markId, jackSpreadM, headingDeg }) => [model, markId, jackSpreadM, headingDeg]),
		).toEqual([
			['YT32', 'd-a', undefined, null],
			['DG53', 'd-b', 4, 90],
		]);
	});

	it('eight at most', () => {
		const marks = new Map(Array.from({ length: 12 }, (_, index) => [`d-${index}`, mark(truck('YT32'))] as const));
		expect(listMarkedTrucks(marks, [])).toHaveLength(8);
	});
});
