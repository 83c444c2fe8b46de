import { MapPin } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { putIncident } from '../../../client/state/live-store.ts';
import { SUBSTANCES } from '../../../domain/alert/substances.ts';
import { datumSchema } from '../../../domain/incident.ts';
import { incidentTypeSchema } from '../../../domain/incident-type.ts';
import { sayError } from '../../i18n/say-code.ts';
import { readServerClock } from '../../state/server-clock.ts';
import { useLive, useServices, useUi } from '../../state/services.ts';
import type { AlarmDraft } from '../../state/ui-store.ts';
import { useRefusal } from '../../state/use-may.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Notice } from '../../ui/states.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { useSide } from '../what-if/say-wind.ts';
import { type AlarmFields, readDraft } from './read-draft.ts';

const LEVELS = ['1', '2', '3', '4', '5'] as const;

/** The form of a new alarm, open while there is a draft. */
export function AlarmDialog() {
	const draft = useUi((state) => state.draft);
	return draft && <AlarmForm draft={draft} />;
}

function AlarmForm({ draft }: { draft: AlarmDraft }) {
	const { t, i18n } = useTranslation();
	const { api, live, selection, ui } = useServices();
	const offline = useLive((state) => state.connection === 'offline');
	const refusal = useRefusal('incident.raise');
	const [fields, setFields] = useState<AlarmFields>(() => fieldsOf(draft));
	const [problem, setProblem] = useState<{ text: string; field: string } | null>(null);
	const [failure, setFailure] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const placed = draft.lon !== null;
	const set = (change: Partial<AlarmFields>) => setFields((old) => ({ ...old, ...change }));
	const close = () => ui.setState({ draft: null, tool: 'none' });

	async function raise(event: FormEvent): Promise<void> {
		event.preventDefault();
		const read = readDraft(fields, readServerClock(live.getState(), Date.now()));
		if (!read.ok) {
			setProblem({ text: t(`alarm.${read.problem}`), field: read.field });
			return;
		}
		setProblem(null);
		setFailure(null);
		setBusy(true);
		try {
			const incident = await api.raiseIncident(read.incident);
			putIncident(live, incident);
			selection.setState({ incidentId: incident.id, selected: null });
			close();
		} catch (error) {
			setFailure(error);
			setBusy(false);
		}
	}

	const invalid = (field: string) => (problem?.field === field ? true : undefined);
	return (
		<Dialog title={t('alarm.new')} closeLabel={t('alarm.cancel')} onClose={close}>
			<form className="form" onSubmit={(event) => void raise(event)} noValidate>
				{!placed && (
					<>
						<button type="button" className="btn" onClick={() => ui.setState({ draft: null, tool: 'alarm' })}>
							<MapPin size={18} strokeWidth={1.75} aria-hidden />
							{t('alarm.pickOnMap')}
						</button>
						<label className="field">
							<span>{t('alarm.address')}</span>
							<input
								className="input"
								data-first
								value={fields.address}
								aria-invalid={invalid('address')}
								onChange={(event) => set({ address: event.target.value })}
							/>
						</label>
					</>
				)}
				<div className="form__pair">
					<label className="field">
						<span>{t('alarm.lon')}</span>
						<input
							className="input"
							inputMode="decimal"
							value={fields.lon}
							aria-invalid={invalid('lon')}
							onChange={(event) => set({ lon: event.target.value })}
						/>
					</label>
					<label className="field">
						<span>{t('alarm.lat')}</span>
						<input
							className="input"
							inputMode="decimal"
							value={fields.lat}
							aria-invalid={invalid('lat')}
							onChange={(event) => set({ lat: event.target.value })}
						/>
					</label>
				</div>
				<Segments
					legend={t('alarm.datum')}
					name="alarm-datum"
					value={fields.crs}
					options={datumSchema.options.map((value) => ({ value, label: t(`codes.datum.${value}`) }))}
					onChange={(crs) => set({ crs })}
				/>
				<Segments
					legend={t('alarm.type')}
					name="alarm-type"
					value={fields.type}
					options={incidentTypeSchema.options.map((value) => ({ value, label: t(`codes.incidentType.${value}`) }))}
					onChange={(type) => set({ type })}
				/>
				<TacticalFields fields={fields} invalid={invalid} set={set} />
				<label className="field">
					<span>{t('alarm.level')}</span>
					<select className="input" value={fields.level} onChange={(event) => set({ level: event.target.value })}>
						<option value="">{t('codes.level.none')}</option>
						{LEVELS.map((level) => (
							<option key={level} value={level}>
								{t(`codes.level.${level}`)}
							</option>
						))}
					</select>
				</label>
				<label className="field">
					<span>
						{t('alarm.description')} · {t('alarm.descriptionHint')}
					</span>
					<textarea
						className="input"
						rows={2}
						maxLength={1000}
						value={fields.description}
						onChange={(event) => set({ description: event.target.value })}
					/>
				</label>
				{problem && <Notice title={problem.text} />}
				{failure !== null && <RaiseFailure said={sayError(i18n, failure)} />}
				<div className="form__actions">
					<button type="button" className="btn" onClick={close}>
						{t('alarm.cancel')}
					</button>
					<button
						type="submit"
						className="btn btn--primary"
						data-first={placed || undefined}
						disabled={busy || offline || refusal !== null}
						title={refusal ?? undefined}
					>
						{offline ? t('alarm.offline') : busy ? t('alarm.raising') : t('alarm.raise')}
					</button>
				</div>
			</form>
		</Dialog>
	);
}

interface TacticalFieldsProps {
	readonly fields: AlarmFields;
	readonly invalid: (field: string) => true | undefined;
	readonly set: (change: Partial<AlarmFields>) => void;
}

const WINDS_DEG = [0, 45, 90, 135, 180, 225, 270, 315] as const;

/** What the assessment reckons with beyond the place, when the caller can tell it: floor, wind, substance. */
function TacticalFields({ fields, invalid, set }: TacticalFieldsProps) {
	const { t } = useTranslation();
	const language = useLanguage();
	const saySide = useSide();
	return (
		<>
			<div className="form__triple">
				<label className="field">
					<span>{t('alarm.fireFloor')}</span>
					<input
						className="input"
						inputMode="numeric"
						placeholder={t('value.unknown')}
						value={fields.fireFloor}
						aria-invalid={invalid('fireFloor')}
						onChange={({ target }) => set({ fireFloor: target.value })}
					/>
				</label>
				<label className="field">
					<span>{t('alarm.windFrom')}</span>
					<select
						className="input"
						value={fields.windFrom}
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
						inputMode="decimal"
						placeholder={t('value.unknown')}
						value={fields.windSpeed}
						aria-invalid={invalid('windSpeed')}
						onChange={({ target }) => set({ windSpeed: target.value })}
					/>
				</label>
			</div>
			{fields.type === 'hazmat' && (
				<label className="field">
					<span>{t('alarm.substance')}</span>
					<select
						className="input"
						value={fields.substance}
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
		</>
	);
}

function RaiseFailure({ said }: { said: ReturnType<typeof sayError> }) {
	const { t } = useTranslation();
	return <Notice title={`${t('alarm.failed')} · ${said.title}`} detail={said.detail} code={said.code} />;
}

const PLACE_DIGITS = 6;

function fieldsOf({ lon, lat, datum, address, origin }: AlarmDraft): AlarmFields {
	return {
		address,
		lon: lon === null ? '' : lon.toFixed(PLACE_DIGITS),
		lat: lat === null ? '' : lat.toFixed(PLACE_DIGITS),
		crs: datum,
		type: 'fire',
		level: '',
		description: '',
		fireFloor: '',
		windFrom: '',
		windSpeed: '',
		substance: '',
		origin,
	};
}
