import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Closure, ClosureShape } from '../domain/closure.ts';
import { UnavailableError } from '../domain/errors.ts';
import type {
	ClosedRoadsAnswer,
	FleetAnswer,
	FleetQuery,
	IsochroneAnswer,
	IsochroneQuery,
	RouteAnswer,
	RouteQuery,
} from '../domain/route.ts';
import type { TravelTable } from '../domain/travel-table.ts';
import { createWorkerCaller, type WorkerCaller } from '../workers/call-worker.ts';
import type { RoutingMessages } from '../workers/messages.ts';

/** How the page's own routing is: 'idle' (not asked for yet), 'loading' (fetching the roads), 'ready' (needs no server), 'failed'. */
export interface RoutingStatus {
	readonly state: 'idle' | 'loading' | 'ready' | 'failed';
	/** Why it failed; null otherwise. */
	readonly error: unknown;
}

/**
 * Ways found in the page, by the analysis that the server uses, over the roads of one pack. Every question opens the roads when they
 * are not open, and rejects with why that failed: UnavailableError `pack/unreachable`, `worker/failed`, `worker/closed`, DataError
 * `pack/...`, or the signal's reason.
 */
export interface Routing {
	readonly status: StoreApi<RoutingStatus>;
	/** Fetches the roads, if that was not done; after a failure it tries anew. Never rejects: see `status`. */
	open(): Promise<void>;
	findRoute(query: RouteQuery, closures: readonly Closure[], signal?: AbortSignal): Promise<RouteAnswer>;
	findFleet(query: FleetQuery, closures: readonly Closure[], signal?: AbortSignal): Promise<FleetAnswer>;
	findIsochrone(query: IsochroneQuery, closures: readonly Closure[], signal?: AbortSignal): Promise<IsochroneAnswer>;
	findClosedRoads(shape: ClosureShape, signal?: AbortSignal): Promise<ClosedRoadsAnswer>;
	/** Ends the worker; what is pending rejects with `worker/closed`. */
	destroy(): void;
}

/** How the page's routing gets its roads and its worker. */
export interface RoutingOptions {
	/** Address of roads.graph; another one for another file. */
	readonly graphUrl: string;
	/** The travel table that the server reckons with. */
	readonly readTravelTable: (signal: AbortSignal) => Promise<TravelTable>;
	readonly startWorker?: () => Worker;
}

/** Makes the routing of one pack; nothing is started or fetched before `open` or the first question. */
export function createRouting({
	graphUrl,
	readTravelTable,
	startWorker = startRoutingWorker,
}: RoutingOptions): Routing {
	const status = createStore<RoutingStatus>(() => ({ state: 'idle', error: null }));
	let running: { worker: Worker; caller: WorkerCaller<RoutingMessages> } | null = null;
	let opening: Promise<WorkerCaller<RoutingMessages>> | null = null;
	const stop = new AbortController();

	function openOnce(): Promise<WorkerCaller<RoutingMessages>> {
		if (!opening) {
			const mine = start();
			opening = mine;
			mine.catch((error: unknown) => {
				if (opening === mine) fail(error);
			});
		}
		return opening;
	}

	async function start(): Promise<WorkerCaller<RoutingMessages>> {
		stop.signal.throwIfAborted();
		status.setState({ state: 'loading', error: null });
		const table = await readTravelTable(stop.signal);
		stop.signal.throwIfAborted();
		const worker = startWorker();
		const caller = createWorkerCaller<RoutingMessages>(worker);
		running = { worker, caller };
		// A worker that dies, for want of memory say, is not asked again.
		worker.addEventListener('error', (event) => {
			if (running?.worker === worker) fail(new UnavailableError('worker/failed', `routing worker: ${event.message}`));
		});
		// Workers resolve against their own script, pages against theirs.
		await caller.call('routing/open', { graphUrl: new URL(graphUrl, location.href).href, table });
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

	async function ask<K extends keyof RoutingMessages>(
		name: K,
		input: RoutingMessages[K][0],
		signal: AbortSignal | undefined,
	): Promise<RoutingMessages[K][1]> {
		const caller = await orAborted(openOnce(), signal);
		return caller.call(name, input, { signal });
	}

	return {
		status,
		open: () =>
			openOnce().then(
				() => {},
				() => {},
			),
		findRoute: (query, closures, signal) => ask('routing/route', { query, closures }, signal),
		findFleet: (query, closures, signal) => ask('routing/fleet', { query, closures }, signal),
		findIsochrone: (query, closures, signal) => ask('routing/isochrone', { query, closures }, signal),
		findClosedRoads: (shape, signal) => ask('routing/closed-roads', { shape }, signal),
		destroy() {
			stop.abort(new UnavailableError('worker/closed', 'routing: got a question after its end, expected it open'));
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

function startRoutingWorker(): Worker {
	return new Worker(new URL('../workers/routing.worker.ts', import.meta.url), { type: 'module' });
}
