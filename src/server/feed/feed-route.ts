import fastifyWebsocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import { FEED_PATH } from '../../domain/topics.ts';
import type { FeedHub } from './feed-hub.ts';

/**
 * Incidents and snapshots go out deflated, to a sixth; vehicles and ticks are not worth it. Nothing is kept between messages, so that a
 * client costs no memory while it is told nothing.
 */
const DEFLATE = {
	threshold: 16 * 1024,
	zlibDeflateOptions: { level: 1 },
	serverNoContextTakeover: true,
	clientNoContextTakeover: true,
};

/**
 * WebSocket /api/feed. Only pages of this very server may open it: browsers let any site open a WebSocket anywhere, and say in Origin
 * which one it is. What clients send is ignored; how much it was is logged when they leave.
 */
export async function registerFeed(app: FastifyInstance, hub: FeedHub): Promise<void> {
	await app.register(fastifyWebsocket, { options: { maxPayload: 1024, perMessageDeflate: DEFLATE } });
	// Routes must be declared once the plugin is loaded.
	await app.register(async (scope) => {
		scope.get(
			FEED_PATH,
			{
				websocket: true,
				schema: { hide: true },
				preValidation: async (request, reply) => {
					if (!isSameOrigin(request.headers.origin, request.headers.host)) {
						await reply.code(403).send({
							error: {
								code: 'feed/foreign-origin',
								message: `${FEED_PATH}: got origin ${request.headers.origin}, expected ${request.headers.host}`,
								context: {},
							},
						});
					}
				},
			},
			(socket, request) => {
				let ignored = 0;
				const leave = hub.join(socket);
				socket.on('message', () => {
					ignored += 1;
				});
				socket.on('error', () => socket.terminate());
				socket.on('close', () => {
					leave();
					if (ignored > 0) request.log.warn(`${FEED_PATH}: got ${ignored} messages from a client, expected none`);
				});
			},
		);
	});
}

/** Programs that are no browsers send no Origin. */
function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
	if (origin === undefined) return true;
	return URL.canParse(origin) && new URL(origin).host === host;
}
