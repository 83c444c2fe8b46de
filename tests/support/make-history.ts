import type { IncidentHistory } from '../../src/client/replay/fold-history.ts';
import type { RecordedEvent } from '../../src/domain/records/change.ts';
import { NO_TIMES } from '../../src/domain/records/dispatch.ts';
import { BARE_INCIDENT } from './bare-incident.ts';

const { version, createdAtMs, updatedAtMs, ...BARE_FIELDS } = BARE_INCIDENT;

/** An event at a second, with what is not said of it left plain. */
export function makeEvent(
	seq: number,
	atS: number,
	[collection, id, kind]: readonly [RecordedEvent['collection'], string, string],
	set: RecordedEvent['set'],
	more: Partial<RecordedEvent> = {},
): RecordedEvent {
	return {
		seq,
		atMs: atS * 1000,
		collection,
		id,
		version: seq,
		kind,
		by: { kind: 'user', id: 'u-1', name: '王强' },
		from: '10.0.0.7',
		reason: '',
		set,
		...more,
	};
}

/** What an incident is raised with. */
export const RAISED = {
	...BARE_FIELDS,
	lon: 113.75,
	lat: 23.02,
	given: { lon: 113.75, lat: 23.02, crs: 'wgs84', address: '鸿福路 218 号' },
	origin: '119',
	level: 2,
	assessed: null,
};

const UNIT = {
	plate: '粤S·XF101',
	type: 'SG',
	model: 'SG80',
	stationId: 's1',
	district: null,
	note: '',
} as const;
/** Call at 100 s, assessed 101, unit ordered 110, on its way 130, there 400, a team in 420 and out 900, note 500 put right 510, drawn and erased, closed 1000. */
export function makeHistory(): IncidentHistory {
	const incident = ['incident', 'i-1'] as const;
	const assessed = (revision: number, madeAtMs: number) => ({
		assessed: { ...BARE_INCIDENT.assessed, revision, madeAtMs },
	});
	const dispatch = ['dispatch', 'd-1'] as const;
	const unit = ['unit', 'v1'] as const;
	const received = { ...NO_TIMES, received: 110_000 };
	const arrived = { ...received, departed: 130_000, arrived: 395_000 };
	return {
		incidentId: 'i-1',
		fromMs: 100_000,
		toMs: 1_000_000,
		events: [
			makeEvent(1, 100, [...incident, 'incident/raised'], RAISED, { version: 1 }),
			makeEvent(2, 101, [...incident, 'incident/assessed'], assessed(1, 101_000), { version: 2 }),
			makeEvent(3, 110, [...dispatch, 'dispatch/ordered'], {
				incidentId: 'i-1',
				unitId: 'v1',
				plate: UNIT.plate,
				type: 'SG',
				stationId: 's1',
				district: null,
				note: '',
				orderedAtMs: 110_000,
				times: received,
				turnedBackAtMs: null,
				endedAtMs: null,
			}),
			makeEvent(4, 110, [...unit, 'unit/ordered'], {
				...UNIT,
				state: '10',
				stateSinceMs: null,
				incidentId: 'i-1',
				dispatchId: 'd-1',
			}),
			makeEvent(5, 130, [...unit, 'unit/state-set'], { ...UNIT, state: '21', stateSinceMs: 130_000 }),
			makeEvent(6, 130, [...dispatch, 'dispatch/times-told'], { times: { ...received, departed: 130_000 } }),
			makeEvent(7, 300, [...incident, 'incident/changed'], { level: 3 }, { version: 3 }),
			makeEvent(8, 301, [...incident, 'incident/assessed'], assessed(2, 301_000), { version: 4 }),
			makeEvent(9, 400, [...unit, 'unit/state-set'], { ...UNIT, state: '22', stateSinceMs: 395_000 }),
			makeEvent(10, 400, [...dispatch, 'dispatch/times-told'], { times: arrived }),
			makeEvent(11, 420, ['team', 't-1', 'team/entered'], {
				incidentId: 'i-1',
				district: null,
				name: '攻坚一组',
				people: 4,
				enteredAtMs: 420_000,
			}),
			makeEvent(12, 500, ['note', 'n-1', 'note/added'], {
				incidentId: 'i-1',
				district: null,
				kind: 'radio',
				text: '电梯停在 15 层',
				atMs: 380_000,
				byName: '王强',
				byId: 'u-1',
			}),
			makeEvent(13, 510, ['note', 'n-1', 'note/changed'], { text: '电梯停在 16 层' }),
			makeEvent(14, 520, ['drawing', 'w-1', 'drawing/added'], {
				incidentId: 'i-1',
				district: null,
				geometry: { type: 'Point', coordinates: [113.751, 23.021] },
			}),
			makeEvent(15, 530, ['drawing', 'w-1', 'drawing/removed'], null),
			makeEvent(16, 900, ['team', 't-1', 'team/exited'], { exitedAtMs: 900_000 }),
			makeEvent(17, 1000, [...incident, 'incident/closed'], { closedAtMs: 1_000_000 }, { version: 5 }),
		],
		units: [
			{
				...UNIT,
				id: 'v1',
				version: 0,
				createdAtMs: 0,
				updatedAtMs: 0,
				state: '10',
				stateSinceMs: null,
				incidentId: null,
				dispatchId: null,
			},
		],
		closures: [],
		tracks: [
			{
				unitId: 'v1',
				plate: UNIT.plate,
				type: 'SG',
				demo: false,
				samples: [
					[130_000, 113.74, 23.02, 350, 10],
					[140_000, 113.742, 23.02, 10, 14],
					[200_000, 113.75, 23.021, 90, 0],
				],
			},
		],
		assessments: [
			{ revision: 1, madeAtMs: 101_000 },
			{ revision: 2, madeAtMs: 301_000 },
		],
	};
}
