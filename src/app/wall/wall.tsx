import { Monitor } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AlarmBar } from '../command/alarm/alarm-bar.tsx';
import { useFleet } from '../command/force/list-fleet.ts';
import { Guarded } from '../command/guarded.tsx';
import { EvacuationBar } from '../command/roster/evacuation-bar.tsx';
import { ParBar } from '../command/roster/par-bar.tsx';
import { useLive, usePack, useServices } from '../state/services.ts';
import { useSession } from '../state/use-base.ts';
import { findOpenIncidents, findWaitingIncidents } from '../state/use-incident.ts';
import { useServerNow } from '../state/use-server-now.ts';
import { formatDate, formatTime } from '../ui/format.ts';
import { LevelSymbol, StationSymbol } from '../ui/symbols.tsx';
import { findEmptyStations } from './read-wall.ts';
import { showScreen } from './show-screen.ts';
import { WallFigures } from './wall-figures.tsx';
import { WallIncidents } from './wall-incidents.tsx';
import { WallNeeds } from './wall-needs.tsx';
import { WallUnits } from './wall-units.tsx';
import './wall.css';

const WallMap = lazy(() => import('./wall-map.tsx').then((module) => ({ default: module.WallMap })));

/** Heights of the panel's parts in rem: what a row takes, and what stands beside the rows. */
const ROWS = { incident: 3.25, need: 2.5, others: 31 } as const;

/** The big screen: the city with what burns, who is out, what needs attention, today's figures. Needs no hand, scrolls nowhere. */
export function Wall() {
	const { t } = useTranslation();
	const incidents = useLive((state) => state.incidents);
	const dispatches = useLive((state) => state.dispatches);
	const open = useMemo(() => findOpenIncidents(incidents), [incidents]);
	const fleet = useFleet();
	const empty = useMemo(() => findEmptyStations(fleet.units), [fleet]);
	const holes = useMemo(() => {
		const sentTo = new Set(dispatches.map(({ incidentId }) => incidentId));
		return open.flatMap(({ id, assessment }) => (sentTo.has(id) ? (assessment?.force?.coverage?.polygons ?? []) : []));
	}, [open, dispatches]);
	const rows = useRows();
	return (
		<div className="wall">
			<WallTop />
			<main className="wall__map" id="map" aria-label={t('map.region')}>
				<Guarded name={t('map.region')}>
					<Suspense fallback={null}>
						<WallMap incidents={open} empty={empty} holes={holes} />
					</Suspense>
				</Guarded>
				<Legend hasHoles={holes.length > 0} />
				<div className="map-pane__centre wall__alarm">
					<EvacuationBar />
					<ParBar />
					<AlarmBar />
				</div>
			</main>
			<div className="wall__panel">
				<WallIncidents incidents={open} most={rows.incidents} />
				<WallUnits fleet={fleet} />
				<WallNeeds incidents={open} most={rows.needs} />
			</div>
			<WallFigures />
		</div>
	);
}

function WallTop() {
	const { t, i18n } = useTranslation();
	const { ui, feed } = useServices();
	const pack = usePack();
	const connection = useLive((state) => state.connection);
	const waiting = findWaitingIncidents(useLive((state) => state.incidents)).length;
	const nowMs = useServerNow();
	const isDemo = useSession(({ session }) => session?.mode === 'demo');
	const isSynthetic = pack.status === 'ready' && pack.manifest.synthetic;
	const hasDemo = feed.vehicles.get().some(({ demo }) => demo);
	const made = [
		...(isDemo ? [t('demo.name')] : []),
		...(isSynthetic ? [t('synthetic.city')] : []),
		...(hasDemo ? [t('synthetic.demo')] : []),
	];
	const day = new Intl.DateTimeFormat(i18n.language, { weekday: 'short' }).format(nowMs);
	return (
		<header className="wall__top">
			<h1>{t('wall.title')}</h1>
			{made.length > 0 && <span className="hatched wall__tag">{made.join(' · ')}</span>}
			<span className="grow" />
			{waiting > 0 && <span className="wall__waiting">{t('alarm.waiting', { count: waiting })}</span>}
			<span className="wall__live" data-live={connection === 'live' || undefined}>
				{t(connection === 'live' ? 'live.on' : connection === 'connecting' ? 'live.connecting' : 'live.off')}
			</span>
			<span>
				{formatDate(nowMs)} {day}
			</span>
			<time>{formatTime(nowMs)}</time>
			<button type="button" className="btn wall__leave" onClick={() => showScreen(ui, 'desk')}>
				<Monitor size={22} strokeWidth={1.75} aria-hidden />
				{t('wall.leave')}
			</button>
		</header>
	);
}

function Legend({ hasHoles }: { readonly hasHoles: boolean }) {
	const { t } = useTranslation();
	return (
		<ul className="wall__legend float" aria-label={t('map.legend')}>
			<li>
				<LevelSymbol level={3} size={28} /> {t('wall.legendLevel')}
			</li>
			<li>
				<StationSymbol size={26} /> {t('wall.legendStation')}
			</li>
			<li>
				<StationSymbol size={26} isEmpty /> {t('wall.legendEmpty')}
			</li>
			{hasHoles && (
				<li>
					<i className="wall__hole" /> {t('wall.legendHole')}
				</li>
			)}
		</ul>
	);
}

/** How many rows the panel has room for, so that nothing on it scrolls. */
function useRows(): { readonly incidents: number; readonly needs: number } {
	const [heightRem, setHeightRem] = useState(readHeightRem);
	useEffect(() => {
		const read = () => setHeightRem(readHeightRem());
		addEventListener('resize', read);
		return () => removeEventListener('resize', read);
	}, []);
	const freeRem = heightRem - ROWS.others;
	const needs = Math.max(1, Math.min(5, Math.floor((freeRem * 0.35) / ROWS.need)));
	return { needs, incidents: Math.max(2, Math.floor((freeRem - needs * ROWS.need) / ROWS.incident)) };
}

function readHeightRem(): number {
	return innerHeight / Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
