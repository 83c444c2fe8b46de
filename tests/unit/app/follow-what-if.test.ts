import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { findClosureChange, followWhatIf } from '../../../src/app/state/follow-what-if.ts';
import { findShownAssessment } from '../../../src/app/state/use-shown-assessment.ts';
import { createWaysStore } from '../../../src/app/state/ways-store.ts';
import {
	createWhatIfStore,
	placeTruck,
	removeTruck,
	resetWhatIf,
	setModel,
	setSituation,
} from '../../../src/app/state/what-if-store.ts';
import type { AnalysisStatus, CityAnalysis } from '../../../src/client/city-analysis.ts';
import { createLiveStore, putClosure, putIncident, replaceIncidents } from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import type { Wind } from '../../../src/domain/alert/situation.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import { isClosureActive } from '../../../src/domain/closure.ts';
import type { PlaceQuery } from '../../../src/workers/messages.ts';
import { makeClosure } from '../../support/make-closure.ts';
import { fakeIncident, TOWER } from './fake-incident.ts';
import { makeAnswer, makeLimit, makeRoute } from './make-way.ts';

/** Two turns of the event loop's microtasks: an answer that is there has been taken. */
const settle = () => new Promise((resolve) => setTimeout(resolve));
const INCIDENT = fakeIncident('a', { createdAtMs: 1_000, level: 2 });
const LATE = makeClosure('late', { createdAtMs: 8_000, fromMs: 8_000 });
const windFrom = (fromDeg: number): Wind => ({ fromDeg, speedMps: 3, basis: 'said', observedAtMs: null });
const TRUCK = { model: 'DG32', lon: 1, lat: 2, headingDeg: null };

/** Follows incident 'a'; each question is answered by an assessment of its situation, once `answer` lets it. */
function start() {
	const [live, selection, ways, whatIf] = [
		createLiveStore(),
		createSelectionStore(),
		createWaysStore(),
		createWhatIfStore(),
	];
	const asked: PlaceQuery[] = [];
	const signals: (AbortSignal | undefined)[] = [];
	const waiting: (() => void)[] = [];
	let holds = false;
	const answer = (query: PlaceQuery): Assessment => ({ ...TOWER, situation: query.situation });
	const assess = vi.fn(async (query: PlaceQuery, signal?: AbortSignal) => {
		asked.push(query);
		signals.push(signal);
		if (holds) await new Promise<void>((done) => waiting.push(done));
		return answer(query);
	});
	const gather = vi.fn(async () => {});
	const status = createStore<AnalysisStatus>(() => ({ state: 'ready', error: null }));
	ways.setState({ analysis: { assess, gather, status } as unknown as CityAnalysis });
	replaceIncidents(live, [INCIDENT]);
	selection.setState({ incidentId: 'a' });
	const stop = followWhatIf({ live, selection, ways, whatIf, nowMs: () => 9_000 });
	return {
		...{ live, selection, ways, whatIf, assess, gather, status, asked, signals, stop },
		hold: (value: boolean) => {
			holds = value;
		},
		release: () => waiting.shift()?.(),
		shown: () => findShownAssessment(INCIDENT, whatIf.getState()),
	};
}

describe('closures since an incident was recorded', () => {
	it('one that held then is no change; one drawn later, begun later or lifted is', () => {
		const known = makeClosure('known', { createdAtMs: 500, fromMs: 500 });
		const late = makeClosure('late', { createdAtMs: 2_000, fromMs: 2_000 });
		const planned = makeClosure('planned', { createdAtMs: 500, fromMs: 3_000 });
		const all = [known, late, planned];
		expect(findClosureChange(INCIDENT, all, [known])).toEqual({ added: [], lifted: [] });
		expect(findClosureChange(INCIDENT, all, all)).toEqual({ added: ['late', 'planned'], lifted: [] });
		expect(findClosureChange(INCIDENT, all, [])).toEqual({ added: [], lifted: ['known'] });
	});

	it('one that the recorded ways met and that is gone since is known by its limit', () => {
		const [station] = TOWER.stations;
		const met = { ...station, limits: [makeLimit({ kind: 'closure', limit: 0.5, closureId: 'gone' })] };
		const assessment = { ...TOWER, stations: [met] } as Assessment;
		expect(findClosureChange({ ...INCIDENT, assessment }, [], []).lifted).toEqual(['gone']);
	});
});

describe('the assessment of the shown incident', () => {
	it('the record holds while nothing is other than recorded; what a question needs is read beforehand', async () => {
		const { assess, gather, shown } = start();
		await settle();
		expect(assess).not.toHaveBeenCalled();
		expect(gather).toHaveBeenCalledTimes(1);
		expect(shown()).toMatchObject({ isWhatIf: false, changed: [], status: 'idle', assessedAtMs: 1_000 });
		expect(shown().assessment).toBe(TOWER);
	});

	it('what is supposed goes into the recorded situation, and is told; reset, the record holds', async () => {
		const { whatIf, asked, shown } = start();
		setSituation(whatIf, INCIDENT, { fireFloor: 9 });
		expect(shown()).toMatchObject({ isWhatIf: true, changed: ['fireFloor'], status: 'loading' });
		await settle();
		expect(asked[0]).toMatchObject({ situation: { type: 'fire', level: 2, fireFloor: 9, wind: null }, nowMs: 9_000 });
		expect(shown()).toMatchObject({
			status: 'ready',
			assessedAtMs: 9_000,
			assessment: { situation: { fireFloor: 9 } },
		});
		resetWhatIf(whatIf);
		expect(shown()).toMatchObject({ isWhatIf: false, changed: [], status: 'idle' });
		expect(shown().assessment).toBe(TOWER);
	});

	it('set back to what was recorded, it is no supposition any more', async () => {
		const { whatIf, shown } = start();
		setSituation(whatIf, INCIDENT, { level: 4, defensive: true });
		expect(shown().changed).toEqual(['level', 'defensive']);
		setSituation(whatIf, INCIDENT, { level: 2 });
		expect(shown().changed).toEqual(['defensive']);
	});

	it('a dragged slider: one question at a time, the next one with the newest value', async () => {
		const { whatIf, asked, hold, release, shown } = start();
		hold(true);
		for (const deg of [10, 20, 30, 40]) setSituation(whatIf, INCIDENT, { wind: windFrom(deg) });
		expect(asked.map(({ situation }) => situation.wind?.fromDeg)).toEqual([10]);
		hold(false);
		release();
		await settle();
		expect(asked.map(({ situation }) => situation.wind?.fromDeg)).toEqual([10, 40]);
		expect(shown()).toMatchObject({ status: 'ready', assessment: { situation: { wind: { fromDeg: 40 } } } });
	});

	it('trucks are put, moved and taken away; another appliance alone asks nothing', async () => {
		const { whatIf, asked } = start();
		setModel(whatIf, 'DG53');
		await settle();
		expect(asked).toEqual([]);
		placeTruck(whatIf, INCIDENT, TRUCK, null);
		placeTruck(whatIf, INCIDENT, { ...TRUCK, lon: 5 }, null);
		placeTruck(whatIf, INCIDENT, { ...TRUCK, lat: 7 }, 0);
		await settle();
		expect(asked.at(-1)?.situation.placed.map(({ lon, lat }) => [lon, lat])).toEqual([
			[1, 7],
			[5, 2],
		]);
		removeTruck(whatIf, INCIDENT, 0);
		await settle();
		expect(asked.at(-1)?.situation.placed).toEqual([{ ...TRUCK, lon: 5 }]);
		expect(whatIf.getState().model).toBe('DG53');
	});

	it('a new closure: assessed anew with it, which is no supposition; lifted: the record again', async () => {
		const { live, asked, shown, whatIf } = start();
		putClosure(live, LATE, 9_000);
		expect(whatIf.getState().closures).toEqual({ added: ['late'], lifted: [] });
		await settle();
		expect(asked[0]?.closures.map(({ id }) => id)).toEqual(['late']);
		expect(shown()).toMatchObject({ isWhatIf: false, changed: ['closures'], status: 'ready' });
		putClosure(live, makeClosure('late', { createdAtMs: 8_000, liftedAtMs: 9_500 }), 9_500);
		expect(shown().assessment).toBe(TOWER);
	});

	it('a closure that has begun is met, though the last message of the server’s clock was three seconds on its way', async () => {
		const { live, asked } = start();
		live.setState({ serverOffsetMs: -3_000 });
		putClosure(live, makeClosure('late', { createdAtMs: 8_990, fromMs: 8_990 }), 8_995);
		await settle();
		expect(asked[0]?.closures.every((closure) => isClosureActive(closure, asked[0]?.nowMs ?? 0))).toBe(true);
	});

	it('another incident: nothing is supposed of it, nor does a chosen way hold; what runs is given up', async () => {
		const { live, selection, ways, whatIf, hold, signals, shown } = start();
		putIncident(live, fakeIncident('b'));
		hold(true);
		setSituation(whatIf, INCIDENT, { fireFloor: 3 });
		const choice = { answer: makeAnswer([makeRoute()]), index: 0, side: 'north', departAtMs: 0 } as const;
		ways.setState({ choices: { 'station/s9': choice } });
		selection.setState({ incidentId: 'b' });
		expect(signals[0]?.aborted).toBe(true);
		expect(whatIf.getState()).toMatchObject({ incidentId: 'b', situation: {}, status: 'idle' });
		expect(ways.getState().choices).toEqual({});
		expect(shown().assessment).toBe(TOWER);
	});

	it('a chosen way outlives another wind, but not another closure', async () => {
		const { live, ways, whatIf } = start();
		const choice = { answer: makeAnswer([makeRoute()]), index: 0, side: 'north', departAtMs: 0 } as const;
		ways.setState({ choices: { 'station/s9': choice } });
		setSituation(whatIf, INCIDENT, { wind: windFrom(90) });
		await settle();
		expect(Object.keys(ways.getState().choices)).toEqual(['station/s9']);
		putClosure(live, LATE, 9_000);
		expect(ways.getState().choices).toEqual({});
	});

	it('a failure keeps the record and says so; it is asked again when the roads or the server are back', async () => {
		const { whatIf, assess, status, live, shown } = start();
		assess.mockRejectedValueOnce(new Error('no roads')).mockRejectedValueOnce(new Error('no server'));
		setSituation(whatIf, INCIDENT, { fireFloor: 3 });
		await settle();
		expect(shown()).toMatchObject({ status: 'failed', assessment: { situation: { fireFloor: null } } });
		status.setState({ state: 'loading' });
		status.setState({ state: 'ready' });
		await settle();
		expect(shown().status).toBe('failed');
		live.setState({ connection: 'live' });
		await settle();
		expect(shown()).toMatchObject({ status: 'ready', assessment: { situation: { fireFloor: 3 } } });
	});

	it('a closed incident stays as it was recorded', async () => {
		const { live, whatIf, assess, shown } = start();
		putIncident(live, { ...INCIDENT, closedAtMs: 5_000 });
		setSituation(whatIf, INCIDENT, { fireFloor: 3 });
		await settle();
		expect(assess).not.toHaveBeenCalled();
		expect(shown().assessment).toBe(TOWER);
	});

	it('stops when told to', async () => {
		const { live, assess, stop } = start();
		stop();
		putClosure(live, LATE, 9_000);
		await settle();
		expect(assess).not.toHaveBeenCalled();
	});
});
