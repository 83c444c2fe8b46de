import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createI18n } from './i18n/create-i18n.ts';
import { App } from './shell/app.tsx';
import { PageError } from './shell/page-error.tsx';
import { readPageOptions } from './state/page-options.ts';
import { createServices, ServicesContext } from './state/services.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import { RegionBoundary } from './ui/region-boundary.tsx';

const options = readPageOptions(location.search);
const services = createServices(options);
const i18n = createI18n(options.lang ?? services.settings.getState().language);
const root = document.getElementById('root');
if (!root) throw new Error('main: got a page without #root, expected index.html');

createRoot(root).render(
	<StrictMode>
		<I18nextProvider i18n={i18n}>
			<ServicesContext value={services}>
				<RegionBoundary renderError={(message) => <PageError message={message} />}>
					<App />
				</RegionBoundary>
			</ServicesContext>
		</I18nextProvider>
	</StrictMode>,
);
