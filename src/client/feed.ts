import type { Feed, FeedMessage, VehiclePosition } from '../domain/topics.ts';
import { FEED_PATH, feedMessageSchema } from '../domain/topics.ts';
import {
	type LiveStore,
	putClosure,
	putIncident,
	refreshClosures,
	replaceClosures,
	replaceIncidents,
} from './state/live-store.ts';
import { createValueFeed } from './state/value-feed.ts';

/** Silence after which the line is reported stale. The server promises a message every 2 s. */
const STALE_AFTER_MS = 5000;
/** Silence after which a line that claims to be open is given up and opened anew. */
const GIVE_UP_AFTER_MS = 15_000;
/** Waits between tries: doubled from the first to the last. */
const RETRY_MS = { first: 500, last: 10_000 } as const;

/** The part of a WebSocket that the feed needs. */
export type FeedSocket = Pick<WebSocket, 'close' | 'onmessage' | 'onclose'>;

export interface LiveFeedOptions {
	/** Address of the feed; the default is `/api/feed` of the page's own server. */
	readonly url?: string;
	/** Where incidents, closures and the state of the line go. */
	readonly store: LiveStore;
	readonly openSocket?: (url: string) => FeedSocket;
	readonly nowMs?: () => number;
}

/** A running live feed. */
export interface LiveFeed {
	/** Newest positions of all vehicles; empty before the first snapshot. */
	readonly vehicles: Feed<VehiclePosition>;
	/** Tries at once instead of waiting for the next try; nothing happens while the line is open. */
	reconnectNow(): void;
	/** Ends the line and all timers. Safe to call twice. */
	close(): void;
}

/**
 * Opens the live feed and keeps it open: reconnects with growing waits, asks for a new snapshot (by reconnecting) when a message was
 * missed, and reports silence. Closures begin and end on time while the line is down too. A message that cannot be read is counted and skipped.
 */
export function openLiveFeed({
	url = feedUrl(),
	store,
	openSocket = (address) => new WebSocket(address),
	nowMs = () => Date.now(),
}: LiveFeedOptions): LiveFeed {
	const vehicles = createValueFeed<VehiclePosition>();
	let socket: FeedSocket | null = null;
	let seq: number | null = null;
	let heardAtMs = nowMs();
	let retryMs: number = RETRY_MS.first;
	let retryTimer: ReturnType<typeof setTimeout> | undefined;
	let closed = false;

	function connect(): void {
		seq = null;
		heardAtMs = nowMs();
		store.setState({ retryAtMs: null });
		const opened = openSocket(url);
		socket = opened;
		opened.onmessage = (event) => {
			if (socket === opened) receive(event.data);
		};
		opened.onclose = () => {
			if (socket === opened) retry();
		};
	}

	function retry(): void {
		socket = null;
		store.setState({ connection: 'offline' });
		if (closed) return;
		clearTimeout(retryTimer);
		retryTimer = setTimeout(connect, retryMs);
		store.setState({ retryAtMs: nowMs() + retryMs });
		retryMs = Math.min(retryMs * 2, RETRY_MS.last);
	}

	function drop(): void {
		const dropped = socket;
		retry();
		dropped?.close();
	}

	function receive(data: unknown): void {
		heardAtMs = nowMs();
		const message = parseMessage(data);
		if (!message) {
			store.setState(({ badMessages }) => ({ badMessages: badMessages + 1 }));
			// It took a number of the count too; if it did not, the next message shows a gap and brings a new snapshot.
			if (seq !== null) seq += 1;
			return;
		}
		if (message.kind !== 'snapshot' && message.seq !== (seq ?? Number.NaN) + 1) {
			drop();
			return;
		}
		seq = message.seq;
		retryMs = RETRY_MS.first;
		apply(message);
		store.setState({
			connection: 'live',
			lastMessageAtMs: heardAtMs,
			serverOffsetMs: message.serverTimeMs - heardAtMs,
		});
	}

	function apply(message: FeedMessage): void {
		switch (message.kind) {
			case 'snapshot':
				store.setState({ packVersion: message.packVersion });
				replaceIncidents(store, message.incidents);
				replaceClosures(store, message.closures, message.serverTimeMs);
				vehicles.set(message.vehicles);
				break;
			case 'closure':
				putClosure(store, message.closure, message.serverTimeMs);
				break;
			case 'incident':
				putIncident(store, message.incident);
				break;
			case 'vehicles':
				vehicles.set(message.vehicles);
				break;
			case 'pack':
				store.setState({ packVersion: message.packVersion });
				break;
			case 'tick':
				break;
		}
	}

	function watch(): void {
		refreshClosures(store, nowMs() + (store.getState().serverOffsetMs ?? 0));
		if (!socket) return;
		const silentMs = nowMs() - heardAtMs;
		if (silentMs > GIVE_UP_AFTER_MS) drop();
		else if (silentMs > STALE_AFTER_MS && store.getState().connection === 'live') {
			store.setState({ connection: 'stale' });
		}
	}

	connect();
	const watchTimer = setInterval(watch, 1000);
	return {
		vehicles,
		reconnectNow() {
			if (closed || socket) return;
			clearTimeout(retryTimer);
			connect();
		},
		close() {
			closed = true;
			clearTimeout(retryTimer);
			clearInterval(watchTimer);
			const last = socket;
			socket = null;
			last?.close();
			store.setState({ connection: 'offline' });
		},
	};
}

function feedUrl(): string {
	const url = new URL(FEED_PATH, location.href);
	url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
	return url.href;
}

function parseMessage(data: unknown): FeedMessage | undefined {
	try {
		return feedMessageSchema.safeParse(JSON.parse(String(data))).data;
	} catch {
		return undefined;
	}
}
