import { z } from 'zod';
import { sourcedSchema } from '../building.ts';
import { positionSchema, reasonSchema } from './shapes.ts';

/** A place where an aerial could set up (消防车登高操作场地), found by rule A9 or put there by a person. */
export const aerialSpotSchema = z.object({
	/** 'P1' ... by what can be reached from it; 'X1' ... for those put by a person. */
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
	/** From the wall to the rectangle's near edge. */
	wallM: z.number(),
	/** 'conform' with GB 50016 7.2.2, 'usable' though not, 'unusable'. */
	verdict: z.enum(['conform', 'usable', 'unusable']),
	/** Rules that it fails, worst first; empty when it conforms. */
	failing: z.array(reasonSchema),
	/** Whether it lies in the contingent or active collapse zone: kept all the same, and marked. */
	inCollapseZone: z.enum(['no', 'contingent', 'active']),
	roadName: z.string().nullable(),
	roadNameEn: z.string().nullable(),
	/** Width of the carriageway that leads to it; null = none does. */
	carriagewayM: z.number().nullable(),
	carriagewayEstimated: z.boolean().nullable(),
	/** Steepest slope of the ground on it, share (0.03 = 3 %); null = no terrain. */
	slope: z.number().nullable(),
});
export type AerialSpot = z.infer<typeof aerialSpotSchema>;

/** What one appliance reaches of one side. */
export const sideReachSchema = z.object({
	sideId: z.string(),
	/**
	 * Floors it lands on, as runs from the top down; the window of a floor counts (sill plus half a metre). From any place that was found;
	 * where more places would be told than a commander can take in, `spotId` is the one of `spots` that comes nearest to it.
	 */
	reached: z.array(z.object({ fromFloor: z.number().int(), toFloor: z.number().int(), spotId: z.string() })),
	/** Floors it does not, as runs from the top down, and why; empty too where nothing is reached: then `reason` says why. */
	missed: z.array(z.object({ fromFloor: z.number().int(), toFloor: z.number().int(), reason: reasonSchema })),
	/** Highest point reached, metres above the target's ground; null = none. */
	topM: z.number().nullable(),
	/** Highest floor reached; null = none, or the target's floors are unknown. */
	topFloor: z.number().int().nullable(),
	/** The spot that reaches highest; null = none. */
	spotId: z.string().nullable(),
	/** Why nothing is reached; null = something is. */
	reason: reasonSchema.nullable(),
	/** Columns of equal width along the side's line: from where to where the wall is reached, metres; -1 = not at all. Empty where nothing is. */
	lowM: z.array(z.number()),
	highM: z.array(z.number()),
});
export type SideReach = z.infer<typeof sideReachSchema>;

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
	sides: z.array(sideReachSchema),
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
	/** Best first; unusable ones at most one a side, to say why. */
	spots: z.array(aerialSpotSchema),
	/** How many places were looked at, and how many of them conform or are usable. */
	candidates: z.object({ tried: z.number().int(), conform: z.number().int(), usable: z.number().int() }),
	/** Every aerial of the catalogue, least work height first. */
	appliances: z.array(applianceReachSchema),
	/** Height of a storey that floors were counted by; null = floors unknown. */
	storeyM: z.number().nullable(),
	/** Model that is shown first: the best of those that can be sent, else of the catalogue; null = none reaches anything. */
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
