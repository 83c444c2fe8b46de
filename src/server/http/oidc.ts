import type { FastifyReply, FastifyRequest } from 'fastify';
import { IDENTITY_ROUTES } from '../../domain/api/identity-routes.ts';
import { AppError, ForbiddenError, NotFoundError, UnauthenticatedError } from '../../domain/errors.ts';
import type { AuditLog } from '../identity/audit-log.ts';
import type { OidcFlow } from '../identity/oidc.ts';
import type { SessionBook } from '../identity/session-book.ts';
import type { SessionCookies } from '../identity/session-cookie.ts';
import type { SignInDesk } from '../identity/sign-in-desk.ts';
import { addRoute } from './add-route.ts';
import { readPlace, startSession } from './session.ts';
import type { TypedApp } from './typed-app.ts';

/** Before the state in its cookie: the sign-in goes on in a window of its own. No state has a dot. */
const NEW_WINDOW = 'new.';
const NOBODY_ACTOR = { kind: 'nobody', id: 'nobody', name: '' } as const;

/** Signing in with the provider: there and back. A browser that fails comes to the page with `?signInError=<code>`. */
export function registerOidc(
	app: TypedApp,
	parts: {
		readonly oidc: OidcFlow | null;
		readonly sessions: SessionBook;
		readonly signIns: SignInDesk;
		readonly cookies: SessionCookies;
		readonly audit: AuditLog;
	},
): void {
	const { sessions, signIns, cookies, audit } = parts;
	const readFlow = (): OidcFlow => {
		if (parts.oidc) return parts.oidc;
		throw new NotFoundError('oidc/not-configured', 'sign-in: got no OIDC_ISSUER, expected a provider');
	};

	addRoute(app, IDENTITY_ROUTES.oidcStart, ({ query, request, reply }) =>
		tellBrowser(request, reply, async () => {
			const { location, state } = await readFlow().start(readOrigin(request));
			reply.setCookie(cookies.oidc, query.window === 'new' ? NEW_WINDOW + state : state, cookies.oidcOptions);
			return reply.redirect(location.href, 303);
		}),
	);

	addRoute(app, IDENTITY_ROUTES.oidcCallback, ({ request, reply }) =>
		tellBrowser(request, reply, async () => {
			const kept = request.cookies[cookies.oidc];
			const isNewWindow = kept?.startsWith(NEW_WINDOW) ?? false;
			const state = isNewWindow ? kept?.slice(NEW_WINDOW.length) : kept;
			reply.clearCookie(cookies.oidc, cookies.oidcOptions);
			const context = { by: { ...NOBODY_ACTOR, name: 'OIDC' }, from: request.ip, idempotency: null };
			const user = await readFlow()
				.finish({ origin: readOrigin(request), url: request.url, state, context })
				.catch(async (error: unknown) => {
					if (error instanceof UnauthenticatedError || error instanceof ForbiddenError) {
						await audit.write({
							by: NOBODY_ACTOR,
							from: request.ip,
							what: 'session/refused',
							about: error.code,
							outcome: 'refused',
						});
					}
					throw error;
				});
			const cookie = await signIns.signInAs(user, readPlace(request, cookies));
			await startSession(request, reply, { cookie, cookies, sessions });
			// SameSite=Strict cookies are not sent along a chain of redirects that another site began: the page asks by itself.
			return reply.redirect(isNewWindow ? '/?signedIn=1' : '/', 303);
		}),
	);
}

function readOrigin({ protocol, host }: FastifyRequest): string {
	return `${protocol}://${host}`;
}

/** People who sign in see the page, not JSON. */
async function tellBrowser(
	request: FastifyRequest,
	reply: FastifyReply,
	work: () => Promise<unknown>,
): Promise<unknown> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof AppError) || !(request.headers.accept ?? '').includes('text/html')) throw error;
		return reply.redirect(`/?signInError=${encodeURIComponent(error.code)}`, 303);
	}
}
