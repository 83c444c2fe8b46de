import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { AlarmDialog } from '../command/alarm/alarm-dialog.tsx';
import { AlarmWatch } from '../command/alarm/alarm-watch.tsx';
import { CommandWorkspace } from '../command/command-workspace.tsx';
import { ReplayStage } from '../replay/replay-stage.tsx';
import { followAnalysis } from '../state/follow-analysis.ts';
import { followAsk } from '../state/follow-ask.ts';
import { followClosedRoads } from '../state/follow-closed-roads.ts';
import { followIncidents } from '../state/follow-incidents.ts';
import { followMarkedReach } from '../state/follow-marked-reach.ts';
import { followPack } from '../state/follow-pack.ts';
import { followSketch, openLazySketch } from '../state/follow-sketch.ts';
import { followStations } from '../state/follow-stations.ts';
import { followWhatIf } from '../state/follow-what-if.ts';
import { loadPack } from '../state/pack-store.ts';
import { useServices, useUi } from '../state/services.ts';
import { useClippedTips } from '../ui/use-clipped-tips.ts';
import { DemoBanner } from './demo-banner.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { OfflineBar } from './offline-bar.tsx';
import { runShortcut } from './run-shortcut.ts';
import { SignInAgain } from './sign-in/sign-in-again.tsx';
import { TopBar } from './top-bar.tsx';
import { Tour } from './tour/tour.tsx';
import './app.css';

const Wall = lazy(() => import('../wall/wall.tsx').then((module) => ({ default: module.Wall })));

/** The page of one who may work: demo banner, top bar, offline bar, workspace, and what belongs to all of them. */
export function App() {
	const { t } = useTranslation();
	const services = useServices();
	const isWall = useUi((state) => state.screen === 'wall');

	useEffect(() => followIncidents(services.live, services.selection), [services]);

	useEffect(() => followPack(services), [services]);

	useEffect(() => followStations(services), [services]);

	useEffect(() => followAnalysis(services), [services]);

	useEffect(() => followWhatIf(services), [services]);

	useEffect(() => followClosedRoads(services), [services]);

	useEffect(() => followAsk(services), [services]);

	useEffect(() => followMarkedReach(services), [services]);

	useEffect(() => followSketch({ ...services, open: openLazySketch }), [services]);

	useEffect(() => {
		const abort = new AbortController();
		void loadPack(services.pack, services.api, abort.signal);
		return () => abort.abort();
	}, [services]);

	useClippedTips();

	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (!event.defaultPrevented && runShortcut(event, services)) event.preventDefault();
		};
		addEventListener('keydown', onKeyDown);
		return () => removeEventListener('keydown', onKeyDown);
	}, [services]);

	if (isWall) {
		return (
			<div className="app">
				<OfflineBar />
				<div className="app__work">
					<Suspense fallback={null}>
						<Wall />
					</Suspense>
				</div>
				<AlarmWatch />
				<SignInAgain />
			</div>
		);
	}
	return (
		<div className="app">
			<a className="skip" href="#panel">
				{t('skip.panel')}
			</a>
			<DemoBanner />
			<header className="app__top">
				<TopBar />
			</header>
			<OfflineBar />
			<div className="app__work">
				<ReplayStage>
					<CommandWorkspace />
				</ReplayStage>
			</div>
			<AlarmWatch />
			<AlarmDialog />
			<HelpDialog />
			<Tour />
			<SignInAgain />
		</div>
	);
}
