import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { loadSession } from '../../state/session-store.ts';
import { useBase, useSession } from '../../state/use-base.ts';
import { SignInForm } from './sign-in-form.tsx';
import '../../ui/dialog.css';
import './door.css';

/** So often the server is asked whether somebody has signed in with the provider, in the other window. */
const ASK_AGAIN_MS = 2000;

/** Over the page of one who was signed out elsewhere or for too long: what is on it stays readable, work goes on after signing in again. */
export function SignInAgain() {
	const isOut = useSession((state) => state.isOut);
	return isOut ? <AgainDialog /> : null;
}

function AgainDialog() {
	const { t } = useTranslation();
	const dialog = useRef<HTMLDialogElement>(null);
	const { session: store, api } = useBase();
	const provider = useSession(({ session }) => session?.oidc?.name ?? null);
	useEffect(() => {
		const element = dialog.current;
		element?.showModal();
		return () => element?.close();
	}, []);
	useEffect(() => {
		if (provider === null) return;
		const timer = setInterval(() => void loadSession(store, api), ASK_AGAIN_MS);
		return () => clearInterval(timer);
	}, [provider, store, api]);
	return (
		<dialog
			ref={dialog}
			className="dialog sign-in-again"
			aria-labelledby="sign-in-again"
			onCancel={(event) => event.preventDefault()}
		>
			<h2 id="sign-in-again">{t('session.againTitle')}</h2>
			<p className="soft">{t('session.againHint')}</p>
			<SignInForm provider={provider} keepsPage />
			<p className="dim">{t('session.againOther')}</p>
		</dialog>
	);
}
