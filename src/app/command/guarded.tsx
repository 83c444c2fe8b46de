import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../i18n/say-code.ts';
import { RegionBoundary } from '../ui/region-boundary.tsx';
import { Notice } from '../ui/states.tsx';

/** Shows in a region's own place that it failed; the others live on. */
export function Guarded({ name, children }: { readonly name: string; readonly children: ReactNode }) {
	const { t, i18n } = useTranslation();
	return (
		<RegionBoundary
			renderError={(message, retry) => (
				<section aria-label={name}>
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
