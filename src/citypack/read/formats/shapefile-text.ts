import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** How the text of a shapefile is written, and what says so. */
export interface TextEncoding {
	/** As TextDecoder takes it. */
	readonly name: string;
	readonly evidence: string;
	/** Nothing says it: text that is valid UTF-8 is that, all other is read by `name`. */
	readonly guessed: boolean;
}

/** A field's width cuts UTF-8 at a byte, not at a character: without what is left of the last one. */
export function withoutCutEnd(value: Buffer): Buffer {
	for (let back = 1; back <= Math.min(3, value.length); back++) {
		const byte = value[value.length - back] as number;
		if (byte < 0x80) break;
		if (byte < 0xc0) continue;
		const needed = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
		return back < needed ? value.subarray(0, value.length - back) : value;
	}
	return value;
}

/** Reads text of a chosen encoding. */
export class TextValues {
	readonly #encoding: TextEncoding;
	readonly #decoder: TextDecoder;
	readonly #isUtf8: boolean;

	constructor(encoding: TextEncoding) {
		this.#encoding = encoding;
		this.#decoder = new TextDecoder(encoding.name);
		this.#isUtf8 = encoding.name === 'utf-8';
	}

	read(bytes: Buffer): string {
		if (isAscii(bytes)) return bytes.toString('latin1');
		const whole = withoutCutEnd(bytes);
		if (this.#isUtf8 || (this.#encoding.guessed && isUtf8(whole))) return whole.toString('utf8');
		return this.#decoder.decode(bytes);
	}
}

function isAscii(bytes: Buffer): boolean {
	for (let i = 0; i < bytes.length; i++) if ((bytes[i] as number) >= 0x80) return false;
	return true;
}
