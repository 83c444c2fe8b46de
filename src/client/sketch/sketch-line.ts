import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import { describeError } from '../../domain/errors.ts';
import { SKETCH_CLOSE, SKETCH_MESSAGE, type SketchTold, sketchToldSchema } from '../../domain/tactics/sketch-wire.ts';
import type { SketchStatus } from '../sketch.ts';
import { joinUpdates } from './sketch-document.ts';

/** Waits between tries: doubled from the first to the last. */
const RETRY_MS = { first: 250, last: 8000 } as const;
/** The server says something every 5 s: a line that is silent for so long is given up. */
const GIVE_UP_AFTER_MS = 15_000;
/** Changes of so long a time go out together. */
const SEND_AFTER_MS = 30;
const MOST_JOINED = 50;

/** The part of a WebSocket that a sketch needs. */
export type SketchSocket = Pick<WebSocket, 'binaryType' | 'close' | 'send' | 'onopen' | 'onmessage' | 'onclose'>;

export interface SketchLineParts {
	readonly url: string;
	readonly openSocket?: (url: string) => SketchSocket;
	readonly onStatus: (status: SketchStatus) => void;
	readonly readStateVector: () => Uint8Array;
	readonly readSince: (stateVector: Uint8Array) => Uint8Array;
	/** All changes of this page so far are on their way, the newest in the message of that number. */
	readonly onSent: (no: number) => void;
	readonly onUpdate: (update: Uint8Array) => void;
	readonly onPresence: (update: Uint8Array) => void;
	/** Both sides have told what the other had not. */
	readonly onReady: () => void;
	readonly onTold: (told: SketchTold) => void;
}

/** The line of a sketch to the server. */
export interface SketchLine {
	/** Sends a change soon; while there is no line nothing is sent: the next one begins with all that the server has not. */
	sendUpdate(update: Uint8Array): void;
	sendPresence(update: Uint8Array): void;
	/** Ends the line and opens it anew. */
	reconnect(): void;
	/** Sends what waits, and ends it. */
	close(): void;
}

/** Opens the line and keeps it open. */
export function openSketchLine(parts: SketchLineParts): SketchLine {
	const { url, openSocket = (address) => new WebSocket(address), onStatus, onTold } = parts;
	let socket: SketchSocket | null = null;
	/** The server knows all that was drawn here before. */
	let isInStep = false;
	let sent = 0;
	let queued: Uint8Array[] = [];
	/** What was here when the newest message was sent. */
	let sentVector = parts.readStateVector();
	let sendTimer: ReturnType<typeof setTimeout> | undefined;
	let retryTimer: ReturnType<typeof setTimeout> | undefined;
	let retryMs: number = RETRY_MS.first;
	let heardAtMs = performance.now();
	let isClosed = false;

	function connect(): void {
		const opened = openSocket(url);
		opened.binaryType = 'arraybuffer';
		socket = opened;
		isInStep = false;
		sent = 0;
		heardAtMs = performance.now();
		opened.onmessage = ({ data }) => {
			if (socket !== opened) return;
			heardAtMs = performance.now();
			try {
				receive(new Uint8Array(data));
			} catch (error) {
				console.warn(`sketch: ${describeError(error)}`);
				drop();
			}
		};
		opened.onclose = ({ code }) => {
			if (socket === opened) end(code);
		};
	}

	function end(code: number): void {
		socket = null;
		isInStep = false;
		queued = [];
		clearTimeout(sendTimer);
		sendTimer = undefined;
		if (isClosed) return;
		if (code === SKETCH_CLOSE.refused || code === SKETCH_CLOSE.signedOut) {
			onStatus('refused');
			return;
		}
		onStatus('offline');
		// Not all pages at once when a server comes back.
		retryTimer = setTimeout(connect, retryMs * (0.5 + Math.random() / 2));
		retryMs = Math.min(retryMs * 2, RETRY_MS.last);
	}

	function drop(): void {
		const dropped = socket;
		end(1006);
		dropped?.close();
	}

	function receive(bytes: Uint8Array): void {
		const decoder = createDecoder(bytes);
		const kind = readVarUint(decoder);
		if (kind === SKETCH_MESSAGE.told) {
			const told = sketchToldSchema.parse(JSON.parse(readVarString(decoder)));
			onTold(told);
			if (told.kind === 'hello') sendSync(messageYjsSyncStep1, parts.readStateVector());
		} else if (kind === SKETCH_MESSAGE.awareness) parts.onPresence(readVarUint8Array(decoder));
		else if (kind === SKETCH_MESSAGE.sync) {
			const step = readVarUint(decoder);
			const body = readVarUint8Array(decoder);
			if (step === messageYjsSyncStep1) {
				sendChange(messageYjsSyncStep2, parts.readSince(body));
				isInStep = true;
			} else {
				parts.onUpdate(body);
				if (step !== messageYjsSyncStep2) return;
				retryMs = RETRY_MS.first;
				onStatus('live');
				parts.onReady();
			}
		}
	}

	function sendSync(step: number, body: Uint8Array): void {
		const encoder = createEncoder();
		writeVarUint(encoder, SKETCH_MESSAGE.sync);
		writeVarUint(encoder, step);
		writeVarUint8Array(encoder, body);
		socket?.send(toBytes(encoder));
	}

	function sendChange(step: number, body: Uint8Array): void {
		sent += 1;
		sentVector = parts.readStateVector();
		parts.onSent(sent);
		sendSync(step, body);
	}

	function sendQueued(): void {
		clearTimeout(sendTimer);
		sendTimer = undefined;
		if (queued.length === 0 || !isInStep) return;
		// Many small changes cost more to join than to read anew.
		const update = queued.length > MOST_JOINED ? parts.readSince(sentVector) : joinUpdates(queued);
		queued = [];
		sendChange(messageYjsUpdate, update);
	}

	connect();
	const watchTimer = setInterval(() => {
		if (socket && performance.now() - heardAtMs > GIVE_UP_AFTER_MS) drop();
	}, 1000);
	return {
		sendUpdate(update) {
			if (!isInStep) return;
			queued.push(update);
			sendTimer ??= setTimeout(sendQueued, SEND_AFTER_MS);
		},
		sendPresence(update) {
			if (!isInStep) return;
			const encoder = createEncoder();
			writeVarUint(encoder, SKETCH_MESSAGE.awareness);
			writeVarUint8Array(encoder, update);
			socket?.send(toBytes(encoder));
		},
		reconnect() {
			clearTimeout(retryTimer);
			const dropped = socket;
			socket = null;
			dropped?.close();
			if (isClosed) return;
			onStatus('offline');
			connect();
		},
		close() {
			if (isClosed) return;
			sendQueued();
			isClosed = true;
			clearInterval(watchTimer);
			clearTimeout(retryTimer);
			clearTimeout(sendTimer);
			const last = socket;
			socket = null;
			last?.close();
		},
	};
}

/** lib0 says no more than that they are bytes; a WebSocket asks for bytes of an ArrayBuffer. */
function toBytes(encoder: ReturnType<typeof createEncoder>): Uint8Array<ArrayBuffer> {
	return new Uint8Array(toUint8Array(encoder));
}
