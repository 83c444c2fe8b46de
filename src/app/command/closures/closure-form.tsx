import { Crosshair, Redo2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { putClosure } from '../../../client/state/live-store.ts';
import { type ClosureDraft, canFinish, type DraftStep, findNewClosure, stepDraft } from '../../state/closure-draft.ts';
import { readServerClock } from '../../state/server-clock.ts';
import { useClosures, useLive, useServices, useUi } from '../../state/services.ts';
import { useRefusal } from '../../state/use-may.ts';
import { Chips } from '../../ui/chips.tsx';
import { formatNumber, pickName } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { MomentField } from '../../ui/moment-field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { useDraftPreview } from './use-draft-preview.ts';

const HOURS = [1, 4, 12, null] as const;
const SLOW_PERCENTS = [75, 50, 25] as const;
const DEFAULT_SLOW_PERCENT = 50;
const HOUR_MS = 3_600_000;
/** Names of roads that are listed, the longest roads first; more would push the form out of a low window. */
const MOST_NAMES = 6;

/** Drawing a closure, then saying how, why and until when; sharing it tells every open page. */
export function ClosureForm({ draft }: { readonly draft: ClosureDraft }) {
	const { t } = useTranslation();
	const { closures, live } = useServices();
	useDraftPreview(draft);
	const change = (part: Partial<ClosureDraft>) => closures.setState({ draft: { ...draft, ...part } });
	const cancel = () => closures.setState({ draft: null, preview: null, error: null });
	const step = (next: DraftStep) => closures.setState({ draft: stepDraft(draft, next) });
	return (
		<div className="form">
			<DrawingHelp draft={draft} onStep={step} />
			<ClosedRoads />
			{draft.isDone && (
				<>
					<Segments
						legend={t('closures.how')}
						name="closure-kind"
						value={draft.speedPercent === 0 ? 'closed' : 'slow'}
						options={[
							{ value: 'closed', label: t('closures.closed') },
							{ value: 'slow', label: t('closures.slow') },
						]}
						onChange={(value) => change({ speedPercent: value === 'closed' ? 0 : DEFAULT_SLOW_PERCENT })}
					/>
					{draft.speedPercent > 0 && (
						<Chips
							legend={t('closures.speed')}
							name="closure-speed"
							value={String(draft.speedPercent)}
							options={SLOW_PERCENTS.map((percent) => ({ value: String(percent), label: `${percent} %` }))}
							onChange={(value) => change({ speedPercent: Number(value) })}
						/>
					)}
					<label className="field">
						<span>{t('closures.reason')}</span>
						<input
							className="input"
							maxLength={200}
							placeholder={t('closures.reasonHint')}
							value={draft.reason}
							onChange={({ target }) => change({ reason: target.value })}
						/>
					</label>
					<Chips
						legend={t('closures.begins')}
						name="closure-from"
						value={draft.fromMs === null ? 'now' : 'later'}
						options={[
							{ value: 'now', label: t('closures.now') },
							{ value: 'later', label: t('closures.later') },
						]}
						onChange={(value) => {
							const serverMs = readServerClock(live.getState(), Date.now());
							change({ fromMs: value === 'now' ? null : serverMs + HOUR_MS });
						}}
					/>
					{draft.fromMs !== null && (
						<MomentField
							label={t('closures.fromTime')}
							valueMs={draft.fromMs}
							onChange={(fromMs) => change({ fromMs })}
						/>
					)}
					<Chips
						legend={t('closures.lasts')}
						name="closure-hours"
						value={String(draft.hours)}
						options={HOURS.map((hours) => ({
							value: String(hours),
							label: hours === null ? t('closures.untilLifted') : t('closures.hours', { hours }),
						}))}
						onChange={(value) => change({ hours: value === 'null' ? null : Number(value) })}
					/>
				</>
			)}
			<div className="form__actions">
				<button type="button" className="btn btn--plain" onClick={cancel}>
					{t('alarm.cancel')} <span className="kbd">Esc</span>
				</button>
				{draft.isDone ? (
					<ShareButton draft={draft} />
				) : (
					<button
						type="button"
						className="btn btn--primary"
						disabled={!canFinish(draft)}
						onClick={() => step({ type: 'finish' })}
					>
						{t('closures.finish')} <span className="kbd">Enter</span>
					</button>
				)}
			</div>
		</div>
	);
}

function DrawingHelp({ draft, onStep }: { draft: ClosureDraft; onStep: (step: DraftStep) => void }) {
	const { t } = useTranslation();
	const centre = useUi((state) => state.view?.centre);
	if (draft.isDone) {
		return (
			<button type="button" className="btn btn--link" onClick={() => onStep({ type: 'reopen' })}>
				{t('closures.goOnDrawing')}
			</button>
		);
	}
	return (
		<>
			<p className="soft" role="status">
				{t(draft.kind === 'line' ? 'closures.lineHelp' : 'closures.areaHelp')} ·{' '}
				{t('closures.points', { count: draft.points.length })}
			</p>
			<div className="tool-panel__actions">
				<IconButton
					small
					icon={Undo2}
					label={t('closures.undoPoint')}
					shortcut="Backspace"
					onClick={() => onStep({ type: 'undo' })}
				/>
				<IconButton
					small
					icon={Redo2}
					label={t('closures.redoPoint')}
					shortcut="Control+Shift+Z"
					onClick={() => onStep({ type: 'redo' })}
				/>
				<button
					type="button"
					className="btn btn--row"
					disabled={!centre}
					onClick={() => centre && onStep({ type: 'add', at: [centre.lon, centre.lat] })}
				>
					<Crosshair size={16} strokeWidth={1.75} aria-hidden />
					{t('closures.addCentre')}
				</button>
			</div>
		</>
	);
}

/** Which roads the shape meets, while it is drawn. */
function ClosedRoads() {
	const { t } = useTranslation();
	const language = useLanguage();
	const preview = useClosures((state) => state.preview);
	if (!preview) return null;
	const names = preview.roads
		.map(({ name, nameEn }) => pickName(name, nameEn, language))
		.filter((name) => name !== null);
	const shown = names.slice(0, MOST_NAMES);
	const more = names.length - shown.length;
	const unnamed = preview.roads.length - names.length;
	if (preview.roads.length === 0) return <p className="closure-form__roads">{t('closures.meetsNone')}</p>;
	return (
		<div className="closure-form__roads" role="status">
			<b>{t('closures.meets', { km: formatNumber(preview.roadKm, 2) })}</b>
			<span>
				{[...shown, ...(unnamed > 0 ? [t('closures.unnamed')] : [])].join(t('way.comma'))}
				{more > 0 && ` ${t('closures.moreRoads', { count: more })}`}
			</span>
		</div>
	);
}

function ShareButton({ draft }: { draft: ClosureDraft }) {
	const { t } = useTranslation();
	const { api, live, closures } = useServices();
	const refusal = useRefusal('closure.edit');
	const sending = useClosures((state) => state.sending);
	const isLive = useLive((state) => state.connection === 'live');
	const share = async () => {
		const closure = findNewClosure(draft, readServerClock(live.getState(), Date.now()));
		if (!closure) return;
		closures.setState({ sending: true, error: null });
		try {
			const added = await api.addClosure(closure);
			putClosure(live, added, Math.max(readServerClock(live.getState(), Date.now()), added.createdAtMs));
			closures.setState({ sending: false, draft: null, preview: null });
		} catch (error) {
			closures.setState({ sending: false, error });
		}
	};
	return (
		<button
			type="button"
			className="btn btn--primary"
			disabled={sending || !isLive || refusal !== null}
			title={refusal ?? (isLive ? undefined : t('closures.offline'))}
			onClick={() => void share()}
		>
			{isLive ? t('closures.share') : t('closures.shareOffline')}
		</button>
	);
}
