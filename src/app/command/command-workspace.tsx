import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../domain/incident.ts';
import type { PictureLit } from '../../scene/layers/tactics-picture.ts';
import { ReportSlot } from '../report/report-slot.tsx';
import { usePack, useServices, useUi, useWaysState, useWhatIf } from '../state/services.ts';
import { useSettings } from '../state/use-base.ts';
import { useCurrentIncident } from '../state/use-incident.ts';
import { findShownAssessment, useShownAssessment } from '../state/use-shown-assessment.ts';
import { CardSizesContext, CardUpdatingContext } from '../ui/card.tsx';
import { type ReasoningFacts, ReasoningProvider } from '../ui/reasoning.tsx';
import { AssumptionsDialog } from './assumptions/assumptions-dialog.tsx';
import { AerialCard } from './cards/aerial-card.tsx';
import { AssessingCards } from './cards/assessing-cards.tsx';
import { HeightStrategy } from './cards/height-strategy.tsx';
import { IncidentsCard } from './cards/incidents-card.tsx';
import { PlanCard } from './cards/plan-card.tsx';
import { RoutesRow } from './cards/routes-row.tsx';
import { SurroundingsCard } from './cards/surroundings-card.tsx';
import { TargetCard } from './cards/target-card.tsx';
import { WaterCard } from './cards/water-card.tsx';
import { ZonesCard } from './cards/zones-card.tsx';
import { CloseUp } from './close-up.tsx';
import { DrawerHandle, DrawerOpener } from './drawer-handle.tsx';
import { Guarded } from './guarded.tsx';
import { IncidentStrip } from './incident-strip.tsx';
import { LifeDialog } from './life/life-dialog.tsx';
import { MapPane } from './map/map-pane.tsx';
import { PackProblems } from './pack-problems.tsx';
import { useCardSizes } from './use-card-sizes.ts';
import './command-workspace.css';
import './tablet.css';

const NO_SOURCES: readonly never[] = [];

/** The command workspace: strip, map, force row, panel of cards. Each region fails alone. The first incident leaves the map as it is. */
export function CommandWorkspace() {
	const incident = useCurrentIncident() ?? null;
	const whatIf = useWhatIf((state) => state);
	const shown = useMemo(() => incident && findShownAssessment(incident, whatIf), [incident, whatIf]);
	const version = shown?.assessment?.packVersion;
	const computedAtMs = shown?.assessedAtMs;
	const facts = useMemo(
		() => (version === undefined || computedAtMs === undefined ? null : { version, computedAtMs }),
		[version, computedAtMs],
	);
	return <Workspace incident={incident} facts={facts} isWhatIf={shown?.isWhatIf ?? false} />;
}

interface WorkspaceProps {
	readonly incident: Incident | null;
	readonly facts: ReasoningFacts | null;
	/** What is on screen is supposed and not recorded. */
	readonly isWhatIf: boolean;
}

function Workspace({ incident, facts, isWhatIf }: WorkspaceProps) {
	const { t } = useTranslation();
	const { ui } = useServices();
	const pack = usePack();
	const table = useWaysState((state) => state.service);
	const drawer = useUi((state) => state.drawer);
	const hand = useSettings((state) => state.hand);
	const [panel, setPanel] = useState<HTMLElement | null>(null);
	const light = useCallback((lit: PictureLit | null) => ui.setState({ lit }), [ui]);
	const openAssumptions = useCallback((id: string | null) => ui.setState({ assumptions: { id } }), [ui]);
	return (
		<ReasoningProvider
			sources={pack.status === 'ready' ? pack.manifest.sources : NO_SOURCES}
			table={table}
			facts={facts}
			onLight={light}
			onOpenAssumptions={openAssumptions}
		>
			<div
				className="command"
				data-incident={incident ? '' : undefined}
				data-what-if={isWhatIf || undefined}
				data-drawer={drawer}
				data-hand={hand}
			>
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
				<DrawerOpener />
				<div className="command__panel" id="panel" tabIndex={-1} ref={setPanel}>
					<DrawerHandle />
					<PackProblems />
					{incident ? <IncidentCards incident={incident} panel={panel} /> : <Incidents />}
				</div>
			</div>
			<LifeDialog />
			<AssumptionsDialog />
			<CloseUp />
			<ReportSlot />
		</ReasoningProvider>
	);
}

interface IncidentCardsProps {
	readonly incident: Incident;
	/** That the cards stand in; null = not on screen yet. */
	readonly panel: HTMLElement | null;
}

/** The six cards in their fixed order, or what is known before they can be filled; the list of incidents below them. */
function IncidentCards({ incident, panel }: IncidentCardsProps) {
	const { t } = useTranslation();
	const { assessment } = useShownAssessment(incident);
	const sizes = useCardSizes(panel, `${incident.id} ${assessment !== null}`);
	if (!assessment) {
		return (
			<>
				<AssessingCards incident={incident} />
				<Incidents />
			</>
		);
	}
	return (
		<CardSizesContext value={sizes}>
			<CardUpdatingContext value={incident.assessed?.stale ?? false}>
				<Guarded name={t('target.region')}>
					<TargetCard key={incident.id} assessment={assessment} />
				</Guarded>
				<Guarded name={t('aerial.region')}>
					<AerialCard key={incident.id} assessment={assessment}>
						<HeightStrategy heights={assessment.heights} />
					</AerialCard>
				</Guarded>
				<Guarded name={t('water.region')}>
					<WaterCard key={incident.id} assessment={assessment} />
				</Guarded>
				<Guarded name={t('surroundings.region')}>
					<SurroundingsCard key={incident.id} assessment={assessment} />
				</Guarded>
				<Guarded name={t('zones.region')}>
					<ZonesCard key={incident.id} assessment={assessment} />
				</Guarded>
				<Guarded name={t('plan.region')}>
					<PlanCard key={incident.id} assessment={assessment} />
				</Guarded>
			</CardUpdatingContext>
			<Incidents />
		</CardSizesContext>
	);
}

function Incidents() {
	const { t } = useTranslation();
	return (
		<Guarded name={t('incident.region')}>
			<IncidentsCard />
		</Guarded>
	);
}
