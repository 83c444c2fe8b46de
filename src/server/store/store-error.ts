import { AppError, describeError, UnavailableError } from '../../domain/errors.ts';

/** Classes and codes of SQLSTATE that mean: not now. Connection, resources (disk full), operator, system, timeouts, read-only, sign-in. */
const NOT_NOW_CLASSES = ['08', '28', '53', '57', '58'];
const NOT_NOW_CODES = ['25006', '25P03', '3D000', '55P03', '40001', '40P01'];
/** What Node says when there is no answer. */
const NETWORK = /^(E(CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI_AGAIN)|ENOENT|EADDRNOTAVAIL)/;
/** What node-postgres says itself, without any code. */
const DRIVER =
	/^(Connection terminated|Client (has encountered a connection error|was closed)|timeout exceeded|timeout expired|Query read timeout|Cannot use a pool|The server does not support)/;

/** SQLSTATE or errno of an error; '' = none. */
export function readErrorCode(error: unknown): string {
	const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
	return typeof code === 'string' ? code : '';
}

/**
 * Whether a transaction is to be done again: the database asks for it (serialization, deadlock), or two made the same record at once, whose
 * second will see it then.
 */
export function isRetryAsked(error: unknown): boolean {
	const code = readErrorCode(error);
	if (code === '40001' || code === '40P01') return true;
	return code === '23505' && (error as { constraint?: unknown }).constraint === 'events_collection_id_version_key';
}

/**
 * What an error of the database is to a caller: UnavailableError `store/unavailable` (retryable) when the database is away, out of room or too
 * slow now; everything else as it is. For whoever uses `store.pool` directly.
 */
export function asStoreError(error: unknown): unknown {
	if (error instanceof AppError) return error;
	const code = readErrorCode(error);
	const isAway =
		(code.length === 5 && (NOT_NOW_CLASSES.includes(code.slice(0, 2)) || NOT_NOW_CODES.includes(code))) ||
		NETWORK.test(code) ||
		DRIVER.test(describeError(error)) ||
		(error instanceof AggregateError && error.errors.some((inner) => NETWORK.test(readErrorCode(inner))));
	if (!isAway) return error;
	const got = describeError(error) || code;
	return new UnavailableError('store/unavailable', `store: got ${got}, expected the database to answer`, {
		context: { database: code || 'no-answer' },
		cause: error,
	});
}

/** Runs a question to the database; its errors become `asStoreError`. */
export async function askDatabase<T>(ask: () => Promise<T>): Promise<T> {
	try {
		return await ask();
	} catch (error) {
		throw asStoreError(error);
	}
}
