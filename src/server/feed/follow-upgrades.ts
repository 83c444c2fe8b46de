import { Server as HttpServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TypedApp } from '../http/typed-app.ts';

/** A line that is neither opened nor refused in this time is cut. */
const ANSWERED_WITHIN_MS = 15_000;
/** Of the connection that the request came by: they are dropped with the wish for another protocol. */
const UPGRADE_HEADERS = new Set(['connection', 'upgrade', 'http2-settings']);

/** Requests for another protocol than HTTP, on their way to a WebSocket. */
export interface Upgrades {
	/** Where those for a WebSocket come out. */
	readonly gate: HttpServer;
	/** A line was opened: whoever opened it closes it. @throws Error when the request asked for no line */
	accept(request: IncomingMessage): Duplex;
}

/**
 * Node lets go of a connection that asks for another protocol, and nobody closes it when the answer is no: here it is closed as soon as it has
 * been answered, or is not in time. One that asks for HTTP/2 (as Java and curl do in passing) is answered in HTTP/1.1 as if it had not.
 */
export function followUpgrades(app: TypedApp): Upgrades {
	const gate = new HttpServer();
	const asked = new Map<IncomingMessage, { readonly stream: Duplex; settle(): void }>();
	let isClosing = false;

	app.server.on('upgrade', (request, stream, head) => {
		if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
			stream.unshift(Buffer.concat([writePlainRequest(request), head]));
			app.server.emit('connection', stream);
			return;
		}
		if (isClosing) {
			stream.destroy();
			return;
		}
		const timer = setTimeout(() => stream.destroy(), ANSWERED_WITHIN_MS);
		const settle = () => {
			clearTimeout(timer);
			asked.delete(request);
		};
		asked.set(request, { stream, settle });
		stream.once('close', settle);
		gate.emit('upgrade', request, stream, head);
	});
	app.addHook('onResponse', async ({ raw }) => {
		const stream = asked.get(raw)?.stream;
		stream?.end(() => stream.destroy());
	});
	app.addHook('preClose', async () => {
		isClosing = true;
	});
	return {
		gate,
		accept(request) {
			const found = asked.get(request);
			if (!found) throw new Error(`upgrade of ${request.url}: got one that was not asked for, expected one that was`);
			found.settle();
			return found.stream;
		},
	};
}

function writePlainRequest({ method, url, rawHeaders }: IncomingMessage): Buffer {
	const lines = [`${method} ${url} HTTP/1.1`];
	for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
		const [name = '', value = ''] = rawHeaders.slice(i, i + 2);
		if (!UPGRADE_HEADERS.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
	}
	return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}
