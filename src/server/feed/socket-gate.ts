import type { Duplex } from 'node:stream';
import fastifyWebsocket from '@fastify/websocket';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFoundError } from '../../domain/errors.ts';
import { SKETCH_LIMITS, SKETCH_PATH } from '../../domain/tactics/sketch-wire.ts';
import { FEED_PATH } from '../../domain/topics.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { countFeedLines, type FeedLines, type LineOwner } from './feed-lines.ts';
import { FEED_DEFLATE } from './feed-socket.ts';
import { followUpgrades } from './follow-upgrades.ts';

const PATHS: readonly (string | undefined)[] = [FEED_PATH, SKETCH_PATH];

/** The door of all WebSockets of this server. */
export interface SocketGate {
	/** For preValidation: answers a foreign page, and one that has too many lines. */
	check(request: FastifyRequest, reply: FastifyReply): Promise<void>;
	/** A line was opened: it is counted until `forget` is called. */
	enter(request: FastifyRequest): { readonly stream: Duplex; forget(): void };
}

/**
 * Loads what opens WebSockets; routes of them are declared after it. Only pages of this very server may open one: browsers let any site open
 * a WebSocket anywhere, with the cookies of this one, and say in Origin which site it is.
 */
export async function openSocketGate(app: TypedApp, lines: FeedLines = countFeedLines()): Promise<SocketGate> {
	const upgrades = followUpgrades(app);
	await app.register(fastifyWebsocket, {
		// The longest message of any line; each line has a measure of its own.
		options: {
			server: upgrades.gate,
			maxPayload: SKETCH_LIMITS.messageBytes,
			perMessageDeflate: FEED_DEFLATE,
		},
	});
	// The plugin would open a line anywhere, to close it again.
	app.addHook('onRequest', async ({ ws, routeOptions, url }) => {
		if (!ws || PATHS.includes(routeOptions.url)) return;
		throw new NotFoundError('feed/no-such-line', `WebSocket: got ${url.slice(0, 100)}, expected ${FEED_PATH}`);
	});
	return {
		async check(request, reply) {
			const { origin } = request.headers;
			const { host } = request;
			if (isSameOrigin(origin, host)) {
				lines.check(ownerOf(request));
				return;
			}
			await reply.code(403).send({
				error: {
					code: 'feed/foreign-origin',
					message: `${request.routeOptions.url}: got origin ${origin}, expected ${host}`,
					context: {},
				},
			});
		},
		enter(request) {
			return { stream: upgrades.accept(request.raw), forget: lines.add(ownerOf(request)) };
		},
	};
}

function ownerOf({ identity, ip }: Pick<FastifyRequest, 'identity' | 'ip'>): LineOwner {
	return { session: identity.sessionId, address: ip };
}

/** Programs that are no browsers send no Origin. */
function isSameOrigin(origin: string | undefined, host: string): boolean {
	if (origin === undefined) return true;
	return URL.canParse(origin) && new URL(origin).host === host;
}
