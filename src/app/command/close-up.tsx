import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices, useUi } from '../state/services.ts';
import { useCurrentIncident } from '../state/use-incident.ts';
import { useTheme } from '../state/use-theme.ts';
import { Dialog } from '../ui/dialog.tsx';
import { RegionBoundary } from '../ui/region-boundary.tsx';
import { Notice } from '../ui/states.tsx';

const BuildingCloseUp = lazy(() =>
	import('../../scene/react/building-close-up.tsx').then(({ BuildingCloseUp: component }) => ({ default: component })),
);

/** The target building alone, to be turned by hand; loaded when it is first asked for. */
export function CloseUp() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const theme = useTheme();
	const open = useUi((state) => state.closeUpOpen);
	const target = useCurrentIncident()?.assessment.target;
	if (!open || !target) return null;
	return (
		<Dialog
			wide
			title={t('target.closeUpTitle')}
			closeLabel={t('map.close')}
			onClose={() => ui.setState({ closeUpOpen: false })}
		>
			<RegionBoundary
				renderError={(message) => <Notice title={t('map.failed')} detail={message} code="scene/failed" />}
			>
				<Suspense fallback={<p className="soft">{t('map.loading')}</p>}>
					<div className="close-up">
						<BuildingCloseUp target={target} theme={theme} />
					</div>
				</Suspense>
			</RegionBoundary>
		</Dialog>
	);
}
