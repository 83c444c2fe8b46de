import type { Aerial } from '../../../domain/alert/aerial.ts';
import { readSides } from '../../../domain/alert/side-reach.ts';
import type { Finding } from '../../../domain/assessment.ts';
import { roundTenth } from '../../measure/round.ts';
import { createRuleFindings } from '../create-finding.ts';
import type { Site } from '../site.ts';
import { countFloors, type Floors, landingHeightM } from './count-floors.ts';
import type { DescribedReach } from './describe-reach.ts';
import { type AerialFleet, reachesFloor } from './suggest-model.ts';

/** What a commander must hear of spots (A9) and reach (A10). Nothing is satisfied by an aerial that nobody sends. */
export function judgeAerial(site: Site, aerial: Aerial, fleet: AerialFleet): Finding[] {
	const suggested = aerial.appliances.find(({ model }) => model === aerial.suggestedModel);
	const shown = suggested && { ...suggested, sides: readSides(aerial, suggested) };
	const floors = site.target ? countFloors(site.target, site.table.values) : null;
	return [...judgeSpots(site, aerial), ...judgeReach(site, shown, floors, fleet)];
}

function judgeSpots(site: Site, { spots, operating }: Aerial): readonly Finding[] {
	const { findings, say } = createRuleFindings(site.manifest, site.nowMs, 'A9');
	const usable = spots.filter(({ verdict }) => verdict !== 'unusable');
	if (site.roads === null) say('unknown', 'aerial/roads-unknown', {});
	const params = { lengthM: operating.lengthM, neededM: operating.neededM };
	if (operating.verdict === 'conform') say('satisfied', 'aerial/operating-side', params);
	if (operating.verdict === 'unknown') say('unknown', 'aerial/operating-side-unsure', params);
	if (operating.verdict === 'missing') say('attention', 'aerial/no-operating-side', params);
	const inside = usable.filter(({ inCollapseZone }) => inCollapseZone === 'active');
	if (inside.length > 0) say('life', 'aerial/in-collapse-zone', { count: inside.length, total: usable.length }, inside);
	if (usable.length > 0) say('note', 'aerial/overhead-unknown', {});
	return findings;
}

function judgeReach(
	site: Site,
	shown: DescribedReach | undefined,
	floors: Floors | null,
	{ due, fleet }: AerialFleet,
): readonly Finding[] {
	const { findings, say } = createRuleFindings(site.manifest, site.nowMs, 'A10');
	const { fireFloor, wind } = site.situation;
	if (!shown) {
		say('attention', 'aerial/none', { total: site.sides.length });
		return findings;
	}
	const { model, sidesReached, topFloor, topM } = shown;
	const base = { model, sides: sidesReached, total: shown.sides.length, topM };
	if (floors === null) say('unknown', 'aerial/sides-floors-unknown', base);
	else if (topFloor === null) say('attention', 'aerial/no-floor', base);
	else {
		const isAll = shown.sides.every((side) => side.topFloor === floors.count && side.missed.length === 0);
		const isWanting = fireFloor === null && topFloor < floors.count;
		say(isAll && due.includes(model) ? 'satisfied' : isWanting ? 'attention' : 'note', 'aerial/sides', {
			...base,
			topFloor,
			floors: floors.count,
		});
	}
	if (!shown.carriesPeople) say('attention', 'aerial/stream-only', { model });
	if (floors !== null && fireFloor !== null && fireFloor >= 1 && fireFloor <= floors.count) {
		judgeFireFloor(shown, fireFloor, landingHeightM(floors, fireFloor));
	}
	const limitMps = site.table.values['aerial.windMps'];
	if (wind !== null && wind.speedMps > limitMps) {
		say('attention', 'aerial/wind', { windMps: wind.speedMps, limitMps });
	}
	return findings;

	function judgeFireFloor(reach: DescribedReach, floor: number, landingM: number): void {
		if (reachesFloor(reach, floor)) {
			const sides = reach.sides.filter(({ reached }) =>
				reached.some((run) => run.fromFloor <= floor && floor <= run.toFloor),
			);
			const params = { floor, model: reach.model, sides: sides.length };
			if (due.includes(reach.model)) say('satisfied', 'aerial/fire-floor-reached', params);
			else if (fleet.includes(reach.model)) say('note', 'aerial/fire-floor-not-sent', params);
			else say(fleet.length === 0 ? 'unknown' : 'note', 'aerial/fire-floor-catalogue', params);
			return;
		}
		const missingM = landingM - (reach.topM ?? 0);
		const params = { floor, model: reach.model, topM: reach.topM };
		if (missingM > 0) say('attention', 'aerial/fire-floor-missed', { ...params, missingM: roundTenth(missingM) });
		else say('attention', 'aerial/fire-floor-hidden', params);
	}
}
