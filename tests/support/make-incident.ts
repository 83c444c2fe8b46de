import { PLAIN_SITUATION } from '../../src/domain/alert/situation.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { BARE_INCIDENT } from './bare-incident.ts';
import { ORIGIN } from './fake-city.ts';

/** An open incident at the origin with an empty assessment. */
export function makeIncident(id: string, rest: Partial<Incident> = {}): Incident {
	return {
		...BARE_INCIDENT,
		handovers: [],
		duplicates: [],
		closings: [],
		id,
		...ORIGIN,
		given: { ...ORIGIN, crs: 'wgs84', address: null },
		assessment: {
			at: ORIGIN,
			place: 'inside-city',
			packVersion: '0123456789ab',
			synthetic: true,
			target: null,
			candidates: [],
			surroundings: [],
			water: [],
			stations: [],
			situation: PLAIN_SITUATION,
			exposures: null,
			aerial: null,
			supply: null,
			zones: null,
			heights: null,
			force: null,
			findings: [],
			timingsMs: {},
		},
		...rest,
	};
}
