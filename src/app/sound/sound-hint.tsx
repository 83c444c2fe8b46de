import { VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLive, useServices, useUi } from '../state/services.ts';
import { findWaitingIncidents } from '../state/use-incident.ts';
import './sound-hint.css';

/** Asks on the first load (the alarm bar asks itself) whether new incidents may ring: browsers make no sound before a click. */
export function SoundHint() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const unasked = useUi((state) => state.sound === 'unasked');
	const alarm = useLive((state) => findWaitingIncidents(state.incidents).length > 0);
	if (!unasked || alarm) return null;
	return (
		<div className="sound-hint float" role="status">
			<VolumeX size={18} strokeWidth={1.75} aria-hidden />
			<span>
				<b>{t('sound.off')}</b> {t('sound.hint')}
			</span>
			<button type="button" className="btn btn--row" onClick={() => ui.setState({ sound: 'on' })}>
				{t('sound.enable')}
			</button>
			<button type="button" className="btn btn--row btn--plain" onClick={() => ui.setState({ sound: 'off' })}>
				{t('sound.later')}
			</button>
		</div>
	);
}
