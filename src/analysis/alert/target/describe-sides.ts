import type { TargetSide } from '../../../domain/alert/sides.ts';
import type { Finding } from '../../../domain/assessment.ts';
import type { XY } from '../../../domain/geo/local-plane.ts';
import { E7 } from '../../../domain/geo/lon-lat.ts';
import type { BuildingSide } from '../../../domain/route.ts';
import type { AssumptionId } from '../../../domain/service/assumptions.ts';
import { roundCm, roundTenth } from '../../measure/round.ts';
import { createRuleFindings } from '../create-finding.ts';
import type { Site } from '../site.ts';
import { findSideAccess } from './find-side-access.ts';
import { measureClearWidth } from './measure-clear-width.ts';

const FACINGS: readonly BuildingSide[] = ['north', 'east', 'south', 'west'];
/** What rule A7 reckons with. */
export const CLEAR_WIDTH_ASSUMPTIONS: readonly AssumptionId[] = ['side.sampleM', 'side.searchM'];
export const ACCESS_ASSUMPTIONS: readonly AssumptionId[] = [
	'access.withinM',
	'access.laneWidthM',
	'access.estimatedMarginM',
];

/** Rule A7: the sides of the target, how much room is before each, and whether a fire engine can come to it. */
export function describeSides(site: Site): TargetSide[] {
	const { values } = site.table;
	const search = { sampleM: values['side.sampleM'], searchM: values['side.searchM'] };
	const limits = {
		withinM: values['access.withinM'],
		laneWidthM: values['access.laneWidthM'],
		estimatedMarginM: values['access.estimatedMarginM'],
	};
	return site.sides.map((side) => {
		const { clearWidthM, blockedBy } = measureClearWidth(site, side, search);
		const access = findSideAccess(site, side, limits);
		return {
			id: side.id,
			line: side.line.map((xy) => toPosition(site, xy)),
			lengthM: roundCm(side.lengthM),
			bearingDeg: roundTenth(side.bearingDeg) % 360,
			facing: FACINGS[Math.round(side.bearingDeg / 90) % 4] as BuildingSide,
			clearWidthM: clearWidthM === null ? null : roundCm(clearWidthM),
			searchM: search.searchM,
			blockedBy,
			access,
		};
	});
}

/** Rule A7: how many sides can a fire engine come to? */
export function judgeSides({ manifest, nowMs, target }: Site, sides: readonly TargetSide[]): readonly Finding[] {
	const { findings, say } = createRuleFindings(manifest, nowMs, 'A7');
	if (!target || sides.length === 0) return findings;
	const of = [target.building];
	const count = (verdict: TargetSide['access']['verdict']) =>
		sides.filter(({ access }) => access.verdict === verdict).length;
	const params = { reached: count('reached'), tight: count('tight'), total: sides.length };
	if (count('unknown') > 0) say('unknown', 'sides/access-unknown', { total: sides.length }, of);
	else if (params.reached === 0) say('attention', 'sides/none-reached', params, of);
	else if (params.reached < sides.length) say('note', 'sides/some-reached', params, of);
	else say('satisfied', 'sides/all-reached', params, of);
	return findings;
}

function toPosition({ plane }: Site, xy: XY): [number, number] {
	const [lon, lat] = plane.toLonLat(xy);
	return [Math.round(lon * E7) / E7, Math.round(lat * E7) / E7];
}
