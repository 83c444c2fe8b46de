import { z } from 'zod';
import { sourcedSchema } from '../building.ts';
import { polygonSchema, positionSchema, reasonSchema } from './shapes.ts';

/** Ground to keep out of, or to keep in mind. */
export const zoneSchema = z.object({
	id: z.string(),
	kind: z.enum(['collapse', 'facade-fall', 'smoke', 'hazmat-isolation', 'hazmat-downwind']),
	/** 'active' now; 'contingent' = to be made active when things get worse, or when the commander says so. */
	state: z.enum(['active', 'contingent']),
	/** From the walls, or from the point; null = a length is unknown: then there are no polygons. */
	distanceM: z.number().nullable(),
	polygons: z.array(polygonSchema),
	reasons: z.array(reasonSchema),
	ruleId: z.string(),
	sourced: sourcedSchema,
});
export type Zone = z.infer<typeof zoneSchema>;

/** A place to command, wait or look from, with what speaks for and against it. */
export const postSchema = z.object({
	id: z.string(),
	kind: z.enum(['command', 'staging', 'uav']),
	lon: z.number(),
	lat: z.number(),
	/** Above the ground; null = on it. */
	heightM: z.number().nullable(),
	/** Where one looks at the target from it, degrees from north. */
	lookDeg: z.number(),
	/** Sides of the target that are seen from it. */
	sees: z.array(z.string()),
	/** From the target's wall. */
	distanceM: z.number(),
	roadName: z.string().nullable(),
	roadNameEn: z.string().nullable(),
	reasons: z.array(reasonSchema.extend({ good: z.boolean() })),
	sourced: sourcedSchema,
});
export type Post = z.infer<typeof postSchema>;

/** Line a UAV can fly round the target. */
export const orbitSchema = z.object({
	line: z.array(positionSchema),
	/** Above the target's ground. */
	heightM: z.number(),
});
export type Orbit = z.infer<typeof orbitSchema>;

/** Card 5: zones, the smoke's side, and posts that satisfy all of them. */
export const zonesSchema = z.object({
	zones: z.array(zoneSchema),
	/** Best first, a few of each kind; a kind that has none is told in the findings. */
	posts: z.array(postSchema),
	/** Upwind side of the target; null = no wind known. */
	upwindDeg: z.number().nullable(),
	upwindSideId: z.string().nullable(),
	orbit: orbitSchema.nullable(),
});
export type Zones = z.infer<typeof zonesSchema>;
