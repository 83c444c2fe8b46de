import {
	AppError,
	ConflictError,
	DataError,
	ForbiddenError,
	NotFoundError,
	UnavailableError,
	UsageError,
} from '../../../domain/errors.ts';

const CLASSES = { UsageError, DataError, NotFoundError, ConflictError, ForbiddenError, UnavailableError } as const;

/** An error as plain data: what a thread posts, since classes do not cross. */
export interface ThreadError {
	/** Class of the house; null = any other error. */
	readonly name: keyof typeof CLASSES | null;
	readonly code: string | null;
	readonly message: string;
	readonly context: Readonly<Record<string, unknown>>;
	readonly stack: string | null;
}

/** For the thread that fails. */
export function packThreadError(error: unknown): ThreadError {
	if (error instanceof AppError) {
		const name = Object.hasOwn(CLASSES, error.name) ? (error.name as keyof typeof CLASSES) : null;
		return {
			name,
			code: error.code,
			message: error.message,
			context: { ...error.context },
			stack: error.stack ?? null,
		};
	}
	const { code, message, stack } = error as Partial<NodeJS.ErrnoException>;
	return { name: null, code: code ?? null, message: message ?? String(error), context: {}, stack: stack ?? null };
}

/** The error again, of its class, for the thread that waits. */
export function openThreadError({ name, code, message, context, stack }: ThreadError): Error {
	if (name) return new CLASSES[name](code ?? 'thread/failed', message, { context });
	const error = new Error(message);
	if (stack) error.stack = stack;
	return code === null ? error : Object.assign(error, { code });
}
