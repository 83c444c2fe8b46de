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

/** Findings of one rule as they are said, in order. */
export interface RuleFindings {
	readonly findings: readonly Finding[];
	/** `of`: the ids that show it. */
	say(
		severity: Finding['severity'],
		code: string,
		params: Finding['params'],
		of?: readonly { readonly id: string }[],
	): void;
}

/** Collects what one rule says of the whole pack at `nowMs`. */
export function createRuleFindings(manifest: PackManifest, nowMs: number, ruleId: string): RuleFindings {
	const findings: Finding[] = [];
	return {
		findings,
		say(severity, code, params, of = []) {
			const evidence = of.map(({ id }) => id);
			findings.push(createComputedFinding(manifest, nowMs, { ruleId, severity, code, params, evidence }));
		},
	};
}
