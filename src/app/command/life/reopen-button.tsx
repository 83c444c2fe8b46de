import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { useServices } from '../../state/services.ts';
import { useRefusal } from '../../state/use-may.ts';

/** Opens a closed incident again, with a reason. */
export function ReopenButton({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const { ui } = useServices();
	const refusal = useRefusal('incident.reopen');
	return (
		<button
			type="button"
			className="btn btn--row"
			disabled={refusal !== null}
			title={refusal ?? undefined}
			aria-haspopup="dialog"
			onClick={() => ui.setState({ life: { kind: 'reopen', incidentId: incident.id } })}
		>
			<RotateCcw size={16} strokeWidth={1.75} aria-hidden />
			{t('life.reopen')}
		</button>
	);
}
