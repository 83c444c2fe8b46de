import { FEED_CLOSE, type FeedMessage } from '../../domain/topics.ts';

/** Unsent bytes from which a client is told no positions until it has read. */
const BEHIND_BYTES = 256 * 1024;
/** Unsent bytes that make a client too slow, and seconds of being behind that do. */
const SLOW = { bytes: 4 * 1024 * 1024, behindS: 20 } as const;
/** Beats of half a second without a message before a tick: the page was promised one every 2 s. */
const QUIET_BEATS = 3;
/** A client that does not close when told to is cut. */
const CUT_AFTER_MS = 2000;
/** Beats between two pings, and pings that may go unanswered: a line that leads nowhere goes after a minute and a half. */
const PING = { everyBeats: 60, mostMissed: 2 } as const;
/** Messages that a client may send in a second. */
const MESSAGES_PER_S = 20;

/** The part of a WebSocket that the hub needs. */
export interface FeedSocket {
	readonly bufferedAmount: number;
	send(data: Uint8Array, options: { binary: boolean }): void;
	ping(): void;
	close(code: number, reason: string): void;
	terminate(): void;
}

/** Why the server ends a line. */
export type ByeReason = Extract<FeedMessage, { kind: 'bye' }>['reason'];

const CODE_OF: Readonly<Record<ByeReason, number>> = {
	slow: FEED_CLOSE.slow,
	'signed-out': FEED_CLOSE.signedOut,
	stopping: FEED_CLOSE.stopping,
	'bad-request': FEED_CLOSE.badRequest,
};

/** One client's socket: how much it has not read yet, when it was told something last, and how it is ended. */
export interface FeedClient {
	readonly isEnded: boolean;
	/** Whether it has so much to read that positions must wait. */
	readonly isBehind: boolean;
	send(bytes: Uint8Array, isBinary: boolean): void;
	/** A message came from it. false = too many in this second. */
	mayAsk(): boolean;
	/** It answered a ping. */
	answerPing(): void;
	/** Every half second. Answers whether a tick is due. Ends a client that has been too slow, and a line that leads nowhere. */
	beat(): boolean;
	/** Says bye, closes, and cuts the line when it does not close. Safe to call twice. */
	end(reason: ByeReason): void;
	/** The socket is closed: nothing is sent any more. */
	drop(): void;
}

export interface FeedClientParts {
	/** The last message. */
	readonly writeBye: (reason: ByeReason) => Uint8Array;
	readonly onSent: (bytes: number) => void;
	/** It is told nothing from now on. */
	readonly onEnded: (reason: ByeReason) => void;
}

/** Wraps a socket. */
export function createFeedClient(socket: FeedSocket, { writeBye, onSent, onEnded }: FeedClientParts): FeedClient {
	let isEnded = false;
	let quietBeats = 0;
	let behindBeats = 0;
	let asked = 0;
	let beats = 0;
	let missedPings = 0;
	let cutTimer: ReturnType<typeof setTimeout> | undefined;

	function end(reason: ByeReason): void {
		if (isEnded) return;
		isEnded = true;
		socket.send(writeBye(reason), { binary: false });
		socket.close(CODE_OF[reason], reason);
		cutTimer = setTimeout(() => socket.terminate(), CUT_AFTER_MS);
		onEnded(reason);
	}

	return {
		get isEnded() {
			return isEnded;
		},
		get isBehind() {
			return socket.bufferedAmount > BEHIND_BYTES;
		},
		send(bytes, isBinary) {
			if (isEnded) return;
			if (socket.bufferedAmount > SLOW.bytes) {
				end('slow');
				return;
			}
			quietBeats = 0;
			socket.send(bytes, { binary: isBinary });
			onSent(bytes.byteLength);
		},
		mayAsk() {
			asked += 1;
			return asked <= MESSAGES_PER_S;
		},
		answerPing() {
			missedPings = 0;
		},
		beat() {
			beats += 1;
			if (beats % PING.everyBeats === 0 && !isEnded) {
				if (missedPings >= PING.mostMissed) {
					socket.terminate();
					return false;
				}
				missedPings += 1;
				socket.ping();
			}
			if (beats % 2 === 0) asked = 0;
			behindBeats = socket.bufferedAmount > BEHIND_BYTES ? behindBeats + 1 : 0;
			if (behindBeats > SLOW.behindS * 2) end('slow');
			quietBeats += 1;
			return !isEnded && quietBeats >= QUIET_BEATS;
		},
		end,
		drop() {
			isEnded = true;
			clearTimeout(cutTimer);
		},
	};
}
