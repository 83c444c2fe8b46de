import type { i18n } from 'i18next';
import { type ReportBlock, type ReportFact, type Told, tell } from '../../../domain/report/report-view.ts';
import type { zhCnReport } from '../../i18n/report/zh-cn-report.ts';
import { formatDate, formatDuration, formatTime } from '../../ui/format.ts';

/** Why something is unknown. */
export type Why = keyof typeof zhCnReport.report.why;

/** Unknown is a word with its reason, never blank. */
export function sayUnknown({ t }: i18n, why: Why): string {
	return t('report.because', { reason: t(`report.why.${why}`) });
}

/** The text, or that it is unknown and why. */
export function orUnknown(i18n: i18n, text: string | null | undefined, why: Why): string {
	return text === null || text === undefined || text === '' ? sayUnknown(i18n, why) : text;
}

/** A named value. */
export function fact(label: string, value: string | Told, note = ''): ReportFact {
	return { label, value: typeof value === 'string' ? tell(value) : value, note };
}

/** Day and time of day. */
export function sayMoment(atMs: number): string {
	return `${formatDate(atMs)} ${formatTime(atMs)}`;
}

/** What it was beyond its limit, as the timeline says it; null = within it. */
export function sayLate({ t }: i18n, judged: { readonly s: number; readonly limitS: number } | null): string | null {
	if (judged === null || judged.s <= judged.limitS) return null;
	return t('report.times.late', { time: formatDuration(judged.s - judged.limitS) });
}

/** A heading with a table, or with a word where there is nothing to list. */
export function listOrNone(
	title: string,
	columns: readonly (readonly [title: string, share: number])[],
	rows: readonly (readonly (string | Told)[])[],
	none: string,
	options: { readonly sum?: readonly string[]; readonly isDense?: boolean } = {},
): ReportBlock[] {
	const heading: ReportBlock = { kind: 'heading', text: title };
	if (rows.length === 0) return [heading, { kind: 'text', text: none }];
	return [
		heading,
		{
			kind: 'table',
			columns: columns.map(([name, share]) => ({ title: name, share })),
			rows: rows.map((row) => row.map((cell) => (typeof cell === 'string' ? tell(cell) : cell))),
			sum: options.sum ?? null,
			isDense: options.isDense ?? false,
		},
	];
}
