import type { i18n } from 'i18next';
import { findWord } from './say-code.ts';

/** Units that a name ends with, as they are written; longer ones first. */
const UNITS: readonly (readonly [suffix: string, unit: string])[] = [
	['LpsM2', 'L/(s·m²)'],
	['KwM2', 'kW/m²'],
	['GM3', 'g/m³'],
	['GS', 'g/s'],
	['Lps', 'L/s'],
	['Mps', 'm/s'],
	['Mpa', 'MPa'],
	['Deg', '°'],
	['Min', 'min'],
	['Km2', 'km²'],
	['Km', 'km'],
	['Kw', 'kW'],
	['Kg', 'kg'],
	['Mm', 'mm'],
	['Ms', 'ms'],
	['M2', 'm²'],
	['M3', 'm³'],
	['M', 'm'],
	['S', 's'],
	['T', 't'],
	['L', 'L'],
];
const SIGNIFICANT_DIGITS = 4;

/** Takes the unit off the name of a quantity: 'heightM' -> height, m; a name without one keeps ''. */
export function splitUnit(name: string): { readonly stem: string; readonly unit: string } {
	for (const [suffix, unit] of UNITS) {
		const stem = name.slice(0, -suffix.length);
		if (name.endsWith(suffix) && /[a-z0-9]$/.test(stem)) return { stem, unit };
	}
	return { stem: name, unit: '' };
}

/** A figure of a rule as it is written: four digits that count, thousands grouped. */
export function formatFigure(value: number): string {
	return value.toLocaleString('en-US', { maximumSignificantDigits: SIGNIFICANT_DIGITS });
}

/** What went into a number, in words: its name, and its value with unit; unknown is the word. */
export function sayInput(
	i18n: i18n,
	name: string,
	value: number | string | null,
): { readonly name: string; readonly value: string } {
	const { stem, unit } = splitUnit(name);
	const word = findWord(i18n, 'input', stem) ?? stem.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').toLowerCase();
	if (value === null) return { name: word, value: i18n.t('value.unknown') };
	const said = typeof value === 'number' ? formatFigure(value) : sayWord(i18n, value);
	return { name: word, value: unit === '' ? said : `${said} ${unit}` };
}

const WORD_GROUPS = [
	'use',
	'structure',
	'codeClass',
	'separationRow',
	'waterKind',
	'waterState',
	'incidentType',
	'vehicleType',
	'assumption',
] as const;

/** Codes that go into a rule have words in one of these groups; what has none is shown as it is. */
function sayWord(i18n: i18n, code: string): string {
	for (const group of WORD_GROUPS) {
		const said = findWord(i18n, group, code);
		if (said !== undefined) return said;
	}
	return code;
}
