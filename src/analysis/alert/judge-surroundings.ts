import type { Finding, Neighbour } from '../../domain/assessment.ts';
import type { PackManifest } from '../../domain/pack/manifest.ts';
import { createRuleFindings } from './create-finding.ts';

/**
 * Rule A2: do neighbours touch the target, and are their heights known? `fromTarget`: gaps were measured from a target's wall; `isBeyondData`:
 * the radius leaves the pack's bounds.
 */
export function judgeSurroundings(
	manifest: PackManifest,
	nowMs: number,
	neighbours: readonly Neighbour[],
	{
		radiusM,
		touchingM,
		fromTarget,
		isBeyondData,
	}: { radiusM: number; touchingM: number; fromTarget: boolean; isBeyondData: boolean },
): readonly Finding[] {
	const { findings, say } = createRuleFindings(manifest, nowMs, 'A2');
	if (isBeyondData) say('unknown', 'surroundings/beyond-data', { radiusM });
	else if (neighbours.length === 0) say('satisfied', 'surroundings/none', { radiusM });
	const touching = fromTarget ? neighbours.filter(({ gapM }) => gapM < touchingM) : [];
	if (touching.length > 0) say('attention', 'surroundings/touching', { count: touching.length }, touching);
	const unknown = neighbours.filter(({ heightM }) => heightM === null);
	if (unknown.length > 0) {
		say('unknown', 'surroundings/height-unknown', { count: unknown.length, total: neighbours.length }, unknown);
	}
	return findings;
}
