import type { Closure } from '../../domain/closure.ts';
import type { Incident } from '../../domain/incident.ts';
import { FEED_TICK_MS, type FeedMessage, type VehiclePosition } from '../../domain/topics.ts';

/** A client whose unsent bytes grow beyond this is too slow and is dropped; it will come back for a snapshot. */
const MAX_BUFFERED_BYTES = 8 * 1024 * 1024;

/** The part of a WebSocket that the hub needs. */
export interface FeedClient {
	readonly bufferedAmount: number;
	send(text: string): void;
	terminate(): void;
}

/** What a client is told when it joins. */
export interface FeedSnapshot {
	readonly packVersion: string;
	readonly incidents: Incident[];
	readonly vehicles: VehiclePosition[];
	readonly closures: Closure[];
}

export interface FeedHubOptions {
	readonly nowMs: () => number;
	readonly readSnapshot: () => FeedSnapshot;
	/** Told when the first client comes (true) and when the last has gone (false). */
	readonly onListening: (listening: boolean) => void;
	/** Told of each client that was dropped for being slow. */
	readonly onDropped: () => void;
}

/** Tells every client of the live feed the same messages, numbered without a gap; each is written as JSON once. */
export interface FeedHub {
	/** Sends the snapshot and all that follows; returns how to take the client out. */
	join(client: FeedClient): () => void;
	sendIncident(incident: Incident): void;
	sendClosure(closure: Closure): void;
	sendVehicles(vehicles: VehiclePosition[]): void;
	sendPack(packVersion: string): void;
	/** Stops the tick; clients are left to their server. */
	close(): void;
}

/** Makes a hub without clients. A tick goes out every 2 s in which nothing else was sent. */
export function createFeedHub({ nowMs, readSnapshot, onListening, onDropped }: FeedHubOptions): FeedHub {
	const clients = new Set<FeedClient>();
	let seq = 0;
	let tick: ReturnType<typeof setTimeout> | undefined;

	function leave(client: FeedClient): void {
		if (!clients.delete(client) || clients.size > 0) return;
		clearTimeout(tick);
		onListening(false);
	}

	function scheduleTick(): void {
		clearTimeout(tick);
		if (clients.size > 0) tick = setTimeout(() => broadcast({ kind: 'tick', ...stamp() }), FEED_TICK_MS);
	}

	function stamp(): { seq: number; serverTimeMs: number } {
		seq += 1;
		return { seq, serverTimeMs: nowMs() };
	}

	function broadcast(message: FeedMessage): void {
		scheduleTick();
		const text = JSON.stringify(message);
		for (const client of clients) {
			if (client.bufferedAmount > MAX_BUFFERED_BYTES) {
				client.terminate();
				leave(client);
				onDropped();
			} else client.send(text);
		}
	}

	return {
		join(client) {
			clients.add(client);
			client.send(
				JSON.stringify({ kind: 'snapshot', seq, serverTimeMs: nowMs(), ...readSnapshot() } satisfies FeedMessage),
			);
			if (clients.size === 1) {
				scheduleTick();
				onListening(true);
			}
			return () => leave(client);
		},
		sendIncident: (incident) => broadcast({ kind: 'incident', ...stamp(), incident }),
		sendClosure: (closure) => broadcast({ kind: 'closure', ...stamp(), closure }),
		sendVehicles: (vehicles) => broadcast({ kind: 'vehicles', ...stamp(), vehicles }),
		sendPack: (packVersion) => broadcast({ kind: 'pack', ...stamp(), packVersion }),
		close() {
			clients.clear();
			clearTimeout(tick);
		},
	};
}
