import type { i18n } from 'i18next';
import type { Closure } from '../../../domain/closure.ts';
import { sayLimit } from '../../i18n/say-limit.ts';
import { formatDate, formatTime } from '../../ui/format.ts';

/** Closed, or how slow: '封路', '缓行 50 %'. */
export function sayClosureKind(i18n: i18n, { speedShare }: Pick<Closure, 'speedShare'>): string {
	return sayLimit(i18n, 'closure', speedShare);
}

/** A time without seconds; with the day when it is not today's. */
export function formatMoment(atMs: number, nowMs: number): string {
	const time = formatTime(atMs).slice(0, 5);
	return formatDate(atMs) === formatDate(nowMs) ? time : `${formatDate(atMs).slice(5)} ${time}`;
}

/** When it holds: '至 18:30', '20:00 起', '直到解除'. */
export function sayClosureTime(
	i18n: i18n,
	{ fromMs, untilMs }: Pick<Closure, 'fromMs' | 'untilMs'>,
	nowMs: number,
): string {
	const from = fromMs > nowMs ? formatMoment(fromMs, nowMs) : null;
	const until = untilMs === null ? null : formatMoment(untilMs, nowMs);
	if (from !== null)
		return until === null ? i18n.t('closures.from', { from }) : i18n.t('closures.fromUntil', { from, until });
	return until === null ? i18n.t('closures.untilLifted') : i18n.t('closures.until', { until });
}

/** What a closure is called in a list or sentence: its reason, else what it is. */
export function nameClosure(i18n: i18n, closure: Pick<Closure, 'reason' | 'speedShare'>): string {
	return closure.reason || sayClosureKind(i18n, closure);
}
