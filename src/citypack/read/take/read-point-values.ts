import { isNotGiven } from './parse-measure.ts';
import { DIAMETER_UNITS, FALSE_WORDS, FLOW_UNITS, TRUE_WORDS, VOLUME_UNITS, type WordTable } from './point-fields.ts';
import { normaliseUnit } from './recognise-point-field.ts';

/** A value of a record as text, trimmed; null = not given (null, blank, '-', 'NULL', '无' ...) or no plain value. */
export function textOfValue(value: unknown): string | null {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
	if (
		typeof value !== 'string' &&
		typeof value !== 'number' &&
		typeof value !== 'bigint' &&
		typeof value !== 'boolean'
	) {
		return null;
	}
	const text = String(value).trim();
	return isNotGiven(text) ? null : text;
}

/** A text for comparing with word tables: NFKC, small letters, no blanks. */
function normaliseWord(text: string): string {
	return text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
}

/** The meaning of a word by a table, null = none known. */
export function readWord<T>(text: string, words: WordTable<T>): T | null {
	const word = normaliseWord(text);
	return words.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

/** 'True', '是', '1' -> true; 'False', '否', '0' -> false; null = neither. */
export function readFlag(text: string): boolean | null {
	const word = normaliseWord(text);
	if (TRUE_WORDS.test(word)) return true;
	return FALSE_WORDS.test(word) ? false : null;
}

/** A number read with its unit. */
export type Measured =
	| { readonly kind: 'value'; readonly value: number }
	/** A number, and nothing says in what. */
	| { readonly kind: 'no-unit' }
	| { readonly kind: 'unreadable' };

function readMeasure(text: string, units: Readonly<Record<string, number>>, unit: string | null): Measured {
	const match = /^([+-]?\d+(?:,\d{3})*(?:\.\d+)?)(.*)$/.exec(text.normalize('NFKC').trim());
	if (!match) return { kind: 'unreadable' };
	const own = normaliseUnit(match[2] as string);
	const factor = own === '' ? (unit === null ? undefined : units[unit]) : units[own];
	if (factor === undefined) return { kind: own === '' ? 'no-unit' : 'unreadable' };
	const value = Number((match[1] as string).replaceAll(',', '')) * factor;
	// 1/3.6 and the like leave digits that were never measured.
	return { kind: 'value', value: Math.round(value * 1000) / 1000 };
}

/** A flow in L/s. `unit`: of numbers without one, as FLOW_UNITS writes it; null = such numbers are 'no-unit', never guessed. */
export function readFlow(text: string, unit: string | null): Measured {
	return readMeasure(text, FLOW_UNITS, unit);
}

/** A nominal diameter in mm: 'DN100', '100', '100mm', 'φ150', '4"'. Numbers without a unit are millimetres, as DN is. */
export function readDiameter(text: string, unit: string | null): Measured {
	const bare = text
		.normalize('NFKC')
		.trim()
		.replace(/^(dn|de|d|[φøΦ])\s*/i, '');
	return readMeasure(
		/^\d+([x×*/-]\d+)+$/.test(bare) ? bare.replace(/[x×*/-].*$/, '') : bare,
		DIAMETER_UNITS,
		unit ?? 'mm',
	);
}

/** A volume in m3. Numbers without a unit are cubic metres, as storage is given everywhere. */
export function readVolume(text: string, unit: string | null): Measured {
	return readMeasure(text, VOLUME_UNITS, unit ?? 'm3');
}

/** The day of a date: '2024-09-28', '2024/9/28 下午 07:38:26', '2024年9月28日', '20240928', '民國113年9月28日'; null = none. */
export function readDay(text: string): string | null {
	const given = text.normalize('NFKC').trim();
	const match =
		/^(\d{4})(\d{2})(\d{2})$/.exec(given) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日|[T\s]|$)/.exec(given);
	const minguo = match ? null : /^民[國国]\s*(\d{2,3})年(\d{1,2})月(\d{1,2})日/.exec(given);
	const parts = match ?? minguo;
	if (!parts) return null;
	const year = Number(parts[1]) + (minguo ? 1911 : 0);
	const day = new Date(Date.UTC(year, Number(parts[2]) - 1, Number(parts[3])));
	const isDay = day.getUTCMonth() === Number(parts[2]) - 1 && day.getUTCDate() === Number(parts[3]);
	return isDay && year >= 1900 ? day.toISOString().slice(0, 10) : null;
}

/** An angle in degrees or a length in a projection: '113.75', '113°45′0.5″', `东经113.75`; null = unreadable. */
export function readCoordinate(text: string): number | null {
	const given = text
		.normalize('NFKC')
		.trim()
		.replace(/^[东東西北南][经經経纬緯]\s*/, '')
		.replace(/\s*[ENen]$/, '');
	const decimal = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?°?$/i.exec(given);
	if (decimal) return Number(given.replace('°', ''));
	const parts = /^(\d+)\s*[°度]\s*(?:(\d+(?:\.\d+)?)\s*['′’分]\s*)?(?:(\d+(?:\.\d+)?)\s*(?:["″”秒]|'')\s*)?$/.exec(
		given,
	);
	if (!parts) return null;
	return Number(parts[1]) + Number(parts[2] ?? 0) / 60 + Number(parts[3] ?? 0) / 3600;
}
