import { z } from 'zod';

/** A thing of a report with a place, as GIS tools read it (GeoJSON, RFC 7946, WGS84): `properties.kind` says what it is. */
export const reportFeatureSchema = z.object({
	type: z.literal('Feature'),
	id: z.string(),
	geometry: z.object({ type: z.string(), coordinates: z.unknown() }),
	properties: z.looseObject({ kind: z.enum(['incident', 'mark', 'measurement', 'note', 'track']) }),
});
export type ReportFeature = z.infer<typeof reportFeatureSchema>;

/** What of an after-action report lies on a map. */
export const reportGeojsonSchema = z.object({
	type: z.literal('FeatureCollection'),
	incidentId: z.string(),
	/** ISO 8601, UTC. */
	madeAt: z.string(),
	/** Some tracks are of made-up vehicles. */
	hasDemo: z.boolean(),
	features: z.array(reportFeatureSchema),
});
export type ReportGeojson = z.infer<typeof reportGeojsonSchema>;
