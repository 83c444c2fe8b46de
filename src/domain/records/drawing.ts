import { z } from 'zod';
import { markSchema } from '../tactics/mark.ts';
import { recordMetaSchema } from './meta.ts';

/** Something drawn on the map for everyone. Those of an incident follow its shared sketch: each change there is an event here. */
export const drawingSchema = recordMetaSchema.extend({
	/** null = of no incident. */
	incidentId: z.string().max(40).nullable().default(null),
	...markSchema.shape,
});
export type Drawing = z.infer<typeof drawingSchema>;
