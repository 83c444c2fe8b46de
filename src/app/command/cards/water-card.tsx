import { Droplet, Droplets } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Supply } from '../../../domain/alert/supply.ts';
import type { Assessment } from '../../../domain/assessment.ts';
import { Card } from '../../ui/card.tsx';
import { FindingList } from '../../ui/finding-list.tsx';
import { findFailedPart, findFindings } from '../../ui/finding-row.tsx';
import { formatFlow, joinQuantity } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { FailedPart } from './failed-part.tsx';
import { WaterBalance } from './water-balance.tsx';
import { WaterBar } from './water-bar.tsx';
import { WaterNeeds } from './water-needs.tsx';
import { WaterRows } from './water-rows.tsx';
import { KnownFlows, SupplyValues } from './water-values.tsx';
import './lists.css';
import './water-card.css';

/** What a press opens under the bar, one at a time. */
const PARTS = ['sources', 'methods', 'overTime'] as const;
type OpenPart = (typeof PARTS)[number];

/** Findings that the values, the bar and the rows say. */
const SAID_BY_THE_BAR = new Set([
	'water/enough',
	'water/need-unknown',
	'water/hydrant-within-150',
	'water/relay-needed',
]);

/**
 * Card 3: the water there is against the water needed, the nearest source by its hose, and on one press each: every source with its hose, the
 * need by other methods, the balance over time. None is a result. Records without a supply (older ones) show what lies near.
 */
export function WaterCard({ assessment }: { readonly assessment: Assessment }) {
	const { t } = useTranslation();
	const { water, supply, findings } = assessment;
	const failed = findFailedPart(findings, 'water');
	const told = findFindings(findings, 'water').filter(({ code }) => !SAID_BY_THE_BAR.has(code));
	return (
		<Card number={3} icon={Droplet} title={t('water.region')} answer={useAnswer(assessment)}>
			{failed && <FailedPart finding={failed} />}
			<FindingList findings={told} />
			{water.length > 0 &&
				(supply ? <SupplyBody assessment={assessment} supply={supply} /> : <NearOnly assessment={assessment} />)}
			{water.length === 0 && !failed && (
				<EmptyState
					icon={Droplets}
					title={t('water.none')}
					hint={t(assessment.place === 'outside-city' ? 'target.outsideHint' : 'water.noneHint')}
				/>
			)}
		</Card>
	);
}

/** Enough or not in one line; of an older record how many sources there are. */
function useAnswer({ water, supply }: Assessment): string | false {
	const { t } = useTranslation();
	if (water.length === 0) return false;
	const { availableLps = null, neededLps = null } = supply ?? {};
	const available = availableLps !== null && joinQuantity(formatFlow(availableLps));
	const needed = neededLps !== null && joinQuantity(formatFlow(neededLps));
	if (available && needed) return t('supply.answerBoth', { available, needed });
	if (available) return t('supply.answerAvailable', { available });
	if (needed) return t('supply.answerNeeded', { needed });
	return t('water.answer', { total: water.length, ok: water.filter(({ state }) => state === 'ok').length });
}

function SupplyBody({ assessment, supply }: { readonly assessment: Assessment; readonly supply: Supply }) {
	const { t } = useTranslation();
	const [open, setOpen] = useState<OpenPart | null>(null);
	return (
		<>
			<SupplyValues assessment={assessment} supply={supply} />
			<WaterBar supply={supply} water={assessment.water} />
			<div className="card__more card__extra">
				{PARTS.map((part) => (
					<button
						key={part}
						type="button"
						className="btn btn--link"
						aria-expanded={open === part}
						onClick={() => setOpen(open === part ? null : part)}
					>
						{t(`supply.${part}`, { count: supply.sources.length })}
					</button>
				))}
			</div>
			{open === 'sources' && <WaterRows water={assessment.water} supply={supply} />}
			{open === 'methods' && <WaterNeeds supply={supply} />}
			{open === 'overTime' && <WaterBalance supply={supply} assessment={assessment} />}
		</>
	);
}

function NearOnly({ assessment }: { readonly assessment: Assessment }) {
	const { t } = useTranslation();
	const { water } = assessment;
	return (
		<>
			{!water.some(({ kind }) => kind.startsWith('hydrant')) && (
				<p>
					<b>{t('water.noHydrant')}</b> <span className="soft">{t('water.noHydrantHint')}</span>
				</p>
			)}
			<KnownFlows assessment={assessment} />
			<WaterRows water={water} supply={null} />
		</>
	);
}
