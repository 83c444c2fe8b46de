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
import { useTheme } from '../state/use-theme.ts';
import { useClippedTips } from '../ui/use-clipped-tips.ts';
import { useLanguage } from '../ui/use-language.ts';
import { HelpDialog } from './help-dialog.tsx';
import { OfflineBar } from './offline-bar.tsx';
import { runShortcut } from './run-shortcut.ts';
import { TopBar } from './top-bar.tsx';
import './app.css';

/** The page: top bar, offline bar, workspace, and what belongs to all of them. */
export function App() {
	const { t } = useTranslation();
	const services = useServices();
	const theme = useTheme();
	const language = useLanguage();

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

	// On paper it is always light.
	useEffect(() => {
		const { dataset } = document.documentElement;
		const toPaper = () => {
			dataset.theme = 'light';
		};
		const toScreen = () => {
			dataset.theme = theme;
		};
		toScreen();
		addEventListener('beforeprint', toPaper);
		addEventListener('afterprint', toScreen);
		return () => {
			removeEventListener('beforeprint', toPaper);
			removeEventListener('afterprint', toScreen);
		};
	}, [theme]);

	useClippedTips();

	useEffect(() => {
		document.documentElement.lang = language;
		document.title = t('productLong');
	}, [language, t]);

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
			<header className="app__top">
				<TopBar />
			</header>
			<OfflineBar />
			<div className="app__work">
				<CommandWorkspace />
			</div>
			<HelpDialog />
		</div>
	);
}
