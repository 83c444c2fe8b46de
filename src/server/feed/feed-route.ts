import { FEED_PATH, feedQuerySchema } from '../../domain/topics.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { FeedHub } from './feed-hub.ts';
import { wrapFeedSocket } from './feed-socket.ts';
import type { SocketGate } from './socket-gate.ts';

/** Of a client's message; a viewport is 100 bytes. */
const MAX_PAYLOAD_BYTES = 1024;
/** RFC 6455 7.4.1: a message too big. */
const TOO_BIG = 1009;

/** WebSocket /api/feed, for who may `feed.read`. */
export async function registerFeed(app: TypedApp, hub: FeedHub, gate: SocketGate): Promise<void> {
	// Routes must be declared once the plugin is loaded.
	await app.register(async (scope) => {
		scope.get(
			FEED_PATH,
			{
				websocket: true,
				config: { access: 'feed.read' },
				schema: { hide: true, querystring: feedQuerySchema },
				preValidation: gate.check,
			},
			(socket, request) => {
				const { stream, forget } = gate.enter(request);
				const offer = request.headers['sec-websocket-extensions'];
				const feedSocket = wrapFeedSocket(socket, stream, offer);
				const line = hub.join(feedSocket, request.identity, feedQuerySchema.parse(request.query));
				socket.on('message', (data, isBinary) => {
					const text = isBinary ? '' : String(data);
					if (text.length > MAX_PAYLOAD_BYTES) socket.close(TOO_BIG);
					else line.receive(text);
				});
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
