import { z } from 'zod';
import { stationSchema } from '../station.ts';
import { recordMetaSchema } from './meta.ts';

/** A fire station that the service added, or one of the city pack that it changed: takes the pack's place under the same id. */
export const stationRecordSchema = recordMetaSchema.extend({
	...stationSchema.omit({ id: true, source: true }).shape,
	/** Closed stations send nobody. */
	inService: z.boolean().default(true),
});
export type StationRecord = z.infer<typeof stationRecordSchema>;
