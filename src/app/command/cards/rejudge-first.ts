import type { Finding } from '../../../domain/assessment.ts';
import { judgeFirstArrival } from '../../../domain/judge-first-arrival.ts';
import type { Way } from '../../state/way.ts';

const FIRST_CODES: ReadonlySet<string> = new Set(['stations/first-within-5-min', 'stations/first-beyond-5-min']);

/**
 * The findings of an assessment with rule A4's first arrival judged anew over ways that were found since; where none of them arrives,
 * it says nothing. `packVersion`: of the roads they run on.
 */
export function rejudgeFirst(findings: readonly Finding[], ways: readonly Way[], packVersion: string): Finding[] {
	const others = findings.filter(({ code }) => !FIRST_CODES.has(code));
	const first = ways.find(({ arrivalS }) => arrivalS !== null);
	if (!first || first.arrivalS === null) return others;
	const stationId = first.id.slice(first.id.indexOf('/') + 1);
	const judged: Finding = {
		ruleId: 'A4',
		...judgeFirstArrival(first.arrivalS, stationId),
		evidence: [stationId],
		basis: { source: 'fengtu', version: packVersion, observedAtMs: first.departAtMs },
	};
	return [judged, ...others];
}
