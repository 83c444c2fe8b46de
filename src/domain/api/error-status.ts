import {
	ConflictError,
	DataError,
	ForbiddenError,
	NotFoundError,
	RateLimitedError,
	UnauthenticatedError,
	UnavailableError,
	UsageError,
} from '../errors.ts';

/** The one table from error class to HTTP status: the server answers by it, the page reads answers by it. */
export const STATUS_OF_CLASS = [
	[UsageError, 400],
	[UnauthenticatedError, 401],
	[ForbiddenError, 403],
	[NotFoundError, 404],
	[ConflictError, 409],
	[DataError, 422],
	[RateLimitedError, 429],
	[UnavailableError, 503],
] as const;
