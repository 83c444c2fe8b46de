import { Eye, EyeOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { PHASES, type Phase } from '../../../domain/tactics/mark.ts';
import { useServices, useTacticsState } from '../../state/services.ts';

/** Into which phase is drawn, and which phases are shown. */
export function PhaseField({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const { tactics } = useServices();
	const chosen = useTacticsState((state) => state.phase);
	const hidden = useTacticsState((state) => state.hidden);
	const phase = chosen ?? incident.phase;
	const draw = (next: Phase) => {
		tactics.setState({ phase: next, hidden: hidden.filter((each) => each !== next) });
	};
	const toggle = (one: Phase) => {
		tactics.setState({ hidden: hidden.includes(one) ? hidden.filter((each) => each !== one) : [...hidden, one] });
	};
	return (
		<fieldset className="tactics__phases" aria-label={t('marks.phases')}>
			{PHASES.map((one) => {
				const isHidden = hidden.includes(one);
				const name = t(`marks.phase.${one}`);
				const EyeIcon = isHidden ? EyeOff : Eye;
				const act = t(isHidden ? 'marks.showPhase' : 'marks.hidePhase', { phase: name });
				return (
					<div key={one} className="tactics__phase" data-hidden={isHidden || undefined}>
						<label title={t('marks.drawInto', { phase: name })}>
							<input type="radio" name="tactics-phase" checked={one === phase} onChange={() => draw(one)} />
							<span className="ellipsis">{name}</span>
						</label>
						<button type="button" aria-pressed={!isHidden} aria-label={act} title={act} onClick={() => toggle(one)}>
							<EyeIcon size={16} strokeWidth={1.75} aria-hidden />
						</button>
					</div>
				);
			})}
		</fieldset>
	);
}
