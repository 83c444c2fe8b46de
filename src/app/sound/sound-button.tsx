import { Volume2, VolumeX } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices, useUi } from '../state/services.ts';

const SoundDialog = lazy(() => import('./sound-dialog.tsx').then((module) => ({ default: module.SoundDialog })));

/** Turns sound on; once it is on, opens what can be set about it. */
export function SoundButton() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const isOn = useUi((state) => state.sound === 'on');
	const [isOpen, setOpen] = useState(false);
	return (
		<>
			<button
				type="button"
				className={isOn ? 'icon-btn icon-btn--small' : 'btn btn--row top-bar__sound'}
				aria-label={isOn ? t('sound.settings') : `${t('sound.off')} · ${t('sound.enable')}`}
				aria-haspopup={isOn ? 'dialog' : undefined}
				title={isOn ? t('sound.settings') : `${t('sound.enable')} · ${t('sound.hint')}`}
				onClick={() => (isOn ? setOpen(true) : ui.setState({ sound: 'on' }))}
			>
				{isOn ? (
					<Volume2 size={18} strokeWidth={1.75} aria-hidden />
				) : (
					<VolumeX size={16} strokeWidth={1.75} aria-hidden />
				)}
				{!isOn && <span>{t('sound.off')}</span>}
			</button>
			{isOpen && (
				<Suspense fallback={null}>
					<SoundDialog onClose={() => setOpen(false)} />
				</Suspense>
			)}
		</>
	);
}
