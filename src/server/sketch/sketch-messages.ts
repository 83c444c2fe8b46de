import { createDecoder, hasContent, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import {
	type Presence,
	presenceSchema,
	SKETCH_LIMITS,
	SKETCH_MESSAGE,
	type SketchTold,
} from '../../domain/tactics/sketch-wire.ts';

/** What a page sent. */
export type SketchMessage =
	/** What it has: it asks for the rest. */
	| { readonly kind: 'ask'; readonly stateVector: Uint8Array }
	| { readonly kind: 'change'; readonly update: Uint8Array }
	| { readonly kind: 'presence'; readonly page: number; readonly clock: number; readonly presence: Presence | null };

/** A message of a page. @throws Error when it is none */
export function readSketchMessage(bytes: Uint8Array): SketchMessage {
	const decoder = createDecoder(bytes);
	const message = readBody(readVarUint(decoder), decoder);
	if (hasContent(decoder)) throw new Error('sketch: got more than one message, expected one');
	return message;
}

function readBody(kind: number, decoder: ReturnType<typeof createDecoder>): SketchMessage {
	if (kind === SKETCH_MESSAGE.awareness) return readPresence(readVarUint8Array(decoder));
	if (kind !== SKETCH_MESSAGE.sync) throw new Error(`sketch: got message ${kind}, expected sync or awareness`);
	const step = readVarUint(decoder);
	const body = readVarUint8Array(decoder);
	if (step === messageYjsSyncStep1) return { kind: 'ask', stateVector: body };
	if (step === messageYjsSyncStep2 || step === messageYjsUpdate) return { kind: 'change', update: body };
	throw new Error(`sketch: got step ${step} of sync, expected 0 to 2`);
}

/** A page tells of itself and of nobody else. */
function readPresence(body: Uint8Array): SketchMessage {
	const decoder = createDecoder(body);
	if (readVarUint(decoder) !== 1) throw new Error('sketch: got the presence of several, expected one');
	const page = readVarUint(decoder);
	const clock = readVarUint(decoder);
	const text = readVarString(decoder);
	if (text.length > SKETCH_LIMITS.presenceBytes) {
		throw new Error(
			`sketch: got ${text.length} characters of presence, expected at most ${SKETCH_LIMITS.presenceBytes}`,
		);
	}
	return { kind: 'presence', page, clock, presence: presenceSchema.nullable().parse(JSON.parse(text)) };
}

/** One page's presence as an update of awareness. */
export function writePresence(page: number, clock: number, presence: Presence | null): Uint8Array {
	const encoder = createEncoder();
	writeVarUint(encoder, 1);
	writeVarUint(encoder, page);
	writeVarUint(encoder, clock);
	writeVarString(encoder, JSON.stringify(presence));
	return toUint8Array(encoder);
}

/** A message with an update of awareness. */
export function writeAwarenessMessage(update: Uint8Array): Uint8Array {
	const encoder = createEncoder();
	writeVarUint(encoder, SKETCH_MESSAGE.awareness);
	writeVarUint8Array(encoder, update);
	return toUint8Array(encoder);
}

/** A message of sync: asks for what the state vector lacks ('ask'), answers that ('answer'), or tells what is new. */
export function writeSyncMessage(step: 'ask' | 'answer' | 'new', body: Uint8Array): Uint8Array {
	const encoder = createEncoder();
	writeVarUint(encoder, SKETCH_MESSAGE.sync);
	const steps = { ask: messageYjsSyncStep1, answer: messageYjsSyncStep2, new: messageYjsUpdate };
	writeVarUint(encoder, steps[step]);
	writeVarUint8Array(encoder, body);
	return toUint8Array(encoder);
}

/** A message of the server's own. */
export function writeTold(told: SketchTold): Uint8Array {
	const encoder = createEncoder();
	writeVarUint(encoder, SKETCH_MESSAGE.told);
	writeVarString(encoder, JSON.stringify(told));
	return toUint8Array(encoder);
}
