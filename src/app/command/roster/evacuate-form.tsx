import { Siren } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { putIncident } from '../../../client/state/live-store.ts';
import type { Incident } from '../../../domain/incident.ts';
import { useServices } from '../../state/services.ts';
import { useAct } from '../../state/use-act.ts';
import { useBlock } from '../../state/use-block.ts';
import { Chips } from '../../ui/chips.tsx';
import { HoldButton } from '../../ui/hold-button.tsx';
import { ActError } from './act-error.tsx';

const REASONS = ['collapse', 'explosion', 'flashover', 'other'] as const;

/** The signal to leave: a reason picked beforehand, and a button that is held. Nothing while one sounds: the bar above the map has it. */
export function EvacuateForm({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const { api, live } = useServices();
	const [reason, setReason] = useState<(typeof REASONS)[number]>('collapse');
	const block = useBlock('command.edit');
	const { run, busy, error } = useAct();
	const { id, evacuation, closedAtMs } = incident;
	if (closedAtMs !== null || (evacuation && evacuation.endedAtMs === null)) return null;
	return (
		<section className="evacuate-form" aria-label={t('roster.evacuate')}>
			<Chips
				legend={t('roster.evacuateReason')}
				name="evacuate-reason"
				value={reason}
				options={REASONS.map((value) => ({ value, label: t(`roster.evacuateQuick.${value}`) }))}
				onChange={setReason}
			/>
			<HoldButton
				className="btn--danger"
				hint={t('roster.evacuateHint')}
				againLabel={t('roster.pressAgain')}
				refusal={block ?? (busy ? '' : null)}
				onHeld={() =>
					void run(async () => putIncident(live, await api.orderEvacuation(id, t(`roster.evacuateQuick.${reason}`))))
				}
			>
				<Siren size={18} strokeWidth={1.75} aria-hidden />
				{t('roster.evacuateHold')}
			</HoldButton>
			<ActError error={error} />
		</section>
	);
}
