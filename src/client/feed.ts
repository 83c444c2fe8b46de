import { describeError } from '../domain/errors.ts';
import type { BBox } from '../domain/geo/lon-lat.ts';
import type { IncidentAssessment } from '../domain/incident.ts';
import type { Feed, FeedMessage, FeedRequest, VehiclePosition } from '../domain/topics.ts';
import { FEED_CLOSE, FEED_PATH, feedMessageSchema } from '../domain/topics.ts';
import { createLiveVehicles } from './live-vehicles.ts';
import { applyChanges, applySnapshot } from './state/apply-changes.ts';
import { followAssessments } from './state/follow-assessments.ts';
import { letGoClosed } from './state/let-go-closed.ts';
import { type LiveStore, putAssessment, refreshClosures } from './state/live-store.ts';
import type { SelectionStore } from './state/selection-store.ts';

/** Silence after which the line is reported stale. The server promises a message every 2 s. */
const STALE_AFTER_MS = 5000;
/** Silence after which a line that claims to be open is given up and opened anew. */
const GIVE_UP_AFTER_MS = 15_000;
/** Waits between tries: doubled from the first to the last. */
const RETRY_MS = { first: 500, last: 10_000 } as const;
/** Between two lines that are opened anew because a message could not be read. */
const RENEW_EVERY_MS = 30_000;
/** A map that moves tells where it looks when it has stopped for so long. */
const VIEWPORT_AFTER_MS = 250;

/** The part of a WebSocket that the feed needs. */
export type FeedSocket = Pick<WebSocket, 'binaryType' | 'close' | 'send' | 'onopen' | 'onmessage' | 'onclose'>;

export interface LiveFeedOptions {
	/** Address of the feed; the default is `/api/feed` of the page's own server. */
	readonly url?: string;
	/** Where records and the state of the line go. */
	readonly store: LiveStore;
	/** GET /api/incidents/:id/assessment: assessments that the line does not tell are fetched with it. Absent: they are not. */
	readonly readAssessment?: (id: string, signal: AbortSignal) => Promise<IncidentAssessment>;
	/** Says which incident is shown, whose assessment comes first. */
	readonly selection?: SelectionStore;
	/**
	 * Whether somebody is signed in, asked when the server refuses or ends the line: false = 'signed-out'; true = it is opened anew; a failure
	 * = the server is away, as after any break. Absent: a line the server ends is 'signed-out'.
	 */
	readonly isSignedIn?: () => Promise<boolean>;
	readonly openSocket?: (url: string) => FeedSocket;
	readonly nowMs?: () => number;
}

/** A running live feed. */
export interface LiveFeed {
	/** Newest positions of the vehicles in the viewport; empty before the first. */
	readonly vehicles: Feed<VehiclePosition>;
	/** Positions are told of vehicles in the box (west, south, east, north; degrees, WGS84) from now on; null = of all, as at first. */
	setViewport(box: BBox | null): void;
	/** Tries at once instead of waiting for the next try, and after signing in; nothing happens while the line is open. */
	reconnectNow(): void;
	/** Ends the line and all timers. Safe to call twice. */
	close(): void;
}

/**
 * Opens the live feed and keeps it open: reconnects with growing waits, asks for what it missed (or, when a message could not be read, for a
 * new snapshot), and reports silence. Closures begin and end on time while the line is down too, and what was told stays.
 */
export function openLiveFeed({
	url = feedUrl(),
	store,
	readAssessment,
	selection,
	isSignedIn,
	openSocket = (address) => new WebSocket(address),
	nowMs = () => Date.now(),
}: LiveFeedOptions): LiveFeed {
	const vehicles = createLiveVehicles();
	let socket: FeedSocket | null = null;
	/** The log, and the number up to which all of it is here; null = a snapshot is needed. */
	let known: Known | null = null;
	/** Of the records held. */
	let heldLog: string | null = null;
	let renewedAtMs = Number.NEGATIVE_INFINITY;
	let isOpen = false;
	let hasHeard = false;
	let heardAtMs = nowMs();
	let retryMs: number = RETRY_MS.first;
	let retryTimer: ReturnType<typeof setTimeout> | undefined;
	let viewport: BBox | null = null;
	let viewportTimer: ReturnType<typeof setTimeout> | undefined;
	let closed = false;

	function connect(): void {
		isOpen = false;
		hasHeard = false;
		heardAtMs = nowMs();
		store.setState({ retryAtMs: null });
		const opened = openSocket(addressOf(url, known));
		opened.binaryType = 'arraybuffer';
		socket = opened;
		opened.onopen = () => {
			if (socket !== opened) return;
			isOpen = true;
			if (viewport) sendViewport();
		};
		opened.onmessage = ({ data }) => {
			if (socket === opened) receive(data);
		};
		opened.onclose = ({ code }) => {
			if (socket === opened) end(code);
		};
	}

	/** The line is closed. A page that was refused is told nothing by its browser: then the server is asked who is signed in. */
	function end(code: number): void {
		socket = null;
		store.setState({ connection: 'offline' });
		if (closed) return;
		const isSentAway = code === FEED_CLOSE.signedOut;
		if (isSentAway) known = null;
		if (!isSignedIn) {
			if (isSentAway) signOut();
			else retry();
		} else if (isSentAway || !hasHeard) {
			retry();
			isSignedIn().then(
				(signedIn) => {
					if (!signedIn && !socket && !closed) signOut();
				},
				() => {},
			);
		} else retry();
	}

	function signOut(): void {
		clearTimeout(retryTimer);
		known = null;
		store.setState({ connection: 'signed-out', retryAtMs: null });
	}

	function retry(): void {
		clearTimeout(retryTimer);
		retryTimer = setTimeout(connect, retryMs);
		store.setState({ retryAtMs: nowMs() + retryMs });
		retryMs = Math.min(retryMs * 2, RETRY_MS.last);
	}

	function drop(): void {
		const dropped = socket;
		end(1006);
		dropped?.close();
	}

	function receive(data: unknown): void {
		heardAtMs = nowMs();
		try {
			if (data instanceof ArrayBuffer) vehicles.takeFrame(new Uint8Array(data));
			else take(feedMessageSchema.parse(JSON.parse(String(data))));
		} catch (error) {
			console.warn(`feed: ${describeError(error)}`);
			store.setState(({ badMessages }) => ({ badMessages: badMessages + 1 }));
			if (data instanceof ArrayBuffer) return;
			// What it said is not known: a new line begins with a snapshot. Not again and again, should that be what cannot be read.
			known = null;
			if (heardAtMs - renewedAtMs >= RENEW_EVERY_MS) {
				renewedAtMs = heardAtMs;
				drop();
			}
			return;
		}
		hasHeard = true;
		retryMs = RETRY_MS.first;
		store.setState({ connection: 'live', lastMessageAtMs: heardAtMs });
	}

	function take(message: FeedMessage): void {
		store.setState({ serverOffsetMs: message.serverTimeMs - heardAtMs });
		apply(message);
		if (message.kind === 'snapshot') known = { log: message.log, sight: message.sight, seq: message.seq };
		else if (known) known.seq = Math.max(known.seq, message.seq);
	}

	function apply(message: FeedMessage): void {
		switch (message.kind) {
			case 'snapshot':
				// Records of another log may have the same ids, and are others.
				if (heldLog !== null && heldLog !== message.log) store.setState({ incidents: [] });
				heldLog = message.log;
				applySnapshot(store, message);
				vehicles.restart();
				if (message.vehicles.length > 0) vehicles.replace(message.vehicles);
				break;
			case 'resumed':
				store.setState({ packVersion: message.packVersion });
				vehicles.restart();
				break;
			case 'changes':
				applyChanges(store, message.changes, message.serverTimeMs);
				break;
			case 'assessment':
				putAssessment(store, message.incidentId, message.revision, message.assessment);
				break;
			case 'vehicles':
			case 'fleet':
			case 'gone':
				vehicles.take(message);
				break;
			case 'pack':
				store.setState({ packVersion: message.packVersion });
				break;
			case 'tick':
			case 'bye':
				break;
		}
	}

	function sendViewport(): void {
		viewportTimer = undefined;
		socket?.send(JSON.stringify({ kind: 'viewport', box: viewport && [...viewport] } satisfies FeedRequest));
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
	const stopAssessments = readAssessment
		? followAssessments({ store, readAssessment, selection: selection ?? null })
		: () => {};
	const stopLettingGo = letGoClosed(store, selection ?? null);
	return {
		vehicles: vehicles.feed,
		setViewport(box) {
			if (viewport?.join() === box?.join()) return;
			viewport = box;
			clearTimeout(viewportTimer);
			viewportTimer = setTimeout(() => {
				if (isOpen) sendViewport();
			}, VIEWPORT_AFTER_MS);
		},
		reconnectNow() {
			if (closed || socket) return;
			clearTimeout(retryTimer);
			store.setState({ connection: 'offline' });
			connect();
		},
		close() {
			closed = true;
			stopAssessments();
			stopLettingGo();
			clearTimeout(retryTimer);
			clearTimeout(viewportTimer);
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

/** What a page knows when it opens a line anew. */
interface Known {
	readonly log: string;
	/** Of whoever was signed in. */
	readonly sight: string;
	seq: number;
}

function addressOf(url: string, known: Known | null): string {
	const address = new URL(url);
	address.searchParams.set('positions', 'binary');
	if (known) {
		address.searchParams.set('since', String(known.seq));
		address.searchParams.set('log', known.log);
		address.searchParams.set('sight', known.sight);
	}
	return address.href;
}
