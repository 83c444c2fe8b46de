import type { AssessmentPart } from '../../domain/alert/assessment-part.ts';
import { isBurning, PLAIN_SITUATION, type Situation } from '../../domain/alert/situation.ts';
import type { Assessment, Finding, Target, WaterInReach } from '../../domain/assessment.ts';
import type { Sourced } from '../../domain/building.ts';
import type { Closure } from '../../domain/closure.ts';
import { AppError, describeError } from '../../domain/errors.ts';
import { bboxContains } from '../../domain/geo/lon-lat.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';
import type { WaterSource } from '../../domain/water.ts';
import { roundTenth } from '../measure/round.ts';
import type { RoadIndex } from '../routing/road-index.ts';
import { assessAerial } from './aerial/assess-aerial.ts';
import { listAerialFleet } from './aerial/list-aerial-fleet.ts';
import { showSentAerial } from './aerial/show-sent-aerial.ts';
import { assessTarget } from './assess-target.ts';
import { createComputedFinding } from './create-finding.ts';
import { createSite } from './create-site.ts';
import { assessExposures } from './exposures/assess-exposures.ts';
import { assessForce } from './force/assess-force.ts';
import { suggestVehicles } from './force/suggest-vehicles.ts';
import { assessHeights } from './heights/assess-heights.ts';
import { judgeWater } from './judge-water.ts';
import { listWater } from './list-water.ts';
import type { PlaceData } from './place-data.ts';
import type { Part, Site } from './site.ts';
import { assessSupply } from './water/assess-supply.ts';
import { assessPosts } from './zones/assess-posts.ts';
import { assessZones } from './zones/assess-zones.ts';

/** What there is where the posts failed. */
const NO_POSTS = { posts: [], upwindDeg: null, upwindSideId: null, orbit: null };
/** First-due stations described when nobody says how many. */
const STATION_COUNT = 3;

/** What an assessment is made with, beyond what was read of the pack. */
export interface AssessDataOptions {
	readonly nowMs: number;
	readonly table: ServiceTable;
	/** Default: nothing known but the place. */
	readonly situation?: Situation | undefined;
	readonly stationCount?: number | undefined;
	/** Roads that commanders closed; default: none. */
	readonly closures?: readonly Closure[] | undefined;
	/** A clock for `timingsMs`, which stays empty without one. */
	readonly clockMs?: (() => number) | undefined;
	/** Told of a part that failed, for the log; the assessment itself carries finding A5. */
	readonly onPartFailed?: ((part: AssessmentPart, error: unknown) => void) | undefined;
}

/**
 * The whole alert assessment of a place from what was read of the pack (rules in RULES.md): synchronous and pure. `index`: null = the
 * roads could not be read. A part that failed, in the pack or here, makes finding A5 and leaves the others standing.
 */
export function assessData(data: PlaceData, index: RoadIndex | null, options: AssessDataOptions): Assessment {
	const steps = assessSteps(data, index, options);
	for (;;) {
		const { done, value } = steps.next();
		if (done) return value;
	}
}

/**
 * assessData part by part, for who has something else to do in between: yields before each part, some milliseconds to some tens of them
 * long. What goes in must not change until the end.
 */
export function* assessSteps(
	data: PlaceData,
	index: RoadIndex | null,
	options: AssessDataOptions,
): Generator<undefined, Assessment, undefined> {
	const { nowMs, table, situation = PLAIN_SITUATION, closures = [], stationCount = STATION_COUNT } = options;
	const { water: sources, stations } = data;
	const empty = createEmptyAssessment(data, situation);
	if (empty.place === 'outside-city') return { ...empty, findings: [judgeOutside(data, nowMs)] };
	const run = createRun(data, options);
	/** What is no fire ignites nothing and needs no jets: the figures stand for whoever looks, nothing is said of them. */
	const tellFire = <T>(part: Part<T>): Part<T> => (isBurning(situation) ? part : { ...part, findings: [] });
	const { site, candidates } = run.time('site', () => createSite(data, index, { nowMs, table, situation }));
	yield;
	const place = data.buildings && run.part('target', () => assessTarget(site, candidates, data.keyUnits));
	const target = place?.target ?? null;
	const surroundings = place?.surroundings ?? [];
	yield;
	const exposed = target && run.part('exposures', () => tellFire(assessExposures(site, surroundings)));
	yield;
	const force =
		stations && run.part('force', () => assessForce(site, stations, index, { target, closures, stationCount }));
	yield;
	const zones = place && run.part('zones', () => assessZones(site));
	const water = sources && run.part('water', () => assessWater(site, sources));
	yield;
	const fleet = listAerialFleet(force?.force ?? null, stations, situation);
	const reach = target && run.part('aerial', () => ({ ...assessAerial(site, zones ?? [], fleet), findings: [] }));
	yield;
	const supply = sources && run.part('supply', () => tellFire(assessSupply(site, sources, force?.force ?? null)));
	yield;
	const suggested =
		force &&
		stations &&
		run.part('vehicles', () =>
			suggestVehicles(site, force.force, stations, index, { target, aerial: reach, supply, closures }),
		);
	yield;
	const beyondCard = suggested?.suggested ?? [];
	const aerial = reach && run.part('aerial', () => showSentAerial(site, reach, fleet, beyondCard));
	const heights = target && run.part('heights', () => assessHeights(site, aerial, target));
	yield;
	const posts = zones && run.part('posts', () => assessPosts(site, zones, aerial));
	return {
		...empty,
		target: target && exposed?.source ? withSource(target, 'radiationKwM2', exposed.source) : target,
		candidates: place?.candidates ?? [],
		surroundings,
		water: water ?? [],
		stations: force?.routes ?? [],
		exposures: exposed?.exposures ?? null,
		aerial,
		supply,
		zones: zones && { ...(posts ?? NO_POSTS), zones },
		heights,
		force: suggested ?? force?.force ?? null,
		findings: run.findings,
		timingsMs: run.timingsMs,
	};
}

/** A target with one more source: of what a part reckoned for all neighbours. */
function withSource(target: Target, key: string, source: Sourced): Target {
	return { ...target, sources: { ...target.sources, [key]: source } };
}

/** Runs parts one after another: collects what they say, times them, and makes a failure finding A5. */
function createRun(data: PlaceData, { nowMs, clockMs, onPartFailed }: AssessDataOptions) {
	const findings: Finding[] = [];
	const timingsMs: Record<string, number> = {};
	const spentMs = new Map<string, number>();
	for (const [part, ms] of Object.entries(data.timingsMs)) timingsMs[part] = roundTenth(ms);

	function tellFailure(part: AssessmentPart, error: unknown): void {
		onPartFailed?.(part, error);
		findings.push(describeFailure(data, nowMs, part, error));
	}

	function time<T>(name: string, work: () => T): T {
		const startMs = clockMs?.();
		try {
			return work();
		} finally {
			if (clockMs && startMs !== undefined) {
				const totalMs = (spentMs.get(name) ?? 0) + clockMs() - startMs;
				spentMs.set(name, totalMs);
				timingsMs[name] = roundTenth(totalMs);
			}
		}
	}

	function part<T>(name: AssessmentPart, work: () => Part<T>): T | null {
		try {
			const made = time(name, work);
			findings.push(...made.findings);
			return made.value;
		} catch (error) {
			tellFailure(name, error);
			return null;
		}
	}

	for (const { part, error } of data.failures) tellFailure(part, error);
	return { findings, timingsMs, time, part };
}

/** Rule A3. */
function assessWater(
	{ manifest, nowMs, target, plane, table }: Site,
	sources: readonly WaterSource[],
): Part<WaterInReach[]> {
	const radiusM = table.values['water.radiusM'];
	const limitM = table.values['hydrant.protectionRadiusM'];
	const water = listWater(sources, target, [0, 0], plane, radiusM);
	return { value: water, findings: judgeWater(manifest, nowMs, water, { radiusM, limitM }) };
}

function createEmptyAssessment({ manifest, at }: PlaceData, situation: Situation): Assessment {
	return {
		at: { lon: at.lon, lat: at.lat },
		place: bboxContains(manifest.bounds, at) ? 'inside-city' : 'outside-city',
		packVersion: manifest.version,
		synthetic: manifest.synthetic,
		target: null,
		candidates: [],
		surroundings: [],
		water: [],
		stations: [],
		situation,
		exposures: null,
		aerial: null,
		supply: null,
		zones: null,
		heights: null,
		force: null,
		findings: [],
		timingsMs: {},
	};
}

function judgeOutside({ manifest }: PlaceData, nowMs: number): Finding {
	return createComputedFinding(manifest, nowMs, { ruleId: 'A1', severity: 'attention', code: 'target/outside-city' });
}

function describeFailure({ manifest }: PlaceData, nowMs: number, part: AssessmentPart, error: unknown): Finding {
	const isAppError = error instanceof AppError;
	const file = isAppError ? error.context.file : null;
	return createComputedFinding(manifest, nowMs, {
		ruleId: 'A5',
		severity: 'unknown',
		code: 'part/failed',
		params: {
			part,
			errorCode: isAppError ? error.code : 'internal/unexpected',
			file: typeof file === 'string' ? file : null,
			message: describeError(error),
		},
	});
}
