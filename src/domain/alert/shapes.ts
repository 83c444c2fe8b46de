import { z } from 'zod';

/** [lon, lat], WGS84. */
export const positionSchema = z.tuple([z.number(), z.number()]);
/** [lon, lat] after one another. */
export const lineSchema = z.array(positionSchema);
/** GeoJSON Polygon coordinates: outer ring, then holes, each closed. */
export const polygonSchema = z.array(lineSchema);

/** Why something is not so, or what was found: a code and its numbers; the app has the words (`codes.reason`). */
export const reasonSchema = z.object({
	code: z.string(),
	params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type Reason = z.infer<typeof reasonSchema>;
