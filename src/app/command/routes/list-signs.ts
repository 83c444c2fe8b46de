import { distanceM } from '../../../domain/geo/local-plane.ts';
import type { RouteLimit } from '../../../domain/route.ts';
import type { RoadSign } from '../../../scene/style/road-signs.ts';
import type { Way } from '../../state/way.ts';
import { formatExact } from '../../ui/format.ts';

/** A limit on the map, and the ways that meet it. */
export interface Sign {
	readonly id: string;
	readonly limit: RouteLimit;
	/** Numbers of the ways that pass it, ascending; empty = it stands in a refused way. */
	readonly numbers: readonly number[];
}

/** The same limit on two roads, or on the lanes of one, is one sign within this distance. */
const SAME_PLACE_M = 25;
/** Kinds whose sign bears its number. */
const NUMBERED: ReadonlySet<RouteLimit['kind']> = new Set(['height', 'width', 'weight', 'length', 'carriageway']);

function isSame(a: RouteLimit, b: RouteLimit): boolean {
	return a.kind === b.kind && a.limit === b.limit && a.verdict === b.verdict && distanceM(a, b) <= SAME_PLACE_M;
}

/** The limits that the ways pass, each place once however many ways pass it, in the order of the ways. */
export function listSigns(ways: readonly Pick<Way, 'number' | 'limits'>[]): Sign[] {
	const signs: { limit: RouteLimit; numbers: Set<number> }[] = [];
	for (const { number, limits } of ways) {
		for (const limit of limits) {
			const known = signs.find((sign) => isSame(sign.limit, limit));
			if (known) known.numbers.add(number);
			else signs.push({ limit, numbers: new Set([number]) });
		}
	}
	return signs.map(({ limit, numbers }) => ({
		id: nameSign(limit),
		limit,
		numbers: [...numbers].sort((a, b) => a - b),
	}));
}

/** What of the refused ways stands in the way, each place once; a place that a way passes as well is its own sign. */
export function listRefusedSigns(ways: readonly Pick<Way, 'refused'>[]): Sign[] {
	const signs: Sign[] = [];
	for (const limit of ways.flatMap(({ refused }) => refused?.limits ?? [])) {
		if (!signs.some((sign) => isSame(sign.limit, limit))) signs.push({ id: nameSign(limit), limit, numbers: [] });
	}
	return signs;
}

function nameSign({ kind, limit, verdict, lon, lat }: RouteLimit): string {
	return `${kind}/${limit}/${verdict}/${lon.toFixed(5)},${lat.toFixed(5)}`;
}

/** A limit as the road sign that says it. */
export function toRoadSign({ limit: { kind, limit, verdict } }: Pick<Sign, 'limit'>): RoadSign {
	return { kind, text: NUMBERED.has(kind) ? writeOn(kind, limit) : '', verdict };
}

/** What stands on a sign: metres bare, tonnes with the letter, as on Chinese roads. */
function writeOn(kind: RoadSign['kind'], limit: number): string {
	return kind === 'weight' ? `${formatExact(limit)}t` : formatExact(limit);
}
