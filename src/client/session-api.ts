import type { z } from 'zod';
import { IDENTITY_ROUTES } from '../domain/api/identity-routes.ts';
import type { Caller } from './caller.ts';

type Answer<K extends keyof typeof IDENTITY_ROUTES> = z.infer<(typeof IDENTITY_ROUTES)[K]['response']>;

/** The part of the API with which somebody signs in: all that a page needs before. Every method rejects as Caller says. */
export interface SessionApi {
	readSession(signal?: AbortSignal): Promise<Answer<'session'>>;
	signIn(login: string, password: string, signal?: AbortSignal): Promise<Answer<'signIn'>>;
	signOut(signal?: AbortSignal): Promise<void>;
	changePassword(current: string, next: string, signal?: AbortSignal): Promise<Answer<'changePassword'>>;
	listSessions(signal?: AbortSignal): Promise<Answer<'sessions'>>;
	revokeSession(id: string, signal?: AbortSignal): Promise<void>;
}

/** Makes it. The caller sends the CSRF token of each session that is told. */
export function createSessionApi({ call, setCsrfToken }: Caller): SessionApi {
	async function keepToken(answer: Promise<Answer<'session'>>): Promise<Answer<'session'>> {
		const session = await answer;
		setCsrfToken(session.csrfToken);
		return session;
	}

	return {
		readSession: (signal) => keepToken(call(IDENTITY_ROUTES.session, { signal })),
		signIn: (login, password, signal) => keepToken(call(IDENTITY_ROUTES.signIn, { body: { login, password }, signal })),
		signOut: async (signal) => {
			await call(IDENTITY_ROUTES.signOut, { signal });
			setCsrfToken(null);
		},
		changePassword: (current, next, signal) =>
			keepToken(call(IDENTITY_ROUTES.changePassword, { body: { current, next }, signal })),
		listSessions: (signal) => call(IDENTITY_ROUTES.sessions, { signal }),
		revokeSession: async (id, signal) => {
			await call(IDENTITY_ROUTES.revokeSession, { params: { id }, signal });
		},
	};
}
