import { ArrowUpDown, Route } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CityAnalysis } from '../../../client/city-analysis.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useServices, useUi, useWaysState } from '../../state/services.ts';
import type { RouteAsk } from '../../state/ways-store.ts';
import { Chips } from '../../ui/chips.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { MomentField } from '../../ui/moment-field.tsx';
import { Notice, Skeleton } from '../../ui/states.tsx';
import { ToolPanel } from '../map/tool-panel.tsx';
import { AskedResult } from './asked-result.tsx';
import { PlaceField } from './place-field.tsx';
import { VehicleFields } from './vehicle-fields.tsx';
import { EXEMPTION_KEYS } from './way-assumptions.tsx';

/** The route tool: from a place to a place, for one vehicle or several, now or later. Answered in the page, with the server or without. */
export function RouteTool() {
	const { t } = useTranslation();
	const { ui, ways, selection } = useServices();
	const open = useUi((state) => state.tool === 'route');
	const ask = useWaysState((state) => state.ask);
	const analysis = useWaysState((state) => state.analysis);
	// Other ways come to the map: one that was picked is not among them.
	// biome-ignore lint/correctness/useExhaustiveDependencies: whenever the tool is opened or closed.
	useEffect(() => {
		const { selected } = selection.getState();
		if (selected?.kind === 'way' || selected?.kind === 'sign') selection.setState({ selected: null });
		ui.setState({ signId: null });
	}, [open, selection, ui]);
	if (!open) return null;
	const change = (part: Partial<RouteAsk>) => ways.setState({ ask: { ...ask, ...part } });
	return (
		<ToolPanel icon={Route} title={t('routeTool.title')} onClose={() => ui.setState({ tool: 'none' })}>
			<div className="form">
				<PlaceField end="from" />
				<PlaceField end="to" />
				<div className="tool-panel__actions">
					<IconButton
						small
						icon={ArrowUpDown}
						label={t('routeTool.swap')}
						onClick={() => change({ from: ask.to, to: ask.from })}
					/>
					<label className="check-row">
						<input
							type="checkbox"
							checked={ask.isochrone}
							onChange={({ target }) => change({ isochrone: target.checked })}
						/>
						{t('routeTool.isochrone')}
					</label>
				</div>
			</div>
			{analysis && <RoadsState analysis={analysis} />}
			<AskedResult />
			<div className="form">
				<VehicleFields />
				<Departure ask={ask} onChange={change} />
				<details>
					<summary>{t('way.exemptions')}</summary>
					{EXEMPTION_KEYS.map((key) => (
						<label key={key} className="check-row">
							<input
								type="checkbox"
								checked={ask.exemptions[key]}
								onChange={({ target }) => change({ exemptions: { ...ask.exemptions, [key]: target.checked } })}
							/>
							{t(`codes.exemption.${key}`)}
						</label>
					))}
				</details>
			</div>
		</ToolPanel>
	);
}

const HOUR_MS = 3_600_000;

function Departure({ ask, onChange }: { ask: RouteAsk; onChange: (part: Partial<RouteAsk>) => void }) {
	const { t } = useTranslation();
	return (
		<>
			<Chips
				legend={t('way.departs')}
				name="departs"
				value={ask.departAtMs === null ? 'now' : 'at'}
				options={[
					{ value: 'now', label: t('routeTool.now') },
					{ value: 'at', label: t('routeTool.later') },
				]}
				onChange={(value) => onChange({ departAtMs: value === 'now' ? null : Date.now() + HOUR_MS })}
			/>
			{ask.departAtMs !== null && (
				<MomentField
					label={t('routeTool.departAt')}
					valueMs={ask.departAtMs}
					onChange={(departAtMs) => onChange({ departAtMs })}
				/>
			)}
		</>
	);
}

/** Says that the roads are on their way, or why they cannot be had. */
function RoadsState({ analysis }: { analysis: CityAnalysis }) {
	const { t, i18n } = useTranslation();
	const { state, error } = useStore(analysis.status);
	if (state === 'loading') return <Skeleton label={t('routeTool.loadingRoads')} />;
	if (state !== 'failed') return null;
	const { title, detail, code } = sayError(i18n, error);
	return (
		<Notice title={`${t('routeTool.noRoads')} · ${title}`} detail={detail} code={code}>
			<button type="button" className="btn btn--row" onClick={() => void analysis.open()}>
				{t('error.retry')}
			</button>
		</Notice>
	);
}
