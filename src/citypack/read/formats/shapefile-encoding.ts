import { isUtf8 } from 'node:buffer';
import { DataError } from '../../../domain/errors.ts';
import { type DbfHeader, textValues } from './shapefile-dbf.ts';
import { type TextEncoding, withoutCutEnd } from './shapefile-text.ts';

/** Code pages by their numbers, as .cpg files give them. */
const CODE_PAGES: Readonly<Record<string, string>> = {
	'932': 'shift_jis',
	'936': 'gbk',
	'949': 'euc-kr',
	'950': 'big5',
	'54936': 'gb18030',
	'65001': 'utf-8',
	'20127': 'utf-8',
	'88591': 'iso-8859-1',
	'8859_1': 'iso-8859-1',
};
/** The language byte of a DBF. 0 and 0x57 ("the ANSI page of whoever wrote it") say nothing. */
const LANGUAGES: Readonly<Record<number, string>> = {
	19: 'shift_jis',
	77: 'gbk',
	78: 'euc-kr',
	79: 'big5',
	120: 'big5',
	121: 'euc-kr',
	122: 'gbk',
	123: 'shift_jis',
	3: 'windows-1252',
	200: 'windows-1250',
	201: 'windows-1251',
};

/**
 * Which encoding does the text have? By the caller's word, else the .cpg, else the DBF's language byte, else by looking: GBK as soon
 * as one value of the first rows is not UTF-8 (files of Chinese land registries mostly are, and say nothing).
 * @param rows whole rows from the file's beginning
 * @throws DataError `input/unknown-encoding`
 */
export function chooseEncoding(
	told: { readonly option?: string; readonly cpg: string | null; readonly file: string },
	header: DbfHeader,
	rows: Buffer,
): TextEncoding {
	if (told.option) return named(told.option, 'given', told.file);
	if (told.cpg?.trim()) return named(told.cpg, '.cpg file', told.file);
	const language = LANGUAGES[header.languageByte];
	if (language) return { name: language, evidence: `DBF language byte ${header.languageByte}`, guessed: false };
	for (const value of [...header.nameBytes, ...textValues(header, rows)]) {
		if (!isUtf8(withoutCutEnd(value))) {
			return { name: 'gbk', evidence: 'nothing says it, text is not UTF-8: read as GBK', guessed: false };
		}
	}
	return { name: 'gbk', evidence: 'nothing says it, text is valid UTF-8', guessed: true };
}

function named(label: string, evidence: string, file: string): TextEncoding {
	const plain = label
		.trim()
		.toLowerCase()
		.replace(/^(ansi|oem|cp|ibm|ms|windows)[\s_-]*(?=\d)/, '');
	const name = CODE_PAGES[plain] ?? (/^125\d$/.test(plain) ? `windows-${plain}` : plain);
	try {
		return { name: new TextDecoder(name).encoding, evidence, guessed: false };
	} catch {
		throw new DataError(
			'input/unknown-encoding',
			`${file}: got encoding ${JSON.stringify(label.trim())} (${evidence}), expected one such as utf-8, gbk or shift_jis`,
			{ context: { file, found: label.trim() } },
		);
	}
}
