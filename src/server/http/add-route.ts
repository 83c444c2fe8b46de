import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RouteAccess } from '../../domain/access/actions.ts';
import type { Identity } from '../../domain/access/may-do.ts';
import type { TypedApp } from './typed-app.ts';

declare module 'fastify' {
	interface FastifyRequest {
		/** Who asks; set before any handler runs (identity/enforce-access.ts). */
		identity: Identity;
	}
	interface FastifyContextConfig {
		/** What the route asks of who calls it. A route without it is refused at the start. */
		access?: RouteAccess;
	}
}

/** A route as domain/api.ts describes it. */
export interface RouteSpec {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	readonly path: string;
	readonly access: RouteAccess;
	readonly query?: z.ZodType;
	readonly body?: z.ZodType;
	readonly response: z.ZodType;
}

type ParamsOf<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
	? { [K in Name]: string } & ParamsOf<`/${Rest}`>
	: P extends `${string}:${infer Name}`
		? { [K in Name]: string }
		: unknown;
type Out<T> = T extends z.ZodType ? z.output<T> : undefined;

/** What a handler gets of its request, parsed by the route's schemas. */
export interface RouteCall<R extends RouteSpec> {
	readonly params: ParamsOf<R['path']>;
	readonly query: Out<R['query']>;
	readonly body: Out<R['body']>;
	readonly request: FastifyRequest;
	readonly reply: FastifyReply;
}

export interface AddRouteOptions {
	/** Of a good answer; default 200. */
	readonly status?: number;
	readonly bodyLimit?: number;
}

/** Ids in paths: those of the pack have slashes and dots when decoded. */
const paramSchema = z.string().min(1).max(200);

/**
 * Registers a route of domain/api.ts: its schemas, its access, its handler. The answer is written by the route's response schema; one of
 * null is 204.
 */
export function addRoute<const R extends RouteSpec>(
	app: TypedApp,
	route: R,
	handler: (call: RouteCall<R>) => Promise<z.input<R['response']>> | z.input<R['response']>,
	{ status = 200, bodyLimit }: AddRouteOptions = {},
): void {
	const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name as string);
	const isEmpty = route.response instanceof z.ZodNull;
	app.route({
		method: route.method,
		url: route.path,
		config: { access: route.access },
		...(bodyLimit === undefined ? {} : { bodyLimit }),
		schema: {
			...(names.length > 0 ? { params: z.object(Object.fromEntries(names.map((name) => [name, paramSchema]))) } : {}),
			...(route.query ? { querystring: route.query } : {}),
			...(route.body ? { body: route.body } : {}),
			response: { [isEmpty ? 204 : status]: route.response },
		},
		async handler(request, reply) {
			const { params, query, body } = request;
			const answer = await handler({ params, query, body, request, reply } as unknown as RouteCall<R>);
			if (reply.sent) return reply;
			return isEmpty ? reply.code(204).send() : reply.code(status).send(answer);
		},
	});
}
