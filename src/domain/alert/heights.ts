import { z } from 'zod';
import { sourcedSchema } from '../building.ts';
import { reasonSchema } from './shapes.ts';

/** Floors that are fought in one way. */
export const heightBandSchema = z.object({
	fromFloor: z.number().int(),
	toFloor: z.number().int(),
	/** By ladder from outside; by hose up the stairs or the wall; by the building's riser through a 水泵接合器; by pumps in relay. */
	means: z.enum(['ladder', 'hose', 'riser', 'relay']),
	/** At the pump on the ground for the band's top floor, MPa; null = no pump needed. */
	pumpMpa: z.number().nullable(),
	/** Pumps in line; 1 = one. */
	stages: z.number().int().nullable(),
	reasons: z.array(reasonSchema),
	sourced: sourcedSchema,
});
export type HeightBand = z.infer<typeof heightBandSchema>;

/** How to get at each floor, rule A18. */
export const heightsSchema = z.object({
	storeyM: z.number(),
	storeyEstimated: z.boolean(),
	floors: z.number().int(),
	/** From the ground up; a floor may be in several. */
	bands: z.array(heightBandSchema),
	/** null = no floor was named, or one above the top. */
	fire: z
		.object({
			floor: z.number().int(),
			/** Of the floor above the target's ground, metres. */
			heightM: z.number(),
			/** Floor the attack starts from (灭火进攻起点层). */
			startFloor: z.number().int(),
			means: z.array(heightBandSchema.shape.means),
			pumpMpa: z.number().nullable(),
		})
		.nullable(),
	/** Refuge floors that GB 50016 lets expect; empty = none, or the building needs none. */
	refugeFloors: z.array(z.number().int()),
});
export type Heights = z.infer<typeof heightsSchema>;
