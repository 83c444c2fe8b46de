import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../ui/format.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';
import { zhCn } from './zh-cn.ts';

declare module 'i18next' {
	interface CustomTypeOptions {
		defaultNS: 'words';
		resources: { words: Catalogue };
	}
}

/** All words of one language: of the screens, and of the codes that come from below. */
export type Catalogue = Words<typeof zhCn>;

/** The words of every language. */
export const CATALOGUES: Readonly<Record<Language, Catalogue>> = {
	'zh-CN': zhCn,
	en,
};

/** Makes the translator, ready at once. A key that no catalogue has throws: it is a fault of the build, not of the reader. */
export function createI18n(language: Language): i18n {
	const instance = i18next.createInstance();
	instance.use(initReactI18next).init({
		lng: language,
		fallbackLng: false,
		ns: ['words'],
		defaultNS: 'words',
		resources: { 'zh-CN': { words: CATALOGUES['zh-CN'] }, en: { words: CATALOGUES.en } },
		initAsync: false,
		showSupportNotice: false,
		interpolation: { escapeValue: false },
		parseMissingKeyHandler: (key) => {
			throw new Error(`i18n: got key "${key}", expected one of the catalogue`);
		},
	});
	return instance;
}
