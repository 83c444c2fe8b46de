import { z } from 'zod';
import { incidentTypeSchema } from '../incident-type.ts';

/** Wind as told: by a person, a weather station or a slider. */
export const windSchema = z.object({
	/** Where it blows from, degrees from north. */
	fromDeg: z.number().min(0).max(360),
	/** At 10 m, metres a second. */
	speedMps: z.number().min(0).max(60),
	/** 'said' by a person, 'measured' by an instrument. */
	basis: z.enum(['said', 'measured']).default('said'),
	observedAtMs: z.number().nullable().default(null),
});
export type Wind = z.infer<typeof windSchema>;

/** An aerial that somebody puts somewhere, to see what it reaches from there. */
export const placedAerialSchema = z.object({
	/** Id of the vehicle catalogue. */
	model: z.string(),
	lon: z.number(),
	lat: z.number(),
	/** Where its front points, degrees from north; null = along the nearest side of the target. */
	headingDeg: z.number().nullable().default(null),
	/** Width over its outriggers as they are out, metres; absent = as wide as there is room, at most the catalogue's. */
	jackSpreadM: z.number().min(0).max(15).optional(),
	/** Tactical mark that it stands for; absent = none. */
	markId: z.string().max(80).optional(),
});
export type PlacedAerial = z.infer<typeof placedAerialSchema>;

/** What is known or supposed of an alarm beyond its place: the inputs of an assessment that a what-if changes. */
export const situationSchema = z.object({
	type: incidentTypeSchema.default('fire'),
	/** 火警等级 1-5 (XF/T 1340); null = not graded yet. */
	level: z.number().int().min(1).max(5).nullable().default(null),
	/** Floor that burns, counted from 1; below ground -1, -2; null = unknown. */
	fireFloor: z.number().int().min(-9).max(200).nullable().default(null),
	wind: windSchema.nullable().default(null),
	/** Hazardous substance of domain/alert/substances.ts; null = none known. */
	substance: z.string().nullable().default(null),
	/** Fire is fought from outside: the contingent collapse zone is active. */
	defensive: z.boolean().default(false),
	placed: z.array(placedAerialSchema).max(8).default([]),
	/** Ids of vehicles that cannot be sent. */
	unavailable: z.array(z.string()).max(2000).default([]),
});
export type Situation = z.output<typeof situationSchema>;

/** Whether anything burns: a fire, or hazardous materials of which a floor that burns was named. */
export function isBurning({ type, fireFloor }: Pick<Situation, 'type' | 'fireFloor'>): boolean {
	return type === 'fire' || (type === 'hazmat' && fireFloor !== null);
}

/** An alarm of which nothing is known but its place. */
export const PLAIN_SITUATION: Situation = situationSchema.parse({});
