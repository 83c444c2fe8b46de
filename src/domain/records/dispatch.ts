import { z } from 'zod';
import { vehicleTypeSchema } from '../vehicle.ts';
import { recordMetaSchema } from './meta.ts';

/**
 * The eleven times of a unit at an incident, as the national statistics record them: 接警 出动 到场 展开 出水 控制 洗消 扑灭 结束 撤离 归队.
 * 中返 (turned back on the way) is a field of its own.
 */
export const DISPATCH_TIMES = [
	'received',
	'departed',
	'arrived',
	'deployed',
	'waterOn',
	'controlled',
	'decontaminated',
	'extinguished',
	'ended',
	'withdrawn',
	'returned',
] as const;
export const dispatchTimeSchema = z.enum(DISPATCH_TIMES);
export type DispatchTime = z.infer<typeof dispatchTimeSchema>;

const moment = z.number().nullable().default(null);

/** One unit sent to one incident. */
export const dispatchSchema = recordMetaSchema.extend({
	incidentId: z.string(),
	unitId: z.string(),
	plate: z.string(),
	type: vehicleTypeSchema,
	stationId: z.string(),
	orderedAtMs: z.number(),
	/** null = not told yet. */
	times: z.object({
		received: moment,
		departed: moment,
		arrived: moment,
		deployed: moment,
		waterOn: moment,
		controlled: moment,
		decontaminated: moment,
		extinguished: moment,
		ended: moment,
		withdrawn: moment,
		returned: moment,
	}),
	/** 中途返回. */
	turnedBackAtMs: z.number().nullable(),
	/** Called off before it set out, or over: the unit is back. null = it still runs. */
	endedAtMs: z.number().nullable(),
	note: z.string(),
});
export type Dispatch = z.infer<typeof dispatchSchema>;

/** Of a unit that has just been ordered: none is told yet. */
export const NO_TIMES: Dispatch['times'] = {
	received: null,
	departed: null,
	arrived: null,
	deployed: null,
	waterOn: null,
	controlled: null,
	decontaminated: null,
	extinguished: null,
	ended: null,
	withdrawn: null,
	returned: null,
};

/**
 * Two times of a dispatch that stand in the wrong order; null = all are in order. The order is that of DISPATCH_TIMES, but that 洗消 may
 * be any time between 到场 and 归队 (assumption, not sourced).
 */
export function findDisorder(times: Dispatch['times']): readonly [earlier: DispatchTime, later: DispatchTime] | null {
	const isOrdered = (earlier: DispatchTime, later: DispatchTime) =>
		later === 'decontaminated'
			? DISPATCH_TIMES.indexOf(earlier) <= DISPATCH_TIMES.indexOf('arrived')
			: earlier !== 'decontaminated' || later === 'returned';
	for (const [i, earlier] of DISPATCH_TIMES.entries()) {
		for (const later of DISPATCH_TIMES.slice(i + 1)) {
			const [first, second] = [times[earlier], times[later]];
			if (first !== null && second !== null && first > second && isOrdered(earlier, later)) return [earlier, later];
		}
	}
	return null;
}

/** Sends units to an incident. */
export const newDispatchSchema = z.object({
	unitIds: z.array(z.string().min(1).max(200)).min(1).max(100),
	note: z.string().trim().max(500).default(''),
	/** The resource request that they are sent for: it becomes 'sent'. */
	requestId: z.string().min(1).max(40).optional(),
});

/** Tells times of a dispatch that no state tells (展开, 控制 ...), or corrects one; null takes it back. */
export const setTimesSchema = z.object({
	times: z.partialRecord(dispatchTimeSchema, z.number().nullable()),
	version: z.number().int().optional(),
});

/** Takes orders back, as far as nobody told anything about their units since. */
export const recallSchema = z.object({ dispatchIds: z.array(z.string().min(1).max(40)).min(1).max(100) });

/**
 * A unit whose order stands, and why: its state was told, it was called off or sent elsewhere since; times of the dispatch were told; or the
 * dispatch that it was on its way back from was changed.
 */
export const leftUnitSchema = z.object({
	unitId: z.string(),
	plate: z.string(),
	why: z.enum(['unitChanged', 'dispatchChanged', 'earlierChanged']),
});
export type LeftUnit = z.infer<typeof leftUnitSchema>;
