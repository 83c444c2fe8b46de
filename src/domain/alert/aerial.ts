import { z } from 'zod';
import { sourcedSchema } from '../building.ts';
import { positionSchema, reasonSchema } from './shapes.ts';

/** A place where an aerial could set up (消防车登高操作场地), found by rule A9 or put there by a person. */
export const aerialSpotSchema = z.object({
	/** 'P1' ... in the order of `spots`; 'X1' ... for those put by a person; 'N5' ... for refused ones. */
	id: z.string(),
	/** The side it serves. */
	sideId: z.string(),
	lon: z.number(),
	lat: z.number(),
	/** Length of the truck, degrees from north. */
	headingDeg: z.number(),
	/** Corners of the working rectangle, first one not repeated. */
	corners: z.array(positionSchema),
	lengthM: z.number(),
	widthM: z.number(),
	/** From the target's nearest wall, of whatever side, to the rectangle. */
	wallM: z.number(),
	/** 'conform' with GB 50016 7.2.2, 'usable' though not, 'unusable'. */
	verdict: z.enum(['conform', 'usable', 'unusable']),
	/** Rules that it fails, worst first; empty when it conforms. */
	failing: z.array(reasonSchema),
	/** Whether it lies in the contingent or active collapse zone: kept all the same, and marked. */
	inCollapseZone: z.enum(['no', 'contingent', 'active']),
	/** Of the carriageway that leads to it; left out where it has none. */
	roadName: z.string().optional(),
	roadNameEn: z.string().optional(),
	/** Width of the carriageway that leads to it; null = none does. */
	carriagewayM: z.number().nullable(),
	carriagewayEstimated: z.boolean().nullable(),
	/** Steepest slope of the ground on it, share (0.03 = 3 %); null = no terrain. */
	slope: z.number().nullable(),
});
export type AerialSpot = z.infer<typeof aerialSpotSchema>;

const numbers = z.array(z.number().int());

/**
 * What appliances reach of sides, small: a table by columns, each row once for all appliances that reach the same of a side. Read with
 * readSides().
 */
export const reachTableSchema = z.object({
	/** Index in `sideIds`. */
	side: numbers,
	/** Three numbers a run, from the top down: from floor, to floor, index in `spots` (-1 = not told). */
	reached: z.array(numbers),
	/** Three numbers a run: from floor, to floor, index in `reasons`. */
	missed: z.array(numbers),
	/** Metres; null = nothing is reached. */
	topM: z.array(z.number().nullable()),
	/** Index in `spots`; -1 = none. */
	spot: numbers,
	/** Index in `reasons`; -1 = something is reached. */
	reason: numbers,
	/** By place along the side, decimetres; -1 = not at all; one figure where all have the same. */
	lowDm: z.array(numbers),
	highDm: z.array(numbers),
});
export type ReachTableRows = z.infer<typeof reachTableSchema>;

/** What one appliance of the catalogue can do at the target. */
export const applianceReachSchema = z.object({
	/** Id of the vehicle catalogue. */
	model: z.string(),
	workHeightM: z.number(),
	/** Largest outreach with jacks fully out, metres. */
	reachM: z.number(),
	/** Whether it brings people to a window; a water tower brings a stream only. */
	carriesPeople: z.boolean(),
	/** It was put somewhere by hand: what it reaches is told from there alone. */
	isPlaced: z.boolean(),
	/** Of every side, in the order of `sideIds`: row of `reaches`. Read with readSides(). */
	sides: z.array(z.number().int()),
	/** Sides of which it reaches any floor. */
	sidesReached: z.number().int(),
	topM: z.number().nullable(),
	topFloor: z.number().int().nullable(),
	bestSpotId: z.string().nullable(),
	/** From the slew axis to the wall where it reaches highest; null = nothing is reached. */
	axisM: z.number().nullable(),
});
export type ApplianceReach = z.infer<typeof applianceReachSchema>;

/** Card 2: where aerials can stand and what they reach. */
export const aerialSchema = z.object({
	/** The best of each side first, 12 at most; unusable ones at most one a side that has no other, to say why. */
	spots: z.array(aerialSpotSchema),
	/** How many places were looked at, and how many of them conform or are usable. */
	candidates: z.object({ tried: z.number().int(), conform: z.number().int(), usable: z.number().int() }),
	/** Every aerial of the catalogue, least work height first. */
	appliances: z.array(applianceReachSchema),
	/** As TargetSide.id, in the order of the target's sides. */
	sideIds: z.array(z.string()),
	reaches: reachTableSchema,
	/** Why floors or sides are not reached, each once. */
	reasons: z.array(reasonSchema),
	/** Height of a storey that floors were counted by; null = floors unknown. */
	storeyM: z.number().nullable(),
	/** Model that is shown first, see suggestModel(): one that carries people wherever one can come; null = none reaches anything. */
	suggestedModel: z.string().nullable(),
	/** Sides that have ground for an operating area of GB 50016 7.2.1, metres along the walls; 0 = none has. */
	operating: z.object({
		lengthM: z.number(),
		neededM: z.number(),
		/** 'not-needed': no high-rise; 'unknown': the height, or the lanes' widths, are not measured. */
		verdict: z.enum(['conform', 'unknown', 'missing', 'not-needed']),
	}),
	/** Of `spots`, `operating`, and `reach` of every aerial; what is the model's own stands in the vehicle catalogue. */
	bases: z.record(z.string(), sourcedSchema),
});
export type Aerial = z.infer<typeof aerialSchema>;
