import { FlaskConical, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useServices } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { useShownAssessment } from '../../state/use-shown-assessment.ts';
import { resetWhatIf } from '../../state/what-if-store.ts';
import './what-if.css';

/** Says over the map that what is on screen is supposed and not recorded, what is supposed, and how to get back; prints too. */
export function WhatIfTag() {
	const incident = useCurrentIncident();
	return incident ? <TagOf incident={incident} /> : null;
}

function TagOf({ incident }: { readonly incident: Incident }) {
	const { t, i18n } = useTranslation();
	const { whatIf } = useServices();
	const { isWhatIf, changed, status, error } = useShownAssessment(incident);
	if (!isWhatIf) return null;
	const said = changed.map((key) => t(`whatIf.changed.${key}`)).join(t('whatIf.listSeparator'));
	return (
		<div className="what-if-tag float" role="status">
			<span className="hatched">
				<FlaskConical size={16} strokeWidth={1.75} aria-hidden />
				{t('whatIf.tagOf', { changed: said })}
			</span>
			{status === 'failed' && (
				<span className="what-if-tag__failure" title={sayError(i18n, error).detail}>
					{t('whatIf.failed')}
				</span>
			)}
			<button type="button" className="btn btn--row" onClick={() => resetWhatIf(whatIf)}>
				<RotateCcw size={16} strokeWidth={1.75} aria-hidden />
				{t('whatIf.reset')}
			</button>
		</div>
	);
}
