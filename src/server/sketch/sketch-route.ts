import { mayDo } from '../../domain/access/may-do.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import { SKETCH_CLOSE, SKETCH_PATH } from '../../domain/tactics/sketch-wire.ts';
import type { SocketGate } from '../feed/socket-gate.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { Store } from '../store/store.ts';
import type { SketchHub } from './sketch-hub.ts';

declare module 'fastify' {
	interface FastifyRequest {
		/** Of a line to a sketch; null = there is none of that id. */
		sketchOf: IncidentRecord | null;
	}
}

/**
 * WebSocket /api/incidents/:id/sketch, for who may see the incident; who may draw is looked at with each change. Of an incident that is not
 * there or not for the reader the line is opened and ended at once: a browser is told why a line ends, and not why one was not opened.
 */
export async function registerSketch(
	app: TypedApp,
	{ hub, store, gate }: { readonly hub: SketchHub; readonly store: Store; readonly gate: SocketGate },
): Promise<void> {
	app.decorateRequest('sketchOf', null);
	await app.register(async (scope) => {
		scope.get<{ Params: { id: string } }>(
			SKETCH_PATH,
			{
				websocket: true,
				config: { access: 'incident.read' },
				schema: { hide: true },
				preValidation: async (request, reply) => {
					await gate.check(request, reply);
					if (reply.sent) return;
					const incident = await store.read('incident', request.params.id);
					if (incident && mayDo(request.identity, 'incident.read', incident)) request.sketchOf = incident;
				},
			},
			(socket, request) => {
				const { forget } = gate.enter(request);
				socket.on('error', () => socket.terminate());
				socket.on('close', forget);
				const { sketchOf, identity, ip } = request;
				if (!sketchOf) {
					socket.close(SKETCH_CLOSE.refused, 'refused');
					return;
				}
				const plain = {
					get bufferedAmount() {
						return socket.bufferedAmount;
					},
					send: (bytes: Uint8Array) => socket.send(bytes, { binary: true }),
					ping: () => socket.ping(),
					close: (code: number, reason: string) => socket.close(code, reason),
					terminate: () => socket.terminate(),
				};
				const entry = hub.join(plain, { identity, from: ip }, sketchOf);
				// A text is no message of a sketch.
				socket.on('message', (data, isBinary) =>
					entry.receive(isBinary ? new Uint8Array(data as Buffer) : new Uint8Array(0)),
				);
				socket.on('pong', () => entry.answerPing());
				socket.on('close', () => entry.leave());
			},
		);
	});
}
