import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../domain/assessment.ts';
import { FindingRow } from './finding-row.tsx';

const SEVERITIES = ['life', 'attention', 'unknown', 'note', 'satisfied'] as const;

interface FindingListProps {
	/** Gravest first. */
	readonly findings: readonly Finding[];
	/** Codes of those that stand open before others of their severity. */
	readonly lead?: ReadonlySet<string>;
}

/**
 * What the rules say in one card, gravest first: every danger to life and the first that needs attention stand open, the rest is a count
 * that opens.
 */
export function FindingList({ findings, lead }: FindingListProps) {
	const { t } = useTranslation();
	const [isOpen, setIsOpen] = useState(false);
	const attention = findings.filter(({ severity }) => severity === 'attention');
	const first = attention.find(({ code }) => lead?.has(code)) ?? attention[0];
	const shown = findings.filter((finding) => isOpen || finding.severity === 'life' || finding === first);
	const rest = findings.filter((finding) => finding.severity !== 'life' && finding !== first);
	const counts = SEVERITIES.flatMap((severity) => {
		const count = rest.filter((finding) => finding.severity === severity).length;
		return count === 0 ? [] : [`${t(`codes.severity.${severity}`)} ${count}`];
	});
	if (findings.length === 0) return null;
	const isGood = rest.every(({ severity }) => severity === 'satisfied' || severity === 'note');
	return (
		<div className={shown.length === 0 && isGood ? 'findings card__extra' : 'findings'}>
			{shown.map((finding) => (
				<FindingRow key={`${finding.code} ${finding.evidence.join()}`} finding={finding} />
			))}
			{rest.length > 0 && (
				<button
					type="button"
					className={isGood ? 'btn btn--link findings__rest card__extra' : 'btn btn--link findings__rest'}
					aria-expanded={isOpen}
					onClick={() => setIsOpen(!isOpen)}
				>
					{isOpen ? t('finding.fewer') : t('finding.rest', { counts: counts.join(' · ') })}
				</button>
			)}
		</div>
	);
}
