/** Texts as UTF-8: text i is bytes starts[i] .. starts[i + 1]. */
export interface TextBytes {
	readonly bytes: Uint8Array;
	/** One more entry than texts. */
	readonly starts: Uint32Array;
}

/**
 * Gives each distinct text of some rows a number, in order of first sight, without making a string of every row.
 * @param known texts that get the first numbers, whether a row has them or not
 * @returns the distinct texts by number, and the number of each row's text
 */
export function internTexts(
	{ bytes, starts }: TextBytes,
	rows: Uint32Array,
	known: readonly string[] = [],
): { texts: string[]; codes: Uint32Array } {
	const texts = [...known];
	const codeOf = new Map(known.map((text, code) => [text, code]));
	const decoder = new TextDecoder();
	const codes = new Uint32Array(rows.length);
	// Hash table of the first row seen of each text: 0 = free, else its place in `firstRow` + 1.
	let slots = new Uint32Array(1024);
	let hashes = new Uint32Array(512);
	const firstRow: number[] = [];
	const codeOfFirst: number[] = [];
	for (let i = 0; i < rows.length; i++) {
		const row = rows[i] as number;
		const start = starts[row] as number;
		const end = starts[row + 1] as number;
		let hash = 0x811c_9dc5;
		for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x0100_0193);
		hash >>>= 0;
		let slot = hash & (slots.length - 1);
		let place = slots[slot] as number;
		while (place !== 0) {
			const first = firstRow[place - 1] as number;
			const firstStart = starts[first] as number;
			const firstEnd = starts[first + 1] as number;
			if (hashes[place - 1] === hash && isSameText(bytes, firstStart, firstEnd, start, end)) break;
			slot = (slot + 1) & (slots.length - 1);
			place = slots[slot] as number;
		}
		if (place === 0) {
			// A copy: the decoder does not take shared memory everywhere.
			const text = decoder.decode(bytes.slice(start, end));
			let code = codeOf.get(text);
			if (code === undefined) {
				code = texts.push(text) - 1;
				codeOf.set(text, code);
			}
			place = firstRow.push(row);
			codeOfFirst.push(code);
			if (place > hashes.length) {
				const wider = new Uint32Array(hashes.length * 2);
				wider.set(hashes);
				hashes = wider;
			}
			hashes[place - 1] = hash;
			slots[slot] = place;
			if (place * 2 > slots.length) slots = rehash(hashes, place, slots.length * 2);
		}
		codes[i] = codeOfFirst[place - 1] as number;
	}
	return { texts, codes };
}

function isSameText(bytes: Uint8Array, startA: number, endA: number, startB: number, endB: number): boolean {
	if (endA - startA !== endB - startB) return false;
	for (let a = startA, b = startB; a < endA; a++, b++) if (bytes[a] !== bytes[b]) return false;
	return true;
}

function rehash(hashes: Uint32Array, count: number, size: number): Uint32Array<ArrayBuffer> {
	const slots = new Uint32Array(size);
	for (let place = 1; place <= count; place++) {
		let slot = (hashes[place - 1] as number) & (size - 1);
		while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
		slots[slot] = place;
	}
	return slots;
}
