import { useTranslation } from 'react-i18next';
import type { Sourced } from '../../domain/building.ts';
import { sayNote } from '../i18n/say-code.ts';
import { BasisTag } from './basis-tag.tsx';
import { formatEstimated, joinQuantity, type Quantity } from './format.ts';
import { BasisButton } from './reasoning.tsx';
import { useLanguage } from './use-language.ts';
import './value.css';

interface ValueProps {
	readonly label: string;
	/** null = unknown. */
	readonly quantity: Quantity | null;
	/** Small addition after the unit, e.g. floors below ground. */
	readonly extra?: string;
	/** What to say beside the basis in place of the date. */
	readonly remark?: string;
	readonly sourced: Sourced;
}

/** One number: label, large value with unit, basis and date. Opens its reasoning. Unknown is the word, with the reason. */
export function Value({ label, quantity, extra, remark, sourced }: ValueProps) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const estimated = quantity !== null && (sourced.basis === 'estimated' || sourced.basis === 'said');
	const spoken = quantity === null ? t('value.unknown') : joinQuantity(quantity).trim();
	const under =
		quantity === null
			? sayNote(i18n, sourced.note ?? 'not-on-file')
			: (remark ?? shortDate(sourced.date) ?? t('value.undated'));
	return (
		<div className="value">
			<dt>{label}</dt>
			<dd>
				<BasisButton
					className="value__open"
					label={label}
					value={estimated ? formatEstimated(spoken, language) : spoken}
					sourced={sourced}
				>
					<span className="value__figure" data-unknown={quantity === null || undefined}>
						{estimated && <small className="about">{t('value.about')} </small>}
						{quantity === null ? (
							t('value.unknown')
						) : (
							<>
								{quantity.text}
								{quantity.unit && <small> {quantity.unit}</small>}
							</>
						)}
						{extra && <small>{extra}</small>}
					</span>
					<span className="value__basis" data-unknown={quantity === null || undefined}>
						<BasisTag basis={quantity === null ? 'unknown' : sourced.basis} />
						<span title={under}>{under}</span>
					</span>
				</BasisButton>
			</dd>
		</div>
	);
}

interface ValueRowProps {
	readonly label: string;
	/** null = unknown. */
	readonly value: string | null;
	readonly sourced: Sourced;
}

/** One fact in a row: label, value, basis and date at the right. */
export function ValueRow({ label, value, sourced }: ValueRowProps) {
	const { t, i18n } = useTranslation();
	const shown = value ?? t('value.unknown');
	return (
		<div className="row">
			<dt className="row__label">{label}</dt>
			<dd className="row__value">
				{shown} {value === null && <span className="dim">{sayNote(i18n, sourced.note ?? 'not-on-file')}</span>}
			</dd>
			<dd className="row__end">
				<BasisButton className="row-value" label={label} value={shown} sourced={sourced}>
					<BasisTag basis={value === null ? 'unknown' : sourced.basis} />
					<span>{shortDate(sourced.date)}</span>
				</BasisButton>
			</dd>
		</div>
	);
}

/** Year and month are enough beside a number; the full date is one click away. */
function shortDate(date: string | null): string | null {
	return date === null ? null : date.slice(0, 7);
}
