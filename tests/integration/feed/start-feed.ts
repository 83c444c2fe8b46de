import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import WebSocket from 'ws';
import { DEMO_IDENTITY, type Identity } from '../../../src/domain/access/may-do.ts';
import type { FeedMessage } from '../../../src/domain/topics.ts';
import { createFeedHub, type FeedHub } from '../../../src/server/feed/feed-hub.ts';
import { countFeedLines } from '../../../src/server/feed/feed-lines.ts';
import { registerFeed } from '../../../src/server/feed/feed-route.ts';
import { createPositionBoard, type KnownVehicle, type PositionBoard } from '../../../src/server/feed/position-board.ts';
import { openSocketGate } from '../../../src/server/feed/socket-gate.ts';
import { registerErrorTable } from '../../../src/server/http/error-table.ts';
import { registerPositions } from '../../../src/server/http/positions.ts';
import type { TypedApp } from '../../../src/server/http/typed-app.ts';
import type { Store } from '../../../src/server/store/store.ts';

/** A feed over a store, on a port of its own; who calls is in the header x-who. */
export interface TestFeedServer {
	readonly url: string;
	readonly hub: FeedHub;
	readonly board: PositionBoard;
	readonly problems: string[];
	endSession(sessionId: string): void;
	close(): Promise<void>;
}

/** A vehicle of every id that begins with 'v'. */
function findTestVehicle(id: string): KnownVehicle | undefined {
	return id.startsWith('v') ? { plate: `P-${id}`, type: 'SG', status: '10', district: null } : undefined;
}

export async function startFeed(
	store: Store,
	people: Record<string, Identity> = {},
	findVehicle: (id: string) => KnownVehicle | undefined = findTestVehicle,
	lines = countFeedLines(),
): Promise<TestFeedServer> {
	const problems: string[] = [];
	const listeners = new Set<(sessionId: string) => void>();
	const parts = { store, nowMs: () => Date.now(), onProblem: (message: string) => problems.push(message) };
	const board = await createPositionBoard({ ...parts, findVehicle });
	const hub = await createFeedHub({
		...parts,
		board,
		readPackVersion: () => 'pack-1',
		isAlive: () => true,
		onSessionEnded(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	});
	const app: TypedApp = Fastify({ forceCloseConnections: true }).withTypeProvider<ZodTypeProvider>();
	app.setValidatorCompiler(validatorCompiler);
	app.setSerializerCompiler(serializerCompiler);
	registerErrorTable(app);
	app.decorateRequest('identity', null as unknown as Identity);
	app.addHook('onRequest', async (request) => {
		request.identity = people[String(request.headers['x-who'])] ?? DEMO_IDENTITY;
	});
	await registerFeed(app, hub, await openSocketGate(app, lines));
	registerPositions(app, board, () => true);
	const url = await app.listen({ host: '127.0.0.1', port: 0 });
	return {
		url,
		hub,
		board,
		problems,
		endSession: (sessionId) => {
			for (const listener of listeners) listener(sessionId);
		},
		async close() {
			hub.close();
			await app.close();
			await board.close();
		},
	};
}

/** A line to the feed whose messages are read one by one, in the order they came; frames are left as bytes. */
export interface TestLine {
	readonly socket: WebSocket;
	/** The next message of a kind; others before it are passed over. */
	next<K extends FeedMessage['kind']>(kind: K): Promise<Extract<FeedMessage, { kind: K }>>;
	nextFrame(): Promise<Uint8Array>;
	readonly closed: Promise<number>;
}

export function openLine(url: string, query = '', headers: Record<string, string> = {}): TestLine {
	const socket = new WebSocket(`${url.replace('http', 'ws')}/api/feed${query}`, { headers });
	socket.binaryType = 'nodebuffer';
	const come: (FeedMessage | Uint8Array)[] = [];
	let wake = () => {};
	socket.on('message', (data, isBinary) => {
		come.push(isBinary ? new Uint8Array(data as Buffer) : (JSON.parse(String(data)) as FeedMessage));
		wake();
	});
	const closed = new Promise<number>((done) => {
		socket.on('close', (code) => {
			done(code);
			wake();
		});
	});
	socket.on('error', () => {});
	async function find<T extends FeedMessage | Uint8Array>(fits: (item: FeedMessage | Uint8Array) => item is T) {
		for (;;) {
			for (let item = come.shift(); item; item = come.shift()) if (fits(item)) return item;
			if (socket.readyState === WebSocket.CLOSED) throw new Error('openLine: got a closed line, expected a message');
			await new Promise<void>((done) => {
				wake = done;
			});
		}
	}
	return {
		socket,
		closed,
		next: (kind) =>
			find((item): item is Extract<FeedMessage, { kind: typeof kind }> => 'kind' in item && item.kind === kind),
		nextFrame: () => find((item): item is Uint8Array => item instanceof Uint8Array),
	};
}
