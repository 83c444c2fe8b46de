import type { Identity } from '../../domain/access/may-do.ts';
import { SKETCH_CLOSE, SKETCH_LIMITS, type SketchTold } from '../../domain/tactics/sketch-wire.ts';
import { writeTold } from './sketch-messages.ts';

/** Unsent bytes that make a page too slow. */
const SLOW_BYTES = 32 * 1024 * 1024;
/** Beats are half a second. */
const TICK_EVERY_BEATS = 10;
const PING = { everyBeats: 60, mostMissed: 2 } as const;
/** A page that does not close when told to is cut. */
const CUT_AFTER_MS = 2000;

/** The part of a WebSocket that a sketch needs. */
export interface SketchSocket {
	readonly bufferedAmount: number;
	send(data: Uint8Array): void;
	ping(): void;
	close(code: number, reason: string): void;
	terminate(): void;
}

/** Who draws, and from where. */
export interface SketchPerson {
	readonly identity: Identity;
	readonly from: string;
}

/** One page's line to a sketch. */
export interface SketchLine extends SketchPerson {
	/** It was told all there is, and is told what is new. */
	isInStep: boolean;
	/** Its changes that are settled. */
	settled: number;
	/** As what it tells of its presence; null = it did not yet. */
	page: number | null;
	readonly isEnded: boolean;
	send(bytes: Uint8Array): void;
	tell(told: SketchTold): void;
	/** A message came from it; false = too many. */
	mayTell(): boolean;
	answerPing(): void;
	/** Every half second. */
	beat(): void;
	/** Closes it, and cuts it when it does not close. Safe to call twice. */
	end(why: keyof typeof SKETCH_CLOSE): void;
	/** Its socket is closed. */
	drop(): void;
}

/** Wraps a socket. `onEnded`: it is told nothing from now on. */
export function createSketchLine(socket: SketchSocket, person: SketchPerson, onEnded: () => void): SketchLine {
	let isEnded = false;
	let allowance: number = SKETCH_LIMITS.messagesAtOnce;
	let beats = 0;
	let missedPings = 0;
	let cutTimer: ReturnType<typeof setTimeout> | undefined;

	const line: SketchLine = {
		...person,
		isInStep: false,
		settled: 0,
		page: null,
		get isEnded() {
			return isEnded;
		},
		send(bytes) {
			if (isEnded) return;
			if (socket.bufferedAmount > SLOW_BYTES) line.end('slow');
			else socket.send(bytes);
		},
		tell: (told) => line.send(writeTold(told)),
		mayTell() {
			allowance -= 1;
			return allowance >= 0;
		},
		answerPing() {
			missedPings = 0;
		},
		beat() {
			if (isEnded) return;
			beats += 1;
			allowance = Math.min(SKETCH_LIMITS.messagesAtOnce, allowance + SKETCH_LIMITS.messagesPerS / 2);
			if (beats % TICK_EVERY_BEATS === 0) line.tell({ kind: 'tick' });
			if (beats % PING.everyBeats !== 0) return;
			if (missedPings >= PING.mostMissed) socket.terminate();
			else {
				missedPings += 1;
				socket.ping();
			}
		},
		end(why) {
			if (isEnded) return;
			isEnded = true;
			socket.close(SKETCH_CLOSE[why], why);
			cutTimer = setTimeout(() => socket.terminate(), CUT_AFTER_MS);
			onEnded();
		},
		drop() {
			isEnded = true;
			clearTimeout(cutTimer);
			onEnded();
		},
	};
	return line;
}
