import { SYSTEM_ACTOR } from '../../src/domain/access/identity.ts';
import type { CollectionName, RecordOf } from '../../src/domain/records/collections.ts';
import type { NewEvent, OwnFields, Store } from '../../src/server/store/store.ts';
import { BARE_INCIDENT } from './bare-incident.ts';

/** Writes one event by itself and gives the record after it. */
export function write<C extends CollectionName>(store: Store, event: NewEvent<C>): Promise<RecordOf<C>> {
	return store.write({ by: SYSTEM_ACTOR, from: 'test', idempotency: null }, (tx) => tx.append(event));
}

export const DRAWING: OwnFields<RecordOf<'drawing'>> & { district: string | null } = {
	district: null,
	incidentId: null,
	geometry: { type: 'Point', coordinates: [113.75, 23.02] },
	symbol: '',
	label: '',
	phase: 'first-attack',
	headingDeg: null,
	floor: null,
	truck: null,
	snappedTo: null,
	byName: '',
};

export const TASK: OwnFields<RecordOf<'task'>> & { district: string | null } = {
	district: null,
	title: 'check the hydrant',
	details: '',
	incidentId: null,
	keyUnitId: null,
	assignee: null,
	dueAtMs: null,
	state: 'open',
	reports: [],
};

export const UNIT: OwnFields<RecordOf<'unit'>> & { district: string | null } = {
	district: null,
	plate: '粤S0001',
	type: 'SG',
	model: 'm',
	stationId: 's-1',
	state: '10',
	stateSinceMs: null,
	incidentId: null,
	dispatchId: null,
	note: '',
};

const { version: _version, createdAtMs: _createdAtMs, updatedAtMs: _updatedAtMs, ...BARE } = BARE_INCIDENT;
export const INCIDENT: OwnFields<RecordOf<'incident'>> & { district: string | null } = {
	...structuredClone(BARE),
	lon: 113.75,
	lat: 23.02,
	given: { lon: 113.75, lat: 23.02, crs: 'wgs84', address: null },
	assessed: null,
};
