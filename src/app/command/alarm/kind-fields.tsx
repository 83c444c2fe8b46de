import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentKind } from '../../../domain/service/incident-types.ts';
import { Segments } from '../../ui/segments.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import type { IntakeFieldsProps } from './intake-form.tsx';
import type { FilledIntake } from './read-intake.ts';

interface KindFieldsProps extends IntakeFieldsProps {
	readonly filled: FilledIntake;
	readonly kinds: readonly IncidentKind[];
}

const GROUPS = ['fire', 'rescue', 'hazmat', 'other'] as const;

/** What has happened, by the service's own table, and how grave: a digit sets the level, 0 takes it back. */
export function KindFields({ intake, set, filled, kinds }: KindFieldsProps) {
	const { t } = useTranslation();
	const language = useLanguage();
	const { levels, level, proposed } = filled;

	function onDigit(event: KeyboardEvent): void {
		if (!/^\d$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
		const isKnown = levels.some((row) => `${row.level}` === event.key);
		if (isKnown || event.key === '0') set({ level: isKnown ? event.key : '' });
		event.preventDefault();
	}

	return (
		<>
			<label className="field">
				<span>{t('alarm.type')}</span>
				<select
					className="input"
					data-field="kind"
					value={intake.typeCode}
					onChange={({ target }) => set({ typeCode: target.value })}
					onKeyDown={onDigit}
				>
					{GROUPS.map((type) => {
						const own = kinds.filter((kind) => kind.type === type);
						return (
							own.length > 0 && (
								<optgroup key={type} label={t(`codes.incidentType.${type}`)}>
									{own.map(({ code, zh, en }) => (
										<option key={code} value={code}>
											{language === 'en' ? en : zh}
										</option>
									))}
								</optgroup>
							)
						);
					})}
				</select>
			</label>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: digits are a short cut for the radio buttons in it. */}
			<div className="intake__level" onKeyDown={onDigit}>
				<Segments
					legend={t('alarm.levelOf', { scheme: t(`alarm.scheme.${filled.kind?.levelScheme ?? 'fire'}`) })}
					name="alarm-level"
					value={level}
					options={[
						{ value: '', label: t('codes.level.none') },
						...levels.map((row) => ({ value: `${row.level}`, label: `${row.level}` })),
					]}
					onChange={(value) => set({ level: value })}
				/>
				{intake.level === null && proposed && (
					<p className="intake__said">
						{t('alarm.proposed', { level: language === 'en' ? proposed.en : proposed.zh })}
					</p>
				)}
			</div>
		</>
	);
}
