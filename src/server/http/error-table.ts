import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import {
	AppError,
	ConflictError,
	DataError,
	describeError,
	ForbiddenError,
	NotFoundError,
	UnavailableError,
	UsageError,
} from '../../domain/errors.ts';

/** The one table from error class to HTTP status. */
const STATUS_OF_CLASS = [
	[UsageError, 400],
	[ForbiddenError, 403],
	[NotFoundError, 404],
	[ConflictError, 409],
	[DataError, 422],
	[UnavailableError, 503],
] as const;

/** An error as it goes out; its body is `errorResponseSchema`. */
interface ErrorAnswer {
	readonly status: number;
	readonly code: string;
	readonly message: string;
	readonly context: Record<string, unknown>;
}

/** Makes every error of the server an answer by the table; what nobody expected is logged and told as 500 without its inside. */
export function registerErrorTable(app: FastifyInstance): void {
	app.setErrorHandler((error: FastifyError, request, reply) => {
		const { status, ...body } = answerTo(error, request);
		if (status >= 500) request.log.error(error);
		return reply.code(status).send({ error: body });
	});
}

function answerTo(error: FastifyError, request: FastifyRequest): ErrorAnswer {
	const where = `${request.method} ${request.url.split('?')[0]}`;
	if (error instanceof AppError) {
		const status = STATUS_OF_CLASS.find(([Class]) => error instanceof Class)?.[1] ?? 500;
		return { status, code: error.code, message: error.message, context: { ...error.context } };
	}
	if (hasZodFastifySchemaValidationErrors(error)) {
		const part = error.validationContext ?? 'body';
		const given = part === 'body' ? request.body : part === 'params' ? request.params : request.query;
		const issues = error.validation.map(({ instancePath, message = 'not valid' }) => {
			const path = instancePath.split('/').filter((step) => step !== '');
			return { where: [part, ...path].join('.'), got: tellShort(readPath(given, path)), expected: message };
		});
		const [first] = issues;
		return {
			status: 400,
			code: 'http/bad-request',
			message: `${where}: ${first?.where}: got ${first?.got}, ${first?.expected}`,
			context: { issues },
		};
	}
	if (!isResponseSerializationError(error) && error.statusCode !== undefined && error.statusCode < 500) {
		const code = `http/${(error.code ?? 'bad-request')
			.replace(/^FST_(ERR_)?/, '')
			.replaceAll('_', '-')
			.toLowerCase()}`;
		return { status: error.statusCode, code, message: `${where}: ${describeError(error)}`, context: {} };
	}
	return {
		status: 500,
		code: 'internal/unexpected',
		message: `${where}: got an unexpected error, expected none; see the server's log`,
		context: { requestId: request.id },
	};
}

function readPath(value: unknown, path: readonly string[]): unknown {
	return path.reduce<unknown>(
		(inner, step) =>
			typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[step] : undefined,
		value,
	);
}

function tellShort(value: unknown): string {
	return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
}
