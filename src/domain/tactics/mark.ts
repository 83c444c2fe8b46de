import { z } from 'zod';

/** Stages of an operation: 首战, 增援, 总攻. Marks are drawn in layers by them. */
export const PHASES = ['first-attack', 'reinforcement', 'all-out'] as const;
export const phaseSchema = z.enum(PHASES);
export type Phase = z.infer<typeof phaseSchema>;

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/** GeoJSON, WGS84. */
export const markGeometrySchema = z.discriminatedUnion('type', [
	z.object({ type: z.literal('Point'), coordinates: position }),
	z.object({ type: z.literal('LineString'), coordinates: z.array(position).min(2).max(2000) }),
	z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position).min(4).max(2000)).min(1).max(50) }),
]);
export type MarkGeometry = z.infer<typeof markGeometrySchema>;

/** A tactical mark (标绘) as it lies in the shared sketch: one entry a mark, each field merged by itself. */
export const markSchema = z.object({
	geometry: markGeometrySchema,
	/** Code of domain/tactics/symbols.ts; '' = a plain shape. */
	symbol: z.string().max(40).default(''),
	label: z.string().max(200).default(''),
	phase: phaseSchema.default('first-attack'),
	/** Where a symbol's front points, clockwise from north; null = it has none. */
	headingDeg: z.number().min(0).max(360).nullable().default(null),
	/** Floor it is on, as people count it (no 0); null = the ground. */
	floor: z.number().int().min(-9).max(200).nullable().default(null),
	/** A vehicle at scale: which of the vehicle catalogue, which unit it stands for, how far its outriggers are out. */
	truck: z
		.object({
			model: z.string().max(80),
			unitId: z.string().max(200).nullable().default(null),
			/** null = as wide as the catalogue says. */
			jackSpreadM: z.number().min(0).max(15).nullable().default(null),
		})
		.nullable()
		.default(null),
	/** What it was caught by when it was put; null = nothing. */
	snappedTo: z.enum(['facade', 'corner', 'road']).nullable().default(null),
	byName: z.string().max(100).default(''),
});
export type Mark = z.infer<typeof markSchema>;
