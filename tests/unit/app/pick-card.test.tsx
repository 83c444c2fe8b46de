// @vitest-environment happy-dom
import { act } from 'react';
import { I18nextProvider } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { PickCard } from '../../../src/app/command/pick/pick-card.tsx';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import type { Services } from '../../../src/app/state/services.ts';
import { createUiStore } from '../../../src/app/state/ui-store.ts';
import type { Language } from '../../../src/app/ui/format.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import { mount } from './mount.ts';
import { Provide } from './provide.tsx';

beforeAll(() => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

describe('a pick on a merged cell', () => {
	it.each([
		['zh-CN', '约 1,234 栋建筑', '报警'],
		['en', 'about 1,234 buildings', 'Raise'],
	] as [Language, string, string][])(
		'says about how many buildings it is, and offers no alarm for one: %s',
		(language, told, alarm) => {
			const selection = createSelectionStore();
			selection.setState({ selected: { kind: 'merged', count: 1234, lon: 113.75, lat: 23.02 } });
			const services = { ui: createUiStore(), selection } as unknown as Services;
			const host = document.createElement('div');
			const i18n = createI18n(language);
			act(() =>
				mount(host).render(
					<I18nextProvider i18n={i18n}>
						<Provide services={services}>
							<PickCard />
						</Provide>
					</I18nextProvider>,
				),
			);
			expect(host.textContent).toContain(told);
			expect(host.textContent).not.toContain(alarm);
			expect(host.querySelectorAll('button').length).toBe(2);
		},
	);
});
