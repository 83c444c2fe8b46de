import type { i18n } from 'i18next';
import type { RouteLimit, RouteStep, RouteStop } from '../../../domain/route.ts';
import { sayPassed, sayViolation } from '../../i18n/say-limit.ts';
import type { Way } from '../../state/way.ts';
import { formatDistance, formatExact, joinQuantity, type Language, pickName } from '../../ui/format.ts';

/** What a way's tile says in one line. */
export interface Verdict {
	/** 'clear': nothing limits the vehicle; 'limits': it passes; 'none': there is no way. */
	readonly kind: 'clear' | 'limits' | 'none';
	readonly text: string;
	/** Further limits that the line does not name. */
	readonly more: number;
}

/** Which limit a commander hears first: what may fail, then what takes time, then what is merely passed. */
const RANKS: Readonly<Record<RouteLimit['kind'], number>> = {
	closure: 1,
	gate: 2,
	height: 3,
	carriageway: 4,
	width: 5,
	weight: 6,
	length: 7,
	turn: 8,
	oneway: 9,
	turnBan: 10,
	closed: 11,
	access: 12,
	bus: 13,
	hgv: 14,
};

/** The limits of a way, the most telling first; among the like, the tightest. */
export function sortLimits(limits: readonly RouteLimit[]): RouteLimit[] {
	const rank = ({ verdict, kind }: RouteLimit) => (verdict === 'passed' ? RANKS[kind] : 0);
	return limits.toSorted((a, b) => rank(a) - rank(b) || a.limit - b.limit);
}

/** The verdict on a way: '全程可通', '限高 4.2 m 可过', '被限高 3.8 m，车高 3.97 m 挡住'. */
export function sayVerdict(i18n: i18n, { geometry, limits, refused, reason }: Way): Verdict {
	if (geometry) {
		const [first, ...rest] = sortLimits(limits);
		if (!first) return { kind: 'clear', text: i18n.t('routes.clear'), more: 0 };
		return { kind: 'limits', text: sayPassed(i18n, first), more: rest.length };
	}
	const [first, ...rest] = refused?.limits ?? limits;
	if (first) {
		const limit = sayViolation(i18n, { ...first, verdict: 'violated' });
		return { kind: 'none', text: i18n.t('routes.noRouteBy', { limit }), more: rest.length };
	}
	return { kind: 'none', text: i18n.t(reason === null ? 'routes.noRouteUnknown' : `codes.noRoute.${reason}`), more: 0 };
}

/** A limit in its place, as a sentence. */
export function sayLimitLine(i18n: i18n, limit: RouteLimit): string {
	if (limit.verdict === 'violated') return sayViolation(i18n, limit);
	if (limit.verdict === 'tight') return i18n.t('way.tightBy', { limit: sayViolation(i18n, limit) });
	return sayPassed(i18n, limit);
}

/** The road of a step, a stop or a limit; an unnamed one by its class where that is known. */
export function sayRoad(
	i18n: i18n,
	language: Language,
	{
		roadName,
		roadNameEn,
		roadClass,
	}: Pick<RouteStep, 'roadName' | 'roadNameEn'> & Partial<Pick<RouteStep, 'roadClass'>>,
): string {
	const name = pickName(roadName, roadNameEn, language);
	if (name) return name;
	return roadClass ? i18n.t(`codes.roadClass.${roadClass}`) : i18n.t('way.unnamedRoad');
}

/** One step: '左转进入鸿福路'. */
export function sayStep(i18n: i18n, language: Language, step: RouteStep): string {
	const road = sayRoad(i18n, language, step);
	if (step.turn === 'roundabout') {
		return step.exit === null
			? i18n.t('codes.turn.roundabout', { road })
			: i18n.t('way.roundaboutExit', { road, exit: step.exit });
	}
	return i18n.t(`codes.turn.${step.turn}`, { road });
}

/** Where the vehicle stops: road, width, jacks, and what is left to walk; one sentence a line. */
export function sayStop(i18n: i18n, language: Language, stop: RouteStop): string[] {
	const width = formatExact(stop.carriagewayM);
	const lines = [
		i18n.t(stop.carriagewayEstimated ? 'way.stopEstimated' : 'way.stopAt', {
			road: sayRoad(i18n, language, stop),
			width,
		}),
	];
	if (stop.jacksFit !== null) lines.push(i18n.t(stop.jacksFit ? 'way.jacksFit' : 'way.jacksDoNotFit'));
	const distance = joinQuantity(formatDistance(stop.walkM));
	lines.push(
		stop.side === null
			? i18n.t('way.walk', { distance })
			: i18n.t('way.walkToSide', { distance, side: i18n.t(`codes.side.${stop.side}`) }),
	);
	return lines;
}
