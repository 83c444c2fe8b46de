/**
 * Numbers with units out of OSM tag values. Every function answers null for what it cannot read: the caller decides whether
 * that is worth a reject. Defaults and spellings: OpenStreetMap wiki, Map features/Units.
 */

const METRES: Readonly<Record<string, number>> = {
	'': 1,
	m: 1,
	metre: 1,
	metres: 1,
	meter: 1,
	meters: 1,
	cm: 0.01,
	ft: 0.3048,
};
const TONNES: Readonly<Record<string, number>> = {
	'': 1,
	t: 1,
	ton: 1,
	tonnes: 1,
	kg: 0.001,
	lbs: 0.000_453_592_37,
	st: 0.907_184_74,
};
const LITRES_PER_SECOND: Readonly<Record<string, number>> = {
	'l/s': 1,
	lps: 1,
	'l/min': 1 / 60,
	lpm: 1 / 60,
	'm3/h': 1 / 3.6,
	'm³/h': 1 / 3.6,
	gpm: 0.063_090_196_4,
	usgpm: 0.063_090_196_4,
};
const CUBIC_METRES: Readonly<Record<string, number>> = { '': 1, m3: 1, 'm³': 1, l: 0.001, litres: 0.001 };

function parseWithUnit(text: string, units: Readonly<Record<string, number>>): number | null {
	const match = /^(\d+(?:[.,]\d{1,3})?)\s*([a-z³/\d]*)$/i.exec(text.trim());
	const factor = units[(match?.[2] ?? '-').toLowerCase()];
	if (!match || factor === undefined) return null;
	const value = Number((match[1] as string).replace(',', '.')) * factor;
	return Number.isFinite(value) ? value : null;
}

/** A length in metres: '12', '12 m', '12.5m', '40 ft', `39'4"`, `11'`. null = unreadable. */
export function parseLengthM(text: string): number | null {
	const feet = /^(\d+(?:\.\d+)?)\s*'\s*(?:(\d+(?:\.\d+)?)\s*(?:"|''))?$/.exec(text.trim());
	if (feet) return Number(feet[1]) * 0.3048 + Number(feet[2] ?? 0) * 0.0254;
	return parseWithUnit(text, METRES);
}

/** A mass in tonnes: '7.5', '7.5 t', '3500 kg', '5 st' (short tons). null = unreadable. */
export function parseMassT(text: string): number | null {
	return parseWithUnit(text, TONNES);
}

/** A flow in L/s. A number without a unit is null: litres a minute and cubic metres an hour are both in use. */
export function parseFlowLps(text: string): number | null {
	return parseWithUnit(text, LITRES_PER_SECOND);
}

/** A volume in cubic metres: '50', '50 m3', '9000 l'. null = unreadable. */
export function parseVolumeM3(text: string): number | null {
	return parseWithUnit(text, CUBIC_METRES);
}

/** A pipe diameter in millimetres: '100', '100 mm', '4"'. Hose coupling letters are null. */
export function parseDiameterMm(text: string): number | null {
	const inches = /^(\d+(?:\.\d+)?)\s*("|in|inch)$/.exec(text.trim());
	if (inches) return Math.round(Number(inches[1]) * 25.4);
	const mm = /^(\d+(?:\.\d+)?)\s*(mm)?$/.exec(text.trim());
	return mm && Number(mm[1]) >= 20 ? Number(mm[1]) : null;
}

/** A plain decimal number, point or comma; null = anything else. */
export function parseDecimal(text: string): number | null {
	return /^-?\d+(?:[.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : null;
}

/** The year of an exact date: '1987', '1987-05', '1987-05-01'; null for '1930s', '~1900', 'C19'. */
export function parseYear(text: string): number | null {
	const match = /^(\d{4})(?:-\d{2}){0,2}$/.exec(text.trim());
	return match ? Number(match[1]) : null;
}
