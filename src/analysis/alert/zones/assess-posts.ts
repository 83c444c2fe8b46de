import type { Aerial } from '../../../domain/alert/aerial.ts';
import type { Zone, Zones } from '../../../domain/alert/zones.ts';
import { createRuleFindings } from '../create-finding.ts';
import type { Part, Site } from '../site.ts';
import { listGroundPosts } from './ground-posts.ts';
import { layZones } from './post-places.ts';
import { findOrbit, listUavPosts } from './uav-posts.ts';
import { findSteadyWind, measureTurnDeg } from './wind-side.ts';

/** Rule A17: where to command, wait and look from, outside what rules A14 to A16 keep one out of, and which side lies upwind. */
export function assessPosts(site: Site, zones: readonly Zone[], aerial: Aerial | null): Part<Omit<Zones, 'zones'>> {
	const { manifest, nowMs, situation, table, roads } = site;
	const { findings, say } = createRuleFindings(manifest, nowMs, 'A17');
	const grounds = layZones(site, zones);
	const posts = listGroundPosts(site, grounds, aerial);
	const has = (kind: 'command' | 'staging') => posts.some((post) => post.kind === kind);
	if (roads && !has('command')) say('attention', 'zones/no-command-post', { withinM: site.reachM });
	else if (roads && !has('staging')) say('attention', 'zones/no-staging', { withinM: site.reachM });
	const wind = findSteadyWind(situation.wind, table.values);
	return {
		value: {
			posts: [...posts, ...listUavPosts(site)],
			upwindDeg: wind?.fromDeg ?? null,
			upwindSideId: wind && findUpwindSide(site, wind.fromDeg),
			orbit: findOrbit(site),
		},
		findings,
	};
}

/** The side that looks most into the wind; of two alike the longer one. */
function findUpwindSide({ sides }: Site, fromDeg: number): string | null {
	let best: string | null = null;
	let leastDeg = Number.POSITIVE_INFINITY;
	for (const { id, bearingDeg } of sides) {
		const turnDeg = measureTurnDeg(fromDeg, bearingDeg);
		if (turnDeg >= leastDeg - 1e-6) continue;
		leastDeg = turnDeg;
		best = id;
	}
	return best;
}
