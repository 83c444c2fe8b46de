import { useTranslation } from 'react-i18next';
import { Door } from './door.tsx';
import { PasswordForm } from './password-form.tsx';
import { SignOutButton } from './sign-out-button.tsx';

/** The page of one whose password was given by somebody else: it is changed first. */
export function NewPasswordPage() {
	const { t } = useTranslation();
	return (
		<Door>
			<h1>{t('session.forcedTitle')}</h1>
			<p className="soft">{t('session.forcedHint')}</p>
			<PasswordForm onCancel={null} />
			<SignOutButton />
		</Door>
	);
}
