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

/** A worker's questions: message name -> [input, output]. */
export type MessageMap<M> = { [K in keyof M]: [input: unknown, output: unknown] };

/** The side of a Worker, MessagePort or worker scope that calls need. */
export interface MessageEndpoint {
	postMessage(message: unknown, transfer: Transferable[]): void;
	addEventListener(type: 'message' | 'messageerror' | 'error', listener: (event: Event) => void): void;
	removeEventListener(type: 'message' | 'messageerror' | 'error', listener: (event: Event) => void): void;
}

/** How one call is made. */
export interface CallOptions {
	/** Aborting settles the call at once with the signal's reason and tells the worker to stop. */
	readonly signal?: AbortSignal | undefined;
	/** Objects of the input to move instead of copying them. */
	readonly transfer?: Transferable[];
}

/** The asking side of a worker. */
export interface WorkerCaller<M extends MessageMap<M>> {
	/**
	 * Asks and resolves with the answer. Rejects with the AppError the worker threw (same class, code and message), the
	 * signal's reason, or UnavailableError `worker/failed` (crash, anything else thrown) or `worker/closed`.
	 */
	call<K extends keyof M & string>(name: K, input: M[K][0], options?: CallOptions): Promise<M[K][1]>;
	/** Calls not answered yet. */
	readonly pendingCount: number;
	/** Rejects what is pending and listens no more; the endpoint itself stays the owner's to end. */
	destroy(): void;
}

/** Answers one message; the output's bitmaps and buffers listed by `moved` are moved to the asker. */
export type CallHandlers<M extends MessageMap<M>> = {
	readonly [K in keyof M]: (input: M[K][0], signal: AbortSignal) => Promise<Answer<M[K][1]>>;
};

/** A handler's output, and which objects in it are moved instead of copied. */
export interface Answer<T> {
	readonly output: T;
	readonly moved?: Transferable[];
}

const ERROR_CLASSES = {
	UsageError,
	DataError,
	NotFoundError,
	ConflictError,
	ForbiddenError,
	UnavailableError,
} as const;
type ErrorKind = keyof typeof ERROR_CLASSES;

interface SentError {
	readonly kind: ErrorKind;
	readonly code: string;
	readonly message: string;
	readonly context: Readonly<Record<string, unknown>>;
}

type Ask = { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown };
type Cancel = { readonly type: 'cancel'; readonly id: number };
type Reply =
	| { readonly type: 'done'; readonly id: number; readonly output: unknown }
	| { readonly type: 'failed'; readonly id: number; readonly error: SentError };

/** Makes the asking side over a worker (or a port in tests). */
export function createWorkerCaller<M extends MessageMap<M>>(endpoint: MessageEndpoint): WorkerCaller<M> {
	const pending = new Map<number, { resolve(output: unknown): void; reject(error: unknown): void }>();
	let lastId = 0;
	let closed: UnavailableError | undefined;

	function rejectAll(error: UnavailableError): void {
		for (const call of [...pending.values()]) call.reject(error);
	}
	function onMessage(event: Event): void {
		const reply = (event as MessageEvent<Reply>).data;
		const call = pending.get(reply.id);
		if (!call) closeBitmap(reply.type === 'done' ? reply.output : undefined);
		else if (reply.type === 'done') call.resolve(reply.output);
		else call.reject(reviveError(reply.error));
	}
	function onFailure(event: Event): void {
		const message = (event as ErrorEvent).message || 'got an error event without a message';
		rejectAll(new UnavailableError('worker/failed', `worker: ${message}, expected an answer`));
	}
	endpoint.addEventListener('message', onMessage);
	endpoint.addEventListener('error', onFailure);
	endpoint.addEventListener('messageerror', onFailure);

	return {
		call(name, input, { signal, transfer = [] } = {}) {
			return new Promise((resolve, reject) => {
				if (closed) return reject(closed);
				if (signal?.aborted) return reject(signal.reason);
				const id = ++lastId;
				const onAbort = () => {
					endpoint.postMessage({ type: 'cancel', id } satisfies Cancel, []);
					pending.get(id)?.reject(signal?.reason);
				};
				const settle = () => {
					pending.delete(id);
					signal?.removeEventListener('abort', onAbort);
				};
				pending.set(id, {
					resolve(output) {
						settle();
						resolve(output as M[typeof name][1]);
					},
					reject(error) {
						settle();
						reject(error);
					},
				});
				signal?.addEventListener('abort', onAbort);
				try {
					endpoint.postMessage({ type: 'call', id, name, input } satisfies Ask, transfer);
				} catch (error) {
					// What cannot be cloned never leaves: the caller's mistake, told to the caller.
					pending
						.get(id)
						?.reject(
							new UsageError('worker/not-cloneable', `worker call ${name}: ${describeError(error)}`, { cause: error }),
						);
				}
			});
		},
		get pendingCount() {
			return pending.size;
		},
		destroy() {
			closed = new UnavailableError('worker/closed', 'worker: got a call after it was closed, expected an open worker');
			endpoint.removeEventListener('message', onMessage);
			endpoint.removeEventListener('error', onFailure);
			endpoint.removeEventListener('messageerror', onFailure);
			rejectAll(closed);
		},
	};
}

/** Answers calls inside a worker; returns its undo. Every call is answered once, unless it was cancelled. */
export function serveWorkerCalls<M extends MessageMap<M>>(
	endpoint: MessageEndpoint,
	handlers: CallHandlers<M>,
): () => void {
	const running = new Map<number, AbortController>();

	async function answer({ id, name, input }: Ask): Promise<void> {
		const controller = new AbortController();
		running.set(id, controller);
		try {
			const handler = Object.hasOwn(handlers, name) ? handlers[name as keyof M] : undefined;
			if (!handler) throw new UsageError('worker/unknown-message', `worker: got message ${name}, expected a known one`);
			const { output, moved = [] } = await handler(input as M[keyof M][0], controller.signal);
			if (controller.signal.aborted) return closeBitmap(output);
			endpoint.postMessage({ type: 'done', id, output } satisfies Reply, moved);
		} catch (error) {
			if (controller.signal.aborted) return;
			endpoint.postMessage({ type: 'failed', id, error: sendError(error) } satisfies Reply, []);
		} finally {
			running.delete(id);
		}
	}
	function onMessage(event: Event): void {
		const message = (event as MessageEvent<Ask | Cancel>).data;
		if (message.type === 'call') void answer(message);
		else running.get(message.id)?.abort();
	}
	endpoint.addEventListener('message', onMessage);
	return () => {
		endpoint.removeEventListener('message', onMessage);
		for (const controller of running.values()) controller.abort();
	};
}

/** An answer nobody waits for any more still holds pixels until they are let go. */
function closeBitmap(output: unknown): void {
	if (typeof ImageBitmap !== 'undefined' && output instanceof ImageBitmap) output.close();
}

function sendError(error: unknown): SentError {
	if (!(error instanceof AppError)) {
		return { kind: 'UnavailableError', code: 'worker/failed', message: describeError(error), context: {} };
	}
	// By instanceof, not by name: a bundler shortens the names of classes.
	const kinds = Object.keys(ERROR_CLASSES) as ErrorKind[];
	const kind = kinds.find((key) => error instanceof ERROR_CLASSES[key]) ?? 'UnavailableError';
	return { kind, code: error.code, message: error.message, context: error.context };
}

function reviveError({ kind, code, message, context }: SentError): AppError {
	return new ERROR_CLASSES[kind](code, message, { context });
}
