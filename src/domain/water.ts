import { z } from 'zod';

export const WATER_KINDS = ['hydrant', 'hydrant-underground', 'tank', 'natural', 'standpipe'] as const;
export const waterKindSchema = z.enum(WATER_KINDS);
/** ok, faulty, stale (test overdue), unknown. Unknown is not ok. */
export const waterStateSchema = z.enum(['ok', 'faulty', 'stale', 'unknown']);

/** A hydrant, tank or natural source as kept in water.fgb. */
export const waterSourceSchema = z.object({
	id: z.string(),
	kind: waterKindSchema,
	lon: z.number(),
	lat: z.number(),
	name: z.string().nullable(),
	state: waterStateSchema,
	/** Measured or registered flow, L/s; null = unknown. A norm value is never stored here. */
	flowLps: z.number().nullable(),
	/** Nominal pipe diameter, mm. */
	diameterMm: z.number().nullable(),
	/** Tanks and ponds, m3. */
	volumeM3: z.number().nullable(),
	/** ISO date of the last test; null = never recorded. */
	testedOn: z.string().nullable(),
	/** Key of an entry in `PackManifest.sources`. */
	source: z.string(),
});
export type WaterSource = z.infer<typeof waterSourceSchema>;
