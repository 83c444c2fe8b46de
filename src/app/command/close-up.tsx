import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../domain/incident.ts';
import type { MapLabelText } from '../../scene/layers/alarm-picture.ts';
import { usePack, useServices, useUi } from '../state/services.ts';
import { useCurrentIncident } from '../state/use-incident.ts';
import { useTheme } from '../state/use-theme.ts';
import { Dialog } from '../ui/dialog.tsx';
import { RegionBoundary } from '../ui/region-boundary.tsx';
import { Notice } from '../ui/states.tsx';
import { useLanguage } from '../ui/use-language.ts';
import { buildPicture } from './map/build-picture.ts';
import { useTactics } from './map/use-tactics.ts';

const BuildingCloseUp = lazy(() =>
	import('../../scene/react/building-close-up.tsx').then(({ BuildingCloseUp: component }) => ({ default: component })),
);

/** The target and its nearest neighbours alone, to be turned by hand; loaded when it is first asked for. */
export function CloseUp() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const open = useUi((state) => state.closeUpOpen);
	const incident = useCurrentIncident();
	if (!open || !incident?.assessment?.target) return null;
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
						<CloseUpOf incident={incident} />
					</div>
				</Suspense>
			</RegionBoundary>
		</Dialog>
	);
}

function CloseUpOf({ incident }: { incident: Incident }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const theme = useTheme();
	const pack = usePack();
	const { target, neighbours } = useMemo(
		() => buildPicture(incident, i18n, language, ({ fid }) => fid),
		[incident, i18n, language],
	);
	const tactics = useTactics(incident);
	const shown = useMemo(
		() => neighbours.slice(0, NEIGHBOURS).map((neighbour) => ({ ...neighbour, gapText: textOf(neighbour.gapLabel) })),
		[neighbours],
	);
	return (
		target && (
			<BuildingCloseUp
				target={target}
				heightLabel={textOf(target.heightLabel)}
				neighbours={shown}
				reach={tactics?.reach}
				fireBand={tactics?.fireBand}
				ground={pack.status === 'ready' ? pack.ground : null}
				theme={theme}
				label={t('target.closeUpTitle')}
			/>
		)
	);
}

const NEIGHBOURS = 6;

function textOf(label: MapLabelText | null): string | undefined {
	return label?.map(({ text }) => text).join('');
}
