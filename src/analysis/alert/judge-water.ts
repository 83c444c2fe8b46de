import type { Finding, WaterInReach } from '../../domain/assessment.ts';
import type { PackManifest } from '../../domain/pack/manifest.ts';
import { createRuleFindings } from './create-finding.ts';

/**
 * Rule A3: is there water that can be used, a hydrant near enough (`limitM`, the protection radius
 * of a municipal hydrant, GB 50974-2014 7.2.5), and is its state known? `radiusM` is what was searched.
 */
export function judgeWater(
	manifest: PackManifest,
	nowMs: number,
	water: readonly WaterInReach[],
	{ radiusM, limitM }: { radiusM: number; limitM: number },
): readonly Finding[] {
	const { findings, say } = createRuleFindings(manifest, nowMs, 'A3');
	if (water.length === 0) {
		say('attention', 'water/none', { radiusM });
		return findings;
	}
	const usable = water.filter(({ state }) => state !== 'faulty');
	if (usable.length === 0) say('attention', 'water/none-usable', { count: water.length, radiusM }, water);
	const hydrants = usable.filter(({ kind }) => kind === 'hydrant' || kind === 'hydrant-underground');
	const within = hydrants.filter(({ distanceM }) => distanceM <= limitM);
	const nearest = { limitM, nearestM: hydrants[0]?.distanceM ?? null };
	if (within.length === 0) say('attention', 'water/no-hydrant-within-150', nearest, hydrants.slice(0, 1));
	else {
		const severity = within.some(({ state }) => state === 'ok') ? 'satisfied' : 'unknown';
		say(severity, 'water/hydrant-within-150', { ...nearest, count: within.length }, within);
	}
	const stateUnknown = water.filter(({ state }) => state === 'unknown');
	if (stateUnknown.length > 0) {
		say('unknown', 'water/state-unknown', { count: stateUnknown.length, total: water.length }, stateUnknown);
	}
	const flowUnknown = water.filter(({ flowLps }) => flowLps === null);
	if (flowUnknown.length > 0) {
		say('unknown', 'water/flow-unknown', { count: flowUnknown.length, total: water.length }, flowUnknown);
	}
	return findings;
}
