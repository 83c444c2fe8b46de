import type { CollectionName, RecordOf } from '../../domain/records/collections.ts';

/** What hangs on an incident, and is shown and let go of with it. */
export const INCIDENT_PARTS = ['dispatch', 'sector', 'team', 'request', 'note', 'measurement'] as const;
export type PartCollection = (typeof INCIDENT_PARTS)[number];

/** A record that hangs on an incident. */
export interface IncidentPart {
	readonly collection: PartCollection;
	readonly record: RecordOf<PartCollection>;
}

/** Whether the records of a collection hang on incidents, and are shown with them only. */
export function isPartCollection(collection: CollectionName): collection is PartCollection {
	return INCIDENT_PARTS.some((part) => part === collection);
}
