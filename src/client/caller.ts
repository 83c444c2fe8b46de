import { z } from 'zod';
import { errorResponseSchema } from '../domain/api/error-response.ts';
import { STATUS_OF_CLASS } from '../domain/api/error-status.ts';
import { AppError, DataError, describeError, UnavailableError } from '../domain/errors.ts';
import { createIntentKeys, type IntentKeys } from './intent-keys.ts';

/** The part of a route of domain/api.ts that a caller needs. */
export interface CalledRoute<T extends z.ZodType> {
	readonly method: string;
	readonly path: string;
	readonly access: string;
	readonly response: T;
}

/** What is sent to a route. */
export interface CallParts {
	readonly params?: Record<string, string | number>;
	readonly query?: Record<string, string | number | undefined>;
	readonly body?: unknown;
	/** Sent instead of a body: a file. Without a key, so that a retry after no answer counts twice. */
	readonly form?: FormData;
	/**
	 * Kept by the caller over a reload: 8 to 100 of A-Z a-z 0-9 . _ : -. Under it the server does the request once for a week, and answers it
	 * again with the first answer. Absent = one of this page's memory.
	 */
	readonly key?: string;
	/** How long the answer may take; absent = as the caller was made. */
	readonly timeoutMs?: number;
	readonly signal: AbortSignal | undefined;
}

/**
 * Calls routes of the server, of which it knows none by itself: a page loads only those that it needs. Every answer is parsed. What is
 * written carries the session's CSRF token, and a key that makes a retry after no answer count once. A call rejects with an AppError of
 * the class the server named, with UnavailableError `client/offline` or `client/timeout` when no answer came, with DataError
 * `client/bad-answer` when the answer is not what the route promises; an aborted signal rejects with its reason.
 */
export interface Caller {
	call<T extends z.ZodType>(route: CalledRoute<T>, parts: CallParts): Promise<z.infer<T>>;
	/** Sent along from now on with what is not a GET; null = none. */
	setCsrfToken(token: string | null): void;
}

export interface CallerOptions {
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

/** Makes the caller over `fetch`. Nothing is sent until a method is called. */
export function createCaller({
	baseUrl = '',
	fetch = (input, init) => globalThis.fetch(input, init),
	timeoutMs = 15_000,
	onSignedOut = () => {},
	onSessionChanged = () => {},
	intents = createIntentKeys(),
}: CallerOptions = {}): Caller {
	let csrfToken: string | null = null;

	async function call<T extends z.ZodType>(
		route: CalledRoute<T>,
		{ params = {}, query = {}, body, form, key, timeoutMs: waitMs = timeoutMs, signal }: CallParts,
	): Promise<z.infer<T>> {
		const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
		const search = new URLSearchParams();
		for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
		const url = `${baseUrl}${path}${search.size > 0 ? `?${search}` : ''}`;
		const where = `${route.method} ${path}`;
		const sent = body === undefined ? null : JSON.stringify(body);
		const intent = isWriting(route) && !form && key === undefined ? `${where} ${search} ${sent}` : null;
		const sentKey = key ?? (intent === null ? undefined : intents.keyOf(intent));
		const timeout = AbortSignal.timeout(waitMs);
		try {
			const answer = await fetch(url, {
				method: route.method,
				headers: {
					...(sent === null ? {} : { 'content-type': 'application/json' }),
					...(route.method === 'GET' || csrfToken === null ? {} : { 'x-csrf-token': csrfToken }),
					...(sentKey === undefined ? {} : { 'idempotency-key': sentKey }),
				},
				body: form ?? sent,
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
				throw new UnavailableError('client/timeout', `${where}: got no answer, expected one within ${waitMs} ms`, {
					context: { where, timeoutMs: waitMs },
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
		call,
		setCsrfToken: (token) => {
			csrfToken = token;
		},
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
	const ErrorClass = STATUS_OF_CLASS.find(([, of]) => of === status)?.[0] ?? UnavailableError;
	try {
		const { code, message, context } = errorResponseSchema.parse(JSON.parse(text)).error;
		return new ErrorClass(code, message, { context: { ...context, status } });
	} catch {
		return new ErrorClass('client/http-status', `${where}: got HTTP ${status}, expected an answer`, {
			context: { where, status },
		});
	}
}
