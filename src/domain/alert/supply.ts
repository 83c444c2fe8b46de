import { z } from 'zod';
import { sourcedSchema } from '../building.ts';
import { positionSchema, reasonSchema } from './shapes.ts';

/** What one source of water gives at the target, rules A11 and A12. */
export const supplySourceSchema = z.object({
	/** Id of a source in `water`. */
	id: z.string(),
	/** Along the ground around buildings from the source to where the hose ends at the target; null = no way. */
	hoseM: z.number().nullable(),
	/** That way, of the counted and of the nearest others; empty = none, or left out. */
	hoseLine: z.array(positionSchema),
	/** Lengths of hose of one line, lay factor counted; null = no way. */
	lengths: z.number().int().nullable(),
	/** Lines side by side that the flow takes; null = no way, or nothing to bring. */
	lines: z.number().int().nullable().default(null),
	/** What the source itself gives, overdue ones discounted, L/s; null = not known. */
	ownLps: z.number().nullable().default(null),
	/** What a tank holds; null = no tank, or not known. */
	volumeM3: z.number().nullable().default(null),
	/** Flow at the end of the hose, L/s; null = not known. */
	flowLps: z.number().nullable(),
	/** What limits it: 'source', 'hose', 'pump', 'mains'; null = unknown flow. */
	limitedBy: z.enum(['source', 'hose', 'pump', 'mains']).nullable(),
	/** Pumps in line beside the one at the source that one jet takes: 0 = none. null = no way, or the lift is too much for a pump. */
	relayPumps: z.number().int().nullable(),
	/** From the water's surface (natural, tank) or the hydrant to the target's ground, metres; null = no terrain. */
	liftM: z.number().nullable(),
	/** Whether it stands in the sum; `why` says why not. */
	counted: z.boolean(),
	why: reasonSchema.nullable(),
	/** Of `hoseM` where it is not as `Supply.bases.hoseM` says; of `flowLps` in older records, else `Supply.bases.availableLps`. */
	sources: z.record(z.string(), sourcedSchema),
});
export type SupplySource = z.infer<typeof supplySourceSchema>;

/** Needed flow by one way of reckoning. */
export const flowNeedSchema = z.object({
	method: z.enum(['gb-50974-3.3.2', 'area-intensity', 'nfa', 'iowa']),
	/** null = an input is unknown; `reason` says which. */
	flowLps: z.number().nullable(),
	reason: z.string().nullable(),
	sourced: sourcedSchema,
});
export type FlowNeed = z.infer<typeof flowNeedSchema>;

/** Card 3: water that is needed and that is there. */
export const supplySchema = z.object({
	sources: z.array(supplySourceSchema),
	needs: z.array(flowNeedSchema),
	/** The need that the balance reckons with: the largest of the first two known; null = unknown. */
	neededLps: z.number().nullable(),
	neededBy: flowNeedSchema.shape.method.nullable(),
	/** What the counted sources give together; null = none has a known flow. */
	availableLps: z.number().nullable(),
	/** Sources in reach that would work but whose flow is unknown, and what they would give at the norm. */
	unknown: z.object({ count: z.number().int(), normLps: z.number() }),
	/** From the order on: what flows in, what is in the tanks. */
	balance: z.array(
		z.object({
			atS: z.number(),
			/** By code: 'arrived', 'connected', 'tank-empty', 'shuttle', 'end'. */
			event: z.string(),
			vehicleId: z.string().nullable(),
			inflowLps: z.number(),
			outflowLps: z.number(),
			storedL: z.number(),
		}),
	),
	/** When the need cannot be met any more, seconds from the order; null = it can for the whole duration, or need unknown. */
	shortFromS: z.number().nullable(),
	/** Duration that was looked at (火灾延续时间), seconds. */
	durationS: z.number(),
	/** Of `availableLps`, `neededLps`, `durationS`, `balance`, and of every source's `hoseM`. */
	bases: z.record(z.string(), sourcedSchema),
});
export type Supply = z.infer<typeof supplySchema>;
