/**
 * The errors of the house. A message reads "where: got X, expected Y"; the code is `area/what` and stable.
 * Whose fault it is decides the class: the caller's (UsageError), the data's (DataError), or the world's.
 */
export abstract class AppError extends Error {
	/** Stable, machine-readable, e.g. `pack/size-mismatch`. */
	readonly code: string;
	/** Values that belong to the message (file, offset, found, expected). */
	readonly context: Readonly<Record<string, unknown>>;

	constructor(code: string, message: string, options: { context?: Record<string, unknown>; cause?: unknown } = {}) {
		super(message, { cause: options.cause });
		this.name = new.target.name;
		this.code = code;
		this.context = options.context ?? {};
	}
}

/** The call itself is wrong: bad argument, bad flag, bad request body. CLI exit 2, HTTP 400. */
export class UsageError extends AppError {}
/** A file, message or record is not what it must be. CLI exit 1, HTTP 422. */
export class DataError extends AppError {}
/** What was asked for by name does not exist. CLI exit 1, HTTP 404. */
export class NotFoundError extends AppError {}
/** The record changed in between, or exists already. HTTP 409. */
export class ConflictError extends AppError {}
/** We do not know who asks: not signed in, or no longer. HTTP 401. */
export class UnauthenticatedError extends AppError {}
/** Known to us, but not allowed. HTTP 403. */
export class ForbiddenError extends AppError {}
/** Asked too often: wait as long as `retryAfterS` in the context says. HTTP 429. */
export class RateLimitedError extends AppError {}
/** Not now: a part is starting, busy or gone. Retryable. HTTP 503. */
export class UnavailableError extends AppError {}

/** Says what was really thrown, for messages and logs; never throws itself. */
export function describeError(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
