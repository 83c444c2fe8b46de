import { z } from 'zod';
import { recordMetaSchema } from './meta.ts';

const lon = z.number().min(-180).max(180);
const lat = z.number().min(-90).max(90);

/** 消防安全重点单位: a unit that crews survey and plan for. */
export const keyUnitSchema = recordMetaSchema.extend({
	name: z.string().trim().min(1).max(200),
	/** Category 1-11 (MPS Order 61 Art. 13); null = not classed. */
	category: z.number().int().min(1).max(11).nullable().default(null),
	address: z.string().max(300).default(''),
	lon,
	lat,
	buildingIds: z.array(z.string().min(1).max(200)).max(200).default([]),
	/** Station whose area it lies in. */
	stationId: z.string().max(200).nullable().default(null),
	/** Personal data: shown to those who may read it. */
	contacts: z
		.array(
			z.object({
				name: z.string().min(1).max(100),
				phone: z.string().max(40).default(''),
				duty: z.string().max(100).default(''),
			}),
		)
		.max(20)
		.default([]),
	notes: z.string().max(5000).default(''),
	surveyedAtMs: z.number().nullable().default(null),
	nextSurveyDueMs: z.number().nullable().default(null),
});
export type KeyUnit = z.infer<typeof keyUnitSchema>;

/** 灭火救援预案 of a key unit. */
export const planSchema = recordMetaSchema.extend({
	keyUnitId: z.string().min(1).max(200),
	title: z.string().trim().min(1).max(200),
	state: z.enum(['draft', 'approved', 'withdrawn']).default('draft'),
	/** Parts in the order they are read. */
	sections: z
		.array(z.object({ title: z.string().max(200), text: z.string().max(20_000) }))
		.max(40)
		.default([]),
	approvedBy: z.string().max(100).nullable().default(null),
});
export type Plan = z.infer<typeof planSchema>;
