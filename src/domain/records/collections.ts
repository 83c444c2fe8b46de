import { z } from 'zod';
import type { Action } from '../access/actions.ts';
import { closureSchema } from '../closure.ts';
import { incidentRecordSchema } from '../incident.ts';
import { attachmentSchema } from './attachment.ts';
import { dispatchSchema } from './dispatch.ts';
import { drawingSchema } from './drawing.ts';
import { keyUnitSchema, planSchema } from './key-unit.ts';
import { measurementSchema } from './measurement.ts';
import { noteSchema } from './note.ts';
import { resourceRequestSchema } from './resource-request.ts';
import { sectorSchema } from './sector.ts';
import { stationRecordSchema } from './station-record.ts';
import { taskSchema } from './task.ts';
import { teamSchema } from './team.ts';
import { unitSchema } from './unit.ts';
import { userSchema } from './user.ts';
import { waterRecordSchema } from './water-record.ts';

/** Every collection of records that is kept: the schema of its current state, and who may see it. */
export const COLLECTIONS = {
	incident: { schema: incidentRecordSchema, read: 'incident.read' },
	dispatch: { schema: dispatchSchema, read: 'unit.read' },
	unit: { schema: unitSchema, read: 'unit.read' },
	station: { schema: stationRecordSchema, read: 'map.read' },
	water: { schema: waterRecordSchema, read: 'map.read' },
	keyUnit: { schema: keyUnitSchema, read: 'key-unit.read' },
	plan: { schema: planSchema, read: 'key-unit.read' },
	task: { schema: taskSchema, read: 'task.read' },
	drawing: { schema: drawingSchema, read: 'incident.read' },
	closure: { schema: closureSchema, read: 'map.read' },
	sector: { schema: sectorSchema, read: 'incident.read' },
	team: { schema: teamSchema, read: 'incident.read' },
	request: { schema: resourceRequestSchema, read: 'incident.read' },
	note: { schema: noteSchema, read: 'incident.read' },
	measurement: { schema: measurementSchema, read: 'incident.read' },
	attachment: { schema: attachmentSchema, read: 'attachment.read' },
	user: { schema: userSchema, read: 'user.read' },
} as const satisfies Record<string, { schema: z.ZodType; read: Action }>;

export const COLLECTION_NAMES = Object.keys(COLLECTIONS) as CollectionName[];
export const collectionNameSchema = z.enum(
	Object.keys(COLLECTIONS) as [keyof typeof COLLECTIONS, ...(keyof typeof COLLECTIONS)[]],
);
export type CollectionName = keyof typeof COLLECTIONS;
/** Current state of a record of a collection. */
export type RecordOf<C extends CollectionName> = z.output<(typeof COLLECTIONS)[C]['schema']>;
