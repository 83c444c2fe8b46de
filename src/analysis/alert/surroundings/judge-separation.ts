import type { Finding, Neighbour, Target } from '../../../domain/assessment.ts';
import type { PackManifest } from '../../../domain/pack/manifest.ts';
import { createRuleFindings } from '../create-finding.ts';

/** Neighbours that a finding names. */
const NAMED = 3;

/** Rule A6: which neighbours stand nearer than they should, and of which can it not be told? One finding each. */
export function judgeSeparation(
	manifest: PackManifest,
	nowMs: number,
	target: Target,
	neighbours: readonly Neighbour[],
): readonly Finding[] {
	const { findings, say } = createRuleFindings(manifest, nowMs, 'A6');
	const short = neighbours
		.filter(({ separation }) => (separation?.deficitM ?? 0) > 0)
		.sort((a, b) => (b.separation?.deficitM ?? 0) - (a.separation?.deficitM ?? 0) || a.fid - b.fid);
	const [worst] = short;
	if (worst) {
		const params = { count: short.length, gapM: worst.gapM, requiredM: worst.separation?.requiredM ?? null };
		say('attention', 'separation/short', params, short.slice(0, NAMED));
		if (target.codeClass === 'super-high') say('note', 'separation/no-reduction', {}, [target]);
	}
	const asked = neighbours.filter(({ separation }) => separation !== null);
	const unknown = asked.filter(({ separation }) => separation?.requiredM === null);
	if (unknown.length > 0) {
		say('unknown', 'separation/unknown', { count: unknown.length, total: asked.length }, unknown.slice(0, NAMED));
	}
	if (asked.length > 0 && short.length === 0 && unknown.length === 0) {
		say('satisfied', 'separation/kept', { count: asked.length });
	}
	return findings;
}
