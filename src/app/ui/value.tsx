import { useTranslation } from 'react-i18next';
import type { Sourced } from '../../domain/building.ts';
import { sayNote } from '../i18n/say-code.ts';
import { BasisTag } from './basis-tag.tsx';
import { formatEstimated, joinQuantity, type Quantity } from './format.ts';
import { BasisButton, type Reasoned, useReasoning } from './reasoning.tsx';
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
	/** Other sources' values as shown; given where `sourced.others` may be. */
	readonly sayOther?: SayOther;
	/** As in Reasoned. */
	readonly geometry?: Reasoned['geometry'];
}

/** A value of another source as it is shown: '21.3 m', '砖混'. */
export type SayOther = (value: number | string) => string;

/** One number: label, large value with unit, basis and date. Opens its reasoning. Unknown is the word, with the reason. */
export function Value({ label, quantity, extra, remark, sourced, sayOther, geometry }: ValueProps) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const estimated = quantity !== null && (sourced.basis === 'estimated' || sourced.basis === 'said');
	const spoken = quantity === null ? t('value.unknown') : joinQuantity(quantity).trim();
	const under =
		quantity === null
			? sayNote(i18n, sourced.note ?? 'not-on-file')
			: (remark ?? joinSource(sourced, shortDate(sourced.date) ?? t('value.undated')));
	return (
		<div className="value">
			<dt>{label}</dt>
			<dd>
				<BasisButton
					className="text-btn value__open"
					label={label}
					value={estimated ? formatEstimated(spoken, language) : spoken}
					sourced={sourced}
					geometry={geometry}
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
				<Others sourced={sourced} sayOther={sayOther} />
			</dd>
		</div>
	);
}

/** Where sources disagree, whose value is shown belongs beside it. */
function joinSource({ source, others }: Sourced, date: string): string {
	return others ? `${source} · ${date}` : date;
}

/** What other sources say that contradicts the value above: a small line each. */
function Others({ sourced, sayOther = String }: { sourced: Sourced; sayOther?: SayOther }) {
	const { t } = useTranslation();
	const { findSource } = useReasoning();
	if (!sourced.others) return null;
	return (
		<ul className="others" aria-label={t('value.others')}>
			{sourced.others.map(({ value, source }) => (
				<li key={source} title={findSource(source)?.title ?? source}>
					{t('value.other', { source, value: sayOther(value) })}
				</li>
			))}
		</ul>
	);
}

interface ValueRowProps {
	readonly label: string;
	/** null = unknown. */
	readonly value: string | null;
	readonly sourced: Sourced;
	/** As in ValueProps. */
	readonly sayOther?: SayOther;
	readonly geometry?: Reasoned['geometry'];
}

/** One fact in a row: label, value, basis and date at the right. */
export function ValueRow({ label, value, sourced, sayOther, geometry }: ValueRowProps) {
	const { t, i18n } = useTranslation();
	const shown = value ?? t('value.unknown');
	const why = value === null ? sayNote(i18n, sourced.note ?? 'not-on-file') : undefined;
	return (
		<div className="row">
			<dt className="row__label">{label}</dt>
			<dd className="row__value" title={why}>
				{shown} {why !== undefined && <span className="dim">{why}</span>}
				<Others sourced={sourced} sayOther={sayOther} />
			</dd>
			<dd className="row__end">
				<BasisButton className="row-value" label={label} value={shown} sourced={sourced} geometry={geometry}>
					<BasisTag basis={value === null ? 'unknown' : sourced.basis} />
					<span>{joinSource(sourced, shortDate(sourced.date) ?? '')}</span>
				</BasisButton>
			</dd>
		</div>
	);
}

/** Year and month are enough beside a number; the full date is one click away. */
function shortDate(date: string | null): string | null {
	return date === null ? null : date.slice(0, 7);
}
