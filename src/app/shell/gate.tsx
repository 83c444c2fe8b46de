import { type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../i18n/say-code.ts';
import { loadSession } from '../state/session-store.ts';
import { useBase, useSession } from '../state/use-base.ts';
import { Notice } from '../ui/states.tsx';
import { Door } from './sign-in/door.tsx';
import { NewPasswordPage } from './sign-in/new-password-page.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { SignedInWindow } from './sign-in/signed-in-window.tsx';
import { useLook } from './use-look.ts';

/** After this time the server is asked again by itself. */
const RETRY_MS = 3000;

/** Asks who the page works for and lets them in: the page proper (`children`) is neither loaded nor begun before. */
export function Gate({ children }: { readonly children: ReactNode }) {
	const { t } = useTranslation();
	const base = useBase();
	const session = useSession((state) => state.session);
	useLook();

	useEffect(() => {
		const abort = new AbortController();
		void loadSession(base.session, base.api, abort.signal);
		return () => abort.abort();
	}, [base]);

	if (!session) return <Waiting />;
	if (session.mode === 'accounts' && !session.actor) return <SignInPage session={session} />;
	if (base.options.isSignedInWindow) return <SignedInWindow />;
	if (session.mustChangePassword) return <NewPasswordPage />;
	return <Suspense fallback={<p className="visually-hidden">{t('session.checking')}</p>}>{children}</Suspense>;
}

/** Nothing to see while the server answers as fast as it should; says so when it cannot be reached. */
function Waiting() {
	const { t, i18n } = useTranslation();
	const { session, api } = useBase();
	const error = useSession((state) => state.error);
	useEffect(() => {
		if (error === null) return;
		const timer = setTimeout(() => void loadSession(session, api), RETRY_MS);
		return () => clearTimeout(timer);
	}, [error, session, api]);
	if (error === null) return <p className="visually-hidden">{t('session.checking')}</p>;
	const { title, code } = sayError(i18n, error);
	return (
		<Door>
			<Notice title={t('session.unreachable')} detail={title} code={code}>
				<button type="button" className="btn" onClick={() => void loadSession(session, api)}>
					{t('session.retry')}
				</button>
			</Notice>
		</Door>
	);
}
