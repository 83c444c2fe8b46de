import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createClosuresStore } from '../../../src/app/state/closures-store.ts';
import { followClosedRoads } from '../../../src/app/state/follow-closed-roads.ts';
import { createWaysStore } from '../../../src/app/state/ways-store.ts';
import type { AnalysisStatus, CityAnalysis } from '../../../src/client/city-analysis.ts';
import { createLiveStore, putClosure } from '../../../src/client/state/live-store.ts';
import type { ClosedRoadsAnswer } from '../../../src/domain/route.ts';
import { makeClosure } from '../../support/make-closure.ts';

const NOW_MS = 1_000;
const FUTURE = makeClosure('future', { fromMs: 50_000 });
/** Answers that are there have been taken. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

/** Roads of a pack, told apart by where their one line begins. */
function makeAnalysis(lon: number, state: AnalysisStatus['state'] = 'ready') {
	const status = createStore<AnalysisStatus>(() => ({ state, error: null }));
	const line: [number, number][] = [
		[lon, 0],
		[lon, 1],
	];
	const findClosedRoads = vi.fn(async (): Promise<ClosedRoadsAnswer> => ({ lines: [line], roadKm: 1, roads: [] }));
	return { status, findClosedRoads, line, analysis: { status, findClosedRoads } as unknown as CityAnalysis };
}

function start(first: ReturnType<typeof makeAnalysis>) {
	const [live, ways, closures] = [createLiveStore(), createWaysStore(), createClosuresStore()];
	ways.setState({ analysis: first.analysis });
	const stop = followClosedRoads({ live, ways, closures });
	return { live, ways, stop, roads: () => closures.getState().roads };
}

it('each closure is asked about once, one that will hold too; lifted, its roads go', async () => {
	const town = makeAnalysis(7);
	const { live, roads } = start(town);
	putClosure(live, makeClosure('a'), NOW_MS);
	putClosure(live, FUTURE, NOW_MS);
	await settle();
	expect(roads()).toEqual({ a: [town.line], future: [town.line] });
	expect(town.findClosedRoads).toHaveBeenCalledTimes(2);
	putClosure(live, makeClosure('a', { liftedAtMs: NOW_MS }), NOW_MS);
	expect(roads()).toEqual({ future: [town.line] });
});

it('nothing is fetched for them: they are asked about when the roads are there', async () => {
	const town = makeAnalysis(7, 'idle');
	const { live, roads } = start(town);
	putClosure(live, FUTURE, NOW_MS);
	await settle();
	expect(town.findClosedRoads).not.toHaveBeenCalled();
	town.status.setState({ state: 'ready' });
	await settle();
	expect(roads()).toEqual({ future: [town.line] });
});

it('another pack: asked anew; what the old one answers late is not taken', async () => {
	const [old, next] = [makeAnalysis(7), makeAnalysis(8)];
	const { live, ways, roads } = start(old);
	putClosure(live, FUTURE, NOW_MS);
	ways.setState({ analysis: next.analysis });
	await settle();
	expect(roads()).toEqual({ future: [next.line] });
});

it('a closure lifted while it is asked about leaves no roads; a failed question is asked again', async () => {
	const town = makeAnalysis(7);
	const { live, roads } = start(town);
	putClosure(live, makeClosure('a'), NOW_MS);
	putClosure(live, makeClosure('a', { liftedAtMs: NOW_MS }), NOW_MS);
	await settle();
	expect(roads()).toEqual({});
	town.findClosedRoads.mockRejectedValueOnce(new Error('worker is gone'));
	putClosure(live, FUTURE, NOW_MS);
	await settle();
	town.status.setState({ state: 'failed' });
	town.status.setState({ state: 'ready' });
	await settle();
	expect(roads()).toEqual({ future: [town.line] });
});

it('stops when told to', () => {
	const town = makeAnalysis(7);
	const { live, stop } = start(town);
	stop();
	putClosure(live, FUTURE, NOW_MS);
	expect(town.findClosedRoads).not.toHaveBeenCalled();
});
