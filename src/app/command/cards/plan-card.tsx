import { ClipboardList } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Assessment, Target } from '../../../domain/assessment.ts';
import type { Sourced } from '../../../domain/building.ts';
import { Card } from '../../ui/card.tsx';
import { pickName } from '../../ui/format.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { ValueRow } from '../../ui/value.tsx';

const NOT_GIVEN: Sourced = { basis: 'unknown', source: 'fengtu', date: null, note: 'not-on-file' };
const CATEGORIES = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9', 'c10', 'c11'] as const;

/** Card 6: the key unit that the target is, and its pre-plan. Pre-plans are not kept yet; the card says so and pretends none. */
export function PlanCard({ assessment }: { readonly assessment: Assessment }) {
	const { t } = useTranslation();
	const { target } = assessment;
	return (
		<Card
			number={6}
			icon={ClipboardList}
			title={t('plan.region')}
			answer={t(target?.keyUnit ? 'plan.answerUnit' : 'plan.answerNone')}
		>
			<p>
				<b>{t('plan.none')}</b> <span className="dim">{t('plan.noneHint')}</span>
			</p>
			{target ? <UnitFacts target={target} /> : <p className="dim">{t('plan.noTarget')}</p>}
		</Card>
	);
}

function UnitFacts({ target }: { readonly target: Target }) {
	const { t } = useTranslation();
	const language = useLanguage();
	const { keyUnit } = target;
	if (!keyUnit) return <p className="soft">{t('plan.notUnit')}</p>;
	const category = keyUnit.category === null ? undefined : CATEGORIES[keyUnit.category - 1];
	const said = category
		? t('plan.categoryOf', { number: keyUnit.category, name: t(`plan.categories.${category}`) })
		: t('plan.categories.unknown');
	return (
		<dl className="rows">
			<ValueRow
				label={t('plan.unit')}
				value={pickName(keyUnit.name, keyUnit.nameEn, language)}
				sourced={target.sources.keyUnit ?? NOT_GIVEN}
			/>
			<div className="row">
				<dt className="row__label">{t('plan.category')}</dt>
				<dd className="row__value row__value--plain">{said}</dd>
			</div>
		</dl>
	);
}
