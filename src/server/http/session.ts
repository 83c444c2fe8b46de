import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Identity, listAllowed, mayDo } from '../../domain/access/may-do.ts';
import { IDENTITY_ROUTES, type SessionAnswer } from '../../domain/api/identity-routes.ts';
import { NotFoundError, UsageError } from '../../domain/errors.ts';
import type { AuditLog } from '../identity/audit-log.ts';
import { findNetwork } from '../identity/limit-rate.ts';
import { isSecret, makeSecret } from '../identity/secrets.ts';
import type { SessionBook } from '../identity/session-book.ts';
import type { SessionCookies } from '../identity/session-cookie.ts';
import type { SignIn } from '../identity/sign-in.ts';
import type { SignInDesk, SignInPlace } from '../identity/sign-in-desk.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** Signing in with a password, and one's sessions. */
export function registerSession(
	app: TypedApp,
	parts: {
		readonly sessions: SessionBook;
		readonly signIns: SignInDesk;
		readonly cookies: SessionCookies;
		readonly audit: AuditLog;
		readonly readMode: () => 'demo' | 'accounts';
		readonly oidcName: string | null;
	},
): void {
	const { sessions, signIns, cookies, audit, readMode, oidcName } = parts;

	const answer = (identity: Identity, signIn: SignIn | null): SessionAnswer => ({
		mode: readMode(),
		actor: identity.actor.kind === 'nobody' ? null : identity.actor,
		roles: [...identity.roles],
		districts: identity.districts && [...identity.districts],
		may: listAllowed(identity),
		csrfToken: signIn?.csrfToken ?? null,
		expiresAtMs: signIn?.expiresAtMs ?? null,
		mustChangePassword: signIn?.mustChangePassword ?? false,
		oidc: oidcName === null ? null : { name: oidcName },
	});

	addRoute(app, IDENTITY_ROUTES.session, ({ request }) => answer(request.identity, request.signIn));

	addRoute(app, IDENTITY_ROUTES.signIn, async ({ body, request, reply }) => {
		const place = readPlace(request, cookies);
		const cookie = await signIns.signIn(body, place);
		await startSession(request, reply, { cookie, cookies, sessions });
		reply.setCookie(cookies.machine, place.machine, cookies.machineOptions);
		const signIn = await sessions.find(cookie);
		// Ended by another process between two questions: as if it were never signed in.
		return answer(signIn?.identity ?? request.identity, signIn);
	});

	addRoute(app, IDENTITY_ROUTES.signOut, async ({ request, reply }) => {
		const { actor, sessionId } = request.identity;
		if (actor.kind === 'user' && sessionId !== null) {
			await sessions.end(sessionId);
			await audit.write({
				by: actor,
				from: request.ip,
				what: 'session/signed-out',
				about: `user/${actor.id}`,
				outcome: 'done',
			});
		}
		reply.clearCookie(cookies.session, cookies.sessionOptions);
		return null;
	});

	addRoute(app, IDENTITY_ROUTES.sessions, async ({ request }) => {
		const { actor, sessionId } = request.identity;
		const list = actor.kind === 'user' ? await sessions.list(actor.id) : [];
		return { sessions: list.map((session) => ({ ...session, isThis: session.id === sessionId })) };
	});

	addRoute(app, IDENTITY_ROUTES.revokeSession, async ({ params, request }) => {
		const { identity } = request;
		const session = await sessions.findById(params.id);
		const isOwn = identity.actor.kind === 'user' && session?.userId === identity.actor.id;
		// Of others' sessions nothing is said, not even that they are there.
		if (!session || !(isOwn || mayDo(identity, 'user.edit'))) {
			throw new NotFoundError('session/not-found', `session: got ${params.id}, expected the id of one of yours`);
		}
		await sessions.end(session.id);
		await audit.write({
			by: identity.actor,
			from: request.ip,
			what: 'session/revoked',
			about: `user/${session.userId}`,
			outcome: 'done',
		});
		return null;
	});

	addRoute(app, IDENTITY_ROUTES.changePassword, async ({ body, request, reply }) => {
		const { identity, ip: from } = request;
		const { actor, sessionId } = identity;
		if (actor.kind !== 'user') {
			throw new UsageError('session/no-password', `password: got ${actor.kind}, expected a person who signed in`);
		}
		const context = { by: actor, from, idempotency: null };
		const place = readPlace(request, cookies);
		await signIns.changePassword(body, { userId: actor.id, sessionId, context, place });
		reply.setCookie(cookies.machine, place.machine, cookies.machineOptions);
		return answer(identity, request.signIn && { ...request.signIn, mustChangePassword: false });
	});
}

/** Where a sign-in comes from. */
export function readPlace(request: FastifyRequest, cookies: SessionCookies): SignInPlace {
	const machine = request.cookies[cookies.machine];
	return {
		from: request.ip,
		network: findNetwork(request.ip),
		device: request.headers['user-agent'] ?? '',
		machine: machine !== undefined && isSecret(machine) ? machine : makeSecret(),
	};
}

/** Gives the browser its new session; the one it had ends, so that nobody goes on with a cookie put there before. */
export async function startSession(
	request: FastifyRequest,
	reply: FastifyReply,
	{ cookie, cookies, sessions }: { cookie: string; cookies: SessionCookies; sessions: Pick<SessionBook, 'end'> },
): Promise<void> {
	const { actor, sessionId } = request.identity;
	if (actor.kind === 'user' && sessionId !== null) await sessions.end(sessionId);
	reply.setCookie(cookies.session, cookie, cookies.sessionOptions);
}
