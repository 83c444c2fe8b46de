import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../state/services.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { startReplay } from './start-replay.ts';

/** Shows an incident of a list as it was. `place`: which one, for who does not see the line. */
export function ReplayButton({ incidentId, place }: { readonly incidentId: string; readonly place: string }) {
	const { t } = useTranslation();
	const { ui } = useServices();
	return (
		<IconButton
			icon={History}
			label={t('replay.openOf', { place })}
			small
			onClick={() => startReplay(ui, incidentId)}
		/>
	);
}
