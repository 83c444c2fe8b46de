import type { FastifyRequest } from 'fastify';
import { ForbiddenError } from '../../domain/errors.ts';
import { isSameSecret } from './secrets.ts';
import type { SignIn } from './sign-in.ts';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];
/** An address as such, or this machine by its name: no foreign name can be made to lead here (DNS rebinding). */
const OWN_HOST = /^(localhost|\d{1,3}(\.\d{1,3}){3}|\[[\da-f:.]+\])(:\d+)?$/i;

/**
 * Other sites' pages may not write here. Browsers say whose page it is that asks; programs that are no browsers say nothing.
 * @throws ForbiddenError `access/foreign-origin`
 */
export function checkOrigin(request: FastifyRequest): void {
	const { origin } = request.headers;
	const isDemo = request.identity.actor.kind === 'demo';
	if (isDemo && !OWN_HOST.test(request.host)) throw foreign(request, `host ${request.host}`);
	if (SAFE.includes(request.method)) return;
	if (origin !== undefined && !isOwnOrigin(origin, request.host)) {
		throw foreign(request, `origin ${origin.slice(0, 100)}`);
	}
	if (origin === undefined && request.headers['sec-fetch-site'] === 'cross-site')
		throw foreign(request, 'another site');
}

/**
 * A browser sends its cookie along whoever made it ask: who writes with a session shows that it could read the session's token too.
 * Signing in needs none: there is no session of one's own to be abused yet. @throws ForbiddenError `access/bad-csrf-token`
 */
export function checkCsrf(request: FastifyRequest, signIn: SignIn | null): void {
	if (SAFE.includes(request.method) || signIn === null || signIn.csrfToken === null) return;
	if (request.method === 'POST' && request.routeOptions.url === '/api/session') return;
	const given = request.headers['x-csrf-token'];
	if (typeof given === 'string' && isSameSecret(given, signIn.csrfToken)) return;
	throw new ForbiddenError(
		'access/bad-csrf-token',
		`${request.method} ${request.routeOptions.url}: got ${given === undefined ? 'no' : 'another'} X-CSRF-Token, expected that of GET /api/session`,
	);
}

/** By host and port; default ports are the same said or not. */
function isOwnOrigin(origin: string, host: string): boolean {
	if (!URL.canParse(origin)) return false;
	const { protocol, host: asked } = new URL(origin);
	const own = `${protocol}//${host}`;
	return asked !== '' && URL.canParse(own) && new URL(own).host === asked;
}

function foreign(request: FastifyRequest, got: string): ForbiddenError {
	return new ForbiddenError(
		'access/foreign-origin',
		`${request.method} ${request.routeOptions.url}: got ${got}, expected this server's own pages`,
	);
}
