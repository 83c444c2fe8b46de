import type { Reason } from '../../../domain/alert/shapes.ts';
import { findSubstance, type Substance } from '../../../domain/alert/substances.ts';
import type { Zone } from '../../../domain/alert/zones.ts';
import type { XY } from '../../../domain/geo/local-plane.ts';
import { createRuleFindings } from '../create-finding.ts';
import type { Part, Site } from '../site.ts';
import { because, sourceOf, toPolygons } from './describe-zone.ts';
import { drawCircle, offsetShape, type PlanePolygon } from './offset-shape.ts';
import { directionOf, measureExtent } from './place-extent.ts';
import { sayNoWind } from './smoke-zones.ts';
import { findSteadyWind } from './wind-side.ts';

/**
 * Rule A16: how far is a hazardous substance kept from, for the first half hour? All round the target's walls (the point without a target)
 * and downwind as a square, by the table of substances; a large spill as long as nobody knows better; the fire distance where it burns,
 * else as a contingent zone. Only for hazmat alarms, or where a substance is named. No pack says what a unit keeps: without a word from the
 * caller the substance is unknown, 100 m. Empty for all other alarms.
 */
export function listHazmatZones(site: Site): Part<Zone[]> {
	const { situation, manifest, nowMs, table } = site;
	if (situation.type !== 'hazmat' && situation.substance === null) return { value: [], findings: [] };
	const { findings, say } = createRuleFindings(manifest, nowMs, 'A16');
	const named = situation.substance === null ? undefined : findSubstance(situation.substance);
	const substance = named ?? (findSubstance('unknown') as Substance);
	const isUnknown = substance.id === 'unknown';
	const burns = situation.type === 'fire';
	const { isolationM, downwindM } = substance.large;
	const reasons = [
		isUnknown
			? because('hazmat/substance-unknown')
			: because('hazmat/large-spill', { guide: substance.guide, un: substance.un }),
		because('hazmat/first-half-hour'),
	];
	const zones: Zone[] = [];
	const allRoundM = burns ? (substance.fireM ?? isolationM) : isolationM;
	const burning = because('hazmat/in-fire', { guide: substance.guide });
	zones.push(drawRound('hazmat', allRoundM, 'active', burns && substance.fireM !== null ? [burning] : reasons));
	if (!burns && substance.fireM !== null) {
		zones.push(drawRound('hazmat-fire', substance.fireM, 'contingent', [because('hazmat/if-fire')]));
	}
	if (downwindM) zones.push(drawDownwind(Math.max(downwindM.day, downwindM.night), reasons));
	if (isUnknown) say('unknown', 'zones/substance-unknown', { isolationM: allRoundM });
	else say('life', 'zones/hazmat', { isolationM: allRoundM, un: substance.un });
	return { value: zones, findings };

	function drawRound(id: string, distanceM: number, state: Zone['state'], reasons: Reason[]): Zone {
		const { target } = site;
		const ground: readonly PlanePolygon[] = target
			? offsetShape(target.shape, distanceM)
			: [drawCircle([0, 0], distanceM)];
		return describe(id, 'hazmat-isolation', state, distanceM, ground, reasons);
	}

	function drawDownwind(distanceM: number, reasons: Reason[]): Zone {
		const wind = findSteadyWind(situation.wind, table.values);
		const id = 'hazmat-downwind';
		if (!wind) return describe(id, id, 'contingent', distanceM, [], [sayNoWind(situation.wind)]);
		const ground = drawSquare(site, (wind.fromDeg + 180) % 360, distanceM);
		return describe(id, id, 'active', distanceM, [[ground]], reasons);
	}

	function describe(
		id: string,
		kind: Zone['kind'],
		state: Zone['state'],
		distanceM: number,
		ground: readonly PlanePolygon[],
		reasons: Reason[],
	): Zone {
		const inputs = { substance: substance.id, un: substance.un, guide: substance.guide };
		const sourced = sourceOf(site, 'A16', 'norm', inputs, []);
		return { id, kind, state, distanceM, polygons: toPolygons(site, ground), reasons, ruleId: 'A16', sourced };
	}
}

/** A square from the target's middle downwind, closed. */
function drawSquare(site: Site, towardsDeg: number, sideM: number): XY[] {
	const [ux, uy] = directionOf(towardsDeg);
	const { middle } = measureExtent(site, [ux, uy]);
	const corner = (along: number, across: number): XY => [
		middle[0] + along * ux - across * uy,
		middle[1] + along * uy + across * ux,
	];
	const half = sideM / 2;
	return [corner(0, -half), corner(sideM, -half), corner(sideM, half), corner(0, half), corner(0, -half)];
}
