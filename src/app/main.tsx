import { lazy, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createCaller } from '../client/caller.ts';
import { createSessionApi, type SessionApi } from '../client/session-api.ts';
import { createSettingsStore, findLocalStorage } from '../client/state/settings-store.ts';
import { createI18n } from './i18n/create-i18n.ts';
import { Gate } from './shell/gate.tsx';
import { PageError } from './shell/page-error.tsx';
import { type Base, BaseContext } from './state/base.ts';
import { readPageOptions } from './state/page-options.ts';
import { createSessionStore, loadSession, markSignedOut } from './state/session-store.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import { RegionBoundary } from './ui/region-boundary.tsx';

const session = createSessionStore();
const caller = createCaller({
	onSignedOut: () => markSignedOut(session),
	onSessionChanged: () => void loadSession(session, api),
});
const api: SessionApi = createSessionApi(caller);
const base: Base = {
	options: readPageOptions(location.search),
	caller,
	api,
	settings: createSettingsStore(findLocalStorage()),
	session,
};
const i18n = createI18n(base.options.lang ?? base.settings.getState().language);
const root = document.getElementById('root');
if (!root) throw new Error('main: got a page without #root, expected index.html');

/** Begins when somebody is let in, once. */
const Page = lazy(async () => {
	const { openPage } = await import('./shell/open-page.tsx');
	return { default: openPage(base) };
});

createRoot(root).render(
	<StrictMode>
		<I18nextProvider i18n={i18n}>
			<BaseContext value={base}>
				<RegionBoundary renderError={(message) => <PageError message={message} />}>
					<Gate>
						<Page />
					</Gate>
				</RegionBoundary>
			</BaseContext>
		</I18nextProvider>
	</StrictMode>,
);
