import fastifyCookie from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { DEMO_IDENTITY, type Identity, NOBODY } from '../../domain/access/may-do.ts';
import {
	AppError,
	describeError,
	ForbiddenError,
	RateLimitedError,
	UnauthenticatedError,
	UnavailableError,
} from '../../domain/errors.ts';
import type { User } from '../../domain/records/user.ts';
import { registerAudit } from '../http/audit.ts';
import { registerOidc } from '../http/oidc.ts';
import { registerSession } from '../http/session.ts';
import { registerTokens } from '../http/tokens.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { registerUsers } from '../http/users.ts';
import type { Store } from '../store/store.ts';
import { createAuditLog } from './audit-log.ts';
import { checkCsrf, checkOrigin } from './check-origin.ts';
import { enforceAccess, requireRouteAccess } from './enforce-access.ts';
import { createRateCheck } from './limit-rate.ts';
import { createOidcFlow, type OidcConfig } from './oidc.ts';
import { createRefusalGate } from './refusal-gate.ts';
import { isSecret } from './secrets.ts';
import { createSessionBook, SESSION_LIMITS, type SessionLimits } from './session-book.ts';
import { nameCookies } from './session-cookie.ts';
import type { SignIn } from './sign-in.ts';
import { createSignInDesk } from './sign-in-desk.ts';
import { createSignInGuard } from './sign-in-guard.ts';
import { createTokenBook } from './token-book.ts';
import { createUserDesk, hasAdministrator, isAdministrator } from './user-desk.ts';

declare module 'fastify' {
	interface FastifyRequest {
		/** The session or token it came with; null = none, or none that holds. */
		signIn: SignIn | null;
	}
}

/** Sessions and tokens that ran out are looked for so often. */
const SWEEP_EVERY_MS = 5000;

export interface IdentityParts {
	readonly store: Store;
	/** 'auto': demo until there is an administrator, accounts from that moment on. */
	readonly mode: 'demo' | 'accounts' | 'auto';
	/** Whether browsers reach this server by https. */
	readonly isSecure: boolean;
	/** null = passwords only. */
	readonly oidc: OidcConfig | null;
	readonly nowMs: () => number;
	/** How long sessions live; default SESSION_LIMITS. */
	readonly limits?: SessionLimits;
	/** Told of what goes wrong in the background. */
	readonly onProblem?: (message: string) => void;
}

/** What the rest of the server asks of who is signed in. */
export interface IdentityControl {
	/** Whether somebody who was let in may stay, by what this process knows now; costs nothing. */
	isAlive(identity: Identity): boolean;
	/** The same, and its session counts as in use now: for whoever has a line to the feed open. The absolute limit stays. */
	keepAlive(identity: Identity): boolean;
	/** Calls back with the session or token that ended or whose rights changed. Returns its undo. */
	onSessionEnded(listener: (sessionId: string) => void): () => void;
	/** Demo mode ends by itself when the first administrator is made. */
	readMode(): 'demo' | 'accounts';
	/** Passwords refused since the start. */
	readRefused(): number;
}

/**
 * Finds out who asks, before every handler, and refuses what they may not; registers signing in, users, tokens and the audit. To be called
 * before any other route is registered. @throws UsageError `config/oidc-issuer`, UnavailableError `store/unavailable`
 */
export async function registerIdentity(app: TypedApp, parts: IdentityParts): Promise<IdentityControl> {
	const { store, nowMs, isSecure, limits = SESSION_LIMITS, onProblem = () => {} } = parts;
	let isDemo = parts.mode === 'demo' || (parts.mode === 'auto' && !(await hasAdministrator(store)));
	const audit = createAuditLog(store, nowMs);
	const sessions = createSessionBook(store, nowMs, limits);
	const tokens = createTokenBook(store, nowMs);
	const guard = createSignInGuard(store, nowMs);
	const users = createUserDesk({ store, audit, sessions, nowMs });
	const signIns = createSignInDesk({ users, sessions, guard, audit, findUser: (id) => store.read('user', id) });
	const oidc = parts.oidc && createOidcFlow(parts.oidc, { store, users, nowMs });
	const cookies = nameCookies(isSecure);

	app.decorate('audit', audit);
	app.decorateRequest('signIn', null);
	// Set by the hook below before anything reads it.
	app.decorateRequest('identity', null as unknown as Identity);
	requireRouteAccess(app);
	await app.register(fastifyCookie);
	const checkRate = await createRateCheck(app);

	async function findSignIn(request: FastifyRequest): Promise<SignIn | null> {
		const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
		if (bearer !== undefined) {
			const found = await tokens.find(bearer);
			if (found) return found;
			throw new UnauthenticatedError(
				'access/bad-token',
				'Authorization: got a token that does not hold, expected one that does',
			);
		}
		const cookie = request.cookies[cookies.session];
		return cookie === undefined || !isSecret(cookie) ? null : sessions.find(cookie);
	}

	/** What is public is answered while the database is away too. */
	async function identify(request: FastifyRequest): Promise<void> {
		request.identity = NOBODY;
		const { url = '', config } = request.routeOptions;
		if (request.is404 || (config.access === 'public' && !url.startsWith('/api/'))) return;
		const isOpen = config.access === 'public' && url !== '/api/session';
		const found = await findSignIn(request).catch((error: unknown) => {
			if (isOpen && error instanceof UnavailableError) return null;
			throw error;
		});
		request.signIn = found;
		request.identity = found?.identity ?? (isDemo ? DEMO_IDENTITY : NOBODY);
	}

	app.addHook('onRequest', async (request, reply) => {
		await identify(request);
		if (request.is404) return;
		await checkRate(request, reply);
		checkOrigin(request);
		checkCsrf(request, request.signIn);
		enforceAccess(request, request.signIn);
	});
	// A WebSocket that is refused before its plugin saw it is closed by nobody else: its connection would stay, and hold up the server's end.
	app.addHook('onResponse', async (request, reply) => {
		if (request.headers.upgrade !== undefined && reply.statusCode >= 400) request.raw.socket.destroySoon();
	});
	const isNewRefusal = createRefusalGate(nowMs);
	// Refusals by the route and by a record's district alike; who is nobody is not written down, it would fill the audit.
	app.addHook('onError', async (request, reply, error) => {
		const refusal = error as Error;
		if (refusal instanceof RateLimitedError) reply.header('retry-after', String(refusal.context.retryAfterS));
		if (!(refusal instanceof ForbiddenError) || request.identity.actor.kind === 'nobody') return;
		const { actor } = request.identity;
		const about = `${request.method} ${request.routeOptions.url ?? ''}`;
		if (!isNewRefusal(`${actor.id} ${refusal.code} ${about}`)) return;
		await audit
			.write({ by: actor, from: request.ip, what: refusal.code, about, outcome: 'refused' })
			.catch((problem: unknown) => onProblem(`audit: ${describeError(problem)}`));
	});

	const stopChanges = store.onChanges((changes) => {
		if (parts.mode !== 'auto' || !isDemo) return;
		if (changes.some(({ collection, record }) => collection === 'user' && record && isAdministrator(record as User)))
			isDemo = false;
	});
	const sweep = async () => {
		for (const part of [sessions, tokens, guard, oidc]) await part?.sweep();
	};
	const timer = setInterval(() => {
		sweep().catch((error: unknown) => {
			if (!(error instanceof AppError)) onProblem(`identity: ${describeError(error)}`);
		});
	}, SWEEP_EVERY_MS);
	timer.unref();
	app.addHook('onClose', async () => {
		clearInterval(timer);
		stopChanges();
		sessions.close();
		tokens.close();
	});

	const readMode = () => (isDemo ? 'demo' : 'accounts');
	registerSession(app, { sessions, signIns, cookies, audit, readMode, oidcName: oidc?.name ?? null });
	registerOidc(app, { oidc, sessions, signIns, cookies, audit });
	registerUsers(app, { users });
	registerTokens(app, { tokens, audit });
	registerAudit(app, audit);

	const holds = ({ actor, sessionId }: Identity, ofSession: (id: string) => boolean): boolean => {
		if (sessionId === null) return actor.kind === 'demo' ? isDemo : actor.kind === 'system';
		return actor.kind === 'service' ? tokens.isAlive(sessionId) : ofSession(sessionId);
	};
	return {
		isAlive: (identity) => holds(identity, sessions.isAlive),
		keepAlive: (identity) => holds(identity, sessions.keepAlive),
		onSessionEnded(listener) {
			const undos = [sessions.onEnded(listener), tokens.onEnded(listener)];
			return () => {
				for (const undo of undos) undo();
			};
		},
		readMode,
		readRefused: signIns.readRefused,
	};
}
