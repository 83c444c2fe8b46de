import { z } from 'zod';
import { vehicleTypeSchema } from '../vehicle.ts';
import { recordMetaSchema } from './meta.ts';

export const REQUEST_STATES = ['asked', 'approved', 'sent', 'arrived', 'refused', 'withdrawn'] as const;
export const requestStateSchema = z.enum(REQUEST_STATES);
export type RequestState = z.infer<typeof requestStateSchema>;

/** Something the scene asks for, and what became of it. */
export const resourceRequestSchema = recordMetaSchema.extend({
	incidentId: z.string().min(1).max(40),
	what: z.discriminatedUnion('kind', [
		/** `model`: of the vehicle catalogue; null = any of the type. */
		z.object({
			kind: z.literal('vehicle'),
			type: vehicleTypeSchema,
			model: z.string().max(80).nullable().default(null),
		}),
		z.object({ kind: z.literal('people'), skill: z.string().trim().max(80).default('') }),
		z.object({ kind: z.literal('material'), name: z.string().trim().min(1).max(80), unit: z.string().trim().max(20) }),
	]),
	count: z.number().int().min(1).max(10_000),
	reason: z.string().trim().max(500).default(''),
	state: requestStateSchema,
	/** What the one who answered said; '' = nothing. */
	answer: z.string().trim().max(500),
	askedBy: z.string(),
	/** null = nobody has answered. */
	answeredBy: z.string().nullable(),
	/** Units that were sent for it. */
	unitIds: z.array(z.string().min(1).max(200)).max(100),
	/** When it came to each state it went through. */
	times: z.partialRecord(requestStateSchema, z.number()),
});
export type ResourceRequest = z.infer<typeof resourceRequestSchema>;

/** Where a request may go from each state. */
export const REQUEST_STEPS: Readonly<Record<RequestState, readonly RequestState[]>> = {
	asked: ['approved', 'sent', 'refused', 'withdrawn'],
	approved: ['sent', 'refused', 'withdrawn'],
	sent: ['arrived', 'withdrawn'],
	arrived: [],
	refused: ['approved', 'sent'],
	withdrawn: [],
};
