const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether a byte is white space of JSON. */
export function isSpace(byte: number | undefined): boolean {
	return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** The place of the first byte at or after `at` that is no white space; `to` = there is none. */
export function skipSpace(bytes: Uint8Array, at: number, to: number): number {
	let i = at;
	while (i < to && isSpace(bytes[i])) i++;
	return i;
}

/** The place after the JSON string that begins at `at`; -1 = it does not end before `to`. */
export function skipString(bytes: Uint8Array, at: number, to: number): number {
	for (let i = at + 1; i < to; i++) {
		const byte = bytes[i];
		if (byte === QUOTE) return i + 1;
		if (byte === BACKSLASH) i++;
	}
	return -1;
}

/**
 * The place after the JSON value that begins at `at`: brackets are matched (not their kinds), strings are seen as strings.
 * -1 = it does not end before `to`; a number or a word ends only where another byte follows.
 */
export function skipValue(bytes: Uint8Array, at: number, to: number): number {
	const first = bytes[at];
	if (first === QUOTE) return skipString(bytes, at, to);
	if (first !== 0x7b && first !== 0x5b) return skipWord(bytes, at, to);
	let depth = 0;
	for (let i = at; i < to; i++) {
		const byte = bytes[i];
		if (byte === QUOTE) {
			i = skipString(bytes, i, to) - 1;
			if (i < 0) return -1;
		} else if (byte === 0x7b || byte === 0x5b) {
			depth++;
		} else if (byte === 0x7d || byte === 0x5d) {
			if (--depth === 0) return i + 1;
		}
	}
	return -1;
}

function skipWord(bytes: Uint8Array, at: number, to: number): number {
	for (let i = at; i < to; i++) {
		const byte = bytes[i];
		if (byte === 0x2c || byte === 0x5d || byte === 0x7d || isSpace(byte)) return i;
	}
	return -1;
}

/**
 * Calls `use` with the places of name and value of each member in a run of members (what stands between the braces of an
 * object), in order; unlike JSON.parse of the whole, which puts names like "12" first.
 */
export function forEachMember(
	bytes: Uint8Array,
	use: (nameFrom: number, nameTo: number, valueFrom: number, valueTo: number) => void,
): void {
	const to = bytes.length;
	for (let name = skipSpace(bytes, 0, to); name < to; ) {
		const nameTo = skipString(bytes, name, to);
		const value = skipSpace(bytes, skipSpace(bytes, nameTo, to) + 1, to);
		const end = skipValue(bytes, value, to);
		const valueTo = end < 0 ? to : end;
		use(name, nameTo, value, valueTo);
		name = skipSpace(bytes, skipSpace(bytes, valueTo, to) + 1, to);
	}
}
