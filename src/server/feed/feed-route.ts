import fastifyWebsocket from '@fastify/websocket';
import { NotFoundError } from '../../domain/errors.ts';
import { FEED_PATH, feedQuerySchema } from '../../domain/topics.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { FeedHub } from './feed-hub.ts';

/** Of a client's message; a viewport is 100 bytes. */
const MAX_PAYLOAD_BYTES = 1024;
/**
 * Snapshots and assessments go out deflated, to a sixth; positions and ticks are not worth it. Nothing is kept between messages, so that a
 * client costs no memory while it is told nothing.
 */
const DEFLATE = {
	threshold: 16 * 1024,
	zlibDeflateOptions: { level: 1 },
	serverNoContextTakeover: true,
	clientNoContextTakeover: true,
};

/**
 * WebSocket /api/feed, for who may `feed.read`. Only pages of this very server may open it: browsers let any site open a WebSocket anywhere,
 * with the cookies of this one, and say in Origin which site it is.
 */
export async function registerFeed(app: TypedApp, hub: FeedHub): Promise<void> {
	await app.register(fastifyWebsocket, { options: { maxPayload: MAX_PAYLOAD_BYTES, perMessageDeflate: DEFLATE } });
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
				preValidation: async ({ headers: { origin }, host }, reply) => {
					if (isSameOrigin(origin, host)) return;
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
				const line = hub.join(socket, request.identity, feedQuerySchema.parse(request.query));
				socket.on('message', (data, isBinary) => line.receive(isBinary ? '' : String(data)));
				socket.on('error', () => socket.terminate());
				socket.on('close', () => line.leave());
			},
		);
	});
}

/** Programs that are no browsers send no Origin. */
function isSameOrigin(origin: string | undefined, host: string): boolean {
	if (origin === undefined) return true;
	return URL.canParse(origin) && new URL(origin).host === host;
}
