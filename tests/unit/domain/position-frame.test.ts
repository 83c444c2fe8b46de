import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/domain/errors.ts';
import { decodePositionFrame, encodePositionFrame, type FramePosition } from '../../../src/domain/position-frame.ts';

const HEADER = { serverTimeMs: 1_000_000, seq: 3 };
const POSITION: FramePosition = {
	no: 258,
	lon: 113.75,
	lat: -23.02,
	headingDeg: 90,
	speedMps: 10,
	observedAtMs: 998_770,
};
/**
 * By hand. 1,000,000 = 0x412E848000000000 and 3 = 0x4008000000000000 as doubles; 258 = 0x0102; 1,137,500,000 = 0x43CCDF60;
 * -230,200,000 = 0xF2476D40; 90 of 360 degrees = 64 of 256; 10 m/s = 20 halves; 1,230 ms = 123 steps of 10.
 */
const BYTES = [
	[1, 0, 1, 0],
	[0, 0, 0, 0, 0x80, 0x84, 0x2e, 0x41],
	[0, 0, 0, 0, 0, 0, 0x08, 0x40],
	[0x02, 0x01],
	[0x60, 0xdf, 0xcc, 0x43],
	[0x40, 0x6d, 0x47, 0xf2],
	[64, 20, 123, 0],
].flat();

describe('position frames', () => {
	it('are these bytes, and say the same again', () => {
		expect([...encodePositionFrame(HEADER, [POSITION])]).toEqual(BYTES);
		expect(decodePositionFrame(Uint8Array.from(BYTES))).toEqual({ ...HEADER, positions: [POSITION] });
	});

	it('are 20 bytes and 14 a vehicle', () => {
		expect(encodePositionFrame(HEADER, []).byteLength).toBe(20);
		expect(encodePositionFrame(HEADER, [POSITION, POSITION]).byteLength).toBe(48);
	});

	it('lose at most 0.5e-7 degree, 0.71 degree of heading, 0.25 m/s and 5 ms', () => {
		for (let i = 0; i < 1000; i++) {
			const given: FramePosition = {
				no: i,
				lon: -180 + i * 0.360_123_456_7,
				lat: -90 + i * 0.180_098_765_4,
				headingDeg: (i * 0.777) % 360,
				speedMps: i * 0.1273,
				observedAtMs: HEADER.serverTimeMs - i * 653.7,
			};
			const [read] = decodePositionFrame(encodePositionFrame(HEADER, [given])).positions as [FramePosition];
			const turnDeg = Math.abs(read.headingDeg - given.headingDeg);
			expect(Math.abs(read.lon - given.lon)).toBeLessThanOrEqual(0.51e-7);
			expect(Math.abs(read.lat - given.lat)).toBeLessThanOrEqual(0.51e-7);
			expect(Math.min(turnDeg, 360 - turnDeg)).toBeLessThanOrEqual(0.71);
			expect(Math.abs(read.speedMps - given.speedMps)).toBeLessThanOrEqual(0.25);
			expect(Math.abs(read.observedAtMs - given.observedAtMs)).toBeLessThanOrEqual(5);
		}
	});

	it('end at 127.5 m/s, 655.35 s, and the server’s time', () => {
		const read = (rest: Partial<FramePosition>) =>
			decodePositionFrame(encodePositionFrame(HEADER, [{ ...POSITION, ...rest }])).positions[0];
		expect(read({ speedMps: 500 })?.speedMps).toBe(127.5);
		expect(read({ observedAtMs: 0 })?.observedAtMs).toBe(1_000_000 - 655_350);
		expect(read({ observedAtMs: 1_000_500 })?.observedAtMs).toBe(1_000_000);
		expect(read({ headingDeg: 359.9 })?.headingDeg).toBe(0);
	});

	it.each([
		['another version', [2, ...BYTES.slice(1)]],
		['nothing', []],
		['a header cut short', BYTES.slice(0, 19)],
		['a vehicle cut short', BYTES.slice(0, -1)],
		['a byte too many', [...BYTES, 0]],
	])('are refused with %s', (_, bytes) => {
		expect(() => decodePositionFrame(Uint8Array.from(bytes))).toThrow(DataError);
	});
});
