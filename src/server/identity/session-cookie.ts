import type { CookieSerializeOptions } from '@fastify/cookie';

/** Names and attributes of the cookies. `__Host-`: browsers take it only from this very host, over https, for every path. */
export interface SessionCookies {
	readonly session: string;
	/** By which a browser is known again that somebody signed in with: it signs nobody in. */
	readonly machine: string;
	/** Binds a sign-in with the provider to the browser that began it. */
	readonly oidc: string;
	/** Sent along by this server's own pages only. */
	readonly sessionOptions: CookieSerializeOptions;
	/** For as long as the machine is remembered. */
	readonly machineOptions: CookieSerializeOptions;
	/** Lax: it must come along when the provider sends the browser back. */
	readonly oidcOptions: CookieSerializeOptions;
}

/** Over http (this machine only) browsers take no Secure cookie, nor the prefix. */
export function nameCookies(isSecure: boolean): SessionCookies {
	const prefix = isSecure ? '__Host-' : '';
	const common = { httpOnly: true, secure: isSecure, path: '/' } as const;
	return {
		session: `${prefix}fengtu-session`,
		machine: `${prefix}fengtu-machine`,
		oidc: `${prefix}fengtu-oidc`,
		sessionOptions: { ...common, sameSite: 'strict' },
		machineOptions: { ...common, sameSite: 'strict', maxAge: 90 * 86_400 },
		oidcOptions: { ...common, sameSite: 'lax', maxAge: 600 },
	};
}
