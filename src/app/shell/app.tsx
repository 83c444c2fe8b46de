import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandWorkspace } from '../command/command-workspace.tsx';
import { followAnalysis } from '../state/follow-analysis.ts';
import { followAsk } from '../state/follow-ask.ts';
import { followClosedRoads } from '../state/follow-closed-roads.ts';
import { followIncidents } from '../state/follow-incidents.ts';
import { followPack } from '../state/follow-pack.ts';
import { followWhatIf } from '../state/follow-what-if.ts';
import { loadPack } from '../state/pack-store.ts';
import { useServices } from '../state/services.ts';
import { useClippedTips } from '../ui/use-clipped-tips.ts';
import { DemoBanner } from './demo-banner.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { OfflineBar } from './offline-bar.tsx';
import { runShortcut } from './run-shortcut.ts';
import { SignInAgain } from './sign-in/sign-in-again.tsx';
import { TopBar } from './top-bar.tsx';
import './app.css';

/** The page of one who may work: demo banner, top bar, offline bar, workspace, and what belongs to all of them. */
export function App() {
	const { t } = useTranslation();
	const services = useServices();

	useEffect(() => followIncidents(services.live, services.selection), [services]);

	useEffect(() => followPack(services), [services]);

	useEffect(() => followAnalysis(services), [services]);

	useEffect(() => followWhatIf(services), [services]);

	useEffect(() => followClosedRoads(services), [services]);

	useEffect(() => followAsk(services), [services]);

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
				<CommandWorkspace />
			</div>
			<HelpDialog />
			<SignInAgain />
		</div>
	);
}
