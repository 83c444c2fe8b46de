import { useTranslation } from 'react-i18next';
import { SUBSTANCES } from '../../../domain/alert/substances.ts';
import type { Intake } from '../../state/intake.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { useSide } from '../what-if/say-wind.ts';
import type { IntakeFieldsProps } from './intake-form.tsx';

const ORIGINS: readonly Intake['origin'][] = ['119', '110', '12345', 'map', 'search'];
const WINDS_DEG = [0, 45, 90, 135, 180, 225, 270, 315] as const;

/** What is seldom told, folded away: through whom the call came, wind, substance. Open at once where the kind asks for the substance. */
export function ExtraFields({ intake, set, invalid, isHazmat }: IntakeFieldsProps & { readonly isHazmat: boolean }) {
	const { t } = useTranslation();
	const language = useLanguage();
	const saySide = useSide();
	return (
		<details className="intake__extras" open={isHazmat || undefined}>
			<summary>{t('alarm.extras')}</summary>
			<div className="intake__fields">
				<div className="form__pair">
					<label className="field">
						<span>{t('alarm.origin')}</span>
						<select
							className="input"
							value={intake.origin}
							onChange={({ target }) => set({ origin: ORIGINS.find((origin) => origin === target.value) ?? '119' })}
						>
							{ORIGINS.map((origin) => (
								<option key={origin} value={origin}>
									{t(`codes.origin.${origin}`)}
								</option>
							))}
						</select>
					</label>
					<label className="field">
						<span>{t('alarm.reference')}</span>
						<input
							className="input"
							maxLength={80}
							value={intake.reference}
							onChange={({ target }) => set({ reference: target.value })}
						/>
					</label>
				</div>
				<div className="form__pair">
					<label className="field">
						<span>{t('alarm.windFrom')}</span>
						<select
							className="input"
							data-field="windFrom"
							value={intake.windFrom}
							aria-invalid={invalid('windFrom')}
							onChange={({ target }) => set({ windFrom: target.value })}
						>
							<option value="">{t('value.unknown')}</option>
							{WINDS_DEG.map((deg) => (
								<option key={deg} value={deg}>
									{t('whatIf.windOf', { side: saySide(deg), speed: '' }).trim()}
								</option>
							))}
						</select>
					</label>
					<label className="field">
						<span>{t('alarm.windSpeed')}</span>
						<input
							className="input"
							data-field="windSpeed"
							inputMode="decimal"
							placeholder={t('value.unknown')}
							value={intake.windSpeed}
							aria-invalid={invalid('windSpeed')}
							onChange={({ target }) => set({ windSpeed: target.value })}
						/>
					</label>
				</div>
				{isHazmat && (
					<label className="field">
						<span>{t('alarm.substance')}</span>
						<select
							className="input"
							value={intake.substance}
							onChange={({ target }) => set({ substance: target.value })}
						>
							<option value="">{t('alarm.substanceNone')}</option>
							{SUBSTANCES.map(({ id, nameZh, nameEn, un }) => (
								<option key={id} value={id}>
									{language === 'en' ? nameEn : nameZh}
									{un === null ? '' : ` · UN ${un}`}
								</option>
							))}
						</select>
					</label>
				)}
			</div>
		</details>
	);
}
