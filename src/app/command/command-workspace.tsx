import { PanelRightClose, PanelRightOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePack, useServices, useUi } from '../state/services.ts';
import { useCurrentIncident } from '../state/use-incident.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { ReasoningProvider } from '../ui/reasoning.tsx';
import { AlarmDialog } from './alarm/alarm-dialog.tsx';
import { IncidentsCard } from './cards/incidents-card.tsx';
import { RoutesRow } from './cards/routes-row.tsx';
import { SurroundingsCard } from './cards/surroundings-card.tsx';
import { TargetCard } from './cards/target-card.tsx';
import { WaterCard } from './cards/water-card.tsx';
import { CloseUp } from './close-up.tsx';
import { Guarded } from './guarded.tsx';
import { IncidentStrip } from './incident-strip.tsx';
import { MapPane } from './map/map-pane.tsx';
import { PackProblems } from './pack-problems.tsx';
import './command-workspace.css';

const NO_SOURCES: readonly never[] = [];

/** The command workspace: strip, map, force row, panel of cards. Each region fails alone. */
export function CommandWorkspace() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const pack = usePack();
	const incident = useCurrentIncident();
	const drawerOpen = useUi((state) => state.drawerOpen);
	return (
		<ReasoningProvider sources={pack.status === 'ready' ? pack.manifest.sources : NO_SOURCES}>
			<div className="command" data-incident={incident ? '' : undefined} data-drawer={drawerOpen ? 'open' : 'closed'}>
				{incident ? (
					<div className="command__strip">
						<Guarded name={t('incident.region')}>
							<IncidentStrip key={incident.id} incident={incident} />
						</Guarded>
					</div>
				) : (
					<h1 className="visually-hidden">{t('productLong')}</h1>
				)}
				<MapPane />
				{incident && (
					<div className="command__force">
						<Guarded name={t('routes.region')}>
							<RoutesRow key={incident.id} incident={incident} />
						</Guarded>
					</div>
				)}
				<div className="command__drawer-toggle">
					<IconButton
						icon={drawerOpen ? PanelRightClose : PanelRightOpen}
						label={t(drawerOpen ? 'drawer.close' : 'drawer.open')}
						expanded={drawerOpen}
						onClick={() => ui.setState({ drawerOpen: !drawerOpen })}
					/>
				</div>
				<div className="command__panel" id="panel" tabIndex={-1}>
					<PackProblems />
					{incident && (
						<>
							<Guarded name={t('target.region')}>
								<TargetCard key={incident.id} assessment={incident.assessment} />
							</Guarded>
							<Guarded name={t('water.region')}>
								<WaterCard key={incident.id} assessment={incident.assessment} />
							</Guarded>
							<Guarded name={t('surroundings.region')}>
								<SurroundingsCard key={incident.id} assessment={incident.assessment} />
							</Guarded>
						</>
					)}
					<Guarded name={t('incident.region')}>
						<IncidentsCard />
					</Guarded>
				</div>
			</div>
			<AlarmDialog />
			<CloseUp />
		</ReasoningProvider>
	);
}
