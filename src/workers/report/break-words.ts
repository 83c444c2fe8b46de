/** Longer runs without a space (addresses, hashes) may be broken anywhere. */
const LONGEST_WORD = 24;
/** Must not stand at the beginning of a line. */
const CLOSING = /[，。、；：！？）》」』】〕”’…·%℃）]/;
/** Must not stand at the end of one. */
const OPENING = /[（《「『【〔“‘]/;
const CJK = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]/;

/**
 * Where a word may be broken, for the line breaker of the PDF: an empty piece between two others is a break without a hyphen. Chinese breaks
 * between any two characters but before closing and after opening marks; Latin words stay whole unless they are very long.
 */
export function breakWord(word: string): string[] {
	const pieces: string[] = [];
	let last = '';
	for (const letter of word) {
		const isBreak =
			last !== '' &&
			(CJK.test(last) || CJK.test(letter) || word.length > LONGEST_WORD) &&
			!CLOSING.test(letter) &&
			!OPENING.test(last);
		if (isBreak) pieces.push('', letter);
		else if (pieces.length === 0) pieces.push(letter);
		else pieces[pieces.length - 1] += letter;
		last = letter;
	}
	return pieces.length === 0 ? [word] : pieces;
}
