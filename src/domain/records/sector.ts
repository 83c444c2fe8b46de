import { z } from 'zod';
import { recordMetaSchema } from './meta.ts';

/** What a sector (战斗段) is there for. Words of the trade, no code list found: assumption, not sourced. */
export const SECTOR_TASKS = [
	'attack',
	'rescue',
	'water-supply',
	'exposure',
	'aerial',
	'ventilation',
	'logistics',
	'other',
] as const;
export const sectorTaskSchema = z.enum(SECTOR_TASKS);

/** A part of the scene under one officer, with the units that work there. */
export const sectorSchema = recordMetaSchema.extend({
	incidentId: z.string().min(1).max(40),
	name: z.string().trim().min(1).max(80),
	task: sectorTaskSchema.default('other'),
	/** Name or call sign of who leads it; '' = not told. */
	officer: z.string().trim().max(80).default(''),
	/** A unit is in one sector at most. */
	unitIds: z.array(z.string().min(1).max(200)).max(100).default([]),
	note: z.string().trim().max(500).default(''),
});
export type Sector = z.infer<typeof sectorSchema>;
