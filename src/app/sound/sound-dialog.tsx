import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../state/services.ts';
import { useSettings } from '../state/use-base.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Segments } from '../ui/segments.tsx';
import { BELLS, SIGNALS } from './signal-sounds.ts';
import './sound-dialog.css';

/** Bell and volume, and each signal to be heard once; sound can be turned off here. */
export function SoundDialog({ onClose }: { readonly onClose: () => void }) {
	const { t } = useTranslation();
	const { settings, sound, ui } = useServices();
	const sounds = useSettings((state) => state.sounds);
	const percent = Math.round(sounds.volume * 100);
	return (
		<Dialog title={t('sound.settings')} closeLabel={t('sound.close')} onClose={onClose}>
			<div className="form">
				<Segments
					legend={t('sound.bell')}
					name="sound-bell"
					value={sounds.bell}
					options={BELLS.map((value) => ({ value, label: t(`sound.bells.${value}`) }))}
					onChange={(bell) => {
						settings.setState({ sounds: { ...sounds, bell } });
						sound.test('alarm');
					}}
				/>
				<label className="field">
					<span>{t('sound.volume', { percent })}</span>
					<input
						type="range"
						data-first
						min={10}
						max={100}
						step={10}
						value={percent}
						aria-valuetext={`${percent} %`}
						onChange={({ target }) => settings.setState({ sounds: { ...sounds, volume: Number(target.value) / 100 } })}
					/>
				</label>
				<ul className="sound-tests">
					{SIGNALS.map((signal) => (
						<li key={signal}>
							<b>{t(`sound.signals.${signal}.name`)}</b>
							<span className="soft grow">{t(`sound.signals.${signal}.hint`)}</span>
							<button type="button" className="btn btn--row" onClick={() => sound.test(signal)}>
								<Play size={14} strokeWidth={1.75} aria-hidden />
								{t('sound.test')}
								<span className="visually-hidden">{t(`sound.signals.${signal}.name`)}</span>
							</button>
						</li>
					))}
				</ul>
				<div className="form__actions">
					<button
						type="button"
						className="btn"
						title={t('sound.disableHint')}
						onClick={() => {
							ui.setState({ sound: 'off' });
							onClose();
						}}
					>
						{t('sound.disable')}
					</button>
				</div>
			</div>
		</Dialog>
	);
}
