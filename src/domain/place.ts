import { z } from 'zod';

export const PLACE_KINDS = ['town', 'village', 'street', 'key-unit', 'station', 'building', 'poi', 'water'] as const;
const placeKindSchema = z.enum(PLACE_KINDS);

/** A named thing that can be searched for, as kept in places.fgb. */
export const placeSchema = z.object({
	id: z.string(),
	kind: placeKindSchema,
	name: z.string(),
	nameEn: z.string().nullable(),
	lon: z.number(),
	lat: z.number(),
	town: z.string().nullable(),
	/** Building id this place stands for; null when it is not a building. */
	buildingId: z.string().nullable(),
	/** Key-unit category 1-11 (MPS Order 61 Art. 13); null otherwise. */
	category: z.number().int().nullable(),
	/** Lower is more important: label order and search order. */
	rank: z.number().int(),
	source: z.string(),
});
export type Place = z.infer<typeof placeSchema>;
