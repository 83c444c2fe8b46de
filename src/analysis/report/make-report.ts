import type { Assessment } from '../../domain/assessment.ts';
import { distanceM } from '../../domain/geo/local-plane.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import type { RecordedEvent } from '../../domain/records/change.ts';
import { DISPATCH_TIMES, type Dispatch } from '../../domain/records/dispatch.ts';
import type { Evacuation } from '../../domain/records/evacuation.ts';
import { findResponseTimes, RESPONSE_LIMITS_S } from '../../domain/records/response-times.ts';
import type { Track } from '../../domain/records/track.ts';
import type { AfterAction, ReportUnit } from '../../domain/report/after-action.ts';
import type { Station } from '../../domain/station.ts';
import { foldParts } from './fold-parts.ts';
import { findMostInside } from './most-inside.ts';
import { findWaterOn } from './water-on.ts';

/** What a report is made of. */
export interface ReportInput {
	/** Without who called. */
	readonly incident: IncidentRecord;
	/** The whole log of it, the oldest first. */
	readonly events: readonly RecordedEvent[];
	readonly tracks: readonly Track[];
	/** The newest; null = none. */
	readonly assessment: Assessment | null;
	readonly stations: readonly Pick<Station, 'id' | 'name' | 'nameEn'>[];
	readonly pack: AfterAction['pack'];
	/** Flow of one jet, L/s: the service's figure `need.jetLps`. */
	readonly jetLps: number;
	readonly nowMs: number;
}

/**
 * The after-action report of an incident, from its log alone. Times that nobody told stay null; water is an estimate of one jet a unit.
 * Cost: linear in events and positions.
 */
export function makeReport(input: ReportInput): AfterAction {
	const { incident, events, assessment, jetLps, nowMs } = input;
	const untilMs = incident.closedAtMs ?? nowMs;
	const parts = foldParts(events);
	const dispatches = parts.list('dispatch').sort((a, b) => a.orderedAtMs - b.orderedAtMs);
	const units = dispatches.map((dispatch) => describeUnit(dispatch, dispatches, input, untilMs));
	const teams = parts.list('team');
	const withWater = units.filter(({ waterOnS }) => waterOnS !== null);
	const onS = withWater.reduce((sum, { waterOnS }) => sum + (waterOnS ?? 0), 0);
	return {
		madeAtMs: nowMs,
		pack: assessment === null ? null : input.pack,
		hasDemo: input.tracks.some(({ demo }) => demo),
		incident: { ...incident, caller: null },
		target: describeTarget(assessment),
		levels: listLevels(events),
		times: DISPATCH_TIMES.map((time) => {
			const told = units.filter((unit) => unit.times[time] !== null);
			const first = told.sort((a, b) => (a.times[time] ?? 0) - (b.times[time] ?? 0))[0];
			return { time, atMs: first?.times[time] ?? null, plate: first?.plate ?? null, units: told.length };
		}),
		standards: (['ordered', 'driven', 'water'] as const).map((key) => describeStandard(key, units)),
		units,
		unitsByType: [...new Set(units.map(({ type }) => type))].map((type) => ({
			type,
			count: new Set(units.filter((unit) => unit.type === type).map(({ unitId }) => unitId)).size,
		})),
		stations: new Set(units.map(({ stationId }) => stationId)).size,
		water: {
			onS,
			units: withWater.length,
			jetLps,
			litres: withWater.length === 0 ? null : onS * jetLps,
			isRunning: units.some(({ isWaterOn }) => isWaterOn),
		},
		sectors: parts.list('sector'),
		teams,
		mostInside: findMostInside(teams),
		parMissed: events.filter(({ kind }) => kind === 'team/par-missed').length,
		evacuations: listEvacuations(events),
		requests: parts.list('request'),
		notes: parts.list('note').sort((a, b) => a.atMs - b.atMs),
		measurements: parts.list('measurement'),
		marks: parts.list('drawing'),
		attachments: parts.list('attachment'),
		events: events.length,
	};
}

function describeUnit(
	dispatch: Dispatch,
	dispatches: readonly Dispatch[],
	{ incident, events, tracks, stations }: ReportInput,
	untilMs: number,
): ReportUnit {
	const station = stations.find(({ id }) => id === dispatch.stationId);
	const track = tracks.find(({ unitId }) => unitId === dispatch.unitId);
	const { onS, isOn } = findWaterOn(events, dispatch.unitId, untilMs);
	return {
		...dispatch,
		stationName: station?.name ?? null,
		stationNameEn: station?.nameEn ?? null,
		response: findResponseTimes(incident.createdAtMs, dispatch, dispatches),
		waterOnS: onS,
		isWaterOn: isOn,
		drivenM: track ? measureTrack(track) : null,
		isDemo: track?.demo ?? false,
	};
}

/** null = fewer than two positions. */
function measureTrack({ samples }: Track): number | null {
	if (samples.length < 2) return null;
	return samples.slice(1).reduce((sum, [, lon, lat], i) => {
		const [, fromLon, fromLat] = samples[i] as Track['samples'][number];
		return sum + distanceM({ lon: fromLon, lat: fromLat }, { lon, lat });
	}, 0);
}

function describeTarget(assessment: Assessment | null): AfterAction['target'] {
	const target = assessment?.target;
	if (!target) return null;
	const { id, name, address, heightM, floors, footprintM2, structure, use, sources } = target;
	const heightBasis = sources.heightM?.basis ?? 'unknown';
	return { id, name, address, heightM, heightBasis, floors, footprintM2, structure, use };
}

function listLevels(events: readonly RecordedEvent[]): AfterAction['levels'] {
	const told = events.flatMap(({ collection, set, atMs, by }) =>
		collection === 'incident' && set !== null && 'level' in set
			? [{ level: typeof set.level === 'number' ? set.level : null, atMs, byName: by.name }]
			: [],
	);
	return told.filter(({ level }, i) => i === 0 || level !== told[i - 1]?.level);
}

/** Each signal as it stood at the last event about it. */
function listEvacuations(events: readonly RecordedEvent[]): Evacuation[] {
	const byOrder = new Map<number, Evacuation>();
	for (const { collection, set } of events) {
		const evacuation = collection === 'incident' ? (set?.evacuation as Evacuation | null | undefined) : null;
		if (evacuation) byOrder.set(evacuation.orderedAtMs, evacuation);
	}
	return [...byOrder.values()];
}

function describeStandard(
	key: keyof typeof RESPONSE_LIMITS_S,
	units: readonly ReportUnit[],
): AfterAction['standards'][number] {
	const measured = units.flatMap(({ response, plate }) => {
		const time = response[key];
		return time ? [{ ...time, plate }] : [];
	});
	const best = measured.sort((a, b) => a.s - b.s)[0];
	return {
		key,
		limitS: RESPONSE_LIMITS_S[key],
		bestS: best?.s ?? null,
		bestPlate: best?.plate ?? null,
		within: measured.filter(({ isWithin }) => isWithin).length,
		measured: measured.length,
		sourceKnown: false,
	};
}
