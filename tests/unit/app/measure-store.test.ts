import { describe, expect, it } from 'vitest';
import {
	addMeasurePoint,
	chooseMode,
	createMeasureStore,
	finishMeasure,
	type MeasureMode,
	takePointBack,
} from '../../../src/app/state/measure-store.ts';
import type { SnapHit } from '../../../src/domain/snap.ts';

function hitOn(buildingId: string | null, lon = 113.75): SnapHit {
	const snap = { kind: buildingId ? 'facade' : 'ground', buildingId } as const;
	return {
		lon,
		lat: 23,
		heightM: 0,
		snap,
		fid: buildingId ? 7 : null,
		groundM: 0,
		isHeightKnown: true,
		metresPerPixel: 1,
	};
}

function openAt(mode: MeasureMode) {
	const store = createMeasureStore();
	chooseMode(store, mode);
	return store;
}

describe('the measure in hand', () => {
	it.each([
		['height', 2],
		['clear-width', 2],
		['bearing', 2],
		['facade-area', 1],
	] as const)('%s is complete after %i points, and the next one begins another', (mode, count) => {
		const store = openAt(mode);
		for (let i = 0; i < count; i++) {
			expect(store.getState().isDone).toBe(false);
			addMeasurePoint(store, hitOn('b-1', 113.75 + i / 1000));
		}
		expect(store.getState()).toMatchObject({ isDone: true });
		addMeasurePoint(store, hitOn('b-2'));
		expect(store.getState().points.map(({ snap }) => snap.buildingId)).toEqual(['b-2']);
	});

	it('a path goes on until it is ended', () => {
		const store = openAt('distance');
		for (let i = 0; i < 5; i++) addMeasurePoint(store, hitOn(null, 113 + i));
		expect(store.getState()).toMatchObject({ isDone: false });
		finishMeasure(store);
		expect(store.getState()).toMatchObject({ isDone: true });
		expect(store.getState().points).toHaveLength(5);
	});

	it.each(['facade-area', 'clear-width', 'building'] as const)('%s does not begin beside a building', (mode) => {
		const store = openAt(mode);
		addMeasurePoint(store, hitOn(null));
		expect(store.getState()).toMatchObject({ points: [], isMissed: true, fid: null });
	});

	it('all of a building takes that building and no points', () => {
		const store = openAt('building');
		addMeasurePoint(store, hitOn('b-1'));
		expect(store.getState()).toMatchObject({ points: [], fid: 7 });
	});

	it('takes points back one by one, and opens what was complete', () => {
		const store = openAt('bearing');
		addMeasurePoint(store, hitOn(null, 1));
		addMeasurePoint(store, hitOn(null, 2));
		expect(takePointBack(store)).toBe(true);
		expect(store.getState()).toMatchObject({ isDone: false, points: [{ lon: 1 }] });
		expect(takePointBack(store)).toBe(true);
		expect(takePointBack(store)).toBe(false);
	});
});
