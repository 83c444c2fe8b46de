import { ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { useLive, useServices, useUi } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { useShownAssessment } from '../../state/use-shown-assessment.ts';
import { formatAge } from '../../ui/format.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { useNow } from '../../ui/use-now.ts';
import { saySpeed, useSide } from './say-wind.ts';
import './what-if.css';

const OPPOSITE_DEG = 180;

/** The wind that is reckoned with, turned as the map is: where it blows to, its speed, who says so and when. Opens the what-if. */
export function WindMark() {
	const incident = useCurrentIncident();
	const isPicked = useUi((state) => state.tool === 'what-if');
	return incident && !isPicked ? <MarkOf incident={incident} /> : null;
}

function MarkOf({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const language = useLanguage();
	const saySide = useSide();
	const { ui } = useServices();
	const { situation } = useShownAssessment(incident);
	const viewDeg = useUi((state) => state.view?.view.headingDeg ?? 0);
	const offsetMs = useLive((state) => state.serverOffsetMs) ?? 0;
	const nowMs = useNow() + offsetMs;
	const { wind } = situation;
	if (!wind) return null;
	const toDeg = wind.fromDeg + OPPOSITE_DEG;
	const age = wind.observedAtMs === null ? null : formatAge(wind.observedAtMs, nowMs, language);
	const source = t(wind.basis === 'measured' ? 'whatIf.windMeasured' : 'whatIf.windSaid');
	return (
		<button
			type="button"
			className="wind-mark float"
			onClick={() => ui.setState({ tool: 'what-if', layersOpen: false })}
			title={t('whatIf.region')}
		>
			<span className="wind-mark__dial">
				<ArrowUp size={20} strokeWidth={2} aria-hidden style={{ rotate: `${Math.round(toDeg - viewDeg)}deg` }} />
			</span>
			<span>
				<b>{t('whatIf.windOf', { side: saySide(wind.fromDeg), speed: saySpeed(wind.speedMps) })}</b>
				<small>
					{t('whatIf.downwind', { side: saySide(toDeg) })} · {source}
					{age !== null && ` ${age}`}
				</small>
			</span>
		</button>
	);
}
