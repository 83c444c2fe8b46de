import { useTranslation } from 'react-i18next';
import type { IntakeFieldsProps } from './intake-form.tsx';
import type { FilledIntake } from './read-intake.ts';

/** What the caller says, and who calls. Floor and people are read out of the words until they are typed. */
export function CallerFields({ intake, set, invalid, filled }: IntakeFieldsProps & { readonly filled: FilledIntake }) {
	const { t } = useTranslation();
	return (
		<>
			<label className="field">
				<span>
					{t('alarm.description')} · {t('alarm.descriptionHint')}
				</span>
				<textarea
					className="input"
					rows={2}
					maxLength={1000}
					value={intake.words}
					onChange={({ target }) => set({ words: target.value })}
				/>
			</label>
			<div className="form__pair">
				<label className="field">
					<span>
						{t('alarm.fireFloor')}
						{filled.isFloorRead && ` · ${t('alarm.fromWords')}`}
					</span>
					<input
						className="input"
						data-field="fireFloor"
						inputMode="numeric"
						placeholder={t('value.unknown')}
						value={filled.fireFloor}
						aria-invalid={invalid('fireFloor')}
						onChange={({ target }) => set({ fireFloor: target.value })}
					/>
				</label>
				<label className="field">
					<span>
						{t('alarm.trapped')}
						{filled.isTrappedRead && ` · ${t('alarm.fromWords')}`}
					</span>
					<input
						className="input"
						data-field="trapped"
						inputMode="numeric"
						placeholder={t('value.unknown')}
						value={filled.trapped}
						aria-invalid={invalid('trapped')}
						onChange={({ target }) => set({ trapped: target.value })}
					/>
				</label>
			</div>
			<div className="form__pair">
				<label className="field">
					<span>{t('alarm.callerName')}</span>
					<input
						className="input"
						autoComplete="off"
						maxLength={100}
						value={intake.callerName}
						onChange={({ target }) => set({ callerName: target.value })}
					/>
				</label>
				<label className="field">
					<span>{t('alarm.callerPhone')}</span>
					<input
						className="input"
						type="tel"
						autoComplete="off"
						maxLength={40}
						value={intake.callerPhone}
						onChange={({ target }) => set({ callerPhone: target.value })}
					/>
				</label>
			</div>
		</>
	);
}
