import { z } from 'zod';
import type { Dispatch } from './dispatch.ts';

/**
 * What a response time is held against, seconds: call to order 60 s, leaving to arriving 5 min, arriving to first water 3.5 min; fire-facts
 * 1.8, [K]: assumptions, for the service to confirm.
 */
export const RESPONSE_LIMITS_S = { ordered: 60, driven: 300, water: 210 } as const;

const responseTimeSchema = z.object({ s: z.number(), limitS: z.number(), isWithin: z.boolean() }).nullable();

/** How fast a unit was, against what is expected; null = not to be said (yet). */
export const responseTimesSchema = z.object({
	/** From the alarm (立案) to the order; of the units of the first order only. */
	ordered: responseTimeSchema,
	/** 出动 to 到场. */
	driven: responseTimeSchema,
	/** 到场 to 出水. */
	water: responseTimeSchema,
});
export type ResponseTimes = z.infer<typeof responseTimesSchema>;

/** How fast was one unit of an incident? `dispatches`: all of the incident. A unit that came with a merged incident has no time to the order. */
export function findResponseTimes(
	raisedAtMs: number,
	{ orderedAtMs, times }: Pick<Dispatch, 'orderedAtMs' | 'times'>,
	dispatches: readonly Pick<Dispatch, 'orderedAtMs'>[],
): ResponseTimes {
	const isFirst = dispatches.every((other) => other.orderedAtMs >= orderedAtMs);
	return {
		ordered: measure(isFirst ? raisedAtMs : null, orderedAtMs, RESPONSE_LIMITS_S.ordered),
		driven: measure(times.departed, times.arrived, RESPONSE_LIMITS_S.driven),
		water: measure(times.arrived, times.waterOn, RESPONSE_LIMITS_S.water),
	};
}

function measure(fromMs: number | null, toMs: number | null, limitS: number): ResponseTimes['driven'] {
	if (fromMs === null || toMs === null || toMs < fromMs) return null;
	const s = (toMs - fromMs) / 1000;
	return { s, limitS, isWithin: s <= limitS };
}
