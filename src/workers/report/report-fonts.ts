import ranges from '@fontsource/noto-sans-sc/unicode.json';
import { Font } from '@react-pdf/renderer';
import { breakWord } from './break-words.ts';
import { unpackWoff } from './unpack-woff.ts';

/** Reads a file of the font by its name: '[part]-[weight]', e.g. 'chinese-simplified-400'. */
export type FontReader = (name: string) => Promise<ArrayBuffer>;

/** The fonts of one document, and what they cannot print. */
export interface ReportFonts {
	/** In the order they are asked for a character. */
	readonly families: string[];
	/** Characters of the text that no part of the font has. */
	readonly missing: readonly string[];
}

const MAIN = 'chinese-simplified';
const WEIGHTS = [400, 700] as const;
/** Registered once for the page: what is read stays. */
const registered = new Map<string, Promise<void>>();

/**
 * Reads the fonts that a text needs: the common Chinese ones in two weights, and of the rare ones and symbols those parts of the font that
 * have them, in one. Cost: 3 MB the first time, some 30 kB for each further part.
 * @throws what the reader throws
 */
export async function loadReportFonts(text: string, read: FontReader): Promise<ReportFonts> {
	Font.registerHyphenationCallback(breakWord);
	await load(MAIN, WEIGHTS, read);
	const letters = [...new Set(text)].filter((letter) => letter > ' ');
	const rare = letters.filter((letter) => !has(MAIN, letter));
	const parts = [...new Set(rare.flatMap((letter) => findPart(letter) ?? []))];
	await Promise.all(parts.map((part) => load(part, [400], read)));
	return {
		families: [MAIN, ...parts],
		missing: rare.filter((letter) => !parts.some((part) => has(part, letter))),
	};
}

function load(part: string, weights: readonly (400 | 700)[], read: FontReader): Promise<void> {
	const known = registered.get(part);
	if (known) return known;
	const loading = (async () => {
		const fonts = await Promise.all(
			weights.map(async (fontWeight) => ({
				src: toDataUrl(await unpackWoff(await read(`${part}-${fontWeight}`))),
				fontWeight,
			})),
		);
		Font.register({ family: part, fonts });
		await Promise.all(weights.map((fontWeight) => Font.load({ fontFamily: part, fontWeight })));
	})();
	registered.set(part, loading);
	loading.catch(() => registered.delete(part));
	return loading;
}

function has(part: string, letter: string): boolean {
	const font = Font.getFont({ fontFamily: part, fontWeight: 400 })?.data as
		| { hasGlyphForCodePoint(codePoint: number): boolean }
		| null
		| undefined;
	return font?.hasGlyphForCodePoint(letter.codePointAt(0) as number) ?? false;
}

/** Name of the numbered part that covers a character; undefined = none does. */
function findPart(letter: string): string | undefined {
	const code = letter.codePointAt(0) as number;
	const found = Object.entries(ranges as Record<string, string>).find(
		([name, list]) => name.startsWith('[') && list.split(',').some((range) => contains(range, code)),
	);
	return found?.[0].slice(1, -1);
}

function contains(range: string, code: number): boolean {
	const [first = '', last = first] = range.replace('U+', '').split('-');
	return code >= Number.parseInt(first, 16) && code <= Number.parseInt(last, 16);
}

/** The form in which the PDF library takes a font without fetching it. */
function toDataUrl(bytes: Uint8Array): string {
	const CHUNK = 0x8000;
	let binary = '';
	for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
	return `data:font/ttf;base64,${btoa(binary)}`;
}
