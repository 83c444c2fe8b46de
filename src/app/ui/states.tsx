import { type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './states.css';

interface EmptyStateProps {
	readonly icon: LucideIcon;
	/** The result, as a sentence. */
	readonly title: string;
	/** Why it is a result and no fault, or the next step. */
	readonly hint?: string;
	readonly children?: ReactNode;
}

/** "Nothing there" as a result, with what to do next. */
export function EmptyState({ icon: Icon, title, hint, children }: EmptyStateProps) {
	return (
		<div className="state">
			<Icon size={20} strokeWidth={1.75} aria-hidden />
			<b>{title}</b>
			{hint && <p>{hint}</p>}
			{children && <div className="state__actions">{children}</div>}
		</div>
	);
}

/** Grey bars in place of a card's body; they appear after 300 ms. */
export function Skeleton({ label }: { readonly label: string }) {
	return (
		<div className="skeleton" role="status" aria-label={label}>
			<i />
			<i />
			<i />
		</div>
	);
}

interface NoticeProps {
	readonly title: string;
	/** Where, what was found, what was expected. */
	readonly detail?: string;
	/** `area/what`, so that it can be told over the radio. */
	readonly code?: string;
	readonly children?: ReactNode;
}

/** Something failed or needs attention: what, why, the code, and what can be done. Amber, never red. */
export function Notice({ title, detail, code, children }: NoticeProps) {
	const { t } = useTranslation();
	return (
		<div className="notice" role="status">
			<TriangleAlert size={18} strokeWidth={1.75} aria-hidden />
			<div>
				<b>{title}</b>
				{detail && <p>{detail}</p>}
				{code && (
					<p>
						{t('error.code')} {code}
					</p>
				)}
			</div>
			{children && <div className="notice__actions">{children}</div>}
		</div>
	);
}
