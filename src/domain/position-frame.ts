import { DataError } from './errors.ts';

/**
 * A frame of vehicle positions, little-endian.
 *
 *     header 20 B   u8 version = 1 | u8 0 | u16 count | f64 server time, ms | f64 seq
 *     vehicle 14 B  u16 no | i32 lon, 1e-7 degree | i32 lat, 1e-7 degree | u8 heading, 360/256 degree | u8 speed, 0.5 m/s | u16 age, 10 ms
 *
 * What is read back differs by at most 0.5e-7 degree (6 mm) in place, 0.71 degree in heading, 0.25 m/s in speed (127.5 m/s at most) and 5 ms
 * in time (655.35 s of age at most). `no` is what a `fleet` message said before.
 */
export const POSITION_FRAME = { version: 1, headerBytes: 20, vehicleBytes: 14 } as const;

/** Vehicles of a higher number do not fit a frame and are told as JSON. */
export const MAX_FRAME_NO = 65_535;

const AGE_STEP_MS = 10;
const MAX_AGE = 65_535;

/** What the header says. */
export interface FrameHeader {
	readonly serverTimeMs: number;
	/** As in every other message: the number up to which its reader knows everything. */
	readonly seq: number;
}

/** One vehicle of a frame. WGS84. */
export interface FramePosition {
	/** 0 to MAX_FRAME_NO. */
	readonly no: number;
	readonly lon: number;
	readonly lat: number;
	readonly headingDeg: number;
	readonly speedMps: number;
	readonly observedAtMs: number;
}

/** Writes the header of `count` vehicles at the start of a frame. */
export function writeFrameHeader(view: DataView, count: number, { serverTimeMs, seq }: FrameHeader): void {
	view.setUint8(0, POSITION_FRAME.version);
	view.setUint8(1, 0);
	view.setUint16(2, count, true);
	view.setFloat64(4, serverTimeMs, true);
	view.setFloat64(12, seq, true);
}

/** Writes the vehicle at a rank of a frame. A time after `serverTimeMs` is told as that. */
export function writeFramePosition(view: DataView, rank: number, position: FramePosition, serverTimeMs: number): void {
	const at = POSITION_FRAME.headerBytes + rank * POSITION_FRAME.vehicleBytes;
	const age = Math.round((serverTimeMs - position.observedAtMs) / AGE_STEP_MS);
	view.setUint16(at, position.no, true);
	view.setInt32(at + 2, Math.round(position.lon * 1e7), true);
	view.setInt32(at + 6, Math.round(position.lat * 1e7), true);
	view.setUint8(at + 10, Math.round((position.headingDeg * 256) / 360) & 255);
	view.setUint8(at + 11, Math.min(255, Math.max(0, Math.round(position.speedMps * 2))));
	view.setUint16(at + 12, Math.min(MAX_AGE, Math.max(0, age)), true);
}

/** A whole frame of at most 65,535 vehicles. */
export function encodePositionFrame(header: FrameHeader, positions: readonly FramePosition[]): Uint8Array {
	const bytes = new Uint8Array(POSITION_FRAME.headerBytes + positions.length * POSITION_FRAME.vehicleBytes);
	const view = new DataView(bytes.buffer);
	writeFrameHeader(view, positions.length, header);
	positions.forEach((position, rank) => {
		writeFramePosition(view, rank, position, header.serverTimeMs);
	});
	return bytes;
}

/** What a frame says. @throws DataError `feed/bad-frame`: another version, or a length that does not fit its count */
export function decodePositionFrame(bytes: Uint8Array): FrameHeader & { readonly positions: FramePosition[] } {
	const { version, headerBytes, vehicleBytes } = POSITION_FRAME;
	if (bytes.byteLength < headerBytes || bytes[0] !== version) {
		throw badFrame(`version ${bytes[0]} in ${bytes.byteLength} bytes`, `version ${version} in at least ${headerBytes}`);
	}
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const count = view.getUint16(2, true);
	const wanted = headerBytes + count * vehicleBytes;
	if (bytes.byteLength !== wanted) throw badFrame(`${bytes.byteLength} bytes`, `${wanted} for ${count} vehicles`);
	const serverTimeMs = view.getFloat64(4, true);
	const positions = Array.from({ length: count }, (_, rank): FramePosition => {
		const at = headerBytes + rank * vehicleBytes;
		return {
			no: view.getUint16(at, true),
			lon: view.getInt32(at + 2, true) / 1e7,
			lat: view.getInt32(at + 6, true) / 1e7,
			headingDeg: (view.getUint8(at + 10) * 360) / 256,
			speedMps: view.getUint8(at + 11) / 2,
			observedAtMs: serverTimeMs - view.getUint16(at + 12, true) * AGE_STEP_MS,
		};
	});
	return { serverTimeMs, seq: view.getFloat64(12, true), positions };
}

function badFrame(got: string, expected: string): DataError {
	return new DataError('feed/bad-frame', `position frame: got ${got}, expected ${expected}`);
}
