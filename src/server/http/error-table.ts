import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import { STATUS_OF_CLASS } from '../../domain/api/error-status.ts';
import { AppError, describeError } from '../../domain/errors.ts';

/** When who got a 503 should ask again, unless its context says `retryAfterS`. */
const RETRY_AFTER_S = 2;

/** Of what is wrong with a request; a list of 5,000 may have something wrong with each. */
const ISSUES_TOLD = 20;
/** Fields whose values are never told back, however wrong: secrets and personal data. Answers end up in logs and pictures of screens. */
const UNTOLD = new Set(['login', 'password', 'current', 'next', 'secret', 'caller', 'contacts']);

/** An error as it goes out; its body is `errorResponseSchema`. */
interface ErrorAnswer {
	readonly status: number;
	readonly code: string;
	readonly message: string;
	readonly context: Record<string, unknown>;
}

/** Makes every error of the server an answer by the table; what nobody expected is logged and told as 500 without its inside. */
export function registerErrorTable(app: FastifyInstance): void {
	app.setErrorHandler(sendError);
}

/**
 * The settings by which Fastify answers what never comes as far as a route: an address that cannot be decoded, ids that are too long, bytes
 * that are no HTTP.
 */
export const UNROUTED_ERRORS: Required<Pick<FastifyServerOptions, 'frameworkErrors' | 'clientErrorHandler'>> = {
	frameworkErrors: (error, request, reply) => {
		// No hook hears of the answer; a connection that wished to be a WebSocket would stay.
		const { raw } = request;
		if (raw.headers.upgrade !== undefined) reply.raw.once('finish', () => raw.socket.destroySoon());
		void sendError(error, request as FastifyRequest, reply as FastifyReply);
	},
	clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket) => {
		if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
		const isTimeout = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
		const isTooLarge = error.code === 'HPE_HEADER_OVERFLOW';
		const status = isTimeout ? '408 Request Timeout' : isTooLarge ? '431 Header Too Large' : '400 Bad Request';
		const body = JSON.stringify({
			error: {
				code: 'http/not-http',
				message: 'connection: got bytes that are no request, expected HTTP/1.1',
				context: {},
			},
		});
		socket.end(
			`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
		);
	},
};

function sendError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
	const { status, ...body } = answerTo(error, request);
	if (status >= 500) request.log.error(error);
	const { retryAfterS = status === 503 ? RETRY_AFTER_S : null } = body.context;
	if (typeof retryAfterS === 'number') reply.header('retry-after', String(Math.ceil(retryAfterS)));
	return reply.code(status).send({ error: body });
}

function answerTo(error: FastifyError, request: FastifyRequest): ErrorAnswer {
	const where = `${request.method} ${request.url.split('?')[0]}`.slice(0, 200);
	if (error instanceof AppError) {
		const status = STATUS_OF_CLASS.find(([Class]) => error instanceof Class)?.[1] ?? 500;
		return { status, code: error.code, message: error.message, context: { ...error.context } };
	}
	if (hasZodFastifySchemaValidationErrors(error)) {
		const part = error.validationContext ?? 'body';
		const given = part === 'body' ? request.body : part === 'params' ? request.params : request.query;
		const issues = error.validation.slice(0, ISSUES_TOLD).map(({ instancePath, message = 'not valid' }) => {
			const path = instancePath.split('/').filter((step) => step !== '');
			return { where: [part, ...path].join('.'), got: tellShort(readPath(given, path), path), expected: message };
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

/** A value in a few words. Of what holds others only that: anything may be in it, to any depth. */
function tellShort(value: unknown, path: readonly string[]): string {
	if (value === undefined) return 'nothing';
	if (Array.isArray(value)) return `a list of ${value.length}`;
	if (typeof value === 'object' && value !== null) return 'an object';
	if (value === null) return 'null';
	if (path.length === 0 || path.some((step) => UNTOLD.has(step))) return `a ${typeof value}`;
	return JSON.stringify(value).slice(0, 80);
}
