import { describe, expect, it } from 'vitest';
import { createSettingsStore, type SettingsStorage } from '../../../src/client/state/settings-store.ts';

function memory(saved: string | null = null): SettingsStorage & { saved: string | null } {
	return {
		saved,
		getItem() {
			return this.saved;
		},
		setItem(_key, value) {
			this.saved = value;
		},
	};
}
const broken: SettingsStorage = {
	getItem: () => {
		throw new Error('denied');
	},
	setItem: () => {
		throw new Error('full');
	},
};

describe('createSettingsStore', () => {
	it('speaks Chinese and colours by height until told otherwise', () => {
		const settings = createSettingsStore(memory()).getState();
		expect(settings).toMatchObject({ language: 'zh-CN', theme: 'dark', colourBy: 'height' });
		expect(settings.layers).toMatchObject({ buildings: true, water: true });
	});

	it('saves what is set and reads it again', () => {
		const storage = memory();
		createSettingsStore(storage).setState({ language: 'en' });
		expect(createSettingsStore(storage).getState().language).toBe('en');
	});

	it.each(['not json', '{"language":"tlh"}', '[]', 'null'])('lives with %s in storage', (saved) => {
		expect(createSettingsStore(memory(saved)).getState().language).toBe('zh-CN');
	});

	it('lives without storage and with one that refuses', () => {
		for (const storage of [null, broken]) {
			const store = createSettingsStore(storage);
			store.setState({ language: 'en' });
			expect(store.getState().language).toBe('en');
		}
	});
});
