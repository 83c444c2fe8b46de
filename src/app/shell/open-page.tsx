import type { ComponentType } from 'react';
import type { Base } from '../state/base.ts';
import { createServices, ServicesContext } from '../state/services.ts';
import { App } from './app.tsx';

/** Opens the page's services (the live line starts at once) and gives the page that runs on them. Called once. */
export function openPage(base: Base): ComponentType {
	const services = createServices(base);
	return function Page() {
		return (
			<ServicesContext value={services}>
				<App />
			</ServicesContext>
		);
	};
}
