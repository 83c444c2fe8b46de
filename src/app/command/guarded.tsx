import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../i18n/say-code.ts';
import { RegionBoundary } from '../ui/region-boundary.tsx';
import { Notice } from '../ui/states.tsx';

interface GuardedProps {
	readonly name: string;
	/** Of what says that it failed, where the region's own look puts it in its place. */
	readonly className?: string;
	readonly children: ReactNode;
}

/** Shows in a region's own place that it failed; the others live on. */
export function Guarded({ name, className, children }: GuardedProps) {
	const { t, i18n } = useTranslation();
	return (
		<RegionBoundary
			renderError={(message, retry) => (
				<section className={className} aria-label={name}>
					<Notice
						title={`${name} · ${sayError(i18n, null).title}`}
						detail={`${message}. ${t('error.others')}`}
						code="app/region-failed"
					>
						<button type="button" className="btn btn--row" onClick={retry}>
							{t('error.retry')}
						</button>
					</Notice>
				</section>
			)}
		>
			{children}
		</RegionBoundary>
	);
}
