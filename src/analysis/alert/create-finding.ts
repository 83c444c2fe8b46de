import type { Finding } from '../../domain/assessment.ts';
import type { PackManifest } from '../../domain/pack/manifest.ts';

/** What a rule says, before it is told where the data came from. */
export type RuleWords = Pick<Finding, 'ruleId' | 'severity' | 'code'> & Partial<Pick<Finding, 'params' | 'evidence'>>;

/** A finding on the data of one source of the pack; its age is the source's date, null when the source gives none. */
export function createSourceFinding(manifest: PackManifest, sourceKey: string, words: RuleWords): Finding {
	const date = manifest.sources.find(({ key }) => key === sourceKey)?.date;
	const observedAtMs = date ? Date.parse(date) : Number.NaN;
	return {
		params: {},
		evidence: [],
		...words,
		basis: {
			source: sourceKey,
			version: manifest.version,
			observedAtMs: Number.isNaN(observedAtMs) ? null : observedAtMs,
		},
	};
}

/** A finding that we computed from the whole pack at `nowMs`. */
export function createComputedFinding(manifest: PackManifest, nowMs: number, words: RuleWords): Finding {
	return {
		params: {},
		evidence: [],
		...words,
		basis: { source: 'fengtu', version: manifest.version, observedAtMs: nowMs },
	};
}
