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
	RateLimitedError,
	UnauthenticatedError,
	UnavailableError,
	UsageError,
} from '../domain/errors.ts';
import type { BBox } from '../domain/geo/lon-lat.ts';
import type { Datum, incidentPatchSchema, NewIncident } from '../domain/incident.ts';
import { readServiceAnswer } from '../domain/service/service-answer.ts';
import type { ServiceTable } from '../domain/service/service-table.ts';
import { createIntentKeys, type IntentKeys } from './intent-keys.ts';

type Answer<K extends keyof typeof ROUTES> = z.infer<(typeof ROUTES)[K]['response']>;
/** What a route takes, what has a default left out. */
type Body<K extends 'route' | 'fleet' | 'isochrone'> = z.input<(typeof ROUTES)[K]['body']>;

/** What is changed of an incident; `version`: the one that was seen. */
export type IncidentPatch = z.input<typeof incidentPatchSchema>;

/**
 * The server's HTTP API as the page calls it: one method a route of domain/api.ts. Every answer is parsed. What is written carries the
 * session's CSRF token, and a key that makes a retry after no answer count once. Every method rejects with an AppError of the class the server named, with UnavailableError `client/offline` or `client/timeout` when no answer came, with
 * DataError `client/bad-answer` when the answer is not what the route promises; an aborted signal rejects with its reason.
 */
export interface Api {
	readHealth(signal?: AbortSignal): Promise<Answer<'health'>>;
	readPack(signal?: AbortSignal): Promise<Answer<'pack'>>;
	listIncidents(signal?: AbortSignal): Promise<Answer<'incidents'>>;
	readIncident(id: string, signal?: AbortSignal): Promise<Answer<'incident'>>;
	/** Answered as soon as the incident is kept; its assessment follows over the feed. */
	raiseIncident(incident: NewIncident, signal?: AbortSignal): Promise<Answer<'raiseIncident'>>;
	/** @throws also ConflictError `record/version-conflict`, with both versions in its context */
	changeIncident(id: string, patch: IncidentPatch, signal?: AbortSignal): Promise<Answer<'changeIncident'>>;
	acknowledgeIncident(id: string, signal?: AbortSignal): Promise<Answer<'acknowledgeIncident'>>;
	closeIncident(id: string, reason: string, signal?: AbortSignal): Promise<Answer<'closeIncident'>>;
	reopenIncident(id: string, reason: string, signal?: AbortSignal): Promise<Answer<'reopenIncident'>>;
	/** Makes incident `id` a part of incident `into`. */
	mergeIncident(id: string, into: string, reason: string, signal?: AbortSignal): Promise<Answer<'mergeIncident'>>;
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
	readSession(signal?: AbortSignal): Promise<Answer<'session'>>;
	signIn(login: string, password: string, signal?: AbortSignal): Promise<Answer<'signIn'>>;
	signOut(signal?: AbortSignal): Promise<void>;
	changePassword(current: string, next: string, signal?: AbortSignal): Promise<Answer<'changePassword'>>;
	listSessions(signal?: AbortSignal): Promise<Answer<'sessions'>>;
	revokeSession(id: string, signal?: AbortSignal): Promise<void>;
	readLaidRecords(signal?: AbortSignal): Promise<Answer<'laidRecords'>>;
	/** @throws also DataError `service/bad-table`: the server knows other figures than this page */
	readServiceTable(signal?: AbortSignal): Promise<ServiceTable>;
}

export interface ApiOptions {
	/** Origin of the server; '' = where the page came from. */
	readonly baseUrl?: string;
	readonly fetch?: typeof globalThis.fetch;
	/** How long an answer may take before `client/timeout`. */
	readonly timeoutMs?: number;
	/** Called when the server no longer knows who asks. Not for a password that was refused. */
	readonly onSignedOut?: () => void;
	/** Called when the session is another one than this page knows (signed in anew in another window): it is to be read again. */
	readonly onSessionChanged?: () => void;
	readonly intents?: IntentKeys;
}

const ERROR_OF_STATUS: Readonly<
	Record<number, new (code: string, message: string, options: { context: Record<string, unknown> }) => AppError>
> = {
	400: UsageError,
	401: UnauthenticatedError,
	403: ForbiddenError,
	404: NotFoundError,
	409: ConflictError,
	422: DataError,
	429: RateLimitedError,
};

/** Makes the API over `fetch`. Nothing is sent until a method is called. */
export function createApi({
	baseUrl = '',
	fetch = (input, init) => globalThis.fetch(input, init),
	timeoutMs = 15_000,
	onSignedOut = () => {},
	onSessionChanged = () => {},
	intents = createIntentKeys(),
}: ApiOptions = {}): Api {
	let csrfToken: string | null = null;

	interface Call {
		readonly params?: Record<string, string | number>;
		readonly query?: Record<string, string | number | undefined>;
		readonly body?: unknown;
		readonly signal: AbortSignal | undefined;
	}

	async function call<T extends z.ZodType>(
		route: { readonly method: string; readonly path: string; readonly access: string; readonly response: T },
		{ params = {}, query = {}, body, signal }: Call,
	): Promise<z.infer<T>> {
		const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
		const search = new URLSearchParams();
		for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
		const url = `${baseUrl}${path}${search.size > 0 ? `?${search}` : ''}`;
		const where = `${route.method} ${path}`;
		const sent = body === undefined ? null : JSON.stringify(body);
		const intent = isWriting(route) ? `${where} ${search} ${sent}` : null;
		const timeout = AbortSignal.timeout(timeoutMs);
		try {
			const answer = await fetch(url, {
				method: route.method,
				headers: {
					...(sent === null ? {} : { 'content-type': 'application/json' }),
					...(route.method === 'GET' || csrfToken === null ? {} : { 'x-csrf-token': csrfToken }),
					...(intent === null ? {} : { 'idempotency-key': intents.keyOf(intent) }),
				},
				body: sent,
				signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
			});
			const text = await answer.text();
			// A server that broke down may or may not have done it: what is sent again is the same intent.
			if (intent !== null && answer.status < 500) intents.answered(intent);
			if (!answer.ok) {
				const error = errorOf(where, answer.status, text);
				if (answer.status === 401 && error.code !== 'session/bad-credentials') onSignedOut();
				if (error.code === 'access/bad-csrf-token') onSessionChanged();
				throw error;
			}
			const parsed = route.response.safeParse(text === '' ? null : parseJson(where, text));
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

	async function keepToken(answer: Promise<Answer<'session'>>): Promise<Answer<'session'>> {
		const session = await answer;
		csrfToken = session.csrfToken;
		return session;
	}

	return {
		readHealth: (signal) => call(ROUTES.health, { signal }),
		readPack: (signal) => call(ROUTES.pack, { signal }),
		listIncidents: (signal) => call(ROUTES.incidents, { signal }),
		readIncident: (id, signal) => call(ROUTES.incident, { params: { id }, signal }),
		raiseIncident: (body, signal) => call(ROUTES.raiseIncident, { body, query: { assess: 'later' }, signal }),
		changeIncident: (id, body, signal) => call(ROUTES.changeIncident, { params: { id }, body, signal }),
		acknowledgeIncident: (id, signal) => call(ROUTES.acknowledgeIncident, { params: { id }, signal }),
		closeIncident: (id, reason, signal) => call(ROUTES.closeIncident, { params: { id }, body: { reason }, signal }),
		reopenIncident: (id, reason, signal) => call(ROUTES.reopenIncident, { params: { id }, body: { reason }, signal }),
		mergeIncident: (id, into, reason, signal) =>
			call(ROUTES.mergeIncident, { params: { id }, body: { into, reason }, signal }),
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
		readSession: (signal) => keepToken(call(ROUTES.session, { signal })),
		signIn: (login, password, signal) => keepToken(call(ROUTES.signIn, { body: { login, password }, signal })),
		signOut: async (signal) => {
			await call(ROUTES.signOut, { signal });
			csrfToken = null;
		},
		changePassword: (current, next, signal) =>
			keepToken(call(ROUTES.changePassword, { body: { current, next }, signal })),
		listSessions: (signal) => call(ROUTES.sessions, { signal }),
		revokeSession: async (id, signal) => {
			await call(ROUTES.revokeSession, { params: { id }, signal });
		},
		readLaidRecords: (signal) => call(ROUTES.laidRecords, { signal }),
		readServiceTable: async (signal) => readServiceAnswer(await call(ROUTES.service, { signal })),
	};
}

/** Whether a POST makes or changes a record, by what the route asks of whom it answers. */
function isWriting({ method, access }: { readonly method: string; readonly access: string }): boolean {
	return method === 'POST' && access.includes('.') && !access.endsWith('.read');
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
