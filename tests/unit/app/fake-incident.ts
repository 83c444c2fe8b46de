import type { z } from 'zod';
import type { LiveIncident } from '../../../src/client/state/live-store.ts';
import { type Assessment, assessmentSchema } from '../../../src/domain/assessment.ts';
import type { Sourced } from '../../../src/domain/building.ts';
import { BARE_INCIDENT } from '../../support/bare-incident.ts';

const LON = 113.75;
const LAT = 23.02;
const sourced = (basis: Sourced['basis'], note: string | null = null): Sourced => ({
	basis,
	source: 'survey',
	date: '2026-11-18',
	note,
});

/** A 24-storey tower with one neighbour, one hydrant and two stations, one of them without a route: as it was recorded before steps were. */
export const OLD_TOWER: z.input<typeof assessmentSchema> = {
	at: { lon: LON, lat: LAT },
	place: 'inside-city',
	packVersion: '0123456789ab',
	synthetic: true,
	target: {
		id: 'way/1',
		fid: 1,
		name: '荣汇大厦',
		address: '鸿福路 218 号',
		footprintM2: 1008.3,
		perimeterM: 128.24,
		heightM: 79.6,
		floors: 24,
		floorsBelow: 2,
		structure: 'rc-shear-wall',
		use: 'commercial',
		year: 2011,
		codeClass: 'high-1',
		polygons: [],
		match: 'inside',
		distanceM: 0,
		sources: { heightM: sourced('estimated', 'floors-x-storey-height'), floors: sourced('registered') },
	},
	candidates: [],
	surroundings: [
		{
			id: 'way/2',
			fid: 2,
			name: null,
			gapM: 11.04,
			bearingDeg: 268,
			gapLine: [
				[LON, LAT],
				[LON, LAT],
			],
			heightM: null,
			heightBasis: 'unknown',
			heightSource: 'test',
			footprintM2: 220.4,
			use: 'urban-village',
			polygons: [],
		},
	],
	water: [
		{
			id: 'H-0231',
			kind: 'hydrant',
			state: 'ok',
			lon: LON,
			lat: LAT,
			distanceM: 46.2,
			flowLps: null,
			testedOn: null,
			source: 'survey',
		},
	],
	stations: [
		{
			id: 's1',
			name: '南城站',
			nameEn: 'Nancheng station',
			kind: 'first',
			lon: LON,
			lat: LAT,
			distanceM: 1893,
			arrivalS: 168,
			travelS: 108,
			geometry: [
				[LON, LAT],
				[LON + 0.01, LAT],
			],
			limits: [{ kind: 'height', limit: 4.2, lon: LON, lat: LAT, roadName: '鸿福路' }],
			vehicleCount: 6,
		},
		{
			id: 's2',
			name: '万江站',
			nameEn: null,
			kind: 'second',
			lon: LON,
			lat: LAT,
			distanceM: null,
			arrivalS: null,
			travelS: null,
			geometry: null,
			limits: [],
			vehicleCount: null,
		},
	],
	findings: [],
	timingsMs: {},
};

/** The same as the page reads it. */
export const TOWER: Assessment = assessmentSchema.parse(OLD_TOWER);

/** A point outside the city: every list is empty. */
export const OUTSIDE: Assessment = {
	...TOWER,
	place: 'outside-city',
	target: null,
	surroundings: [],
	water: [],
	stations: [],
};

/** An incident at the tower, assessed when it was raised. */
export function fakeIncident(id: string, more: Partial<LiveIncident> = {}): LiveIncident {
	const { createdAtMs = 1_000 } = more;
	return {
		...BARE_INCIDENT,
		handovers: [],
		duplicates: [],
		closings: [],
		id,
		lon: LON,
		lat: LAT,
		given: { lon: LON, lat: LAT, crs: 'wgs84', address: null },
		level: 2,
		assessment: TOWER,
		assessmentRevision: 1,
		...more,
		assessed: more.assessed === undefined ? { ...BARE_INCIDENT.assessed, madeAtMs: createdAtMs } : more.assessed,
	};
}
