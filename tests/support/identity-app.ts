import Fastify, { type LightMyRequestResponse } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Role } from '../../src/domain/access/identity.ts';
import { registerErrorTable } from '../../src/server/http/error-table.ts';
import { registerSecurityHeaders } from '../../src/server/http/security-headers.ts';
import type { TypedApp } from '../../src/server/http/typed-app.ts';
import { createAuditLog } from '../../src/server/identity/audit-log.ts';
import {
	type IdentityControl,
	type IdentityParts,
	registerIdentity,
} from '../../src/server/identity/register-identity.ts';
import { createSessionBook, SESSION_LIMITS } from '../../src/server/identity/session-book.ts';
import { createUserDesk } from '../../src/server/identity/user-desk.ts';
import type { Store } from '../../src/server/store/store.ts';

/** A password that the rules take. */
export const PASSWORD = 'plover ridge anvil';
const CONTEXT = { by: { kind: 'system', id: 'test', name: 'test' }, from: 'test', idempotency: null } as const;

/** A server with nothing but identity on a store, and what `addRoutes` puts on it. */
export async function makeIdentityApp(
	store: Store,
	{ addRoutes, ...parts }: Partial<IdentityParts> & { addRoutes?: (app: TypedApp) => void | Promise<void> } = {},
): Promise<{ app: TypedApp; control: IdentityControl }> {
	const isSecure = parts.isSecure ?? false;
	const app: TypedApp = Fastify({ trustProxy: '127.0.0.1' }).withTypeProvider<ZodTypeProvider>();
	app.setValidatorCompiler(validatorCompiler);
	app.setSerializerCompiler(serializerCompiler);
	registerSecurityHeaders(app, { isSecure });
	registerErrorTable(app);
	const control = await registerIdentity(app, {
		store,
		mode: 'accounts',
		isSecure,
		oidc: null,
		nowMs: () => Date.now(),
		...parts,
	});
	await addRoutes?.(app);
	await app.ready();
	return { app, control };
}

/** A user as an administrator would add it, without the way over HTTP. */
export async function addUser(
	store: Store,
	user: {
		readonly login: string;
		readonly roles?: readonly Role[];
		readonly districts?: readonly string[] | null;
		readonly mustChangePassword?: boolean;
	},
) {
	const nowMs = () => Date.now();
	const sessions = createSessionBook(store, nowMs, SESSION_LIMITS);
	const desk = createUserDesk({ store, audit: createAuditLog(store, nowMs), sessions, nowMs });
	const { login, roles = [], districts = null, mustChangePassword = false } = user;
	const added = await desk.add(CONTEXT, {
		login,
		name: login.toUpperCase(),
		roles: [...roles],
		districts: districts && [...districts],
		external: null,
		password: PASSWORD,
		mustChangePassword,
	});
	sessions.close();
	return added;
}

/** A browser: keeps its cookies and sends its CSRF token. */
export interface Browser {
	csrfToken: string | null;
	cookies: Record<string, string>;
	ask(method: string, url: string, body?: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
	signIn(login: string, password?: string): Promise<LightMyRequestResponse>;
}

export function openBrowser(app: TypedApp, address = '127.0.0.1'): Browser {
	const browser: Browser = {
		csrfToken: null,
		cookies: {},
		async ask(method, url, body, headers = {}) {
			const answer = await app.inject({
				method: method as 'GET',
				url,
				remoteAddress: address,
				cookies: browser.cookies,
				headers: { ...(browser.csrfToken === null ? {} : { 'x-csrf-token': browser.csrfToken }), ...headers },
				...(body ? { payload: body } : {}),
			});
			for (const { name, value } of answer.cookies as { name: string; value: string }[]) {
				if (value === '') delete browser.cookies[name];
				else browser.cookies[name] = value;
			}
			return answer;
		},
		async signIn(login, password = PASSWORD) {
			const answer = await browser.ask('POST', '/api/session', { login, password });
			if (answer.statusCode === 200) browser.csrfToken = answer.json().csrfToken;
			return answer;
		},
	};
	return browser;
}

/** The code of an error's answer. */
export function codeOf(answer: LightMyRequestResponse): string {
	return `${answer.statusCode} ${answer.json().error?.code}`;
}
