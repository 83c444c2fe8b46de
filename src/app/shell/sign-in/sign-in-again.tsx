import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../state/use-base.ts';
import { SignInForm } from './sign-in-form.tsx';
import '../../ui/dialog.css';
import './door.css';

/** Over the page of one who was signed out elsewhere or for too long: what is on it stays readable, work goes on after signing in again. */
export function SignInAgain() {
	const isOut = useSession((state) => state.isOut);
	return isOut ? <AgainDialog /> : null;
}

function AgainDialog() {
	const { t } = useTranslation();
	const dialog = useRef<HTMLDialogElement>(null);
	const provider = useSession(({ session }) => session?.oidc?.name ?? null);
	useEffect(() => {
		const element = dialog.current;
		element?.showModal();
		return () => element?.close();
	}, []);
	return (
		<dialog
			ref={dialog}
			className="dialog sign-in-again"
			aria-labelledby="sign-in-again"
			onCancel={(event) => event.preventDefault()}
		>
			<h2 id="sign-in-again">{t('session.againTitle')}</h2>
			<p className="soft">{t('session.againHint')}</p>
			<SignInForm provider={provider} />
			<p className="dim">{t('session.againOther')}</p>
		</dialog>
	);
}
