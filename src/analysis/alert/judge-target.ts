import type { Finding, Target } from '../../domain/assessment.ts';
import { type Building, STOREY_HEIGHT_M } from '../../domain/building.ts';
import type { PackManifest } from '../../domain/pack/manifest.ts';
import { createComputedFinding, createSourceFinding } from './create-finding.ts';

/** Rule A1, a target: is it sure, and are its height and class known? `candidates` = how many others the point could mean. */
export function judgeTarget(manifest: PackManifest, target: Target, building: Building, candidates: number): Finding[] {
	const findings: Finding[] = [];
	const heightSource = target.sources.heightM?.source ?? building.source;
	const say = (
		severity: Finding['severity'],
		code: string,
		params: Finding['params'] = {},
		source = building.source,
	) => {
		findings.push(
			createSourceFinding(manifest, source, { ruleId: 'A1', severity, code, params, evidence: [target.id] }),
		);
	};
	if (target.match === 'near') say('attention', 'target/not-at-point', { distanceM: target.distanceM, candidates });
	else if (candidates > 0) say('attention', 'target/several-at-point', { count: candidates + 1 });
	if (target.heightM === null) say('unknown', 'target/height-unknown');
	else if (building.heightBasis === 'estimated') {
		const params = { floors: building.floors, storeyHeightM: STOREY_HEIGHT_M[building.use].heightM };
		say('note', 'target/height-estimated', params, heightSource);
	}
	if (target.codeClass === null) {
		say('unknown', 'target/class-unknown', { reason: target.sources.codeClass?.note ?? null });
	} else say('note', 'target/class', { codeClass: target.codeClass });
	return findings;
}

/** Rule A1, no target: no building at the point and none within `nearM`. */
export function judgeNoTarget(manifest: PackManifest, nowMs: number, nearM: number): Finding {
	return createComputedFinding(manifest, nowMs, {
		ruleId: 'A1',
		severity: 'unknown',
		code: 'target/none-within-reach',
		params: { nearM },
	});
}
