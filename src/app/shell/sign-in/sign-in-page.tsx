import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionAnswer } from '../../../domain/api/identity-routes.ts';
import { UnauthenticatedError } from '../../../domain/errors.ts';
import { useBase } from '../../state/use-base.ts';
import { Door } from './door.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** The page of one who is not signed in: nothing else is loaded. */
export function SignInPage({ session }: { readonly session: SessionAnswer }) {
	const { t } = useTranslation();
	const { signInError } = useBase().options;
	const failure = useMemo(
		() =>
			signInError === null
				? null
				: new UnauthenticatedError(signInError, `sign-in with the provider: got ${signInError}, expected an account`),
		[signInError],
	);
	return (
		<Door>
			<h1>{t('session.title')}</h1>
			<SignInForm provider={session.oidc?.name ?? null} firstFailure={failure} />
		</Door>
	);
}
