import type { TFunction } from 'i18next';
import { CloudOff, Redo2, RefreshCw, Undo2, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Sketch, SketchNotice } from '../../../client/sketch.ts';
import { useServices } from '../../state/services.ts';
import { useSettings } from '../../state/use-base.ts';
import { useSketchState } from '../../state/use-sketch.ts';
import { IconButton } from '../../ui/icon-button.tsx';

/** Undo and redo, the set of symbols, and whether what is drawn is shared. */
export function SketchBar({ sketch }: { readonly sketch: Sketch }) {
	const { t } = useTranslation();
	const { settings } = useServices();
	const set = useSettings((state) => state.symbols);
	const canUndo = useSketchState((state) => state.canUndo) ?? false;
	const canRedo = useSketchState((state) => state.canRedo) ?? false;
	const notice = useSketchState((state) => state.notice);
	return (
		<>
			<div className="tactics__bar">
				<IconButton
					small
					icon={Undo2}
					label={t('marks.undo')}
					shortcut="Control+Z"
					refusal={canUndo ? null : t('marks.undo')}
					onClick={() => sketch.undo()}
				/>
				<IconButton
					small
					icon={Redo2}
					label={t('marks.redo')}
					shortcut="Control+Shift+Z"
					refusal={canRedo ? null : t('marks.redo')}
					onClick={() => sketch.redo()}
				/>
				<Standing />
				<label className="tactics__set">
					<span className="visually-hidden">{t('marks.set')}</span>
					<select
						className="input"
						value={set}
						onChange={({ target }) => settings.setState({ symbols: target.value === 'cn' ? 'cn' : 'nfpa-170' })}
					>
						<option value="cn">{t('marks.setCn')}</option>
						<option value="nfpa-170">{t('marks.setNfpa')}</option>
					</select>
				</label>
			</div>
			{notice && <NoticeLine notice={notice} onDismiss={() => sketch.dismissNotice()} />}
		</>
	);
}

interface NoticeLineProps {
	readonly notice: SketchNotice;
	readonly onDismiss: () => void;
}

/** Says what was drawn here and not kept. */
function NoticeLine({ notice, onDismiss }: NoticeLineProps) {
	const { t } = useTranslation();
	return (
		<p className="tactics__notice" role="alert">
			<span className="grow">{sayNotice(t, notice)}</span>
			<button type="button" className="btn btn--row" onClick={onDismiss}>
				{t('marks.dismiss')}
			</button>
		</p>
	);
}

function sayNotice(t: TFunction, notice: SketchNotice): string {
	if (notice.kind === 'put-back') return t('marks.putBack', { count: notice.marks.length });
	if (notice.kind === 'refused') {
		return `${t('marks.notTaken', { count: notice.count })} · ${t(`marks.readOnly.${notice.reason}`)}`;
	}
	return t('marks.otherLog', { count: notice.count });
}

/** Whether the sketch is shared now, who else has it open, and why nothing can be drawn. */
function Standing() {
	const { t } = useTranslation();
	const status = useSketchState((state) => state.status) ?? 'connecting';
	const readOnly = useSketchState((state) => state.readOnly);
	const waiting = useSketchState((state) => state.waiting) ?? 0;
	const others = useSketchState((state) => state.others.length) ?? 0;
	const isBad = status === 'offline' || status === 'refused';
	const words = [
		status === 'live' && readOnly !== null ? t(`marks.readOnly.${readOnly}`) : t(`marks.${status}`),
		...(waiting > 0 && status !== 'live' ? [t('marks.waiting', { count: waiting })] : []),
	].join(' · ');
	return (
		<span className="tactics__standing grow" role="status" data-bad={isBad || undefined}>
			{isBad ? (
				<CloudOff size={14} strokeWidth={1.75} aria-hidden />
			) : (
				status === 'connecting' && <RefreshCw size={14} strokeWidth={1.75} aria-hidden />
			)}
			<span className="ellipsis" title={words}>
				{words}
			</span>
			{others > 0 && (
				<span className="nowrap" title={t('marks.others', { count: others })}>
					<Users size={14} strokeWidth={1.75} aria-label={t('marks.others', { count: others })} /> {others}
				</span>
			)}
		</span>
	);
}
