import type { i18n } from 'i18next';
import type { RouteLimit } from '../../domain/route.ts';
import { formatArrival, formatExact } from '../ui/format.ts';

type Said = Pick<RouteLimit, 'kind' | 'limit' | 'needed' | 'verdict'>;

/** A limit by itself: '限高 4.2 m', 'height limit 4.2 m', '封路', '缓行，车速剩 50 %'. */
export function sayLimit(i18n: i18n, kind: RouteLimit['kind'] | 'other', limit: number): string {
	if (kind === 'closure') {
		return limit > 0 ? i18n.t('codes.limit.slow', { limit: formatExact(limit * 100) }) : i18n.t('codes.limit.closure');
	}
	return i18n.t(`codes.limit.${kind}`, { limit: formatExact(limit) });
}

/** What the vehicle has against a limit: '车高 3.97 m'; undefined = there is no such number. */
function sayNeeded(i18n: i18n, { kind, needed }: Said): string | undefined {
	if (needed === null) return undefined;
	switch (kind) {
		case 'height':
		case 'width':
		case 'weight':
		case 'length':
		case 'carriageway':
		case 'turn':
			return i18n.t(`codes.needed.${kind}`, { needed: formatExact(needed) });
		default:
			return undefined;
	}
}

/** Why a way is refused: '限高 3.8 m，车高 3.97 m'. Never rounded across the limit. */
export function sayViolation(i18n: i18n, limit: Said): string {
	const needed = sayNeeded(i18n, limit);
	const said = sayLimit(i18n, limit.kind, limit.limit);
	return needed === undefined ? said : i18n.t('way.against', { limit: said, needed });
}

/** How a limit is met on a way: '限高 4.2 m 可过', '路宽 3 m 为估计，可能过不去', '有门，开门约 30 s'. */
export function sayPassed(i18n: i18n, limit: Said): string {
	const said = sayLimit(i18n, limit.kind, limit.limit);
	if (limit.verdict === 'violated') return i18n.t('way.refusedBy', { limit: sayViolation(i18n, limit) });
	if (limit.verdict === 'tight') return i18n.t('way.tight', { limit: said });
	if (limit.kind === 'gate' || limit.kind === 'closure' || limit.limit === 0) return said;
	return i18n.t('routes.pass', { limit: said });
}

/** Seconds a refused way would save, in words; that there is no other way is said otherwise. */
export function saySaving(i18n: i18n, fasterS: number | null): string {
	return fasterS === null ? i18n.t('way.onlyWay') : i18n.t('way.wouldSave', { time: formatArrival(fasterS) });
}
