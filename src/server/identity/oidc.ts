import * as client from 'openid-client';
import { type Role, roleSchema } from '../../domain/access/identity.ts';
import { ForbiddenError, UnauthenticatedError, UnavailableError, UsageError } from '../../domain/errors.ts';
import type { User } from '../../domain/records/user.ts';
import type { Store, WriteContext } from '../store/store.ts';
import { askDatabase } from '../store/store-error.ts';
import { hashSecret, makeSecret } from './secrets.ts';
import type { UserDesk } from './user-desk.ts';

/** A provider of identities that speaks OpenID Connect, and how its words are read. */
export interface OidcConfig {
	/** https, or http on this machine. */
	readonly issuer: string;
	readonly clientId: string;
	/** null = a public client. */
	readonly clientSecret: string | null;
	/** As on the button. */
	readonly name: string;
	/** Where browsers reach this server, `https://fengtu.example`; null = as the request says. */
	readonly publicUrl: string | null;
	/** Claim with the person's roles or groups, or the way to one within another (`realm_access.roles`); null = roles are given here, by administrators. */
	readonly rolesClaim: string | null;
	/** What a value of that claim stands for; values that are names of roles stand for themselves. */
	readonly roleOf: Readonly<Record<string, Role>>;
	/** Claim with the person's districts; null = given here. */
	readonly districtsClaim: string | null;
}

/** Asked of the provider for names and the claims that most keep there. */
const SCOPE = 'openid profile email';
/** Providers move their addresses now and then. */
const DISCOVERY_LIVES_MS = 3_600_000;
const STATE_LIVES_MS = 10 * 60_000;
const TIMEOUT_S = 10;
const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];

/** Signing in with a provider: the code flow with PKCE, state and nonce. */
export interface OidcFlow {
	readonly name: string;
	/** Where the browser goes, and what it must bring back with it. @throws UnavailableError `oidc/unavailable` */
	start(origin: string): Promise<{ location: URL; state: string }>;
	/**
	 * Who came back. `state` = what the browser kept; `url` = the address it came back to.
	 * @throws UnauthenticatedError `oidc/bad-state` | `oidc/refused`, ForbiddenError `access/disabled`, UnavailableError `oidc/unavailable`
	 */
	finish(back: { origin: string; url: string; state: string | undefined; context: WriteContext }): Promise<User>;
	/** Throws away sign-ins that never came back. */
	sweep(): Promise<void>;
}

interface Kept {
	readonly nonce: string;
	readonly verifier: string;
	readonly expiresAtMs: number;
}

/** @throws UsageError `config/oidc-issuer` */
export function createOidcFlow(
	config: OidcConfig,
	parts: { readonly store: Store; readonly users: UserDesk; readonly nowMs: () => number },
): OidcFlow {
	const { store, users, nowMs } = parts;
	const issuer = readIssuer(config.issuer);
	let found: client.Configuration | null = null;
	let foundAtMs = 0;
	let asking: Promise<client.Configuration> | null = null;

	/** What was found is kept for an hour, longer when the provider is away then; while it never was there each sign-in asks again. */
	function discover(): Promise<client.Configuration> {
		if (found && Math.abs(nowMs() - foundAtMs) < DISCOVERY_LIVES_MS) return Promise.resolve(found);
		asking ??= client
			.discovery(
				issuer,
				config.clientId,
				{},
				config.clientSecret === null ? client.None() : showSecret(config.clientSecret),
				{ timeout: TIMEOUT_S, ...(issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}) },
			)
			.then((config) => {
				foundAtMs = nowMs();
				found = config;
				return config;
			})
			.catch((error: unknown) => {
				if (found) return found;
				throw unavailable(issuer, error);
			})
			.finally(() => {
				asking = null;
			});
		return asking;
	}
	const redirectUri = (origin: string) => new URL('/api/oidc/callback', config.publicUrl ?? origin);

	async function takeState(state: string | undefined): Promise<Kept> {
		const { rows } = await askDatabase(() =>
			store.pool.query<Kept>(
				'DELETE FROM oidc_states WHERE state_hash = $1 RETURNING nonce, verifier, expires_at_ms AS "expiresAtMs"',
				[hashSecret(state ?? '')],
			),
		);
		const [kept] = rows;
		if (kept && kept.expiresAtMs > nowMs()) return kept;
		throw new UnauthenticatedError(
			'oidc/bad-state',
			'sign-in: got an answer of the provider that was not asked for here, expected one that was; try again',
		);
	}

	async function findUser(claims: client.IDToken, context: WriteContext): Promise<User> {
		const external = { issuer: claims.iss, subject: claims.sub };
		const roles = readRoles(config, claims);
		const districts = readDistricts(config, claims);
		const known = await users.findByExternal(external.issuer, external.subject);
		if (known) {
			const patch = {
				...(roles && !isSame(roles, known.roles) ? { roles } : {}),
				...(districts !== undefined && !isSame(districts, known.districts) ? { districts } : {}),
			};
			return Object.keys(patch).length > 0 ? users.change(context, known.id, patch) : known;
		}
		const login = await findFreeLogin(users, claims);
		const name = readText(claims.name) ?? readText(claims.preferred_username) ?? login;
		return users.add(context, {
			login,
			name: name.slice(0, 100),
			roles: roles ?? [],
			// Roles without districts said would hold for the whole city: nobody gets that by not being asked.
			districts: districts === undefined ? null : districts,
			external,
			password: null,
			mustChangePassword: false,
		});
	}

	return {
		name: config.name,
		async start(origin) {
			const provider = await discover();
			const state = makeSecret();
			const nonce = makeSecret();
			const verifier = client.randomPKCECodeVerifier();
			await askDatabase(() =>
				store.pool.query(
					'INSERT INTO oidc_states (state_hash, nonce, verifier, expires_at_ms) VALUES ($1, $2, $3, $4)',
					[hashSecret(state), nonce, verifier, nowMs() + STATE_LIVES_MS],
				),
			);
			const location = client.buildAuthorizationUrl(provider, {
				redirect_uri: redirectUri(origin).href,
				scope: SCOPE,
				state,
				nonce,
				code_challenge: await client.calculatePKCECodeChallenge(verifier),
				code_challenge_method: 'S256',
			});
			return { location, state };
		},
		async finish({ origin, url, state, context }) {
			const { nonce, verifier } = await takeState(state);
			const provider = await discover();
			const came = redirectUri(origin);
			came.search = new URL(url, came).search;
			const claims = await client
				.authorizationCodeGrant(provider, came, {
					pkceCodeVerifier: verifier,
					expectedState: state as string,
					expectedNonce: nonce,
					idTokenExpected: true,
				})
				.then((tokens) => readClaims(provider, tokens))
				.catch((error: unknown) => {
					throw isAway(error) ? unavailable(issuer, error) : refused(error);
				});
			const user = await findUser(claims, context);
			if (!user.isDisabled) return user;
			throw new ForbiddenError('access/disabled', 'sign-in: got a user that is disabled, expected one that is not');
		},
		async sweep() {
			await askDatabase(() => store.pool.query('DELETE FROM oidc_states WHERE expires_at_ms <= $1', [nowMs()]));
		},
	};
}

/** As the provider asks for it: by HTTP Basic, unless it says that it takes only the body. */
function showSecret(secret: string): client.ClientAuth {
	const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
	return (server, ...rest) => {
		const takes = server.token_endpoint_auth_methods_supported;
		return (takes && !takes.includes('client_secret_basic') ? post : basic)(server, ...rest);
	};
}

/** What the provider says of the person: many say it only when asked besides. The signed token's word comes first. */
async function readClaims(
	provider: client.Configuration,
	tokens: { readonly access_token: string; claims(): client.IDToken | undefined },
) {
	const claims = tokens.claims();
	if (!claims) throw new Error('got no ID token');
	if (provider.serverMetadata().userinfo_endpoint === undefined) return claims;
	return { ...(await client.fetchUserInfo(provider, tokens.access_token, claims.sub)), ...claims };
}

function readIssuer(text: string): URL {
	const issuer = URL.canParse(text) ? new URL(text) : null;
	if (issuer?.protocol === 'https:' || (issuer?.protocol === 'http:' && LOOPBACK.includes(issuer.hostname)))
		return issuer;
	throw new UsageError(
		'config/oidc-issuer',
		`OIDC_ISSUER: got ${text}, expected an https address, or http on this machine`,
	);
}

function readRoles({ rolesClaim, roleOf }: OidcConfig, claims: client.IDToken): Role[] | null {
	if (rolesClaim === null) return null;
	const roles = readList(readClaim(claims, rolesClaim)).flatMap((value) => {
		const own = roleSchema.safeParse(value);
		const mapped = Object.hasOwn(roleOf, value) ? roleOf[value] : undefined;
		return mapped ?? (own.success ? own.data : []);
	});
	return [...new Set(roles)];
}

/** undefined = not asked of the provider. A provider that is asked and says nothing gives none, not the whole city. */
function readDistricts({ districtsClaim }: OidcConfig, claims: client.IDToken): string[] | undefined {
	return districtsClaim === null ? undefined : readList(readClaim(claims, districtsClaim)).slice(0, 200);
}

/** A claim by its name; where there is none so called, by a way into one: `realm_access.roles`. */
function readClaim(claims: client.IDToken, name: string): unknown {
	if (Object.hasOwn(claims, name)) return claims[name];
	return name
		.split('.')
		.reduce<unknown>(
			(inner, step) =>
				typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step)
					? (inner as Record<string, unknown>)[step]
					: undefined,
			claims,
		);
}

function readList(claim: unknown): string[] {
	const values = Array.isArray(claim) ? claim : typeof claim === 'string' ? claim.split(/[\s,]+/) : [];
	return values.filter((value): value is string => typeof value === 'string' && value !== '');
}

function readText(claim: unknown): string | undefined {
	return typeof claim === 'string' && claim.trim() !== '' ? claim.trim() : undefined;
}

/** A login that is free: nobody gets into an account because a provider gives somebody its name. */
async function findFreeLogin(users: UserDesk, claims: client.IDToken): Promise<string> {
	const wished = readText(claims.preferred_username) ?? readText(claims.email) ?? claims.sub;
	const base = wished
		.toLowerCase()
		.replace(/[^a-z0-9._@-]+/g, '-')
		.slice(0, 60);
	for (const login of [base, `${base}-${hashSecret(`${claims.iss} ${claims.sub}`).toString('hex').slice(0, 12)}`]) {
		if (login.length >= 2 && !(await users.findByLogin(login))) return login;
	}
	return `oidc-${hashSecret(`${claims.iss} ${claims.sub}`).toString('hex').slice(0, 32)}`;
}

function isSame(a: readonly string[] | null, b: readonly string[] | null): boolean {
	return JSON.stringify(a && [...a].sort()) === JSON.stringify(b && [...b].sort());
}

/** The provider did not answer, or not as one: no answer of it at all, as against one that says no. */
function isAway(error: unknown): boolean {
	if (error instanceof TypeError) return true;
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	return (
		code === 'OAUTH_TIMEOUT' ||
		(code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' && error instanceof client.ClientError && readStatus(error) >= 500)
	);
}

function readStatus({ cause }: Error): number {
	return cause instanceof Response ? cause.status : 0;
}

function unavailable(issuer: URL, cause: unknown): UnavailableError {
	return new UnavailableError(
		'oidc/unavailable',
		`${issuer.host}: got no answer of the provider, expected one; try again, or sign in with a password`,
		{
			cause,
		},
	);
}

function refused(cause: unknown): UnauthenticatedError {
	return new UnauthenticatedError(
		'oidc/refused',
		'sign-in: got an answer of the provider that does not hold, expected one that does; try again',
		{ cause },
	);
}
