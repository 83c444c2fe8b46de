/** What a caller's words say in numbers; null = nothing. */
export interface WordsRead {
	/** Basements are -1, -2. */
	readonly fireFloor: number | null;
	readonly trapped: number | null;
}

const NUMERALS = '一二三四五六七八九';
const NUMBER = String.raw`(\d{1,3}|[${NUMERALS}十两]{1,3})`;
/** 3楼, 三层; not 3号楼, and not 3层楼 or 共3层: so many storeys. */
const FLOOR_ZH = new RegExp(String.raw`(?<![共有高\d])(?:第)?${NUMBER}\s*(?:楼|层(?!楼|高))`);
const BELOW_ZH = new RegExp(String.raw`(?:地下|负)\s*${NUMBER}?\s*(?:楼|层|室)`);
const FLOOR_EN = /\b(\d{1,3})(?:st|nd|rd|th)\s+floor\b|\bfloor\s+(\d{1,3})\b/i;
const BASEMENT_EN = /\bbasement\b/i;
const TRAPPED_ZH = new RegExp(
	String.raw`${NUMBER}\s*(?:个|名)?(?:人|小孩|老人|孩子)[^，。,.]{0,4}(?:被困|困住|困在|出不来|没出来)|(?:被困|困住|困了|还有)\s*${NUMBER}\s*(?:个|名)?(?:人|小孩|老人|孩子)`,
);
const TRAPPED_EN =
	/\b(\d{1,3})\s+(?:people|persons?|men|women|children|kids?)?\s*(?:are\s+|is\s+)?trapped\b|\btrapped:?\s+(\d{1,3})\b/i;

/** Reads the floor and how many are trapped out of a caller's words, where they say so plainly, in Chinese or English. */
export function readWords(words: string): WordsRead {
	const text = words.normalize('NFKC');
	return {
		fireFloor: readFloor(text),
		trapped: readNumber(firstGroup(TRAPPED_ZH.exec(text) ?? TRAPPED_EN.exec(text))),
	};
}

function readFloor(text: string): number | null {
	const below = BELOW_ZH.exec(text);
	if (below) return -(readNumber(below[1]) ?? 1);
	const above = readNumber(firstGroup(FLOOR_ZH.exec(text) ?? FLOOR_EN.exec(text)));
	if (above !== null) return above === 0 ? null : above;
	return BASEMENT_EN.test(text) ? -1 : null;
}

function firstGroup(match: RegExpExecArray | null): string | undefined {
	return match?.slice(1).find((group) => group !== undefined);
}

/** 12, 十二, 二十, 两; null = no number. */
function readNumber(text: string | undefined): number | null {
	if (text === undefined || text === '') return null;
	if (/^\d+$/.test(text)) return Number(text);
	const digit = (character: string | undefined) => (character === '两' ? 2 : NUMERALS.indexOf(character ?? '') + 1);
	const [tens, ones] = text.split('十');
	if (ones === undefined) return text.length === 1 ? digit(text) : null;
	if ((tens ?? '').length > 1 || ones.length > 1) return null;
	return (tens === '' ? 1 : digit(tens)) * 10 + digit(ones);
}
