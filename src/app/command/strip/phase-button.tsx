import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { PHASES } from '../../../domain/tactics/mark.ts';
import { useRefusal } from '../../state/use-may.ts';

interface PhaseButtonProps {
	readonly incident: Incident;
	readonly isBusy: boolean;
	readonly onPhase: (phase: Incident['phase']) => void;
}

/** The stage of the operation; a press goes on to the next. Going back is in the menu. */
export function PhaseButton({ incident, isBusy, onPhase }: PhaseButtonProps) {
	const { t } = useTranslation();
	const refusal = useRefusal('incident.edit');
	const { phase, closedAtMs } = incident;
	const next = PHASES[PHASES.indexOf(phase) + 1];
	const name = t(`strip.phase.${phase}`);
	if (!next || closedAtMs !== null) return <span className="strip__phase">{name}</span>;
	const action = t('strip.toPhase', { phase: t(`strip.phase.${next}`) });
	return (
		<button
			type="button"
			className="strip__phase"
			disabled={isBusy || refusal !== null}
			aria-label={`${t('strip.phaseName')}: ${name}. ${action}`}
			title={refusal ?? action}
			onClick={() => onPhase(next)}
		>
			{name}
			<ChevronRight size={14} strokeWidth={2} aria-hidden />
		</button>
	);
}
