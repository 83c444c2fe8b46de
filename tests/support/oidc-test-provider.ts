import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** A provider of identities on this machine. `signInAs` decides who each sign-in is of, and what is said of them. */
export interface TestProvider {
	readonly issuer: string;
	person: { sub: string; claims: Record<string, unknown> };
	/** How often it was asked where its addresses are. */
	discoveries(): number;
	/** Goes where a browser would be sent, up to the address that leads back. */
	walk(from: string): Promise<URL>;
	stop(): Promise<void>;
}

export async function startTestProvider(redirectUri: string): Promise<TestProvider> {
	const server = createServer();
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	let discoveries = 0;
	const made: TestProvider = {
		discoveries: () => discoveries,
		issuer,
		person: { sub: 'nobody', claims: {} },
		async walk(from) {
			const jar = new Map<string, string>();
			for (let url = new URL(from), steps = 0; steps < 12; steps++) {
				const answer = await fetch(url, {
					redirect: 'manual',
					headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
				});
				for (const cookie of answer.headers.getSetCookie()) {
					const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
					jar.set(name as string, value as string);
				}
				const to = answer.headers.get('location');
				if (to === null) throw new Error(`${url}: got ${answer.status} ${await answer.text()}, expected to be sent on`);
				url = new URL(to, url);
				if (url.href.startsWith(redirectUri)) return url;
			}
			throw new Error(`${from}: got sent on and on, expected to come back`);
		},
		stop: () =>
			new Promise<void>((done) => {
				server.close(() => done());
				server.closeAllConnections();
			}),
	};
	const provider = new Provider(issuer, {
		clients: [{ client_id: 'fengtu', client_secret: 'a-secret-of-the-test-only', redirect_uris: [redirectUri] }],
		claims: {
			openid: ['sub'],
			profile: ['name', 'preferred_username', 'groups', 'towns', 'realm_access', 'https://sso.example/roles'],
			email: ['email'],
		},
		features: { devInteractions: { enabled: false } },
		interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
		findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ sub, ...made.person.claims }) }),
		cookies: { keys: ['only for tests'] },
		pkce: { required: () => true },
	});
	const answer = provider.callback();
	server.on('request', async (request, response) => {
		if (request.url?.startsWith('/.well-known/')) discoveries += 1;
		if (!request.url?.startsWith('/interaction/')) return answer(request, response);
		const { prompt, params } = await provider.interactionDetails(request, response);
		if (prompt.name === 'login') {
			return provider.interactionFinished(request, response, { login: { accountId: made.person.sub } });
		}
		const grant = new provider.Grant({ accountId: made.person.sub, clientId: params.client_id as string });
		grant.addOIDCScope('openid profile email');
		return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
	});
	return made;
}
