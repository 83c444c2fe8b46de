import type { Exposure } from '../../../domain/alert/exposures.ts';
import type { Finding, Neighbour } from '../../../domain/assessment.ts';
import type { Sourced } from '../../../domain/building.ts';
import { roundCm, roundTenth } from '../../measure/round.ts';
import { createRuleFindings } from '../create-finding.ts';
import type { MeasuredBuilding } from '../measured-building.ts';
import type { Part, Site } from '../site.ts';
import { findWindSide, measureTurnDeg } from '../zones/wind-side.ts';
import { measureTopM } from './find-blocker.ts';
import { findWorstPlace, measureMostSeen } from './find-worst-place.ts';
import { describeEmission, type Emission, listOuterWalls, type OuterWalls } from './radiating-walls.ts';

/** Neighbours that are told: those further down the ranking do not change what is done first. */
const MAX_TOLD = 12;
/** Bearings are told to a tenth of a degree: sides that differ by less look the same way. */
const SAME_TURN_DEG = 0.2;
/** Thresholds from the smallest, with the figure of the table each has. */
const THRESHOLDS = [
	['crew', 'radiation.crewKwM2'],
	['ignite', 'radiation.igniteKwM2'],
	['roof', 'radiation.roofKwM2'],
	['spontaneous', 'radiation.spontaneousKwM2'],
	['equipment', 'radiation.equipmentKwM2'],
] as const;
const REACHES = ['none', ...THRESHOLDS.map(([name]) => name)] as const;
const WIND_ORDER = ['downwind', null, 'crosswind', 'upwind'] as const;
const ROOF_ORDER = [true, null, false] as const;

/** The neighbours by rank, and where the radiation on all of them comes from. */
export interface AssessedExposures {
	readonly exposures: Exposure[];
	/** Null without a target. */
	readonly source: Sourced | null;
}

/**
 * Rule A8: which neighbours may the fire spread to, the one to protect first on top? Radiation of the target's walls at the worst place of
 * each neighbour's, what stands between left out; order: threshold reached, separation too small, wind, roof below the flame, radiation,
 * gap. A neighbour of unknown height is reckoned as if it were `exposure.supposedHeightM` high; where the target's own height is unknown
 * nothing is reckoned, and the nearest come first. Empty without a target. Cost: some 10 us a
 * neighbour that may be told or ignite.
 */
export function assessExposures(site: Site, neighbours: readonly Neighbour[]): Part<AssessedExposures> {
	const { target, situation, table, others } = site;
	if (!target) return { value: { exposures: [], source: null }, findings: [] };
	const emission = describeEmission(target.building, situation.fireFloor, table.values);
	const walls = listOuterWalls(target.shape);
	const byFid = new Map(others.map((measured) => [measured.building.fid, measured]));
	const short = new Set(neighbours.filter(({ separation }) => (separation?.deficitM ?? 0) > 0).map(({ fid }) => fid));
	const compare = (a: Exposure, b: Exposure) => compareExposures(a, b, short);
	const most: Candidate[] = [];
	for (const neighbour of neighbours) {
		const measured = byFid.get(neighbour.fid);
		if (measured) most.push(describeMost(site, emission, walls, neighbour, measured));
	}
	most.sort((a, b) => compare(a.exposure, b.exposure));
	const judged: Exposure[] = [];
	for (const candidate of most) {
		// What could at most be ranked below all that is told, and at most not ignite, is the same for all that follow.
		const last = judged[MAX_TOLD - 1];
		if (last && compare(last, candidate.exposure) < 0 && !mayIgnite(site, candidate.exposure)) break;
		insert(judged, judgeCandidate(site, emission, walls, candidate), compare);
	}
	for (const [i, exposure] of judged.entries()) exposure.rank = i + 1;
	const exposures = judged.slice(0, MAX_TOLD);
	const supposed = most.filter(({ exposure }) => exposure.supposedHeightM !== null).length;
	return {
		value: { exposures, source: describeSource(site, emission, exposures) },
		findings: judgeExposures(site, judged, { count: most.length, supposed }),
	};
}

/** A neighbour with the most radiation that it could receive. */
interface Candidate {
	readonly exposure: Exposure;
	readonly measured: MeasuredBuilding;
	/** Above the target's ground, metres: where its height is unknown, of the supposed one. */
	readonly topM: number;
}

/** All that is known of a neighbour without looking, its radiation from all walls at the gap together: never less than what it receives. */
function describeMost(
	site: Site,
	emission: Emission,
	walls: OuterWalls,
	neighbour: Neighbour,
	measured: MeasuredBuilding,
): Candidate {
	const { values } = site.table;
	const { building } = measured;
	const topM = measureTopM(building, site);
	const supposedHeightM = topM === null ? values['exposure.supposedHeightM'] : null;
	const { id, fid, gapM, facingLengthM, bearingDeg } = neighbour;
	const exposure: Exposure = {
		id,
		fid,
		rank: 0,
		gapM,
		facingLengthM: facingLengthM ?? 0,
		sideId: findFacedSide(site, bearingDeg),
		viewFactor: null,
		radiationKwM2: null,
		reaches: null,
		wind: findWindSide(site.situation.wind, bearingDeg, values),
		roofBelowFlame: topM === null || emission.flameTopM === null ? null : topM < emission.flameTopM,
		shieldedBy: null,
		supposedHeightM,
	};
	const { bandM } = emission;
	if (bandM !== null) {
		const most = gapM < values['surroundings.touchingM'] ? 1 : measureMostSeen(walls, bandM, gapM);
		setRadiation(site, emission, exposure, most);
	}
	return {
		exposure,
		measured,
		topM: topM ?? (measureTopM({ ...building, heightM: supposedHeightM }, site) as number),
	};
}

/** The exposure as it is, the worst place looked for. */
function judgeCandidate(
	site: Site,
	emission: Emission,
	walls: OuterWalls,
	{ exposure, measured, topM }: Candidate,
): Exposure {
	const { gapM } = exposure;
	if (emission.bandM === null || gapM < site.table.values['surroundings.touchingM']) return exposure;
	const { viewFactor, blocker } = findWorstPlace(site, emission, walls, measured, { topM, gapM });
	const judged = { ...exposure, shieldedBy: blocker };
	setRadiation(site, emission, judged, viewFactor);
	return judged;
}

function setRadiation(site: Site, emission: Emission, exposure: Exposure, viewFactor: number): void {
	exposure.viewFactor = Math.round(viewFactor * 1000) / 1000;
	exposure.radiationKwM2 = roundTenth(viewFactor * emission.emitKwM2);
	exposure.reaches = findReached(site, exposure.radiationKwM2);
}

function mayIgnite({ table }: Site, { radiationKwM2 }: Exposure): boolean {
	return radiationKwM2 !== null && radiationKwM2 >= table.values['radiation.igniteKwM2'];
}

/** Puts one into a sorted list. */
function insert(sorted: Exposure[], exposure: Exposure, compare: (a: Exposure, b: Exposure) => number): void {
	let at = sorted.length;
	while (at > 0 && compare(sorted[at - 1] as Exposure, exposure) > 0) at--;
	sorted.splice(at, 0, exposure);
}

function findReached(site: Site, radiationKwM2: number): (typeof REACHES)[number] {
	let reached: (typeof REACHES)[number] = 'none';
	for (const [name, id] of THRESHOLDS) if (radiationKwM2 >= site.table.values[id]) reached = name;
	return reached;
}

/** The side that looks most towards the neighbour; of two alike the longer one. */
function findFacedSide({ sides }: Site, bearingDeg: number): string | null {
	let best: string | null = null;
	let leastDeg = Number.POSITIVE_INFINITY;
	for (const side of sides) {
		const turnDeg = measureTurnDeg(side.bearingDeg, bearingDeg);
		if (turnDeg >= leastDeg - SAME_TURN_DEG) continue;
		leastDeg = turnDeg;
		best = side.id;
	}
	return best;
}

function describeSource(site: Site, emission: Emission, told: readonly Exposure[]): Sourced {
	const { bandM, footM, openingShare, emitKwM2 } = emission;
	const assumptions = [...emission.assumptions];
	if (bandM !== null && told.some(({ supposedHeightM }) => supposedHeightM !== null)) {
		assumptions.push('exposure.supposedHeightM');
	}
	return {
		basis: bandM === null ? 'unknown' : 'estimated',
		source: 'fengtu',
		date: site.manifest.sources.find(({ key }) => key === site.target?.building.source)?.date ?? null,
		note: bandM === null ? 'height-unknown' : null,
		ruleId: 'A8',
		inputs: {
			emitterKwM2: Math.round((emitKwM2 / openingShare) * 10) / 10,
			openingShare,
			burningHeightM: bandM && roundCm(bandM),
			fireFootM: footM && roundCm(footM),
		},
		assumptions,
	};
}

function compareExposures(a: Exposure, b: Exposure, short: ReadonlySet<number>): number {
	return (
		REACHES.indexOf(b.reaches ?? 'none') - REACHES.indexOf(a.reaches ?? 'none') ||
		Number(short.has(b.fid)) - Number(short.has(a.fid)) ||
		// Nothing is reckoned: the nearest is the likeliest.
		(a.reaches === null ? a.gapM - b.gapM : 0) ||
		WIND_ORDER.indexOf(a.wind) - WIND_ORDER.indexOf(b.wind) ||
		ROOF_ORDER.indexOf(a.roofBelowFlame) - ROOF_ORDER.indexOf(b.roofBelowFlame) ||
		(b.radiationKwM2 ?? 0) - (a.radiationKwM2 ?? 0) ||
		a.gapM - b.gapM ||
		a.fid - b.fid
	);
}

/** `judged`: all that may ignite, and what is told. */
function judgeExposures(
	site: Site,
	judged: readonly Exposure[],
	{ count, supposed }: { readonly count: number; readonly supposed: number },
): readonly Finding[] {
	const { findings, say } = createRuleFindings(site.manifest, site.nowMs, 'A8');
	const limitKwM2 = site.table.values['radiation.igniteKwM2'];
	const lit = judged.filter((exposure) => mayIgnite(site, exposure));
	const [most] = [...lit].sort((a, b) => (b.radiationKwM2 ?? 0) - (a.radiationKwM2 ?? 0));
	if (judged[0]?.radiationKwM2 === null) say('unknown', 'exposures/unknown', { count });
	else if (most) {
		const { radiationKwM2, gapM } = most;
		const params = { count: lit.length, limitKwM2, kwM2: radiationKwM2, gapM };
		say('attention', 'exposures/ignite', params, lit.slice(0, MAX_TOLD));
	} else if (supposed > 0) say('unknown', 'exposures/some-unknown', { count: supposed, limitKwM2 });
	else if (count > 0) say('satisfied', 'exposures/none-ignites', { limitKwM2 });
	return findings;
}
