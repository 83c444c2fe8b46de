import { createStore, type StoreApi } from 'zustand/vanilla';
import { type MeasureResult, MOST_POINTS } from '../../domain/measure.ts';
import type { MeasureKind } from '../../domain/records/measurement.ts';
import type { AskSnap, SnapHit } from '../../domain/snap.ts';
import type { PictureMeasure } from '../../scene/layers/measure-picture.ts';

/** What the measure tool takes: a kind of measure, or all of one building. */
export type MeasureMode = MeasureKind | 'building';

/** The measure in hand. It stays when the tool is closed. */
export interface MeasureState {
	readonly mode: MeasureMode;
	readonly points: readonly SnapHit[];
	/** Complete: the next point begins another. */
	readonly isDone: boolean;
	/** What the pointer is caught by; null = off the map, or the tool is closed. */
	readonly hover: SnapHit | null;
	/** Where the keyboard points, CSS pixels from the upper left corner of the map; null = it does not. */
	readonly crosshair: { readonly x: number; readonly y: number } | null;
	/** Of the points, and of the pointer while more are to come; null = none yet. */
	readonly result: MeasureResult | null;
	/** The building whose measures are listed; null = none. */
	readonly fid: number | null;
	/** A side of that building that a row points at. */
	readonly pointed: PictureMeasure | null;
	/** A point that the measure cannot begin with was set there: no building. */
	readonly isMissed: boolean;
	/** The city data did not answer the last question: what was clicked is not set. */
	readonly isUnanswered: boolean;
	/** What tells a pointer's catch while the tool is open; null = closed. */
	readonly ask: AskSnap | null;
}

/** Holds MeasureState. */
export type MeasureStore = StoreApi<MeasureState>;

const EMPTY = { points: [], isDone: false, result: null, isMissed: false, pointed: null } as const;
/** Kinds whose every point must lie on a building. */
const ON_BUILDINGS: readonly MeasureMode[] = ['facade-area', 'clear-width', 'building'];

/** Makes the store of a page just opened. */
export function createMeasureStore(): MeasureStore {
	return createStore<MeasureState>(() => ({
		mode: 'distance',
		hover: null,
		crosshair: null,
		fid: null,
		ask: null,
		isUnanswered: false,
		...EMPTY,
	}));
}

/** Whether every point of a measure must lie on a building. */
export function needsBuildings(mode: MeasureMode): boolean {
	return ON_BUILDINGS.includes(mode);
}

/** Whether the reading is that of the points alone: nothing of the pointer is in it. */
export function isReadingSettled({ mode, points, isDone, hover }: MeasureState): boolean {
	const isOfBuilding = mode === 'height' && points.length === 1 && points[0]?.snap.buildingId != null;
	return isDone || isOfBuilding || hover === null;
}

/** Takes another kind in hand; what was set is dropped. */
export function chooseMode(store: MeasureStore, mode: MeasureMode): void {
	store.setState({ mode, fid: null, ...EMPTY });
}

/** Sets a point; after a complete measure it begins another. */
export function addMeasurePoint(store: MeasureStore, hit: SnapHit): void {
	const { mode, points, isDone } = store.getState();
	if (needsBuildings(mode) && hit.snap.buildingId === null) {
		store.setState({ isMissed: true });
		return;
	}
	if (mode === 'building') {
		store.setState({ ...EMPTY, fid: hit.fid });
		return;
	}
	const next = isDone ? [hit] : [...points, hit];
	const most = MOST_POINTS[mode];
	store.setState({ ...EMPTY, points: next, isDone: most !== null && next.length >= most });
}

/** Ends a measure that has as many points as one likes. */
export function finishMeasure(store: MeasureStore): void {
	const { points, isDone } = store.getState();
	if (!isDone && points.length > 1) store.setState({ isDone: true });
}

/** Takes the last point back. false = there is none. */
export function takePointBack(store: MeasureStore): boolean {
	const { points } = store.getState();
	if (points.length === 0) return false;
	store.setState({ ...EMPTY, points: points.slice(0, -1) });
	return true;
}

/** Drops what was set. */
export function clearMeasure(store: MeasureStore): void {
	store.setState({ ...EMPTY, fid: null });
}
