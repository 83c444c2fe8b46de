import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Assessment } from '../domain/assessment.ts';
import type { Closure, ClosureShape } from '../domain/closure.ts';
import { UnavailableError } from '../domain/errors.ts';
import type { LonLat } from '../domain/geo/lon-lat.ts';
import type { LaidRecords } from '../domain/records/lay-records.ts';
import type {
	ClosedRoadsAnswer,
	FleetAnswer,
	FleetQuery,
	IsochroneAnswer,
	IsochroneQuery,
	RouteAnswer,
	RouteQuery,
} from '../domain/route.ts';
import type { ServiceTable } from '../domain/service/service-table.ts';
import type { TravelTable } from '../domain/travel-table.ts';
import { createWorkerCaller, type WorkerCaller } from '../workers/call-worker.ts';
import type { CityMessages, PlaceQuery } from '../workers/messages.ts';

/** How the page's own analysis is: 'idle' (not asked for yet), 'loading' (fetching the roads), 'ready' (ways need no server), 'failed'. */
export interface AnalysisStatus {
	readonly state: 'idle' | 'loading' | 'ready' | 'failed';
	/** Why it failed; null otherwise. */
	readonly error: unknown;
}

/**
 * Ways and assessments made in the page, by the analysis that the server uses, over one pack. Every question opens the roads when they
 * are not open, and rejects with why that failed: UnavailableError `pack/unreachable`, `worker/failed`, `worker/closed`, DataError
 * `pack/...`, or the signal's reason.
 */
export interface CityAnalysis {
	readonly status: StoreApi<AnalysisStatus>;
	/** Fetches the roads, if that was not done; after a failure it tries anew. Never rejects: see `status`. */
	open(): Promise<void>;
	findRoute(query: RouteQuery, closures: readonly Closure[], signal?: AbortSignal): Promise<RouteAnswer>;
	findFleet(query: FleetQuery, closures: readonly Closure[], signal?: AbortSignal): Promise<FleetAnswer>;
	findIsochrone(query: IsochroneQuery, closures: readonly Closure[], signal?: AbortSignal): Promise<IsochroneAnswer>;
	findClosedRoads(shape: ClosureShape, signal?: AbortSignal): Promise<ClosedRoadsAnswer>;
	/** Reads what assessments of a place need, so that they need no server later; for the last few places. */
	gather(at: LonLat, signal?: AbortSignal): Promise<void>;
	/** Reads anew what the service recorded of stations and water; while that cannot be read, what was known holds. Never rejects. */
	refreshRecords(): Promise<void>;
	/** The whole assessment of a place in a situation, as the server would make it. */
	assess(query: PlaceQuery, signal?: AbortSignal): Promise<Assessment>;
	/** Ends the worker; what is pending rejects with `worker/closed`. */
	destroy(): void;
}

/** Where the page's analysis gets its pack, its figures and its worker. */
export interface AnalysisOptions {
	/** Address of roads.graph; another one for another file. */
	readonly graphUrl: string;
	/** Folder of the pack's files, ends with '/'. */
	readonly packUrl: string;
	/** The travel table that the server reckons with. */
	readonly readTravelTable: (signal: AbortSignal) => Promise<TravelTable>;
	/** The fire service's figures that the server reckons with. */
	readonly readServiceTable: (signal: AbortSignal) => Promise<ServiceTable>;
	/** What the service recorded of stations and water, over those of the pack. */
	readonly readLaidRecords: (signal: AbortSignal) => Promise<LaidRecords>;
	readonly startWorker?: () => Worker;
}

/** Makes the analysis of one pack; nothing is started or fetched before `open` or the first question. */
export function createCityAnalysis({
	graphUrl,
	packUrl,
	readTravelTable,
	readServiceTable,
	readLaidRecords,
	startWorker = startCityWorker,
}: AnalysisOptions): CityAnalysis {
	const status = createStore<AnalysisStatus>(() => ({ state: 'idle', error: null }));
	let running: { worker: Worker; caller: WorkerCaller<CityMessages> } | null = null;
	let opening: Promise<WorkerCaller<CityMessages>> | null = null;
	let refreshing: AbortController | null = null;
	const stop = new AbortController();

	function openOnce(): Promise<WorkerCaller<CityMessages>> {
		if (!opening) {
			const mine = start();
			opening = mine;
			mine.catch((error: unknown) => {
				if (opening === mine) fail(error);
			});
		}
		return opening;
	}

	async function start(): Promise<WorkerCaller<CityMessages>> {
		stop.signal.throwIfAborted();
		status.setState({ state: 'loading', error: null });
		const { signal } = stop;
		const [table, service, records] = await Promise.all([
			readTravelTable(signal),
			readServiceTable(signal),
			readLaidRecords(signal),
		]);
		stop.signal.throwIfAborted();
		const worker = startWorker();
		const caller = createWorkerCaller<CityMessages>(worker);
		running = { worker, caller };
		// A worker that dies, for want of memory say, is not asked again.
		worker.addEventListener('error', (event) => {
			if (running?.worker === worker) fail(new UnavailableError('worker/failed', `city worker: ${event.message}`));
		});
		// Workers resolve against their own script, pages against theirs.
		const fullUrl = (url: string) => new URL(url, location.href).href;
		await Promise.all([
			caller.call('routing/open', { graphUrl: fullUrl(graphUrl), table }),
			caller.call('assess/open', { packUrl: fullUrl(packUrl), table: service }),
			caller.call('assess/records', records),
		]);
		status.setState({ state: 'ready', error: null });
		return caller;
	}

	function fail(error: unknown): void {
		opening = null;
		endWorker();
		if (!stop.signal.aborted) status.setState({ state: 'failed', error });
	}

	function endWorker(): void {
		running?.caller.destroy();
		running?.worker.terminate();
		running = null;
	}

	async function ask<K extends keyof CityMessages>(
		name: K,
		input: CityMessages[K][0],
		signal: AbortSignal | undefined,
	): Promise<CityMessages[K][1]> {
		const caller = await orAborted(openOnce(), signal);
		return caller.call(name, input, { signal });
	}

	async function refreshRecords(): Promise<void> {
		const asked = opening;
		if (!asked) return;
		try {
			const caller = await asked;
			refreshing?.abort();
			const mine = new AbortController();
			refreshing = mine;
			const records = await readLaidRecords(AbortSignal.any([stop.signal, mine.signal]));
			if (!mine.signal.aborted) await caller.call('assess/records', records);
		} catch {
			// No answer now: the page is told of the next change, and asks again.
		}
	}

	return {
		status,
		refreshRecords,
		open: () =>
			openOnce().then(
				() => {},
				() => {},
			),
		findRoute: (query, closures, signal) => ask('routing/route', { query, closures }, signal),
		findFleet: (query, closures, signal) => ask('routing/fleet', { query, closures }, signal),
		findIsochrone: (query, closures, signal) => ask('routing/isochrone', { query, closures }, signal),
		findClosedRoads: (shape, signal) => ask('routing/closed-roads', { shape }, signal),
		gather: async (at, signal) => void (await ask('assess/gather', { at: { lon: at.lon, lat: at.lat } }, signal)),
		assess: (query, signal) => ask('assess/place', query, signal),
		destroy() {
			stop.abort(new UnavailableError('worker/closed', 'analysis: got a question after its end, expected it open'));
			endWorker();
		},
	};
}

/** Settles with `work`, or at once with the signal's reason. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
	if (!signal) return work;
	return new Promise((resolve, reject) => {
		const onAbort = () => reject(signal.reason);
		if (signal.aborted) onAbort();
		signal.addEventListener('abort', onAbort, { once: true });
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
	});
}

function startCityWorker(): Worker {
	return new Worker(new URL('../workers/city.worker.ts', import.meta.url), { type: 'module' });
}
