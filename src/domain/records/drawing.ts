import { z } from 'zod';
import { recordMetaSchema } from './meta.ts';

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/** Something drawn on the map for everyone: GeoJSON, WGS84. */
export const drawingSchema = recordMetaSchema.extend({
	/** null = of no incident. */
	incidentId: z.string().max(40).nullable().default(null),
	geometry: z.discriminatedUnion('type', [
		z.object({ type: z.literal('Point'), coordinates: position }),
		z.object({ type: z.literal('LineString'), coordinates: z.array(position).min(2).max(2000) }),
		z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position).min(4).max(2000)).min(1).max(50) }),
	]),
	/** A symbol of the map's own set; '' = none. */
	symbol: z.string().max(40).default(''),
	label: z.string().max(200).default(''),
});
export type Drawing = z.infer<typeof drawingSchema>;
