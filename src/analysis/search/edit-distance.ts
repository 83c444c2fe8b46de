/** How far a text is from a query, in edits; each is Infinity beyond what is allowed. */
export interface EditDistance {
	/** From the whole text. */
	readonly whole: number;
	/** From the nearest beginning of it. */
	readonly prefix: number;
}

/** Longest query that is measured: one bit each. */
const MOST_CHARACTERS = 31;
const FAR = Number.POSITIVE_INFINITY;

/**
 * Measures texts against one query: how many characters are wrong, missing, too many, or swapped with their neighbour (optimal string
 * alignment, by the bit vectors of Hyyrö 2003, one step a character of the text). null = more than `most`, or a query of over 31 characters.
 */
export function createEditMeter(query: string, most: number): (text: string) => EditDistance | null {
	const length = query.length;
	if (length === 0 || length > MOST_CHARACTERS) return () => null;
	const places = new Int32Array(0x10000);
	for (let i = 0; i < length; i++) {
		const code = query.charCodeAt(i);
		places[code] = (places[code] as number) | (1 << i);
	}
	const last = 1 << (length - 1);

	return (text) => {
		const width = Math.min(text.length, length + most);
		if (width < length - most) return null;
		let rises = -1;
		let falls = 0;
		let same = 0;
		let before = 0;
		let edits = length;
		let prefix = FAR;
		for (let j = 0; j < width; j++) {
			const here = places[text.charCodeAt(j)] as number;
			const swapped = ((~same & here) << 1) & before;
			same = (((here & rises) + rises) ^ rises) | here | falls | swapped;
			let up = falls | ~(same | rises);
			let down = same & rises;
			if (up & last) edits++;
			else if (down & last) edits--;
			if (edits < prefix) prefix = edits;
			// Each further character takes off one at most.
			else if (edits - (width - 1 - j) > most && prefix > most) return null;
			up = (up << 1) | 1;
			down <<= 1;
			rises = down | ~(same | up);
			falls = up & same;
			before = here;
		}
		if (prefix > most) return null;
		return { whole: edits <= most && text.length === width ? edits : FAR, prefix };
	};
}

/** How many slips a text of that length may hold and still be meant: one of 3 to 5 characters, two of more. Assumption, not sourced. */
export function countAllowedEdits(length: number): number {
	return length < 3 ? 0 : length <= 5 ? 1 : 2;
}
