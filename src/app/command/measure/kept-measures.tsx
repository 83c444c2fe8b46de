import { Check, Eye, Pencil, Trash2, X } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Measurement } from '../../../domain/records/measurement.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useLive, useServices } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { useRefusal } from '../../state/use-may.ts';
import { formatTime } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useLightOn } from '../use-light-on.ts';
import { walkRows } from '../walk-rows.ts';
import { formatError, formatMeasured, joinMeasured, unitOf } from './format-measure.ts';

const SHOW_RANGE_M = 400;

/** What was measured and kept with the open incident, on every page. Nothing without an incident. */
export function KeptMeasures() {
	const { t } = useTranslation();
	const title = useId();
	const incident = useCurrentIncident();
	const all = useLive((state) => state.measurements);
	if (!incident) return null;
	const kept = all.filter(({ incidentId }) => incidentId === incident.id);
	return (
		<section className="measure-kept" aria-labelledby={title}>
			<h3 id={title}>
				{t('measure.list')} {kept.length > 0 && <span className="dim">{kept.length}</span>}
			</h3>
			{kept.length === 0 ? (
				<p className="dim">{t('measure.listNone')}</p>
			) : (
				<ul className="rows" onKeyDown={walkRows}>
					{kept.map((one) => (
						<KeptRow key={one.id} measurement={one} />
					))}
				</ul>
			)}
		</section>
	);
}

function KeptRow({ measurement }: { readonly measurement: Measurement }) {
	const { t, i18n } = useTranslation();
	const { api, ui } = useServices();
	const refusal = useRefusal('drawing.edit');
	const [isNaming, setNaming] = useState(false);
	const [failure, setFailure] = useState<unknown>(null);
	const { id, kind, name, value, error, points, byName, createdAtMs, version } = measurement;
	const places = points.map(({ lon, lat }) => [lon, lat] as const);
	const light = useLightOn({ points: places, lines: places.length > 1 ? [places] : [], polygons: [] });
	const unit = unitOf(kind);
	const said = value === null ? t('measure.unknown') : joinMeasured(formatMeasured(value, unit, kind));
	const label = name || t(`measure.kind.${kind}`);
	const attempt = async (work: () => Promise<unknown>) => {
		setFailure(null);
		try {
			await work();
			setNaming(false);
		} catch (caught) {
			setFailure(caught);
		}
	};
	const show = () => {
		const [first] = points;
		if (first) ui.setState({ request: { kind: 'fly', lon: first.lon, lat: first.lat, rangeM: SHOW_RANGE_M } });
	};
	if (isNaming) {
		return (
			<li>
				<NameForm
					name={name}
					onSave={(next) => attempt(() => api.changeMeasurement(id, { name: next, version }))}
					onCancel={() => setNaming(false)}
				/>
				{failure !== null && <p role="alert">{sayError(i18n, failure).title}</p>}
			</li>
		);
	}
	return (
		<li className="measure-row" aria-label={`${label} ${said}`} {...light}>
			<span className="grow" title={t('measure.by', { name: byName, time: formatTime(createdAtMs) })}>
				<b>{label}</b> {said}
				{value !== null && error !== null && (
					<small className="dim"> {t('measure.about', { error: formatError(error, unit, value) })}</small>
				)}
				{failure !== null && <small role="alert">{sayError(i18n, failure).title}</small>}
			</span>
			<IconButton icon={Eye} small isStop label={t('measure.show')} onClick={show} />
			<IconButton icon={Pencil} small label={t('measure.rename')} refusal={refusal} onClick={() => setNaming(true)} />
			<IconButton
				icon={Trash2}
				small
				label={t('measure.remove')}
				refusal={refusal}
				onClick={() => void attempt(() => api.removeMeasurement(id))}
			/>
		</li>
	);
}

interface NameFormProps {
	readonly name: string;
	readonly onSave: (name: string) => Promise<void>;
	readonly onCancel: () => void;
}

function NameForm({ name, onSave, onCancel }: NameFormProps) {
	const { t } = useTranslation();
	const [draft, setDraft] = useState(name);
	return (
		<form
			className="measure-row"
			onSubmit={(event) => {
				event.preventDefault();
				void onSave(draft.trim());
			}}
		>
			<input
				className="input grow"
				aria-label={t('measure.renameField')}
				maxLength={80}
				value={draft}
				// biome-ignore lint/a11y/noAutofocus: it came by the button that asks for it.
				autoFocus
				onChange={({ target }) => setDraft(target.value)}
			/>
			<button
				type="submit"
				className="icon-btn icon-btn--small"
				aria-label={t('measure.save')}
				title={t('measure.save')}
			>
				<Check size={16} strokeWidth={1.75} aria-hidden />
			</button>
			<IconButton icon={X} small label={t('measure.cancel')} onClick={onCancel} />
		</form>
	);
}
