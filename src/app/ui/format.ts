/** A language the app speaks. */
export type Language = 'zh-CN' | 'en';

/** A number as words: large `text`, small `unit`. */
export interface Quantity {
	readonly text: string;
	readonly unit: string;
}

/** Building heights at which the code class changes (GB 50016 table 5.1.1), m. Rounding never crosses them. */
export const HEIGHT_THRESHOLDS_M: readonly number[] = [24, 27, 50, 54, 100, 250];

const MAX_EXTRA_DIGITS = 4;

/** Groups thousands and keeps `digits` decimals: 1008 -> '1,008'. The same in both languages. */
export function formatNumber(value: number, digits = 0): string {
	return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/**
 * Rounds to `digits`, and to more where rounding would move the number onto or across a threshold:
 * 3.96 against 4.0 with one digit stays '3.96'.
 */
export function formatRounded(value: number, digits: number, thresholds: readonly number[] = []): string {
	for (let extra = 0; extra < MAX_EXTRA_DIGITS; extra++) {
		const rounded = Number(value.toFixed(digits + extra));
		if (thresholds.every((limit) => Math.sign(rounded - limit) === Math.sign(value - limit))) {
			return formatNumber(value, digits + extra);
		}
	}
	return formatNumber(value, digits + MAX_EXTRA_DIGITS);
}

/** A figure as a sign or a data sheet has it, two decimals at most and none for show: 3.8 -> '3.8', 3.97 -> '3.97', 15 -> '15'. */
export function formatExact(value: number): string {
	return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** A building's height, 0.1 m, never rounded across a code class. */
export function formatHeight(heightM: number): Quantity {
	return { text: formatRounded(heightM, 1, HEIGHT_THRESHOLDS_M), unit: 'm' };
}

/** A clear gap between walls, 0.1 m. */
export function formatGap(gapM: number, thresholds: readonly number[] = []): Quantity {
	return { text: formatRounded(gapM, 1, thresholds), unit: 'm' };
}

/** A distance on the ground: whole metres, from 1,000 m kilometres with one decimal. */
export function formatDistance(distanceM: number): Quantity {
	if (Math.round(distanceM) >= 1000) return { text: formatNumber(distanceM / 1000, 1), unit: 'km' };
	return { text: formatNumber(distanceM), unit: 'm' };
}

/** An area: whole m², above 100,000 m² hectares with one decimal. */
export function formatArea(areaM2: number): Quantity {
	if (areaM2 > 100_000) return { text: formatNumber(areaM2 / 10_000, 1), unit: 'ha' };
	return { text: formatNumber(areaM2), unit: 'm²' };
}

/** A flow of water in whole L/s. */
export function formatFlow(flowLps: number): Quantity {
	return { text: formatNumber(flowLps), unit: 'L/s' };
}

/** A quantity as one run of text: '79.6 m'. */
export function joinQuantity({ text, unit }: Quantity): string {
	return `${text} ${unit}`;
}

/** Puts the word for "estimated" before a number: '约 72 m', 'about 72 m'. */
export function formatEstimated(text: string, language: Language): string {
	return language === 'en' ? `about ${text}` : `约 ${text}`;
}

function pad(value: number): string {
	return String(value).padStart(2, '0');
}

/** Time of day of an event, 24 h, in the viewer's zone: '14:32:07'. */
export function formatTime(atMs: number): string {
	const at = new Date(atMs);
	return `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`;
}

/** Calendar day in the viewer's zone: '2026-11-20'. */
export function formatDate(atMs: number): string {
	const at = new Date(atMs);
	return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** Elapsed or remaining time: 'm:ss', from one hour 'h:mm:ss'. Below zero counts as zero. */
export function formatDuration(seconds: number): string {
	const whole = Math.max(0, Math.floor(seconds));
	const s = pad(whole % 60);
	const minutes = Math.floor(whole / 60);
	return minutes < 60 ? `${minutes}:${s}` : `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${s}`;
}

/** An expected arrival as 'm:ss', rounded up to the second: never sooner than computed. */
export function formatArrival(seconds: number): string {
	return formatDuration(Math.ceil(seconds));
}

/** How old something is: '94 s 前', '4 分钟前', '5 小时前'; from 24 h the date. */
export function formatAge(atMs: number, nowMs: number, language: Language): string {
	const seconds = Math.max(0, Math.floor((nowMs - atMs) / 1000));
	if (seconds >= 86_400) return formatDate(atMs);
	const zh = language === 'zh-CN';
	if (seconds < 120) return zh ? `${seconds} s 前` : `${seconds} s ago`;
	if (seconds < 3600) return zh ? `${Math.floor(seconds / 60)} 分钟前` : `${Math.floor(seconds / 60)} min ago`;
	return zh ? `${Math.floor(seconds / 3600)} 小时前` : `${Math.floor(seconds / 3600)} h ago`;
}

/** A position with its datum, five decimals (about 1 m): '113.75182, 23.02067 WGS84'. */
export function formatPosition(lon: number, lat: number, datum = 'WGS84'): string {
	return `${lon.toFixed(5)}, ${lat.toFixed(5)} ${datum}`;
}

/** Eight-point compass sector of a bearing, 0 = north, clockwise by 45 degrees. */
export function compassSector(bearingDeg: number): number {
	return Math.round((((bearingDeg % 360) + 360) % 360) / 45) % 8;
}

/** Text in one language for the search box and lists: the name in English where the reader asked for it and there is one. */
export function pickName(name: string | null, nameEn: string | null | undefined, language: Language): string | null {
	return language === 'en' ? (nameEn ?? name) : name;
}
