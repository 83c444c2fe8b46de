import type { Finding } from '../../../domain/assessment.ts';
import type { PackManifest } from '../../../domain/pack/manifest.ts';
import { MAX_ROAD_DISTANCE_M } from '../../routing/road-index.ts';
import { createRuleFindings } from '../create-finding.ts';
import type { RankedStations } from './rank-stations.ts';

/**
 * Rule A4: does the first engine come within `limitS` of the order (GB 51080-2015 and 建标 152-2017 lay stations out for 5 minutes), and has
 * every listed station a way?
 */
export function judgeStations(
	manifest: PackManifest,
	nowMs: number,
	{ routes, onFile, isRoadMissing }: RankedStations,
	limitS: number,
): readonly Finding[] {
	const { findings, say } = createRuleFindings(manifest, nowMs, 'A4');
	if (onFile === 0) {
		say('unknown', 'stations/none-on-file', {});
		return findings;
	}
	const [first] = routes;
	if (first && first.arrivalS !== null) {
		const params = { arrivalS: first.arrivalS, limitS, stationId: first.id };
		if (first.arrivalS <= limitS) say('satisfied', 'stations/first-within-5-min', params, [first]);
		else say('attention', 'stations/first-beyond-5-min', params, [first]);
	}
	const without = routes.filter(({ arrivalS }) => arrivalS === null);
	if (isRoadMissing) say('attention', 'stations/no-road-near', { withinM: MAX_ROAD_DISTANCE_M.value });
	else if (without.length > 0) say('attention', 'stations/no-route', { count: without.length }, without);
	return findings;
}
