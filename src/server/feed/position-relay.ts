import { z } from 'zod';
import { decodePositionFrame, encodePositionFrame } from '../../domain/position-frame.ts';
import type { PositionReport } from './position-keep.ts';

/** Longest text that a channel of the store takes; counted in bytes, which are no fewer than characters. */
const MAX_BYTES = 7_900;
/** What a position adds to the text beside its id: 14 bytes as base64, rounded up. */
const FRAME_BYTES_EACH = 19;
const AROUND_BYTES = 100;

const textSchema = z.object({ ids: z.array(z.string()), frame: z.string() });

/** Positions as texts for other server processes, each short enough for the store's channel: ids, and a frame that counts them. */
export function writeRelayTexts(positions: readonly PositionReport[], nowMs: number): string[] {
	const texts: string[] = [];
	let chunk: PositionReport[] = [];
	let bytes = AROUND_BYTES;
	const finish = () => {
		if (chunk.length === 0) return;
		const frame = encodePositionFrame(
			{ serverTimeMs: nowMs, seq: 0 },
			chunk.map((position, no) => ({ ...position, no })),
		);
		texts.push(
			JSON.stringify({ ids: chunk.map(({ unitId }) => unitId), frame: Buffer.from(frame).toString('base64') }),
		);
		chunk = [];
		bytes = AROUND_BYTES;
	};
	for (const position of positions) {
		const size = FRAME_BYTES_EACH + Buffer.byteLength(JSON.stringify(position.unitId)) + 1;
		if (bytes + size > MAX_BYTES) finish();
		chunk.push(position);
		bytes += size;
	}
	finish();
	return texts;
}

/** Positions of such a text; in frames' precision. @throws Error when it is none */
export function readRelayText(text: string): PositionReport[] {
	const { ids, frame } = textSchema.parse(JSON.parse(text));
	return decodePositionFrame(Buffer.from(frame, 'base64')).positions.flatMap(({ no, ...position }) => {
		const unitId = ids[no];
		return unitId === undefined ? [] : [{ ...position, unitId }];
	});
}
