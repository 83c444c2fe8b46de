import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { putIncident } from '../../../client/state/live-store.ts';
import { handoverSchema, type Incident } from '../../../domain/incident.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useServices } from '../../state/services.ts';
import { Chips } from '../../ui/chips.tsx';
import { formatTime } from '../../ui/format.ts';
import { Segments } from '../../ui/segments.tsx';
import { Notice } from '../../ui/states.tsx';

const REASONS = ['theirs', 'also', 'wrong'] as const;
type Handover = Pick<z.infer<typeof handoverSchema>, 'direction' | 'agency' | 'reason' | 'threeWayNote' | 'reference'>;

/** Keeps with an incident that another service has it too, or had it before, with what the three agreed on the telephone. */
export function HandOverForm({ incident, onDone }: { readonly incident: Incident; readonly onDone: () => void }) {
	const { t, i18n } = useTranslation();
	const { api, live } = useServices();
	const [told, setTold] = useState<Handover>({
		direction: 'to',
		agency: '110',
		reason: '',
		threeWayNote: '',
		reference: '',
	});
	const [isMissing, setMissing] = useState(false);
	const [failure, setFailure] = useState<unknown>(null);
	const [isBusy, setBusy] = useState(false);
	const set = (change: Partial<Handover>) => setTold((old) => ({ ...old, ...change }));

	async function submit(event: FormEvent): Promise<void> {
		event.preventDefault();
		const isIncomplete = told.reason.trim() === '' || told.threeWayNote.trim() === '';
		setMissing(isIncomplete);
		if (isIncomplete) return;
		setBusy(true);
		setFailure(null);
		try {
			putIncident(live, await api.handOverIncident(incident.id, told));
			onDone();
		} catch (error) {
			setFailure(error);
			setBusy(false);
		}
	}

	return (
		<form className="form" onSubmit={(event) => void submit(event)} noValidate>
			{incident.handovers.length > 0 && (
				<ul className="life__handovers soft" aria-label={t('handOver.earlier')}>
					{incident.handovers.map(({ atMs, direction, agency, reason, threeWayNote, reference, byName }) => (
						<li key={atMs}>
							{formatTime(atMs)} {t(`handOver.directions.${direction}`)} <b>{t(`handOver.agencies.${agency}`)}</b>{' '}
							{[reference, reason, threeWayNote, byName].filter(Boolean).join(' · ')}
						</li>
					))}
				</ul>
			)}
			<Segments
				legend={t('handOver.direction')}
				name="hand-over-direction"
				value={told.direction}
				options={handoverSchema.shape.direction.options.map((value) => ({
					value,
					label: t(`handOver.directions.${value}`),
				}))}
				onChange={(direction) => set({ direction })}
			/>
			<Segments
				legend={t('handOver.agency')}
				name="hand-over-agency"
				value={told.agency}
				options={handoverSchema.shape.agency.options.map((value) => ({
					value,
					label: t(`handOver.agencies.${value}`),
				}))}
				onChange={(agency) => set({ agency })}
			/>
			<Chips
				legend={t('handOver.reason')}
				name="hand-over-reason"
				value={told.reason}
				options={REASONS.map((key) => t(`handOver.reasons.${key}`)).map((value) => ({ value, label: value }))}
				onChange={(reason) => set({ reason })}
			/>
			<input
				className="input"
				aria-label={t('handOver.reason')}
				aria-invalid={(isMissing && told.reason.trim() === '') || undefined}
				maxLength={500}
				value={told.reason}
				onChange={({ target }) => set({ reason: target.value })}
			/>
			<label className="field">
				<span>
					{t('handOver.note')} · {t('handOver.noteHint')}
				</span>
				<textarea
					className="input"
					data-first
					rows={2}
					maxLength={1000}
					aria-invalid={(isMissing && told.threeWayNote.trim() === '') || undefined}
					value={told.threeWayNote}
					onChange={({ target }) => set({ threeWayNote: target.value })}
				/>
			</label>
			<label className="field">
				<span>{t('handOver.reference')}</span>
				<input
					className="input"
					maxLength={80}
					value={told.reference}
					onChange={({ target }) => set({ reference: target.value })}
				/>
			</label>
			{isMissing && <Notice title={t('handOver.need')} />}
			{failure !== null && <Notice {...sayError(i18n, failure)} />}
			<div className="form__actions">
				<button type="button" className="btn" onClick={onDone}>
					{t('life.cancel')}
				</button>
				<button type="submit" className="btn btn--primary" disabled={isBusy}>
					{isBusy ? t('life.sending') : t('handOver.confirm')}
				</button>
			</div>
		</form>
	);
}
