import type { Reason } from '../../../domain/alert/shapes.ts';
import type { Zone } from '../../../domain/alert/zones.ts';
import type { BuildingStructure } from '../../../domain/building.ts';
import type { AssumptionId } from '../../../domain/service/assumptions.ts';
import { roundTenth } from '../../measure/round.ts';
import { createRuleFindings } from '../create-finding.ts';
import type { Part, Site } from '../site.ts';
import { because, sourceOf, toPolygons } from './describe-zone.ts';
import { offsetShape } from './offset-shape.ts';

/** Types that fail early as a whole; of steel it is not on file whether it is protected, so it is taken not to be. */
const WEAK: readonly BuildingStructure[] = ['brick-timber', 'steel', 'portal-steel', 'shed'];
const STEEL: readonly BuildingStructure[] = ['steel', 'portal-steel'];

/**
 * Rule A14: how far from the walls may the building come down, by its type? 1.5 x height round all walls for every type; for frames and
 * brick walls also what falls off the facade. Contingent until the fire is fought from outside (`situation.defensive`): then active.
 * Height unknown: the zone without distance and ground, with the reason. Structure unknown: the collapse zone by height, and no facade zone.
 */
export function listCollapseZones(site: Site): Part<Zone[]> {
	const { target, situation, manifest, nowMs, table } = site;
	if (!target) return { value: [], findings: [] };
	const { heightM, structure, id } = target.building;
	const { values } = table;
	const isWeak = WEAK.includes(structure);
	const { findings, say } = createRuleFindings(manifest, nowMs, 'A14');
	const reasons: Reason[] = [];
	if (heightM === null) reasons.push(because('zone/height-unknown'));
	if (structure === 'unknown') reasons.push(because('zone/structure-unknown'));
	else if (STEEL.includes(structure))
		reasons.push(because('collapse/steel', { minutes: values['collapse.steelLossMin'] }));
	else if (isWeak) reasons.push(because(`collapse/${structure}`));
	else reasons.push(because('collapse/local-first', { minutes: values['collapse.escalateMin'] }));
	if (situation.defensive) reasons.push(because('zone/defensive'));
	const collapseM = heightM && roundTenth(values['collapse.heightFactor'] * heightM);
	const zones = [draw('collapse', collapseM, reasons, listFigures(structure))];
	if (!isWeak) {
		const fallM =
			heightM === null || structure === 'unknown'
				? null
				: roundTenth(Math.max(values['facade.leastM'], values['facade.heightFactor'] * heightM));
		const why = because(structure === 'unknown' ? 'facade/structure-unknown' : 'facade/glass');
		const fallReasons = heightM === null ? [because('zone/height-unknown')] : [why];
		if (situation.defensive) fallReasons.push(because('zone/defensive'));
		zones.push(draw('facade-fall', fallM, fallReasons, ['facade.heightFactor', 'facade.leastM']));
	}
	if (isWeak && situation.type === 'fire') {
		const params = {
			structure,
			collapseM,
			minutes: STEEL.includes(structure) ? values['collapse.steelLossMin'] : null,
		};
		say('life', params.minutes === null ? 'zones/weak-structure' : 'zones/steel-structure', params, [{ id }]);
	}
	return { value: zones, findings };

	function draw(
		kind: 'collapse' | 'facade-fall',
		distanceM: number | null,
		reasons: Reason[],
		assumptions: readonly AssumptionId[],
	): Zone {
		return {
			id: kind,
			kind,
			state: situation.defensive && distanceM !== null ? 'active' : 'contingent',
			distanceM,
			polygons: distanceM === null || !target ? [] : toPolygons(site, offsetShape(target.shape, distanceM)),
			reasons,
			ruleId: 'A14',
			sourced: sourceOf(
				site,
				'A14',
				distanceM === null ? 'unknown' : 'estimated',
				{
					heightM,
					structure,
					factor: kind === 'collapse' ? values['collapse.heightFactor'] : values['facade.heightFactor'],
				},
				assumptions,
			),
		};
	}
}

function listFigures(structure: BuildingStructure): readonly AssumptionId[] {
	if (STEEL.includes(structure)) return ['collapse.heightFactor', 'collapse.steelLossMin'];
	return WEAK.includes(structure) ? ['collapse.heightFactor'] : ['collapse.heightFactor', 'collapse.escalateMin'];
}
