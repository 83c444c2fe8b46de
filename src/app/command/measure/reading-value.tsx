import { useTranslation } from 'react-i18next';
import type { MeasureResult } from '../../../domain/measure.ts';
import { findWord } from '../../i18n/say-code.ts';
import { useServices } from '../../state/services.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatError, formatMeasured, unitOf } from './format-measure.ts';
import { useSideWord } from './use-side-word.ts';

/** The number, large, with its error; under it what it was measured on and how it is told. Unknown is the word with its reason. */
export function ReadingValue({ result }: { readonly result: MeasureResult | null }) {
	const { t, i18n } = useTranslation();
	const { ui } = useServices();
	const sayside = useSideWord();
	if (!result || result.problem === 'more-points') {
		return (
			<output className="measure-value" aria-label={t('measure.live')}>
				<span className="measure-value__none">–</span>
				<small className="dim">{t(result ? 'measure.problem.more-points' : 'measure.waiting')}</small>
			</output>
		);
	}
	const { kind, value, error, problem, surface, datum, heightBasis, assumptions } = result;
	const unit = unitOf(kind);
	const quantity = value === null ? null : formatMeasured(value, unit, kind);
	const names = assumptions.map((id) => findWord(i18n, 'assumption', id) ?? id).join(t('way.comma'));
	return (
		<output className="measure-value" aria-label={t('measure.live')} aria-live="off">
			<span className="measure-value__figure">
				{quantity ? (
					<>
						{quantity.text}
						<small>{quantity.unit === '°' ? '°' : ` ${quantity.unit}`}</small>
					</>
				) : (
					<b className="measure-value__unknown">{problem && t(`measure.problem.${problem}`)}</b>
				)}
				{error !== null && value !== null && (
					<button
						type="button"
						className="measure-value__error btn--link"
						title={t('measure.errorWhy', { names })}
						onClick={() => ui.setState({ assumptions: { id: assumptions[0] ?? null } })}
					>
						{t('measure.about', { error: formatError(error, unit, value) })}
					</button>
				)}
				{heightBasis && <BasisTag basis={heightBasis} />}
			</span>
			{kind === 'bearing' && value !== null && <small>{t('measure.towards', { side: sayside(value) })}</small>}
			<small className="dim">
				{t(`measure.surface.${surface}`)} · {t(`measure.datum.${datum}`)}
			</small>
		</output>
	);
}
