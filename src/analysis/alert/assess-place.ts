import type { Assessment, Finding, Neighbour, Target, WaterInReach } from '../../domain/assessment.ts';
import type { Closure } from '../../domain/closure.ts';
import { AppError, describeError } from '../../domain/errors.ts';
import { createLocalPlane, type LocalPlane } from '../../domain/geo/local-plane.ts';
import { type BBox, bboxAround, bboxContains, type LonLat } from '../../domain/geo/lon-lat.ts';
import type { City } from '../../domain/pack/city.ts';
import { DEFAULT_TRAVEL_TABLE, type TravelTable } from '../../domain/travel-table.ts';
import { DEFAULT_VEHICLE_PROFILE, type VehicleProfile } from '../../domain/vehicle.ts';
import { findInnerPoint } from '../measure/inner-point.ts';
import { roundCm } from '../measure/round.ts';
import { createComputedFinding } from './create-finding.ts';
import { describeTarget } from './describe-target.ts';
import { findTarget, type TargetCandidate } from './find-target.ts';
import { judgeStations } from './judge-stations.ts';
import { judgeSurroundings } from './judge-surroundings.ts';
import { judgeNoTarget, judgeTarget } from './judge-target.ts';
import { judgeWater } from './judge-water.ts';
import { listSurroundings } from './list-surroundings.ts';
import { listWater } from './list-water.ts';
import { type MeasuredBuilding, measureBuildings } from './measured-building.ts';
import { rankStations } from './rank-stations.ts';

/** Boxes are asked for a little larger, so that rounding loses nothing at exactly the radius. */
const BOX_MARGIN_M = 0.1;

/** A part of the assessment that can fail by itself. */
export type AssessmentPart = 'buildings' | 'water' | 'stations';

export interface AssessOptions {
	readonly nowMs: number;
	/** What the routes must let through; default: a 19 t engine. */
	readonly vehicle?: VehicleProfile;
	readonly neighbourRadiusM?: number;
	readonly waterRadiusM?: number;
	/** How far from the point a building may be and still be offered as target. */
	readonly nearM?: number;
	readonly stationCount?: number;
	/** Roads that commanders closed; default: none. */
	readonly closures?: readonly Closure[];
	/** How long driving takes; default: fengtu's table. */
	readonly table?: TravelTable;
	readonly signal?: AbortSignal;
	/** A clock for `timingsMs`, which stays empty without one. */
	readonly clockMs?: () => number;
	/** Told of a part that failed, for the log; the assessment itself carries finding A5. */
	readonly onPartFailed?: (part: AssessmentPart, error: unknown) => void;
}

interface Context extends Required<Omit<AssessOptions, 'signal' | 'clockMs' | 'onPartFailed'>> {
	readonly city: City;
	readonly at: LonLat;
	readonly plane: LocalPlane;
	readonly signal: AbortSignal | undefined;
}

interface BuildingsPart {
	readonly target: Target | null;
	readonly targetShape: MeasuredBuilding | undefined;
	readonly candidates: Assessment['candidates'];
	readonly surroundings: Neighbour[];
	readonly findings: Finding[];
}

/**
 * The whole alert assessment of one place (rules in RULES.md): target building, surroundings, water and first-due stations. `at` is
 * WGS84. "Outside the city", "no building", "no hydrant", "no route" are results; a part of the pack that is missing or damaged makes
 * finding A5 and leaves the other parts standing.
 * @throws the signal's reason when aborted; nothing else.
 */
export async function assessPlace(city: City, at: LonLat, options: AssessOptions): Promise<Assessment> {
	const { signal, clockMs, onPartFailed } = options;
	const context: Context = {
		city,
		at,
		plane: createLocalPlane(at),
		nowMs: options.nowMs,
		vehicle: options.vehicle ?? DEFAULT_VEHICLE_PROFILE,
		neighbourRadiusM: options.neighbourRadiusM ?? 100,
		waterRadiusM: options.waterRadiusM ?? 300,
		nearM: options.nearM ?? 50,
		stationCount: options.stationCount ?? 3,
		closures: options.closures ?? [],
		table: options.table ?? DEFAULT_TRAVEL_TABLE,
		signal,
	};
	const { manifest } = city;
	const timingsMs: Record<string, number> = {};
	const failures: Finding[] = [];

	async function runPart<T>(part: AssessmentPart, run: () => Promise<T>): Promise<T | undefined> {
		const startMs = clockMs?.();
		try {
			return await run();
		} catch (error) {
			signal?.throwIfAborted();
			onPartFailed?.(part, error);
			failures.push(describeFailure(context, part, error));
			return undefined;
		} finally {
			if (clockMs && startMs !== undefined) timingsMs[part] = Math.round((clockMs() - startMs) * 10) / 10;
		}
	}

	if (!bboxContains(manifest.bounds, at)) return assessOutside(context);
	const buildings = await runPart('buildings', () => assessBuildings(context));
	const water = await runPart('water', () => assessWater(context, buildings?.targetShape));
	const stations = await runPart('stations', () =>
		rankStations(city, at, { ...context, target: buildings?.target ?? null }),
	);
	return {
		...createEmptyAssessment(context, 'inside-city'),
		target: buildings?.target ?? null,
		candidates: buildings?.candidates ?? [],
		surroundings: buildings?.surroundings ?? [],
		water: water ?? [],
		stations: stations?.routes ?? [],
		findings: [
			...failures,
			...(buildings?.findings ?? []),
			...(water ? judgeWater(manifest, context.nowMs, water, context.waterRadiusM) : []),
			...(stations ? judgeStations(manifest, context.nowMs, stations) : []),
		],
		timingsMs,
	};
}

function createEmptyAssessment({ city, at }: Context, place: Assessment['place']): Assessment {
	return {
		at: { lon: at.lon, lat: at.lat },
		place,
		packVersion: city.manifest.version,
		synthetic: city.manifest.synthetic,
		target: null,
		candidates: [],
		surroundings: [],
		water: [],
		stations: [],
		findings: [],
		timingsMs: {},
	};
}

function assessOutside(context: Context): Assessment {
	const outside = createComputedFinding(context.city.manifest, context.nowMs, {
		ruleId: 'A1',
		severity: 'attention',
		code: 'target/outside-city',
	});
	return { ...createEmptyAssessment(context, 'outside-city'), findings: [outside] };
}

async function assessBuildings(context: Context): Promise<BuildingsPart> {
	const { city, at, plane, nearM, neighbourRadiusM: radiusM, nowMs, signal } = context;
	const { manifest } = city;
	const near = measureBuildings(await city.findBuildingsIn(bboxAround(at, nearM), signal), plane);
	const { target: found, others } = findTarget(near, [0, 0], nearM);
	const around = measureBuildings(await city.findBuildingsIn(boxAround(context, found, radiusM), signal), plane);
	const surroundings = listSurroundings(around, found, [0, 0], plane, radiusM);
	const target = found ? describeTarget(found, manifest) : null;
	return {
		target,
		targetShape: found,
		candidates: others.map((other) => describeCandidate(other, plane)),
		surroundings,
		findings: [
			...(found && target
				? judgeTarget(manifest, target, found.building, others.length)
				: [judgeNoTarget(manifest, nowMs, nearM)]),
			...judgeSurroundings(manifest, nowMs, surroundings, { radiusM, fromTarget: found !== undefined }),
		],
	};
}

async function assessWater(context: Context, target: MeasuredBuilding | undefined): Promise<WaterInReach[]> {
	const { city, plane, waterRadiusM, signal } = context;
	const sources = await city.findWaterIn(boxAround(context, target, waterRadiusM), signal);
	return listWater(sources, target, [0, 0], plane, waterRadiusM);
}

/** The box that reaches `radiusM` from the target's walls, or from the point without a target. */
function boxAround({ at, plane }: Context, target: MeasuredBuilding | undefined, radiusM: number): BBox {
	if (!target) return bboxAround(at, radiusM);
	const { minX, minY, maxX, maxY } = target.shape;
	const reachM = radiusM + BOX_MARGIN_M;
	const [west, south] = plane.toLonLat([minX - reachM, minY - reachM]);
	const [east, north] = plane.toLonLat([maxX + reachM, maxY + reachM]);
	return [west, south, east, north];
}

function describeCandidate({ building, shape, distanceM }: TargetCandidate, plane: LocalPlane) {
	const [lon, lat] = plane.toLonLat(findInnerPoint(shape));
	return { id: building.id, fid: building.fid, name: building.name, distanceM: roundCm(distanceM), lon, lat };
}

function describeFailure({ city, nowMs }: Context, part: AssessmentPart, error: unknown): Finding {
	const isAppError = error instanceof AppError;
	const file = isAppError ? error.context.file : null;
	return createComputedFinding(city.manifest, nowMs, {
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
