import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackSource } from '../../../domain/pack/manifest.ts';
import { SERVICE_SOURCE } from '../../../domain/records/lay-records.ts';

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

/** Names the source of a thing of the pack, or that the service recorded it. */
export function PackSourceLine({
	source,
	sources,
}: {
	/** Key, as the thing has it. */
	readonly source: string;
	readonly sources: readonly PackSource[];
}) {
	const { t } = useTranslation();
	const found = sources.find(({ key }) => key === source);
	const title = source === SERVICE_SOURCE ? t('pick.ownRecord') : (found?.title ?? source);
	return <SourceLine title={title} date={found?.date ?? null} />;
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
