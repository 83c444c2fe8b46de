import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { EmptyState } from '../../ui/states.tsx';
import { ToolPanel } from '../map/tool-panel.tsx';
import type { OwnNote } from './list-entries.ts';
import { LogView } from './log-view.tsx';
import { NoteForm } from './note-form.tsx';
import { NoteQueueRows } from './note-queue-rows.tsx';
import './log-panel.css';

/** The incident's log, which writes itself from what happens, and the notes that people write into it. */
export function LogPanel() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const incident = useCurrentIncident();
	const [correcting, setCorrecting] = useState<OwnNote | null>(null);
	return (
		<ToolPanel icon={ScrollText} title={t('log.title')} onClose={() => ui.setState({ tool: 'none' })}>
			{incident ? (
				<div className="log" key={incident.id}>
					<NoteForm
						key={correcting?.id ?? 'new'}
						incident={incident}
						correcting={correcting}
						onDone={() => setCorrecting(null)}
					/>
					<NoteQueueRows incidentId={incident.id} />
					<LogView incident={incident} onCorrect={setCorrecting} />
				</div>
			) : (
				<EmptyState icon={ScrollText} title={t('log.noIncident')} hint={t('log.noIncidentHint')} />
			)}
		</ToolPanel>
	);
}
