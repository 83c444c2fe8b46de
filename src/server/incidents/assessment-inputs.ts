import { createHash } from 'node:crypto';
import { PLAIN_SITUATION, type Situation } from '../../domain/alert/situation.ts';
import { type Closure, isClosureActive } from '../../domain/closure.ts';
import { distanceM } from '../../domain/geo/local-plane.ts';
import type { AssessmentInputs, IncidentRecord } from '../../domain/incident.ts';
import type { StationRecord } from '../../domain/records/station-record.ts';
import type { Unit } from '../../domain/records/unit.ts';
import { mayBeSent } from '../../domain/records/unit-state.ts';
import type { WaterRecord } from '../../domain/records/water-record.ts';
import { writeServiceAnswer } from '../../domain/service/service-answer.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';
import type { Station } from '../../domain/station.ts';
import type { TravelTable } from '../../domain/travel-table.ts';

/** Units of stations farther off do not matter to an alarm: no run card reaches so far in minutes. Assumption, not sourced. */
const UNITS_WITHIN_M = 15_000;
/** Water counts from the target's wall, which may lie so far from the point. Assumption, not sourced. */
const WALL_WITHIN_M = 500;
/** As many as a situation takes. */
const UNAVAILABLE_AT_MOST = 2000;

/** What the service recorded that assessments reckon with, as it is now: D's overlay of records. */
export interface AssessmentSources {
	/** That hold now or will. */
	listClosures(): readonly Closure[];
	listWater(): readonly WaterRecord[];
	listStations(): readonly StationRecord[];
	listUnits(): readonly Unit[];
}

/** The city's side of the inputs. */
export interface CityInputs {
	readonly packVersion: string;
	readonly stations: readonly Station[];
}

/** What an incident is assessed in, and what that was made of. */
export interface AssessmentQuestion {
	readonly situation: Situation;
	readonly closures: readonly Closure[];
	readonly inputs: AssessmentInputs;
}

/** What an incident's assessment would be made of at one moment. */
export type InputReader = (record: IncidentRecord) => AssessmentQuestion;

/**
 * Makes the function that looks at everything once and then says for each incident what its assessment would be made of. Cost: one pass over
 * the records for a moment, then for each incident the few of them that are not as the pack has them.
 */
export function createInputReader(
	records: AssessmentSources,
	service: ServiceTable,
	travel: TravelTable,
): (city: CityInputs, nowMs: number) => InputReader {
	const { values, runCards } = writeServiceAnswer(service);
	const serviceHash = hash({ values, runCards });
	const travelHash = hash(travel);
	const waterWithinM = service.values['water.radiusM'] + WALL_WITHIN_M;

	return ({ packVersion, stations }, nowMs) => {
		const closures = records.listClosures().filter((closure) => isClosureActive(closure, nowMs));
		const closuresHash = hash(listVersions(closures));
		const stationVersions = listVersions(records.listStations());
		const stationOf = new Map(stations.map((station) => [station.id, station]));
		const out = records.listUnits().flatMap((unit) => {
			const station = stationOf.get(unit.stationId);
			return station && isOut(unit) ? [{ unit, station }] : [];
		});
		return (record) => {
			const { type, level, fireFloor, wind, substance } = record;
			const said = { ...PLAIN_SITUATION, type, level, fireFloor, wind, substance };
			const unavailable = out
				.filter(({ unit, station }) => unit.incidentId !== record.id && distanceM(station, record) <= UNITS_WITHIN_M)
				.map(({ unit }) => unit.id)
				.sort()
				.slice(0, UNAVAILABLE_AT_MOST);
			const water = records.listWater().filter((source) => distanceM(source, record) <= waterWithinM);
			return {
				situation: { ...said, unavailable },
				closures,
				inputs: {
					packVersion,
					service: serviceHash,
					travel: travelHash,
					closures: closuresHash,
					records: hash([stationVersions, listVersions(water), unavailable]),
					situation: hash([said, record.lon, record.lat]),
				},
			};
		};
	};
}

/** Whether two assessments would be made of the same. */
export function isSameInputs(a: AssessmentInputs, b: AssessmentInputs): boolean {
	return (Object.keys(a) as (keyof AssessmentInputs)[]).every((name) => a[name] === b[name]);
}

/** A vehicle that is out for something, or on its way back from it, cannot be reckoned with from its station. */
function isOut({ incidentId, state }: Unit): boolean {
	return incidentId !== null || !mayBeSent(state);
}

function listVersions(records: readonly { readonly id: string; readonly version: number }[]): string[] {
	return records.map(({ id, version }) => `${id} ${version}`).sort();
}

function hash(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
