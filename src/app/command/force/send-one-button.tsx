import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { useForce } from '../../state/services.ts';
import { useBlock } from '../../state/use-block.ts';
import { useSending } from './use-sending.ts';

interface SendOneButtonProps {
	readonly incident: Incident;
	readonly unit: { readonly id: string; readonly plate: string };
}

/** Sends one vehicle to the incident at once. */
export function SendOneButton({ incident, unit: { id, plate } }: SendOneButtonProps) {
	const { t } = useTranslation();
	const { send } = useSending(incident);
	const sending = useForce((state) => state.sending);
	const block = useBlock('dispatch.order');
	if (incident.closedAtMs !== null) return null;
	return (
		<button
			type="button"
			className="btn btn--row"
			disabled={sending || block !== null}
			title={block ?? `${plate} · ${t('forceBoard.orderHint')}`}
			onClick={() => send([{ id }])}
		>
			{t('forceBoard.orderOne')}
			<span className="visually-hidden"> {plate}</span>
		</button>
	);
}
