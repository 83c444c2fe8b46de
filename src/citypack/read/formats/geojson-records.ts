import { isUtf8 } from 'node:buffer';
import { isSpace } from '../bytes/scan-json.ts';
import { RECORD_SEPARATOR } from '../bytes/split-lines.ts';
import type { InputPart, RecordSink } from '../source-record.ts';
import { toGeoJsonRecord } from './geojson-record.ts';
import { NumberArena } from './number-arena.ts';
import { RecordError } from './record-error.ts';

const LINE_FEED = 0x0a;

/** Reads blocks of GeoJSON records, lines or RFC 8142 records; one reader a thread. */
interface GeoJsonBlockReader {
	/** Hands each record of the block to the sink; what is no GeoJSON feature goes to `bad`. */
	readBlock(part: InputPart & { kind: 'bytes' }, sink: RecordSink): void;
}

/** A reader of blocks of GeoJSON records. */
export function createGeoJsonBlockReader(): GeoJsonBlockReader {
	const arena = new NumberArena();
	const readRecord = (bytes: Buffer, from: number, to: number, number: number, isText: boolean, sink: RecordSink) => {
		try {
			if (!isText) checkText(bytes.subarray(from, to));
			sink.record(toGeoJsonRecord(bytes.toString('utf8', from, to), number, arena));
		} catch (error) {
			if (!(error instanceof RecordError)) throw error;
			sink.bad({ number, reason: error.reason, detail: error.message });
		}
	};
	return {
		readBlock(part, sink) {
			const bytes = Buffer.from(part.bytes.buffer, part.bytes.byteOffset, part.bytes.byteLength);
			const isText = isUtf8(bytes);
			forEachRecord(bytes, part.firstNumber, (from, to, number) => readRecord(bytes, from, to, number, isText, sink));
		},
	};
}

/** Calls `use` with the place of each record that is not empty. Lines are counted whether empty or not. */
export function forEachRecord(
	bytes: Buffer,
	firstNumber: number,
	use: (from: number, to: number, number: number) => void,
): void {
	const start = firstSign(bytes, 0, bytes.length);
	const isMarked = bytes[start] === RECORD_SEPARATOR;
	const separator = isMarked ? RECORD_SEPARATOR : LINE_FEED;
	let from = isMarked ? start + 1 : 0;
	for (let number = firstNumber; from < bytes.length; number++) {
		const found = bytes.indexOf(separator, from);
		const to = found < 0 ? bytes.length : found;
		const first = firstSign(bytes, from, to);
		if (first < to) use(first, to, number);
		from = to + 1;
	}
}

function firstSign(bytes: Buffer, from: number, to: number): number {
	let at = from;
	while (at < to && isSpace(bytes[at])) at++;
	return at;
}

function checkText(bytes: Buffer): void {
	if (!isUtf8(bytes)) {
		throw new RecordError('record/bad-encoding', 'got bytes that are not UTF-8, expected UTF-8 (or say encoding=gbk)');
	}
}
