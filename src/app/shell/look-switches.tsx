import { Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useBase } from '../state/use-base.ts';
import { useTheme } from '../state/use-theme.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { useLanguage } from '../ui/use-language.ts';

/** Language and theme. */
export function LookSwitches() {
	return (
		<>
			<LanguageSwitch />
			<ThemeSwitch />
		</>
	);
}

function LanguageSwitch() {
	const { t, i18n } = useTranslation();
	const { settings } = useBase();
	const language = useLanguage();
	return (
		<button
			type="button"
			className="btn btn--row"
			lang={language === 'en' ? 'zh-CN' : 'en'}
			aria-label={t('language.switch')}
			title={t('language.switch')}
			onClick={() => {
				const next = language === 'en' ? 'zh-CN' : 'en';
				void i18n.changeLanguage(next);
				settings.setState({ language: next });
			}}
		>
			{t('language.short')}
		</button>
	);
}

function ThemeSwitch() {
	const { t } = useTranslation();
	const { settings } = useBase();
	const theme = useTheme();
	const next = theme === 'dark' ? 'light' : 'dark';
	return (
		<IconButton
			icon={theme === 'dark' ? Sun : Moon}
			label={t(theme === 'dark' ? 'theme.toLight' : 'theme.toDark')}
			small
			onClick={() => settings.setState({ theme: next })}
		/>
	);
}
