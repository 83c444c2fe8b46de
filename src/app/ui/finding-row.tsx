import { Check, CircleHelp, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AssessmentPart } from '../../domain/alert/assessment-part.ts';
import type { Finding } from '../../domain/assessment.ts';
import { findWord, sayFinding } from '../i18n/say-code.ts';
import './finding-row.css';

const ICONS = {
	life: OctagonAlert,
	attention: TriangleAlert,
	unknown: CircleHelp,
	note: Info,
	satisfied: Check,
} as const;
const ORDER = ['life', 'attention', 'unknown', 'note', 'satisfied'] as const;

/** Findings that a card says itself, by its values or its empty state. */
const SAID_BY_THE_CARD = new Set([
	'target/outside-city',
	'target/none-within-reach',
	'target/not-at-point',
	'target/height-unknown',
	'target/height-estimated',
	'target/class',
	'target/class-unknown',
	'surroundings/none',
	'water/none',
	'water/state-unknown',
	'water/flow-unknown',
	'stations/none-on-file',
]);

/** First parts of the codes of findings: which rules they come from. */
export type FindingArea =
	| 'target'
	| 'sides'
	| 'surroundings'
	| 'separation'
	| 'exposures'
	| 'zones'
	| 'aerial'
	| 'supply'
	| 'water'
	| 'stations'
	| 'force';

/** The findings of some areas, gravest first, without those the card says itself. */
export function findFindings(findings: readonly Finding[], ...areas: readonly FindingArea[]): Finding[] {
	return findings
		.filter(({ code }) => areas.some((area) => code.startsWith(`${area}/`)) && !SAID_BY_THE_CARD.has(code))
		.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

/**
 * The finding that says a part could not be read or reckoned; then its card is neither empty nor zero, but failed. Of several parts the
 * first one named: the others mostly follow from it.
 */
export function findFailedPart(findings: readonly Finding[], ...parts: readonly AssessmentPart[]): Finding | undefined {
	const failed = findings.filter(({ code }) => code === 'part/failed');
	for (const part of parts) {
		const found = failed.find(({ params }) => params.part === part);
		if (found) return found;
	}
	return undefined;
}

/** What a rule says: severity as shape, one sentence with the number, the clause, the rule. */
export function FindingRow({ finding }: { readonly finding: Finding }) {
	const { t, i18n } = useTranslation();
	const Icon = ICONS[finding.severity];
	const detail = findWord(i18n, 'findingDetail', finding.code);
	const grave = finding.severity === 'life' || finding.severity === 'attention';
	const rule = t('finding.rule', { ruleId: finding.ruleId });
	return (
		<div className="finding" data-severity={finding.severity} data-code={finding.code}>
			<Icon size={16} strokeWidth={1.75} role="img" aria-label={t(`codes.severity.${finding.severity}`)} />
			<div>
				<b>{sayFinding(i18n, finding)}</b>
				{grave && detail && <p>{detail}</p>}
			</div>
			<span className="finding__rule" title={detail ? `${rule} · ${detail}` : rule}>
				{finding.ruleId}
			</span>
		</div>
	);
}
