import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { mayDo } from '../../domain/access/may-do.ts';
import { ForbiddenError, UnauthenticatedError, UsageError } from '../../domain/errors.ts';
import type { SignIn } from './sign-in.ts';

/** What a person may do who must change the password first. */
const BEFORE_NEW_PASSWORD = ['/api/session/password', '/api/sessions', '/api/sessions/:id'];

/**
 * The one place where a request is let in or not: by its route's `config.access` and who asks. A route that says nothing is never let in.
 * @throws UnauthenticatedError `access/not-signed-in`, ForbiddenError `access/denied` | `access/password-change-needed`
 */
export function enforceAccess(request: FastifyRequest, signIn: SignIn | null): void {
	const { identity } = request;
	const { config, url = '' } = request.routeOptions;
	const { access } = config;
	if (access === 'public') return;
	const where = `${request.method} ${url}`;
	if (identity.actor.kind === 'nobody') {
		throw new UnauthenticatedError('access/not-signed-in', `${where}: got nobody, expected somebody signed in`);
	}
	if (signIn?.mustChangePassword && !BEFORE_NEW_PASSWORD.includes(url)) {
		throw new ForbiddenError(
			'access/password-change-needed',
			`${where}: got a password that an administrator gave, expected one of your own first`,
		);
	}
	if (access === 'signed-in' || (access !== undefined && mayDo(identity, access))) return;
	throw new ForbiddenError(
		'access/denied',
		`${where}: got ${identity.roles.join(', ') || 'no role'}, expected one that may ${access ?? 'do it'}`,
		{
			context: { action: access ?? null },
		},
	);
}

/** Makes the start fail that registered a route of which nobody said who may ask it: `app.ready()` rejects and names all such. */
export function requireRouteAccess(app: FastifyInstance): void {
	const routes: RouteOptions[] = [];
	app.addHook('onRoute', (route) => {
		routes.push(route);
	});
	app.addHook('onReady', async () => {
		const silent = routes
			.filter(({ config }) => config?.access === undefined)
			.map(({ method, url }) => `${String(method)} ${url}`);
		if (silent.length === 0) return;
		throw new UsageError(
			'access/route-without-access',
			`routes: got no config.access of ${silent.join(', ')}, expected who may ask them`,
		);
	});
}

/** Says who may ask the routes that plugins register inside a scope. */
export function giveAccess(
	scope: FastifyInstance,
	access: NonNullable<FastifyRequest['routeOptions']['config']['access']>,
): void {
	scope.addHook('onRoute', (route) => {
		route.config = { access, ...route.config };
	});
}
