import { Truck } from 'lucide-react';
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { EmptyState } from '../../ui/states.tsx';
import { ToolPanel } from '../map/tool-panel.tsx';
import { AssignmentList } from './assignment-list.tsx';
import { DispatchList } from './dispatch-list.tsx';
import { ErrorLine } from './error-line.tsx';
import { UnitBoard } from './unit-board.tsx';
import './force-panel.css';

/** Units: those of the shown incident with their times, and all of the city by state and station. */
export function ForcePanel() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const incident = useCurrentIncident();
	const [tab, setTab] = useState<string>(incident ? 'incident' : 'city');
	return (
		<ToolPanel icon={Truck} title={t('tool.force')} isWide onClose={() => ui.setState({ tool: 'none' })}>
			<Tabs className="tabs" selectedKey={tab} onSelectionChange={(key) => setTab(String(key))}>
				<TabList className="tabs__list" aria-label={t('forceBoard.tabs')}>
					<Tab className="tabs__tab" id="incident">
						{t('forceBoard.tabIncident')}
					</Tab>
					<Tab className="tabs__tab" id="city">
						{t('forceBoard.tabCity')}
					</Tab>
				</TabList>
				<ErrorLine />
				<TabPanel className="tabs__panel" id="incident">
					{incident ? (
						<>
							<AssignmentList incident={incident} />
							<DispatchList incident={incident} />
						</>
					) : (
						<EmptyState icon={Truck} title={t('forceBoard.noIncident')} hint={t('forceBoard.noIncidentHint')} />
					)}
				</TabPanel>
				<TabPanel className="tabs__panel" id="city">
					<UnitBoard incident={incident ?? null} />
				</TabPanel>
			</Tabs>
		</ToolPanel>
	);
}
