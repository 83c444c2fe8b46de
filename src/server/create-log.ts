import { randomBytes } from 'node:crypto';
import { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify';
import { ROUTES } from '../domain/api.ts';
import { AppError } from '../domain/errors.ts';

/** Where lines go and which. 'json': one object a line, for machines; 'short': a few words, for who runs `npm start`. */
export interface LogOptions {
	readonly form: 'json' | 'short';
	readonly level: 'error' | 'warn' | 'info' | 'debug';
	readonly write: (line: string) => void;
}

const MESSAGE_CHARS = 500;
/** Everything below is files: a map view asks for hundreds. */
const FILES = /^\/(packs\/|\*|$)/;

/**
 * The settings by which Fastify logs: a line has time, level, request id and words; of an error its class, code, message and stack. Nothing of
 * a request is logged but what logRequests adds.
 */
export function createLogSettings({
	form,
	level,
	write,
}: LogOptions): Pick<FastifyServerOptions, 'logger' | 'logController' | 'genReqId' | 'requestIdHeader'> {
	return {
		logger: {
			level,
			base: null,
			timestamp: () => `,"time":"${new Date().toISOString()}"`,
			formatters: { level: (label: string) => ({ level: label }) },
			serializers: { req: () => ({}), res: () => ({}), err: describeForLog },
			stream: { write: (line: string) => write(form === 'json' ? line : shortenLine(line)) },
		},
		logController: new LogController({ disableRequestLogging: true }),
		// Of ours alone: one from outside could be anything.
		requestIdHeader: false,
		genReqId: () => randomBytes(6).toString('hex'),
	};
}

/** Logs a problem where there is no app yet, or none any more. */
export function logProblem({ form, write }: LogOptions, message: string): void {
	const line = `${JSON.stringify({ level: 'error', time: new Date().toISOString(), msg: message })}\n`;
	write(form === 'json' ? line : shortenLine(line));
}

/**
 * Logs one line an answer: request id, method, the route's pattern, status, milliseconds, and who by kind and id. No address, query, body, name
 * or token: patterns have none. Files are logged at 'debug'. Each answer tells its request id, so that a line can be found.
 */
export function logRequests(app: FastifyInstance): void {
	app.addHook('onRequest', async (request, reply) => {
		reply.header('x-request-id', request.id);
	});
	app.addHook('onResponse', async (request, reply) => {
		const route = request.routeOptions.url ?? 'none';
		const actor = request.identity?.actor;
		const fields = {
			method: request.method,
			route,
			status: reply.statusCode,
			ms: Math.round(reply.elapsedTime * 10) / 10,
			actor: actor ? `${actor.kind}:${actor.id}` : null,
		};
		// Not to be ready yet is no fault.
		if (reply.statusCode >= 500 && route !== ROUTES.ready.path) request.log.warn(fields, 'answered');
		else if (FILES.test(route)) request.log.debug(fields, 'answered');
		else request.log.info(fields, 'answered');
	});
}

/** Class, code, message and stack. What a database adds (`detail`, `where`) holds the rows' values and is left out. */
function describeForLog(error: Error): { type: string; message: string; stack: string } & Record<string, unknown> {
	const code = error instanceof AppError ? error.code : (error as NodeJS.ErrnoException).code;
	const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
	return {
		type: error.name,
		code,
		message: error.message.slice(0, MESSAGE_CHARS),
		...(error.cause instanceof Error ? { cause: error.cause.message.slice(0, MESSAGE_CHARS) } : {}),
		stack: frames?.join('\n') ?? '',
	};
}

function shortenLine(line: string): string {
	const { time, level, msg, method, route, status, ms, err } = JSON.parse(line) as Record<string, unknown> & {
		err?: { message: string; code?: string };
	};
	const clock = String(time).slice(11, 19);
	const mark = level === 'info' || level === 'debug' ? '' : `${String(level)} `;
	if (method !== undefined) return `  ${clock} ${mark}${method} ${route} ${status}, ${ms} ms\n`;
	return `  ${clock} ${mark}${err ? `${err.message}${err.code ? ` [${err.code}]` : ''}` : msg}\n`;
}
