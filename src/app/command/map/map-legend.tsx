import { Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { HEIGHT_BANDS, USE_COLOURS, USE_GROUPS } from '../../../scene/style/building-style.ts';
import { useLive, useServices, useUi } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { useTheme } from '../../state/use-theme.ts';
import { RefusedLine, RouteLine, WaterSymbol } from '../../ui/symbols.tsx';
import { RoadSignIcon } from '../routes/road-sign-icon.tsx';
import { useShownWays } from '../routes/use-ways.ts';
import { MarksLegend } from './marks-legend.tsx';
import { useShownColour } from './shown-colour.ts';
import { TacticsLegend } from './tactics-legend.tsx';

const STATES = ['ok', 'faulty', 'stale', 'unknown'] as const;
/** Further ways are told apart by their discs. */
const MOST_ROUTES = 3;
const BARRIER = { kind: 'closure', text: '', verdict: 'passed' } as const;

/** What colours, lines and symbols on the map mean; folded to a button on small screens. */
export function MapLegend() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const open = useUi((state) => state.legendOpen);
	const colourBy = useShownColour();
	const ways = useShownWays();
	const incident = useCurrentIncident();
	const hasRefusal = ways.some(({ refused }) => refused !== null);
	const hasClosures = useLive((state) => state.closures.length > 0);
	return (
		<section className="legend float" aria-label={t('map.legend')}>
			<button
				type="button"
				className="btn btn--plain"
				aria-expanded={open}
				aria-keyshortcuts="L"
				onClick={() => ui.setState({ legendOpen: !open })}
			>
				<Info size={16} strokeWidth={1.75} aria-hidden />
				{t('map.legend')} <span className="kbd">L</span>
			</button>
			{open && (
				<div className="legend__body">
					{colourBy === 'height' && <HeightLegend />}
					{colourBy === 'use' && <UseLegend />}
					<ul className="legend__grid">
						{incident && <TacticsLegend incident={incident} />}
						{incident && <MarksLegend incident={incident} />}
						{STATES.map((state) => (
							<li key={state}>
								<WaterSymbol kind="hydrant" state={state} /> {t('codes.waterKind.hydrant')}{' '}
								{t(`codes.waterState.${state}`)}
							</li>
						))}
						{ways.slice(0, MOST_ROUTES).map(({ number }) => (
							<li key={number}>
								<RouteLine number={number} /> {t('map.legendRoute', { number })}
							</li>
						))}
						{hasRefusal && (
							<li>
								<RefusedLine /> {t('way.refused')}
							</li>
						)}
						{hasClosures && (
							<li>
								<RoadSignIcon sign={BARRIER} size={20} /> {t('codes.limit.closure')}
							</li>
						)}
					</ul>
				</div>
			)}
		</section>
	);
}

function HeightLegend() {
	const { t } = useTranslation();
	const theme = useTheme();
	return (
		<div>
			<h3>{t('map.legendHeight')}</h3>
			<ul className="legend__scale">
				{HEIGHT_BANDS.map(({ fromM, toM, colour }) => (
					<li key={fromM}>
						<i style={{ background: colour[theme] }} />
						{toM === null ? `≥ ${fromM}` : `${fromM}–${toM}`}
					</li>
				))}
				<li>
					<i className="legend__unknown" />
					{t('map.legendUnknown')}
				</li>
			</ul>
		</div>
	);
}

function UseLegend() {
	const { t } = useTranslation();
	return (
		<div>
			<h3>{t('map.legendUse')}</h3>
			<ul className="legend__scale">
				{USE_GROUPS.map((use) => (
					<li key={use}>
						<i style={{ background: USE_COLOURS[use] }} />
						{t(`codes.use.${use}`)}
					</li>
				))}
			</ul>
		</div>
	);
}
