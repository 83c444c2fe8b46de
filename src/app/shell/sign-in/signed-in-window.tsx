import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Door } from './door.tsx';

/** The end of a sign-in with the provider in a window of its own: it closes, or says that it can be closed where the browser does not let it. */
export function SignedInWindow() {
	const { t } = useTranslation();
	useEffect(() => close(), []);
	return (
		<Door>
			<h1>{t('session.signedInTitle')}</h1>
			<p className="soft">{t('session.signedInHint')}</p>
			<a className="btn" href="/">
				{t('session.openHere')}
			</a>
		</Door>
	);
}
