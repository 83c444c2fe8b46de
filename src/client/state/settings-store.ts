import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';

const STORAGE_KEY = 'fengtu.settings/1';

export const settingsSchema = z.object({
	language: z.enum(['zh-CN', 'en']).default('zh-CN'),
	/** 'system' follows the operating system. */
	theme: z.enum(['dark', 'light', 'system']).default('dark'),
	colourBy: z.enum(['plain', 'height', 'use']).default('height'),
	layers: z
		.object({
			buildings: z.boolean().default(true),
			basemap: z.boolean().default(true),
			water: z.boolean().default(true),
			stations: z.boolean().default(true),
			vehicles: z.boolean().default(true),
			routes: z.boolean().default(true),
		})
		.prefault({}),
	/** Datum in which typed coordinates are read. */
	crs: z.enum(['wgs84', 'gcj02', 'bd09']).default('wgs84'),
});
/** What a person has set on this machine. */
export type Settings = z.infer<typeof settingsSchema>;
/** Name of a map layer that can be switched. */
export type LayerName = keyof Settings['layers'];

/** Holds Settings; React reads it with zustand's `useStore`, `setState` saves. */
export type SettingsStore = StoreApi<Settings>;

/** The part of localStorage that settings need. */
export type SettingsStorage = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * Makes the store from what was saved; each change is saved at once. What is absent, broken or of another shape becomes the
 * default, and storage that refuses (private mode, full, null) is lived without: settings then last as long as the page.
 */
export function createSettingsStore(storage: SettingsStorage | null): SettingsStore {
	const store = createStore<Settings>(() => readSettings(storage));
	store.subscribe((settings) => {
		try {
			storage?.setItem(STORAGE_KEY, JSON.stringify(settings));
		} catch {
			// Storage refused: the setting still holds for this page.
		}
	});
	return store;
}

/** The browser's localStorage; null where reading it is not allowed. */
export function findLocalStorage(): SettingsStorage | null {
	try {
		return globalThis.localStorage ?? null;
	} catch {
		return null;
	}
}

function readSettings(storage: SettingsStorage | null): Settings {
	try {
		const saved = settingsSchema.safeParse(JSON.parse(storage?.getItem(STORAGE_KEY) ?? '{}'));
		if (saved.success) return saved.data;
	} catch {
		// Not JSON, or storage refused: defaults below.
	}
	return settingsSchema.parse({});
}
