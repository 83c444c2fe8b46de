import { Pentagon, Spline, TrafficCone } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Closure } from '../../../domain/closure.ts';
import { sayError } from '../../i18n/say-code.ts';
import { startDraft } from '../../state/closure-draft.ts';
import { useClosures, useLive, useServices, useUi } from '../../state/services.ts';
import { useRefusal } from '../../state/use-may.ts';
import { EmptyState, Notice } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ToolPanel } from '../map/tool-panel.tsx';
import { useLightOn } from '../use-light-on.ts';
import { walkRows } from '../walk-rows.ts';
import { ClosureForm } from './closure-form.tsx';
import { LiftButton } from './lift-button.tsx';
import { nameClosure, sayClosureKind, sayClosureTime } from './say-closure.ts';
import './closures-panel.css';

/** Closed roads: those that hold and will, each to be lifted, and the tools that draw another. */
export function ClosuresPanel() {
	const { t, i18n } = useTranslation();
	const { ui, closures } = useServices();
	const open = useUi((state) => state.tool === 'closure');
	const draft = useClosures((state) => state.draft);
	const error = useClosures((state) => state.error);
	useEffect(() => {
		if (!open) closures.setState({ draft: null, preview: null, error: null });
	}, [open, closures]);
	if (!open) return null;
	const failure = error === null ? null : sayError(i18n, error);
	return (
		<ToolPanel icon={TrafficCone} title={t('closures.title')} onClose={() => ui.setState({ tool: 'none' })}>
			{failure && <Notice {...failure} />}
			{draft ? <ClosureForm draft={draft} /> : <ClosureList />}
		</ToolPanel>
	);
}

function ClosureList() {
	const { t } = useTranslation();
	const { closures: store } = useServices();
	const refusal = useRefusal('closure.edit');
	const closures = useLive((state) => state.closures);
	const nowMs = useNow() + (useLive((state) => state.serverOffsetMs) ?? 0);
	const draw = (kind: 'line' | 'area') => store.setState({ draft: startDraft(kind), preview: null, error: null });
	return (
		<>
			<div className="tool-panel__actions">
				<button
					type="button"
					className="btn btn--primary"
					disabled={refusal !== null}
					title={refusal ?? undefined}
					onClick={() => draw('line')}
				>
					<Spline size={18} strokeWidth={1.75} aria-hidden />
					{t('closures.drawLine')}
				</button>
				<button
					type="button"
					className="btn"
					disabled={refusal !== null}
					title={refusal ?? undefined}
					onClick={() => draw('area')}
				>
					<Pentagon size={18} strokeWidth={1.75} aria-hidden />
					{t('closures.drawArea')}
				</button>
			</div>
			{closures.length === 0 ? (
				<EmptyState icon={TrafficCone} title={t('closures.none')} hint={t('closures.noneHint')} />
			) : (
				<ul className="rows" aria-label={t('closures.list')} onKeyDown={walkRows}>
					{closures.map((closure) => (
						<li key={closure.id} className="row">
							<ClosureRow closure={closure} nowMs={nowMs} />
						</li>
					))}
				</ul>
			)}
		</>
	);
}

const SHOW_RANGE_M = 900;

function ClosureRow({ closure, nowMs }: { closure: Closure; nowMs: number }) {
	const { t, i18n } = useTranslation();
	const { ui, selection } = useServices();
	const { id, shape, reason } = closure;
	const light = useLightOn(
		shape.type === 'LineString'
			? { points: [], lines: [shape.coordinates], polygons: [] }
			: { points: [], lines: [], polygons: [shape.coordinates] },
	);
	const [lon, lat] = (shape.type === 'LineString' ? shape.coordinates : shape.coordinates[0])?.[0] ?? [0, 0];
	return (
		<>
			<button
				type="button"
				data-stop
				{...light}
				className="closure-row__name grow"
				title={t('closures.show')}
				onClick={() => {
					ui.setState({ request: { kind: 'fly', lon, lat, rangeM: SHOW_RANGE_M } });
					selection.setState({ selected: { kind: 'closure', id, lon, lat } });
				}}
			>
				<b>{nameClosure(i18n, closure)}</b>
				<span className="soft">
					{reason && `${sayClosureKind(i18n, closure)} · `}
					{sayClosureTime(i18n, closure, nowMs)}
				</span>
			</button>
			<LiftButton id={id} />
		</>
	);
}
