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
	/** Hand that holds a tablet: drawer and tools lie on its side. */
	hand: z.enum(['right', 'left']).default('right'),
	/** Which set of tactical symbols is drawn: Chinese fire tactical marks, or NFPA 170. */
	symbols: z.enum(['cn', 'nfpa-170']).default('cn'),
	/** Keys of one letter do something (WCAG 2.1.4). */
	singleKeys: z.boolean().default(true),
	/** The tour of the first run was seen or skipped. */
	tourSeen: z.boolean().default(false),
	/** The bell of a new alarm, and how loud all signals are, 0 to 1. */
	sounds: z
		.object({
			bell: z.enum(['two-tone', 'chime', 'horn']).default('two-tone'),
			volume: z.number().min(0.1).max(1).default(0.5),
		})
		.prefault({}),
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
