import { z } from 'zod';
import { errorResponseSchema, ROUTES } from '../domain/api.ts';
import type { ClosureShape, NewClosure } from '../domain/closure.ts';
import {
	AppError,
	ConflictError,
	DataError,
	describeError,
	ForbiddenError,
	NotFoundError,
	UnavailableError,
	UsageError,
} from '../domain/errors.ts';
import type { BBox } from '../domain/geo/lon-lat.ts';
import type { Datum, NewIncident } from '../domain/incident.ts';
import { readServiceAnswer } from '../domain/service/service-answer.ts';
import type { ServiceTable } from '../domain/service/service-table.ts';

type Answer<K extends keyof typeof ROUTES> = z.infer<(typeof ROUTES)[K]['response']>;
/** What a route takes, what has a default left out. */
type Body<K extends 'route' | 'fleet' | 'isochrone'> = z.input<(typeof ROUTES)[K]['body']>;

/**
 * The server's HTTP API as the page calls it: one method a route of domain/api.ts. Every answer is parsed. Every method rejects with
 * an AppError of the class the server named, with UnavailableError `client/offline` or `client/timeout` when no answer came, with
 * DataError `client/bad-answer` when the answer is not what the route promises; an aborted signal rejects with its reason.
 */
export interface Api {
	readHealth(signal?: AbortSignal): Promise<Answer<'health'>>;
	readPack(signal?: AbortSignal): Promise<Answer<'pack'>>;
	listIncidents(signal?: AbortSignal): Promise<Answer<'incidents'>>;
	readIncident(id: string, signal?: AbortSignal): Promise<Answer<'incident'>>;
	raiseIncident(incident: NewIncident, signal?: AbortSignal): Promise<Answer<'raiseIncident'>>;
	acknowledgeIncident(id: string, signal?: AbortSignal): Promise<Answer<'acknowledgeIncident'>>;
	closeIncident(id: string, signal?: AbortSignal): Promise<Answer<'closeIncident'>>;
	assess(at: { lon: number; lat: number; crs?: Datum }, signal?: AbortSignal): Promise<Answer<'assess'>>;
	search(query: { q: string; crs?: Datum; limit?: number }, signal?: AbortSignal): Promise<Answer<'search'>>;
	readBuilding(fid: number, signal?: AbortSignal): Promise<Answer<'buildingByFid'>>;
	findFids(ids: readonly string[], signal?: AbortSignal): Promise<Answer<'findFids'>>;
	findWater(box: BBox, options?: { limit?: number }, signal?: AbortSignal): Promise<Answer<'water'>>;
	listStations(signal?: AbortSignal): Promise<Answer<'stations'>>;
	listClosures(signal?: AbortSignal): Promise<Answer<'closures'>>;
	addClosure(closure: NewClosure, signal?: AbortSignal): Promise<Answer<'addClosure'>>;
	liftClosure(id: string, signal?: AbortSignal): Promise<Answer<'liftClosure'>>;
	findClosedRoads(shape: ClosureShape, signal?: AbortSignal): Promise<Answer<'closedRoads'>>;
	findRoute(query: Body<'route'>, signal?: AbortSignal): Promise<Answer<'route'>>;
	findFleet(query: Body<'fleet'>, signal?: AbortSignal): Promise<Answer<'fleet'>>;
	findIsochrone(query: Body<'isochrone'>, signal?: AbortSignal): Promise<Answer<'isochrone'>>;
	readTravelTable(signal?: AbortSignal): Promise<Answer<'travelTable'>>;
	/** @throws also DataError `service/bad-table`: the server knows other figures than this page */
	readServiceTable(signal?: AbortSignal): Promise<ServiceTable>;
}

export interface ApiOptions {
	/** Origin of the server; '' = where the page came from. */
	readonly baseUrl?: string;
	readonly fetch?: typeof globalThis.fetch;
	/** How long an answer may take before `client/timeout`. */
	readonly timeoutMs?: number;
}

const ERROR_OF_STATUS: Readonly<
	Record<number, new (code: string, message: string, options: { context: Record<string, unknown> }) => AppError>
> = {
	400: UsageError,
	403: ForbiddenError,
	404: NotFoundError,
	409: ConflictError,
	422: DataError,
};

/** Makes the API over `fetch`. Nothing is sent until a method is called. */
export function createApi({
	baseUrl = '',
	fetch = (input, init) => globalThis.fetch(input, init),
	timeoutMs = 15_000,
}: ApiOptions = {}): Api {
	interface Call {
		readonly params?: Record<string, string | number>;
		readonly query?: Record<string, string | number | undefined>;
		readonly body?: unknown;
		readonly signal: AbortSignal | undefined;
	}

	async function call<T extends z.ZodType>(
		route: { readonly method: string; readonly path: string; readonly response: T },
		{ params = {}, query = {}, body, signal }: Call,
	): Promise<z.infer<T>> {
		const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
		const search = new URLSearchParams();
		for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
		const url = `${baseUrl}${path}${search.size > 0 ? `?${search}` : ''}`;
		const where = `${route.method} ${path}`;
		const timeout = AbortSignal.timeout(timeoutMs);
		try {
			const answer = await fetch(url, {
				method: route.method,
				headers: body === undefined ? {} : { 'content-type': 'application/json' },
				body: body === undefined ? null : JSON.stringify(body),
				signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
			});
			const text = await answer.text();
			if (!answer.ok) throw errorOf(where, answer.status, text);
			const parsed = route.response.safeParse(parseJson(where, text));
			if (!parsed.success) throw badAnswer(where, z.prettifyError(parsed.error));
			return parsed.data;
		} catch (error) {
			if (error instanceof AppError) throw error;
			if (signal?.aborted) throw signal.reason;
			if (timeout.aborted) {
				throw new UnavailableError('client/timeout', `${where}: got no answer, expected one within ${timeoutMs} ms`, {
					context: { where, timeoutMs },
					cause: error,
				});
			}
			throw new UnavailableError('client/offline', `${where}: got ${describeError(error)}, expected an answer`, {
				context: { where },
				cause: error,
			});
		}
	}

	return {
		readHealth: (signal) => call(ROUTES.health, { signal }),
		readPack: (signal) => call(ROUTES.pack, { signal }),
		listIncidents: (signal) => call(ROUTES.incidents, { signal }),
		readIncident: (id, signal) => call(ROUTES.incident, { params: { id }, signal }),
		raiseIncident: (body, signal) => call(ROUTES.raiseIncident, { body, signal }),
		acknowledgeIncident: (id, signal) => call(ROUTES.acknowledgeIncident, { params: { id }, signal }),
		closeIncident: (id, signal) => call(ROUTES.closeIncident, { params: { id }, signal }),
		assess: (query, signal) => call(ROUTES.assess, { query, signal }),
		search: (query, signal) => call(ROUTES.search, { query, signal }),
		readBuilding: (fid, signal) => call(ROUTES.buildingByFid, { params: { fid }, signal }),
		findFids: (ids, signal) => call(ROUTES.findFids, { body: { ids }, signal }),
		findWater: ([west, south, east, north], { limit } = {}, signal) =>
			call(ROUTES.water, { query: { west, south, east, north, limit }, signal }),
		listStations: (signal) => call(ROUTES.stations, { signal }),
		listClosures: (signal) => call(ROUTES.closures, { signal }),
		addClosure: (body, signal) => call(ROUTES.addClosure, { body, signal }),
		liftClosure: (id, signal) => call(ROUTES.liftClosure, { params: { id }, signal }),
		findClosedRoads: (shape, signal) => call(ROUTES.closedRoads, { body: { shape }, signal }),
		findRoute: (body, signal) => call(ROUTES.route, { body, signal }),
		findFleet: (body, signal) => call(ROUTES.fleet, { body, signal }),
		findIsochrone: (body, signal) => call(ROUTES.isochrone, { body, signal }),
		readTravelTable: (signal) => call(ROUTES.travelTable, { signal }),
		readServiceTable: async (signal) => readServiceAnswer(await call(ROUTES.service, { signal })),
	};
}

function parseJson(where: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw badAnswer(where, `got ${text.slice(0, 80)}, expected JSON`);
	}
}

function badAnswer(where: string, what: string): DataError {
	return new DataError('client/bad-answer', `${where}: ${what}`, { context: { where } });
}

function errorOf(where: string, status: number, text: string): AppError {
	const ErrorClass = ERROR_OF_STATUS[status] ?? UnavailableError;
	try {
		const { code, message, context } = errorResponseSchema.parse(JSON.parse(text)).error;
		return new ErrorClass(code, message, { context: { ...context, status } });
	} catch {
		return new ErrorClass('client/http-status', `${where}: got HTTP ${status}, expected an answer`, {
			context: { where, status },
		});
	}
}
