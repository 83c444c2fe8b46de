import type { Duplex } from 'node:stream';
import { constants, deflateRawSync } from 'node:zlib';
import type { WebSocket } from 'ws';
import type { FeedSocket } from './feed-client.ts';

/** Texts from here on go out deflated, to a sixth; positions, ticks and single changes are not worth it. */
const DEFLATE_FROM_BYTES = 16 * 1024;
/** FIN, RSV1 (deflated), text: RFC 6455 5.2, RFC 7692 6. */
const DEFLATED_TEXT = 0xc1;
/** What deflate ends a flush with, and RFC 7692 7.2.1 takes off. */
const FLUSH_TAIL_BYTES = 4;

/**
 * How a line is deflated (RFC 7692). Nothing is kept between messages: a client costs no memory while it is told nothing, and a message that
 * goes to 200 pages is deflated once for all of them.
 */
export const FEED_DEFLATE = { serverNoContextTakeover: true, clientNoContextTakeover: true } as const;

/** Frames made of messages, for as long as somebody holds the message. */
const frames = new WeakMap<Uint8Array, Buffer>();

/**
 * A WebSocket as the hub sends to it. Large texts are written to its stream as frames that are made once a message, not once a client; the
 * WebSocket itself deflates nothing, so that what is written either way goes out in its order. `offer`: what the client said in
 * Sec-WebSocket-Extensions.
 */
export function wrapFeedSocket(socket: WebSocket, stream: Duplex, offer: string | undefined): FeedSocket {
	// A client that wants smaller windows is one of few: it is told everything as it is.
	const takesDeflated = socket.extensions.includes('permessage-deflate') && !offer?.includes('server_max_window_bits');
	return {
		get bufferedAmount() {
			return socket.bufferedAmount;
		},
		send(bytes, { binary }) {
			if (binary || !takesDeflated || bytes.byteLength < DEFLATE_FROM_BYTES) {
				socket.send(bytes, { binary, compress: false });
			} else if (socket.readyState === socket.OPEN) {
				stream.write(findFrame(bytes));
			}
		},
		ping: () => socket.ping(),
		close: (code, reason) => socket.close(code, reason),
		terminate: () => socket.terminate(),
	};
}

function findFrame(bytes: Uint8Array): Buffer {
	const known = frames.get(bytes);
	if (known) return known;
	const made = writeDeflatedFrame(bytes);
	frames.set(bytes, made);
	return made;
}

/** A text message as one unmasked, deflated frame. Cost: some 10 ms a megabyte. */
function writeDeflatedFrame(text: Uint8Array): Buffer {
	const deflated = deflateRawSync(text, { level: 1, finishFlush: constants.Z_SYNC_FLUSH });
	const payload = deflated.subarray(0, -FLUSH_TAIL_BYTES);
	return Buffer.concat([writeHeader(payload.length), payload]);
}

function writeHeader(length: number): Buffer {
	if (length < 126) return Buffer.of(DEFLATED_TEXT, length);
	if (length < 65_536) {
		const header = Buffer.of(DEFLATED_TEXT, 126, 0, 0);
		header.writeUInt16BE(length, 2);
		return header;
	}
	const header = Buffer.alloc(10);
	header[0] = DEFLATED_TEXT;
	header[1] = 127;
	header.writeBigUInt64BE(BigInt(length), 2);
	return header;
}
