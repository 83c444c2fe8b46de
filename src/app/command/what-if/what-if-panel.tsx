import { FlaskConical, Redo2, TrafficCone, Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Incident } from '../../../domain/incident.ts';
import { readServerClock } from '../../state/server-clock.ts';
import { useServices, useUi, useWhatIf } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { useShownAssessment } from '../../state/use-shown-assessment.ts';
import { resetWhatIf, setSituation } from '../../state/what-if-store.ts';
import { formatNumber } from '../../ui/format.ts';
import { Segments } from '../../ui/segments.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ToolPanel } from '../map/tool-panel.tsx';
import { ApplianceSlider } from './appliance-slider.tsx';
import { FloorField } from './floor-field.tsx';
import { PlacedTrucks } from './placed-trucks.tsx';
import { UnavailableField } from './unavailable-field.tsx';
import { WindField } from './wind-field.tsx';
import './what-if.css';

const LEVELS = ['0', '1', '2', '3', '4', '5'] as const;

/** The what-if of the shown incident: what is changed here is reckoned anew in the page; the record stays as it is. */
export function WhatIfPanel() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const isOpen = useUi((state) => state.tool === 'what-if');
	const incident = useCurrentIncident();
	useEffect(() => {
		if (!isOpen) ui.setState({ placing: null });
	}, [isOpen, ui]);
	if (!isOpen) return null;
	return (
		<ToolPanel icon={FlaskConical} title={t('whatIf.region')} onClose={() => ui.setState({ tool: 'none' })}>
			{incident ? (
				<WhatIfFields key={incident.id} incident={incident} />
			) : (
				<EmptyState icon={FlaskConical} title={t('whatIf.none')} hint={t('whatIf.noneHint')} />
			)}
		</ToolPanel>
	);
}

function WhatIfFields({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const { ui, live, whatIf } = useServices();
	const { assessment, situation } = useShownAssessment(incident);
	const chosen = useWhatIf((state) => state.model);
	const headingDeg = useUi((state) => Math.round(state.view?.view.headingDeg ?? 0));
	if (incident.closedAtMs !== null) {
		return <EmptyState icon={FlaskConical} title={t('incident.closed')} hint={t('whatIf.closedHint')} />;
	}
	if (!assessment) {
		return <EmptyState icon={FlaskConical} title={t('assessing.title')} hint={t('assessing.whatIfHint')} />;
	}
	const { target, aerial } = assessment;
	const model = chosen ?? aerial?.suggestedModel ?? aerial?.appliances[0]?.model ?? null;
	const headings = situation.placed.map(
		(_, index) => aerial?.spots.find(({ id }) => id === `X${index + 1}`)?.headingDeg ?? null,
	);
	const { length: awayCount } = situation.unavailable;
	return (
		<>
			<WindField
				wind={situation.wind}
				headingDeg={headingDeg}
				nowMs={readServerClock(live.getState(), Date.now())}
				onChange={(wind) => setSituation(whatIf, incident, { wind })}
			/>
			<ApplianceSlider aerial={aerial} />
			<PlacedTrucks incident={incident} placed={situation.placed} model={model} headings={headings} />
			<FloorField
				floor={situation.fireFloor}
				floors={target?.floors ?? null}
				floorsBelow={target?.floorsBelow ?? null}
				onChange={(fireFloor) => setSituation(whatIf, incident, { fireFloor })}
			/>
			<Segments
				legend={t('whatIf.level')}
				name="what-if-level"
				value={`${situation.level ?? 0}` as (typeof LEVELS)[number]}
				options={LEVELS.map((level) => ({ value: level, label: level === '0' ? t('whatIf.levelNone') : level }))}
				onChange={(level) => setSituation(whatIf, incident, { level: level === '0' ? null : Number(level) })}
			/>
			<label className="check-row">
				<input
					type="checkbox"
					checked={situation.defensive}
					onChange={({ target: box }) => setSituation(whatIf, incident, { defensive: box.checked })}
				/>
				{t('whatIf.defensive')}
			</label>
			<details open={awayCount > 0}>
				<summary>
					{t('whatIf.more')}
					{awayCount > 0 && ` · ${t('whatIf.unavailableCount', { count: awayCount })}`}
				</summary>
				<UnavailableField
					assessment={assessment}
					unavailable={situation.unavailable}
					onChange={(unavailable) => setSituation(whatIf, incident, { unavailable })}
				/>
				<button type="button" className="btn btn--row" onClick={() => ui.setState({ tool: 'closure' })}>
					<TrafficCone size={16} strokeWidth={1.75} aria-hidden />
					{t('whatIf.closeRoad')} <span className="kbd">X</span>
				</button>
			</details>
			<Foot incident={incident} />
		</>
	);
}

/** Undo, redo, back to the record, and how long it took. */
function Foot({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const { whatIf, history } = useServices();
	const { past, future } = useStore(history.store);
	const { isWhatIf, status } = useShownAssessment(incident);
	const tookMs = useWhatIf((state) => state.tookMs);
	return (
		<div className="what-if__foot">
			<button
				type="button"
				className="btn btn--row"
				disabled={past.length === 0}
				title={`${t('whatIf.undo')} (Ctrl+Z)`}
				aria-label={t('whatIf.undo')}
				aria-keyshortcuts="Control+Z"
				onClick={() => history.undo()}
			>
				<Undo2 size={16} strokeWidth={1.75} aria-hidden />
			</button>
			<button
				type="button"
				className="btn btn--row"
				disabled={future.length === 0}
				title={`${t('whatIf.redo')} (Ctrl+Shift+Z)`}
				aria-label={t('whatIf.redo')}
				aria-keyshortcuts="Control+Shift+Z"
				onClick={() => history.redo()}
			>
				<Redo2 size={16} strokeWidth={1.75} aria-hidden />
			</button>
			<button type="button" className="btn btn--row" disabled={!isWhatIf} onClick={() => resetWhatIf(whatIf)}>
				{t('whatIf.reset')}
			</button>
			<span className="dim grow what-if__took" role="status" data-status={status}>
				{status === 'idle' && t('whatIf.asRecorded')}
				{status === 'loading' && t('whatIf.loading')}
				{status === 'failed' && t('whatIf.failed')}
				{status === 'ready' && tookMs !== null && t('whatIf.took', { ms: formatNumber(tookMs) })}
			</span>
		</div>
	);
}
