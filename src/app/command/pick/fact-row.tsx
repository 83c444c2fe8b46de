import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** One fact without a basis of its own: label and value; null is the word for unknown, with the reason. */
export function FactRow({
	label,
	value,
	reason,
}: {
	readonly label: string;
	readonly value: ReactNode;
	readonly reason?: string;
}) {
	const { t } = useTranslation();
	return (
		<div className="row">
			<dt className="row__label">{label}</dt>
			<dd className="row__value">
				{value ?? (
					<>
						{t('value.unknown')} <span className="dim">{reason ?? t('value.noReason')}</span>
					</>
				)}
			</dd>
		</div>
	);
}

/** Names the source that all facts of a card come from, and its date. */
export function SourceLine({ title, date }: { readonly title: string; readonly date: string | null }) {
	const { t } = useTranslation();
	return (
		<p className="dim">
			{t('value.source')} {title} · {date ?? t('value.undated')}
		</p>
	);
}
