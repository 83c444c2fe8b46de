import fastifyRateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RateLimitedError } from '../../domain/errors.ts';

/**
 * Requests a minute. A page that is worked with asks a few a second at most; files of the pack and of the page are not counted. Machines send
 * positions in batches. A shift of a command centre signs in from behind one address: its guesses are counted by the sign-in guard.
 */
const A_MINUTE = { anonymous: 600, signIn: 300, person: 12_000, machine: 60_000 } as const;
type Kind = keyof typeof A_MINUTE;

/** One IPv6 subscriber has a /64, at least: it counts as one. */
export function findNetwork(ip: string): string {
	return normalizeIP(ip, 64);
}

/**
 * Makes the check that refuses who asks too often: by session or token where there is one, else by network. Demo mode knows no limits.
 * It throws RateLimitedError `access/too-many-requests`.
 */
export async function createRateCheck(
	app: FastifyInstance,
): Promise<(request: FastifyRequest, reply: FastifyReply) => Promise<void>> {
	await app.register(fastifyRateLimit, { global: false });
	const keyOf = ({ identity, ip }: FastifyRequest) => identity.sessionId ?? findNetwork(ip);
	const limiters = Object.fromEntries(
		(Object.keys(A_MINUTE) as Kind[]).map((kind) => [
			kind,
			app.createRateLimit({
				max: A_MINUTE[kind],
				timeWindow: 60_000,
				keyGenerator: kind === 'signIn' ? ({ ip }) => findNetwork(ip) : keyOf,
			}),
		]),
	) as Record<Kind, ReturnType<FastifyInstance['createRateLimit']>>;

	return async (request, reply) => {
		const kind = classify(request);
		if (kind === null) return;
		const limit = await limiters[kind](request);
		if (limit.isAllowed || !limit.isExceeded) return;
		reply.header('retry-after', limit.ttlInSeconds);
		throw new RateLimitedError(
			'access/too-many-requests',
			`${request.method} ${request.routeOptions.url}: got more than ${limit.max} a minute, expected fewer; wait ${limit.ttlInSeconds} s`,
			{ context: { retryAfterS: limit.ttlInSeconds } },
		);
	};
}

function classify({ identity, method, routeOptions: { url = '' } }: FastifyRequest): Kind | null {
	if (!url.startsWith('/api/')) return null;
	if (
		(method === 'POST' && (url === '/api/session' || url === '/api/session/password')) ||
		url.startsWith('/api/oidc/')
	)
		return 'signIn';
	const { kind } = identity.actor;
	if (kind === 'demo') return null;
	return kind === 'user' ? 'person' : kind === 'service' ? 'machine' : 'anonymous';
}
