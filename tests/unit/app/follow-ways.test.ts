import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { findClosureChange, followAlarmWays } from '../../../src/app/state/follow-alarm-ways.ts';
import { findIsochroneQuery, followAsk, listRouteQueries } from '../../../src/app/state/follow-ask.ts';
import { createPackStore, type PackState } from '../../../src/app/state/pack-store.ts';
import { createUiStore } from '../../../src/app/state/ui-store.ts';
import { createWaysStore } from '../../../src/app/state/ways-store.ts';
import type { Routing, RoutingStatus } from '../../../src/client/routing.ts';
import { createLiveStore, putClosure, replaceIncidents } from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import { isClosureActive } from '../../../src/domain/closure.ts';
import type { FleetAnswer } from '../../../src/domain/route.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../../src/domain/vehicle.ts';
import { makeClosure } from '../../support/make-closure.ts';
import { fakeIncident } from './fake-incident.ts';
import { makeAnswer, makeLimit, makeRoute } from './make-way.ts';

vi.stubGlobal('innerWidth', 1920);

const STATION = { id: 's9', name: '莞城站', nameEn: null, kind: 'first', lon: 1, lat: 2, vehicles: [] };
const FLEET: FleetAnswer = {
	ways: [{ id: 's9', arrivalS: 145, travelS: 100, reason: null, route: makeRoute(), refused: null }],
	closures: ['late'],
};
/** Two turns of the event loop's microtasks: an answer that is there has been taken. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

function start() {
	const live = createLiveStore();
	const selection = createSelectionStore();
	const pack = createPackStore();
	const ways = createWaysStore();
	const findFleet = vi.fn(async () => FLEET);
	const status = createStore<RoutingStatus>(() => ({ state: 'ready', error: null }));
	pack.setState({ status: 'ready', stations: [STATION] } as unknown as PackState, true);
	ways.setState({ routing: { findFleet, status } as unknown as Routing });
	replaceIncidents(live, [fakeIncident('a', { createdAtMs: 1_000 })]);
	selection.setState({ incidentId: 'a' });
	const stop = followAlarmWays({ live, selection, pack, ways, nowMs: () => 9_000 });
	return { live, selection, ways, findFleet, status, stop };
}

describe('closures since an incident was recorded', () => {
	it('one that held then is no change; one drawn later, begun later or lifted is', () => {
		const incident = fakeIncident('a', { createdAtMs: 1_000 });
		const known = makeClosure('known', { createdAtMs: 500, fromMs: 500 });
		const late = makeClosure('late', { createdAtMs: 2_000, fromMs: 2_000 });
		const planned = makeClosure('planned', { createdAtMs: 500, fromMs: 3_000 });
		const all = [known, late, planned];
		expect(findClosureChange(incident, all, [known])).toEqual({ added: [], lifted: [] });
		expect(findClosureChange(incident, all, all)).toEqual({ added: ['late', 'planned'], lifted: [] });
		expect(findClosureChange(incident, all, [])).toEqual({ added: [], lifted: ['known'] });
	});

	it('one that the recorded ways met and that is gone since is known by its limit', () => {
		const incident = fakeIncident('a');
		const [station] = incident.assessment.stations;
		const met = { ...station, limits: [makeLimit({ kind: 'closure', limit: 0.5, closureId: 'gone' })] };
		const assessment = { ...incident.assessment, stations: [met] } as typeof incident.assessment;
		expect(findClosureChange({ ...incident, assessment }, [], []).lifted).toEqual(['gone']);
	});
});

describe('ways of the shown incident', () => {
	it('the record holds while the closures are those of the record', async () => {
		const { ways, findFleet } = start();
		await settle();
		expect(findFleet).not.toHaveBeenCalled();
		expect(ways.getState().reckoned).toBeNull();
	});

	it('a new closure: asked anew for the server’s vehicle, and told because of which; lifted: the record again', async () => {
		const { live, ways, findFleet } = start();
		putClosure(live, makeClosure('late', { createdAtMs: 8_000, fromMs: 8_000 }), 9_000);
		expect(ways.getState().reckoned).toMatchObject({ status: 'loading', ways: null, added: ['late'] });
		await settle();
		expect(findFleet).toHaveBeenCalledTimes(1);
		const [query, closures] = findFleet.mock.calls[0] as unknown as Parameters<Routing['findFleet']>;
		expect(query.starts).toEqual([{ id: 's9', lon: 1, lat: 2, vehicle: DEFAULT_VEHICLE_PROFILE }]);
		expect(query.building).toEqual({ polygons: [], side: null });
		expect(closures.map(({ id }) => id)).toEqual(['late']);
		const reckoned = ways.getState().reckoned;
		expect(reckoned).toMatchObject({ status: 'ready', added: ['late'] });
		expect(reckoned?.ways?.map(({ id, arrivalS }) => [id, arrivalS])).toEqual([['station/s9', 145]]);

		putClosure(live, makeClosure('late', { createdAtMs: 8_000, liftedAtMs: 9_500 }), 9_500);
		expect(ways.getState().reckoned).toBeNull();
	});

	it('what was chosen for one incident does not show in the next', () => {
		const { ways, selection } = start();
		const choice = { answer: makeAnswer([makeRoute()]), index: 0, side: 'north', departAtMs: 0 } as const;
		ways.setState({ choices: { 'station/s9': choice } });
		selection.setState({ incidentId: 'b' });
		expect(ways.getState().choices).toEqual({});
	});

	it('a failure keeps the recorded ways and says so', async () => {
		const { live, ways, findFleet } = start();
		findFleet.mockRejectedValueOnce(new Error('no roads'));
		putClosure(live, makeClosure('late', { createdAtMs: 8_000 }), 9_000);
		await settle();
		expect(ways.getState().reckoned).toMatchObject({ status: 'failed', ways: null });
	});

	it('what failed is asked again as soon as the roads are there', async () => {
		const { live, ways, findFleet, status } = start();
		findFleet.mockRejectedValueOnce(new Error('no roads'));
		putClosure(live, makeClosure('late', { createdAtMs: 8_000 }), 9_000);
		await settle();
		status.setState({ state: 'loading' });
		status.setState({ state: 'ready' });
		await settle();
		expect(findFleet).toHaveBeenCalledTimes(2);
		expect(ways.getState().reckoned).toMatchObject({ status: 'ready' });
	});

	it('a closure that has begun is met, though the last message of the server’s clock was three seconds on its way', () => {
		const { live, findFleet } = start();
		live.setState({ serverOffsetMs: -3_000 });
		putClosure(live, makeClosure('late', { createdAtMs: 8_990, fromMs: 8_990 }), 8_995);
		const [query, closures] = findFleet.mock.calls[0] as unknown as Parameters<Routing['findFleet']>;
		expect(closures.every((closure) => isClosureActive(closure, query.departAtMs))).toBe(true);
	});

	it('stops when told to', async () => {
		const { live, findFleet, stop } = start();
		stop();
		putClosure(live, makeClosure('late', { createdAtMs: 8_000 }), 9_000);
		await settle();
		expect(findFleet).not.toHaveBeenCalled();
	});
});

describe('the route tool’s questions', () => {
	const { ask } = createWaysStore().getState();
	const ends = {
		from: { lon: 1, lat: 2, name: null, nameEn: null },
		to: { lon: 3, lat: 4, name: null, nameEn: null },
	};

	it('none while an end is missing; three ways of one vehicle, one of each of several', () => {
		expect(listRouteQueries(ask, 0)).toEqual([]);
		expect(listRouteQueries({ ...ask, ...ends }, 5).map(({ query }) => [query.count, query.departAtMs])).toEqual([
			[3, 5],
		]);
		const several = listRouteQueries({ ...ask, ...ends, models: ['car', 'YT68'] }, 0);
		expect(several.map(({ model, query }) => [model.id, query.count, query.vehicle?.heightM])).toEqual([
			['car', 1, 1.5],
			['YT68', 1, 3.97],
		]);
	});

	it('the area in reach is asked for from the start alone', () => {
		expect(findIsochroneQuery({ ...ask, from: ends.from }, 0)).toBeNull();
		expect(findIsochroneQuery({ ...ask, from: ends.from, isochrone: true }, 0)).toMatchObject({
			at: { lon: 1, lat: 2 },
			minutes: [5, 10, 15],
		});
	});

	it('answers are of the last question only; closed, the tool shows nothing', async () => {
		const [live, ui, ways] = [createLiveStore(), createUiStore(), createWaysStore()];
		const findRoute = vi.fn(async () => makeAnswer([makeRoute()]));
		ways.setState({ routing: { findRoute } as unknown as Routing });
		followAsk({ live, ui, ways, nowMs: () => 7 });
		ways.setState({ ask: { ...ask, ...ends } });
		await settle();
		expect(findRoute).not.toHaveBeenCalled();
		ui.setState({ tool: 'route' });
		await settle();
		expect(ways.getState().asked).toMatchObject({ status: 'ready', departAtMs: 7 });
		expect(ways.getState().asked.answers).toHaveLength(1);
		ui.setState({ tool: 'none' });
		await settle();
		expect(ways.getState().asked.status).toBe('idle');
	});
});
