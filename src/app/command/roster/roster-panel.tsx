import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLive, useServices } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { EmptyState } from '../../ui/states.tsx';
import { ToolPanel } from '../map/tool-panel.tsx';
import { EvacuateForm } from './evacuate-form.tsx';
import { SectorList } from './sector-list.tsx';
import { TeamList } from './team-list.tsx';
import './roster-panel.css';

/** Who works in which sector, which teams are inside and when each was last accounted for; and the signal to leave. */
export function RosterPanel() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const incident = useCurrentIncident();
	const allTeams = useLive((state) => state.teams);
	const allSectors = useLive((state) => state.sectors);
	const teams = allTeams.filter(({ incidentId }) => incidentId === incident?.id);
	const sectors = allSectors.filter(({ incidentId }) => incidentId === incident?.id);
	return (
		<ToolPanel icon={Users} title={t('tool.roster')} isWide onClose={() => ui.setState({ tool: 'none' })}>
			{incident ? (
				<>
					<TeamList key={incident.id} incident={incident} teams={teams} sectors={sectors} />
					<SectorList key={`s ${incident.id}`} incident={incident} sectors={sectors} />
					<EvacuateForm incident={incident} />
				</>
			) : (
				<EmptyState icon={Users} title={t('roster.noIncident')} hint={t('roster.noIncidentHint')} />
			)}
		</ToolPanel>
	);
}
