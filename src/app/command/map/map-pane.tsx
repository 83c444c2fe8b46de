import { Box } from 'lucide-react';
import { lazy, Suspense, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../i18n/say-code.ts';
import { TourHint } from '../../shell/tour/tour-hint.tsx';
import { SoundHint } from '../../sound/sound-hint.tsx';
import { OnNow } from '../../state/on-now.tsx';
import { loadPack } from '../../state/pack-store.ts';
import { usePack, useServices, useUi, useWaysState } from '../../state/services.ts';
import { RegionBoundary } from '../../ui/region-boundary.tsx';
import { EmptyState, Notice, Skeleton } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AlarmBar } from '../alarm/alarm-bar.tsx';
import { ClosuresPanel } from '../closures/closures-panel.tsx';
import { DuplicateLine } from '../life/duplicate-line.tsx';
import { useBarsHeight } from '../life/use-bars-height.ts';
import { PickCard } from '../pick/pick-card.tsx';
import { EvacuationBar } from '../roster/evacuation-bar.tsx';
import { ParBar } from '../roster/par-bar.tsx';
import { RouteTool } from '../routes/route-tool.tsx';
import { WhatIfPanel } from '../what-if/what-if-panel.tsx';
import { WhatIfTag } from '../what-if/what-if-tag.tsx';
import { WindMark } from '../what-if/wind-mark.tsx';
import { LayersPanel } from './layers-panel.tsx';
import { MapLegend } from './map-legend.tsx';
import { MapScale } from './map-scale.tsx';
import { MapTools } from './map-tools.tsx';
import { PackNotice } from './pack-notice.tsx';
import { PrintPicture } from './print-picture.tsx';
import { TileNotice } from './tile-notice.tsx';
import { ToolSlot } from './tool-slot.tsx';
import './map-pane.css';

const CommandMap = lazy(() =>
	import('./command-map.tsx').then(({ CommandMap: component }) => ({ default: component })),
);

/** The map with what floats on it: tools, legend, scale, picked thing, alarm. Each part lives on when the map cannot be drawn. */
export function MapPane() {
	const { t } = useTranslation();
	const pane = useRef<HTMLElement>(null);
	const bars = useRef<HTMLDivElement>(null);
	useBarsHeight(pane, bars);
	return (
		<main className="map-pane" aria-label={t('map.region')} id="map" tabIndex={-1} ref={pane}>
			<MapArea />
			<PrintPicture />
			<MapTools />
			<LayersPanel />
			<RouteTool />
			<ClosuresPanel />
			<WhatIfPanel />
			<ToolSlot />
			<div className="map-pane__top">
				<WhatIfTag />
				<WindMark />
			</div>
			<div className="map-pane__bottom-left">
				<TileNotice />
				<MapLegend />
			</div>
			<div className="map-pane__bottom-right">
				<SoundHint />
				<TourHint />
				<PackNotice />
				<ToolHint />
			</div>
			<MapScale />
			<PickCard />
			<OnNow>
				<ContextLost />
			</OnNow>
			<div className="map-pane__centre" ref={bars}>
				<OnNow>
					<EvacuationBar />
					<ParBar />
					<AlarmBar />
				</OnNow>
				<DuplicateLine />
			</div>
		</main>
	);
}

function MapArea() {
	const { t, i18n } = useTranslation();
	const pack = usePack();
	const { pack: store, api } = useServices();
	if (pack.status === 'loading') {
		return (
			<div className="map-pane__state">
				<Skeleton label={t('pack.loading')} />
				<p className="soft">{t('pack.loading')}</p>
			</div>
		);
	}
	if (pack.status === 'failed') {
		const { title, detail, code } = sayError(i18n, pack.error);
		return (
			<div className="map-pane__state">
				<Notice title={`${t('pack.failed')} · ${title}`} detail={`${detail}. ${t('pack.failedHint')}`} code={code}>
					<button type="button" className="btn btn--primary" onClick={() => void loadPack(store, api)}>
						{t('pack.retry')}
					</button>
				</Notice>
			</div>
		);
	}
	return (
		<RegionBoundary
			renderError={(message, retry) => (
				<div className="map-pane__state">
					<Notice title={t('map.failed')} detail={message} code="scene/failed">
						<button type="button" className="btn" onClick={retry}>
							{t('map.reload')}
						</button>
					</Notice>
				</div>
			)}
		>
			<Suspense fallback={<p className="map-pane__state soft">{t('map.loading')}</p>}>
				<CommandMap />
			</Suspense>
		</RegionBoundary>
	);
}

/** What the next click on the map does, and the way out of it. */
function ToolHint() {
	const { t } = useTranslation();
	const { ui, ways } = useServices();
	const isAlarm = useUi((state) => state.tool === 'alarm');
	const placing = useUi((state) => state.placing);
	const end = useWaysState((state) => state.picking);
	if (!isAlarm && placing === null && end === null) return null;
	const words = isAlarm
		? t('alarm.picking')
		: placing
			? t('whatIf.placing', { name: placing.model })
			: t(end === 'from' ? 'routeTool.pickFrom' : 'routeTool.pickTo');
	const leave = () => {
		if (isAlarm) ui.setState({ tool: 'none' });
		else if (placing) ui.setState({ placing: null });
		else ways.setState({ picking: null });
	};
	return (
		<div className="map-pane__hint float" role="status">
			{words}
			<button type="button" className="btn btn--row" onClick={leave}>
				{t('alarm.cancel')} <span className="kbd">Esc</span>
			</button>
		</div>
	);
}

function ContextLost() {
	const { t } = useTranslation();
	const sinceMs = useUi((state) => state.contextLostAtMs);
	const nowMs = useNow();
	if (sinceMs === null) return null;
	const seconds = Math.max(0, Math.floor((nowMs - sinceMs) / 1000));
	return (
		<div className="map-pane__state map-pane__state--over">
			<EmptyState icon={Box} title={t('map.lost', { seconds })} hint={t('map.lostHint')} />
		</div>
	);
}
