const WIDE = /[\u2e80-\u9fff\uff00-\uffef]/;

/** About how wide a word is printed, in the unit of `sizePt`: Chinese letters are square. */
export function measureWord(text: string, sizePt: number): number {
	return [...text].reduce((width, letter) => width + (WIDE.test(letter) ? 1 : 0.58), 0) * sizePt;
}
