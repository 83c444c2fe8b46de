import type { ReportInput } from '../../src/analysis/report/make-report.ts';
import type { RecordedEvent } from '../../src/domain/records/change.ts';
import { NO_TIMES } from '../../src/domain/records/dispatch.ts';
import { BARE_INCIDENT } from './bare-incident.ts';

/** 14:32:07 on 2026-11-20 in Dongguan. */
export const RAISED_MS = Date.UTC(2026, 10, 20, 6, 32, 7);
const BY = { kind: 'user', id: 'u-1', name: '陈建国' } as const;
/** Seconds after the alarm, as ms. */
export function at(seconds: number): number {
	return RAISED_MS + seconds * 1000;
}

/** One line of a log: seconds after the alarm, what it is about, what it set. */
type Line = readonly [s: number, collection: RecordedEvent['collection'], id: string, kind: string, set: object | null];

const dispatch = (unitId: string, plate: string, type: string, orderedS: number, times: object) => ({
	district: null,
	incidentId: 'i-1',
	unitId,
	plate,
	type,
	stationId: 's-1',
	orderedAtMs: at(orderedS),
	times: { ...NO_TIMES, ...times },
	turnedBackAtMs: null,
	endedAtMs: null,
	note: '',
});

/**
 * A fire of 40 min, by hand: two pumpers and a ladder sent at 0:40; the first pumper leaves at 1:20, arrives at 5:20 (4 min: kept), water at
 * 8:20 (3 min: kept), off at 18:20 (10 min), on again 20:20 to 25:20 (5 min). The second arrives 6 min after leaving (late), its water runs
 * to the end (from 10:20, 29:40). Level 1, then 2 at 6:40. Two teams of 3 and 4: in at 9:00 and 10:00, out at 20:00 and 15:00.
 */
export const LINES: readonly Line[] = [
	[0, 'incident', 'i-1', 'incident/raised', { level: 1 }],
	[
		40,
		'dispatch',
		'd-1',
		'dispatch/ordered',
		dispatch('v-1', '粤S1001', 'SG', 40, { departed: at(80), arrived: at(320), waterOn: at(500) }),
	],
	[
		40,
		'dispatch',
		'd-2',
		'dispatch/ordered',
		dispatch('v-2', '粤S1002', 'SG', 40, { departed: at(90), arrived: at(450), waterOn: at(620) }),
	],
	[40, 'dispatch', 'd-3', 'dispatch/ordered', dispatch('v-3', '粤S1003', 'YT', 40, {})],
	[400, 'incident', 'i-1', 'incident/changed', { level: 2 }],
	[410, 'incident', 'i-1', 'incident/changed', { level: 2, description: 'x' }],
	[500, 'unit', 'v-1', 'unit/state-set', { state: '23', stateSinceMs: at(500) }],
	[620, 'unit', 'v-2', 'unit/state-set', { state: '23', stateSinceMs: at(620) }],
	[1100, 'unit', 'v-1', 'unit/state-set', { state: '24', stateSinceMs: at(1100) }],
	[1220, 'unit', 'v-1', 'unit/state-set', { state: '23', stateSinceMs: at(1220) }],
	[1520, 'unit', 'v-1', 'unit/state-set', { state: '25', stateSinceMs: at(1520) }],
	[540, 'team', 'tm-1', 'team/entered', team('攻坚一组', 3, 540, 1200)],
	[600, 'team', 'tm-2', 'team/entered', team('搜救组', 4, 600, 900)],
	[1140, 'team', 'tm-1', 'team/par-missed', {}],
	[
		700,
		'incident',
		'i-1',
		'incident/evacuation-ordered',
		{ evacuation: { orderedAtMs: at(700), byName: '陈建国', reason: '顶板下沉', confirmed: [], endedAtMs: null } },
	],
	[
		800,
		'incident',
		'i-1',
		'incident/evacuation-ended',
		{ evacuation: { orderedAtMs: at(700), byName: '陈建国', reason: '顶板下沉', confirmed: [], endedAtMs: at(800) } },
	],
	[900, 'note', 'n-1', 'note/added', note('=1+1 火势已控制', 900)],
	[905, 'note', 'n-2', 'note/added', note('写错了', 905)],
	[910, 'note', 'n-2', 'note/removed', null],
];

function team(name: string, people: number, enteredS: number, exitedS: number) {
	return { district: null, incidentId: 'i-1', name, people, enteredAtMs: at(enteredS), exitedAtMs: at(exitedS) };
}

function note(text: string, atS: number) {
	return {
		district: null,
		incidentId: 'i-1',
		text,
		atMs: at(atS),
		byName: '陈建国',
		place: { lon: 113.754, lat: 23.022 },
	};
}

/** What the report of that fire is made of; closed after 40 min. */
export function makeReportInput(): ReportInput {
	const versions = new Map<string, number>();
	const events = LINES.map(([s, collection, id, kind, set], i): RecordedEvent => {
		const version = (versions.get(id) ?? 0) + 1;
		versions.set(id, version);
		return {
			...{ seq: i + 1, atMs: at(s), collection, id, version, kind, by: BY, from: 'test', reason: '' },
			set: set as RecordedEvent['set'],
		};
	});
	return {
		incident: {
			...BARE_INCIDENT,
			id: 'i-1',
			lon: 113.754,
			lat: 23.022,
			given: { lon: 113.754, lat: 23.022, crs: 'wgs84', address: null },
			createdAtMs: RAISED_MS,
			closedAtMs: at(2400),
			caller: { name: '王女士', phone: '13800000000' },
		},
		events,
		tracks: [
			{
				unitId: 'v-1',
				plate: '粤S1001',
				type: 'SG',
				demo: true,
				// 0.001 degrees of latitude here: 110.76 m on the ellipsoid (Vincenty), twice.
				samples: [
					[at(80), 113.754, 23.02, 0, 10],
					[at(90), 113.754, 23.021, 0, 10],
					[at(100), 113.754, 23.022, 0, 0],
				],
			},
		],
		assessment: null,
		stations: [{ id: 's-1', name: '南城站', nameEn: null }],
		pack: { name: 'town', version: '0123456789ab', synthetic: true },
		jetLps: 6.5,
		nowMs: at(9999),
	};
}
