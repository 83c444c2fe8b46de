import type { Assessment, Neighbour, Target } from '../../domain/assessment.ts';
import type { Place } from '../../domain/place.ts';
import { findInnerPoint } from '../measure/inner-point.ts';
import { roundCm } from '../measure/round.ts';
import { describeTarget } from './describe-target.ts';
import type { TargetCandidate } from './find-target.ts';
import { judgeSurroundings } from './judge-surroundings.ts';
import { judgeNoTarget, judgeTarget } from './judge-target.ts';
import { listSurroundings } from './list-surroundings.ts';
import { boxAroundTarget, boxInDegrees } from './place-box.ts';
import type { Part, Site } from './site.ts';
import { judgeSeparation } from './surroundings/judge-separation.ts';
import { judgeSides } from './target/describe-sides.ts';

/** What the buildings of a place are. */
export interface AssessedTarget {
	readonly target: Target | null;
	readonly candidates: Assessment['candidates'];
	readonly surroundings: Neighbour[];
}

/** Rules A1, A2, A6 and A7: which building is meant, its facts and sides, and what stands round it. `candidates`: what else it could be. */
export function assessTarget(
	site: Site,
	candidates: readonly TargetCandidate[],
	keyUnits: readonly Place[],
): Part<AssessedTarget> {
	const { target: found, manifest, nowMs } = site;
	const { values } = site.table;
	const radiusM = values['surroundings.radiusM'];
	const touchingM = values['surroundings.touchingM'];
	const surroundings = listSurroundings(site);
	const target = found ? describeTarget(site, found, keyUnits) : null;
	return {
		value: { target, surroundings, candidates: candidates.map((other) => describeCandidate(site, other)) },
		findings: [
			...(found && target
				? judgeTarget(manifest, target, found.building, candidates.length)
				: [judgeNoTarget(manifest, nowMs, values['target.nearM'])]),
			...judgeSurroundings(manifest, nowMs, surroundings, {
				radiusM,
				touchingM,
				fromTarget: found !== undefined,
				isBeyondData: isBeyondData(site, radiusM),
			}),
			...(target ? judgeSeparation(manifest, nowMs, target, surroundings) : []),
			...(target ? judgeSides(site, target.sides) : []),
		],
	};
}

/** Whether the data end within a radius of the target. */
function isBeyondData({ manifest, plane, target }: Site, radiusM: number): boolean {
	const [west, south, east, north] = boxInDegrees(plane, boxAroundTarget(target, radiusM));
	const [fromLon, fromLat, toLon, toLat] = manifest.bounds;
	return west < fromLon || south < fromLat || east > toLon || north > toLat;
}

function describeCandidate({ plane }: Site, { building, shape, distanceM }: TargetCandidate) {
	const [lon, lat] = plane.toLonLat(findInnerPoint(shape));
	return { id: building.id, fid: building.fid, name: building.name, distanceM: roundCm(distanceM), lon, lat };
}
