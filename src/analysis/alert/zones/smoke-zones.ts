import type { Reason } from '../../../domain/alert/shapes.ts';
import type { Wind } from '../../../domain/alert/situation.ts';
import type { Zone } from '../../../domain/alert/zones.ts';
import type { XY } from '../../../domain/geo/local-plane.ts';
import { readByUse } from '../exposures/radiating-walls.ts';
import type { Part, Site } from '../site.ts';
import { because, sourceOf, toPolygons } from './describe-zone.ts';
import { arcPoints } from './offset-shape.ts';
import { directionOf, measureExtent } from './place-extent.ts';
import { findReachM } from './smoke-plume.ts';
import { findSteadyWind } from './wind-side.ts';

/** Wind speeds at which the half angle of the sector changes, m/s: heads of the row 'smoke.halfAngleDeg'. */
const ANGLE_STEPS_MPS = [2, 6];
/** Lengths are told to ten metres: the sector is indicative. */
const ROUND_M = 10;

/**
 * Rule A15: where does the smoke of a fire go? An indicative sector (示意) downwind of the target: as wide as the target at its foot, opening
 * by 20 to 30 degrees each side, as long as the air on the ground holds more soot than the limit (Gaussian plume in neutral air from the
 * ground, heat by use). Empty for what is no fire; without a known wind, or in a calm, a zone without ground that says so.
 */
export function listSmokeZones(site: Site): Part<Zone[]> {
	const { situation, table, target } = site;
	if (situation.type !== 'fire') return { value: [], findings: [] };
	const { values } = table;
	const wind = findSteadyWind(situation.wind, values);
	if (!wind) {
		const reason = sayNoWind(situation.wind);
		return { value: [describe(null, [], [reason], null)], findings: [] };
	}
	const heatMw = readByUse(values['flame.heatMw'], target?.building.use ?? 'unknown');
	const sootGS = ((heatMw * 1000) / values['smoke.combustionKjG']) * values['smoke.sootYield'];
	const reachM = findReachM(
		sootGS,
		wind.speedMps,
		values['smoke.limitGM3'],
		values['smoke.leastM'],
		values['smoke.mostM'],
	);
	const lengthM = Math.round(reachM / ROUND_M) * ROUND_M;
	const step = ANGLE_STEPS_MPS.filter((speed) => wind.speedMps >= speed).length;
	const halfDeg = values['smoke.halfAngleDeg'][step] as number;
	const ring = drawSector(site, (wind.fromDeg + 180) % 360, halfDeg, lengthM);
	const reasons = [because('smoke/indicative', { halfDeg }), because('smoke/neutral-air')];
	return { value: [describe(lengthM, toPolygons(site, [[ring]]), reasons, sootGS)], findings: [] };

	function describe(
		distanceM: number | null,
		polygons: Zone['polygons'],
		reasons: Reason[],
		sootGS: number | null,
	): Zone {
		return {
			id: 'smoke',
			kind: 'smoke',
			state: distanceM === null ? 'contingent' : 'active',
			distanceM,
			polygons,
			reasons,
			ruleId: 'A15',
			sourced: sourceOf(
				site,
				'A15',
				distanceM === null ? 'unknown' : 'estimated',
				{ windFromDeg: wind?.fromDeg ?? null, windMps: wind?.speedMps ?? null, sootGS },
				['smoke.halfAngleDeg', 'smoke.limitGM3', 'smoke.sootYield', 'smoke.combustionKjG', 'flame.heatMw'],
			),
		};
	}
}

/** Why there is no wind to go by. */
export function sayNoWind(wind: Wind | null): Reason {
	return wind === null ? because('zone/wind-unknown') : because('smoke/calm', { speedMps: wind.speedMps });
}

/** A sector that is as wide as the target where it begins, closed. */
function drawSector(site: Site, towardsDeg: number, halfDeg: number, lengthM: number): XY[] {
	const [ux, uy] = directionOf(towardsDeg);
	const { middle, halfAcrossM } = measureExtent(site, [ux, uy]);
	const half = (halfDeg * Math.PI) / 180;
	const backM = halfAcrossM / Math.tan(half);
	const apex: XY = [middle[0] - backM * ux, middle[1] - backM * uy];
	const radiusM = backM + lengthM;
	const axis = Math.atan2(uy, ux);
	const end: XY = [apex[0] + radiusM * Math.cos(axis + half), apex[1] + radiusM * Math.sin(axis + half)];
	const right: XY = [middle[0] + halfAcrossM * uy, middle[1] - halfAcrossM * ux];
	const left: XY = [middle[0] - halfAcrossM * uy, middle[1] + halfAcrossM * ux];
	const foot = halfAcrossM > 0 ? [left, right] : [right];
	return [right, ...arcPoints(apex, radiusM, axis - half, axis + half), end, ...foot];
}
