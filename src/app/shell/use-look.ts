import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useTheme } from '../state/use-theme.ts';
import { useLanguage } from '../ui/use-language.ts';

/** Keeps the document's theme, language and title as they are set. */
export function useLook(): void {
	const { t } = useTranslation();
	const theme = useTheme();
	const language = useLanguage();

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

	useEffect(() => {
		document.documentElement.lang = language;
		document.title = t('productLong');
	}, [language, t]);
}
