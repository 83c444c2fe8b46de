import type { Exposure } from '../../../domain/alert/exposures.ts';
import type { Finding, Neighbour } from '../../../domain/assessment.ts';
import type { Sourced } from '../../../domain/building.ts';
import { roundCm, roundTenth } from '../../measure/round.ts';
import { createRuleFindings } from '../create-finding.ts';
import type { MeasuredBuilding } from '../measured-building.ts';
import type { Part, Site } from '../site.ts';
import { findWindSide, measureTurnDeg } from '../zones/wind-side.ts';
import { measureTopM } from './find-blocker.ts';
import { findWorstPlace } from './find-worst-place.ts';
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

/**
 * Rule A8: which neighbours may the fire spread to, the one to protect first on top? Radiation of the target's walls at the worst place of
 * each neighbour's, what stands between left out; order: threshold reached, separation too small, wind, roof below the flame, radiation,
 * gap. A neighbour whose radiation is unknown stands between those that ignite and those that do not. Empty without a target.
 * Cost: some 10 us a neighbour.
 */
export function assessExposures(site: Site, neighbours: readonly Neighbour[]): Part<Exposure[]> {
	const { target, situation, table, others } = site;
	if (!target) return { value: [], findings: [] };
	const emission = describeEmission(target.building, situation.fireFloor, table.values);
	const walls = listOuterWalls(target.shape);
	const byFid = new Map(others.map((measured) => [measured.building.fid, measured]));
	const judged: Exposure[] = [];
	for (const neighbour of neighbours) {
		const measured = byFid.get(neighbour.fid);
		if (measured) judged.push(judgeNeighbour(site, emission, walls, neighbour, measured));
	}
	const short = new Set(neighbours.filter(({ separation }) => (separation?.deficitM ?? 0) > 0).map(({ fid }) => fid));
	judged.sort((a, b) => compareExposures(a, b, short));
	for (const [i, exposure] of judged.entries()) exposure.rank = i + 1;
	return { value: judged.slice(0, MAX_TOLD), findings: judgeExposures(site, judged) };
}

function judgeNeighbour(
	site: Site,
	emission: Emission,
	walls: OuterWalls,
	neighbour: Neighbour,
	measured: MeasuredBuilding,
): Exposure {
	const { wind } = site.situation;
	const topM = measureTopM(measured.building, site);
	const isTouching = neighbour.gapM < site.table.values['surroundings.touchingM'];
	const worst =
		emission.bandM === null || topM === null
			? null
			: isTouching
				? { viewFactor: 1, blocker: null }
				: findWorstPlace(site, emission, walls, measured, { topM, gapM: neighbour.gapM });
	const viewFactor = worst && Math.round(worst.viewFactor * 1000) / 1000;
	const radiationKwM2 = worst && roundTenth(worst.viewFactor * emission.emitKwM2);
	const { id, fid, gapM, facingLengthM, bearingDeg } = neighbour;
	return {
		id,
		fid,
		rank: 0,
		gapM,
		facingLengthM: facingLengthM ?? 0,
		sideId: findFacedSide(site, bearingDeg),
		viewFactor,
		radiationKwM2,
		reaches: radiationKwM2 === null ? null : findReached(site, radiationKwM2),
		wind: findWindSide(wind, bearingDeg, site.table.values),
		roofBelowFlame: topM === null || emission.flameTopM === null ? null : topM < emission.flameTopM,
		shieldedBy: worst?.blocker ?? null,
		sources: { radiationKwM2: describeSource(site, emission, worst !== null) },
	};
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

function describeSource(site: Site, emission: Emission, isKnown: boolean): Sourced {
	const { bandM, footM, openingShare, emitKwM2, assumptions } = emission;
	return {
		basis: isKnown ? 'estimated' : 'unknown',
		source: 'fengtu',
		date: site.manifest.sources.find(({ key }) => key === site.target?.building.source)?.date ?? null,
		note: isKnown ? null : 'height-unknown',
		ruleId: 'A8',
		inputs: {
			emitterKwM2: Math.round((emitKwM2 / openingShare) * 10) / 10,
			openingShare,
			burningHeightM: bandM && roundCm(bandM),
			fireFootM: footM && roundCm(footM),
		},
		assumptions: [...assumptions],
	};
}

function compareExposures(a: Exposure, b: Exposure, short: ReadonlySet<number>): number {
	return (
		orderOf(b) - orderOf(a) ||
		Number(short.has(b.fid)) - Number(short.has(a.fid)) ||
		WIND_ORDER.indexOf(a.wind) - WIND_ORDER.indexOf(b.wind) ||
		ROOF_ORDER.indexOf(a.roofBelowFlame) - ROOF_ORDER.indexOf(b.roofBelowFlame) ||
		(b.radiationKwM2 ?? 0) - (a.radiationKwM2 ?? 0) ||
		a.gapM - b.gapM ||
		a.fid - b.fid
	);
}

/** Unknown cannot be ruled out: after those that ignite, before those that do not. */
function orderOf({ reaches }: Exposure): number {
	return reaches === null ? REACHES.indexOf('crew') + 0.5 : REACHES.indexOf(reaches);
}

function judgeExposures(site: Site, judged: readonly Exposure[]): readonly Finding[] {
	const { findings, say } = createRuleFindings(site.manifest, site.nowMs, 'A8');
	const limitKwM2 = site.table.values['radiation.igniteKwM2'];
	const lit = judged.filter(({ radiationKwM2 }) => radiationKwM2 !== null && radiationKwM2 >= limitKwM2);
	const unknown = judged.filter(({ radiationKwM2 }) => radiationKwM2 === null);
	const first = lit[0];
	if (first) {
		const params = { count: lit.length, limitKwM2, kwM2: first.radiationKwM2, gapM: first.gapM };
		say('attention', 'exposures/ignite', params, lit.slice(0, MAX_TOLD));
	} else if (unknown.length > 0 && unknown.length < judged.length) {
		say('unknown', 'exposures/some-unknown', { count: unknown.length, limitKwM2 });
	} else if (unknown.length < judged.length) {
		say('satisfied', 'exposures/none-ignites', { limitKwM2 });
	}
	if (judged.length > 0 && unknown.length === judged.length)
		say('unknown', 'exposures/unknown', { count: judged.length });
	return findings;
}
