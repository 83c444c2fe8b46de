import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLive, useServices, useUi } from '../../state/services.ts';
import { useSettings } from '../../state/use-base.ts';
import { findWaitingIncidents } from '../../state/use-incident.ts';

/** Offers the tour on the first run, in the corner of the map; never while an alarm waits. */
export function TourHint() {
	const { t } = useTranslation();
	const { ui, settings } = useServices();
	const seen = useSettings((state) => state.tourSeen);
	const isOpen = useUi((state) => state.tourStep !== null);
	const alarm = useLive((state) => findWaitingIncidents(state.incidents).length > 0);
	if (seen || isOpen || alarm) return null;
	return (
		<div className="sound-hint float" role="status">
			<Compass size={18} strokeWidth={1.75} aria-hidden />
			<span>
				<b>{t('tour.first')}</b> {t('tour.hint')}
			</span>
			<button type="button" className="btn btn--row" onClick={() => ui.setState({ tourStep: 0 })}>
				{t('tour.start')}
			</button>
			<button type="button" className="btn btn--row btn--plain" onClick={() => settings.setState({ tourSeen: true })}>
				{t('tour.skip')}
			</button>
		</div>
	);
}
