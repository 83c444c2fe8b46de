import type { IncidentRecord } from '../../src/domain/incident.ts';

/** What an incident says of itself when nothing but its place and time is known, and it was assessed once. */
export const BARE_INCIDENT = {
	version: 1,
	createdAtMs: 1_000,
	updatedAtMs: 1_000,
	district: null,
	type: 'fire',
	typeCode: null,
	level: null,
	levelScheme: 'fire',
	urgency: 'urgent',
	description: '',
	fireFloor: null,
	wind: null,
	substance: null,
	origin: 'api',
	reference: '',
	caller: null,
	trapped: null,
	handovers: [],
	duplicates: [],
	mergedInto: null,
	acknowledgedAtMs: null,
	closedAtMs: null,
	closings: [],
	assessed: {
		revision: 1,
		madeAtMs: 1_000,
		inputs: { packVersion: '0123456789ab', service: 's', travel: 't', closures: 'c', records: 'r', situation: 'w' },
		stale: false,
	},
} as const satisfies Omit<IncidentRecord, 'id' | 'lon' | 'lat' | 'given'>;
