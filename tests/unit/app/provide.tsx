import type { ReactNode } from 'react';
import { BaseContext } from '../../../src/app/state/base.ts';
import { createForceStore } from '../../../src/app/state/force-store.ts';
import { type Services, ServicesContext } from '../../../src/app/state/services.ts';
import { createSessionStore } from '../../../src/app/state/session-store.ts';
import { machineClock } from '../../../src/client/clock.ts';
import { createSettingsStore } from '../../../src/client/state/settings-store.ts';

/** Some of a page's services around a component, for one whom the server has told nothing of: all is allowed. */
export function Provide({ services, children }: { readonly services: object; readonly children: ReactNode }) {
	const all = {
		options: { gfx: 'lite', lang: null, theme: null, signInError: null },
		settings: createSettingsStore(null),
		session: createSessionStore(),
		clock: machineClock,
		force: createForceStore(),
		sound: { start: () => () => undefined, test: () => undefined, destroy: () => undefined },
		...services,
	} as unknown as Services;
	return (
		<BaseContext value={all}>
			<ServicesContext value={all}>{children}</ServicesContext>
		</BaseContext>
	);
}
