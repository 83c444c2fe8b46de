import fastifyWebsocket from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import { NotFoundError } from '../../domain/errors.ts';
import { FEED_PATH, feedQuerySchema } from '../../domain/topics.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { FeedHub } from './feed-hub.ts';
import { countFeedLines, type LineOwner } from './feed-lines.ts';
import { FEED_DEFLATE, wrapFeedSocket } from './feed-socket.ts';
import { followUpgrades } from './follow-upgrades.ts';

/** Of a client's message; a viewport is 100 bytes. */
const MAX_PAYLOAD_BYTES = 1024;

/**
 * WebSocket /api/feed, for who may `feed.read`. Only pages of this very server may open it: browsers let any site open a WebSocket anywhere,
 * with the cookies of this one, and say in Origin which site it is.
 */
export async function registerFeed(app: TypedApp, hub: FeedHub, lines = countFeedLines()): Promise<void> {
	const upgrades = followUpgrades(app);
	await app.register(fastifyWebsocket, {
		options: { server: upgrades.gate, maxPayload: MAX_PAYLOAD_BYTES, perMessageDeflate: FEED_DEFLATE },
	});
	// The plugin would open a line anywhere, to close it again.
	app.addHook('onRequest', async ({ ws, routeOptions, url }) => {
		if (!ws || routeOptions.url === FEED_PATH) return;
		throw new NotFoundError('feed/no-such-line', `WebSocket: got ${url.slice(0, 100)}, expected ${FEED_PATH}`);
	});
	// Routes must be declared once the plugin is loaded.
	await app.register(async (scope) => {
		scope.get(
			FEED_PATH,
			{
				websocket: true,
				config: { access: 'feed.read' },
				schema: { hide: true, querystring: feedQuerySchema },
				preValidation: async (request, reply) => {
					const { origin } = request.headers;
					const { host } = request;
					if (isSameOrigin(origin, host)) {
						lines.check(ownerOf(request));
						return;
					}
					await reply.code(403).send({
						error: {
							code: 'feed/foreign-origin',
							message: `${FEED_PATH}: got origin ${origin}, expected ${host}`,
							context: {},
						},
					});
				},
			},
			(socket, request) => {
				const stream = upgrades.accept(request.raw);
				const offer = request.headers['sec-websocket-extensions'];
				const forget = lines.add(ownerOf(request));
				const feedSocket = wrapFeedSocket(socket, stream, offer);
				const line = hub.join(feedSocket, request.identity, feedQuerySchema.parse(request.query));
				socket.on('message', (data, isBinary) => line.receive(isBinary ? '' : String(data)));
				socket.on('pong', () => line.answerPing());
				socket.on('error', () => socket.terminate());
				socket.on('close', () => {
					forget();
					line.leave();
				});
			},
		);
	});
}

function ownerOf({ identity, ip }: Pick<FastifyRequest, 'identity' | 'ip'>): LineOwner {
	return { session: identity.sessionId, address: ip };
}

/** Programs that are no browsers send no Origin. */
function isSameOrigin(origin: string | undefined, host: string): boolean {
	if (origin === undefined) return true;
	return URL.canParse(origin) && new URL(origin).host === host;
}
