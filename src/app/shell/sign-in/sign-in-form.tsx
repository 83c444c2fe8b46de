import { ExternalLink, LogIn } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IDENTITY_ROUTES, type SessionAnswer } from '../../../domain/api/identity-routes.ts';
import { AppError, RateLimitedError } from '../../../domain/errors.ts';
import { sayError } from '../../i18n/say-code.ts';
import { takeSession } from '../../state/session-store.ts';
import { useBase } from '../../state/use-base.ts';
import { Notice } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { SecretField } from './secret-field.tsx';

interface SignInFormProps {
	/** Name of the provider that can be signed in with; null = none. */
	readonly provider: string | null;
	/** What went wrong before this form was shown; null = nothing. */
	readonly firstFailure?: unknown;
	/** The provider is opened in a window of its own: the page that the form stands on stays. */
	readonly keepsPage?: boolean;
}

/** Account and password, or the provider; what was refused and for how long. */
export function SignInForm({ provider, firstFailure = null, keepsPage = false }: SignInFormProps) {
	const { t } = useTranslation();
	const { api, session } = useBase();
	const [login, setLogin] = useState('');
	const [password, setPassword] = useState('');
	const [isIncomplete, setIncomplete] = useState(false);
	const [failure, setFailure] = useState<{ error: unknown; atMs: number } | null>(
		firstFailure === null ? null : { error: firstFailure, atMs: Date.now() },
	);
	const [isBusy, setBusy] = useState(false);
	const loginField = useRef<HTMLInputElement>(null);
	const passwordField = useRef<HTMLInputElement>(null);
	const waitS = useWaitS(failure);

	useEffect(() => loginField.current?.focus(), []);

	async function submit(event: FormEvent): Promise<void> {
		event.preventDefault();
		const isMissing = login.trim() === '' || password === '';
		setIncomplete(isMissing);
		if (isMissing) {
			(login.trim() === '' ? loginField : passwordField).current?.focus();
			return;
		}
		setBusy(true);
		setFailure(null);
		let answer: SessionAnswer;
		try {
			answer = await api.signIn(login.trim(), password);
		} catch (error) {
			setFailure({ error, atMs: Date.now() });
			setBusy(false);
			passwordField.current?.select();
			return;
		}
		takeSession(session, answer);
	}

	return (
		<form className="sign-in" onSubmit={(event) => void submit(event)} noValidate>
			<label className="field">
				<span>{t('session.login')}</span>
				<input
					ref={loginField}
					className="input"
					name="username"
					autoComplete="username"
					autoCapitalize="none"
					autoCorrect="off"
					spellCheck={false}
					maxLength={80}
					value={login}
					aria-invalid={(isIncomplete && login.trim() === '') || undefined}
					onChange={(event) => setLogin(event.target.value)}
				/>
			</label>
			<SecretField
				label={t('session.password')}
				autoComplete="current-password"
				value={password}
				isInvalid={isIncomplete && password === ''}
				inputRef={passwordField}
				onChange={setPassword}
			/>
			{isIncomplete && <Notice title={t('session.needBoth')} />}
			{failure !== null && !isIncomplete && <Failure error={failure.error} waitS={waitS} />}
			<button type="submit" className="btn btn--primary" disabled={isBusy || waitS > 0}>
				<LogIn size={18} strokeWidth={1.75} aria-hidden />
				{t(isBusy ? 'session.submitting' : 'session.submit')}
			</button>
			{provider !== null && (
				<>
					<span className="sign-in__or">{t('session.or')}</span>
					{keepsPage ? (
						<a
							className="btn"
							href={`${IDENTITY_ROUTES.oidcStart.path}?window=new`}
							target="_blank"
							rel="noopener opener"
						>
							{t('session.provider', { name: provider })}
							<ExternalLink size={16} strokeWidth={1.75} role="img" aria-label={t('session.newWindow')} />
						</a>
					) : (
						<a className="btn" href={IDENTITY_ROUTES.oidcStart.path}>
							{t('session.provider', { name: provider })}
						</a>
					)}
				</>
			)}
		</form>
	);
}

function Failure({ error, waitS }: { readonly error: unknown; readonly waitS: number }) {
	const { t, i18n } = useTranslation();
	const { title, code } = sayError(i18n, error);
	const detail = waitS > 0 ? t('session.lockedFor', { seconds: waitS }) : undefined;
	return <Notice title={title} detail={detail} code={error instanceof AppError ? code : undefined} />;
}

/** How long nothing is to be tried yet, seconds counted down. */
function useWaitS(failure: { error: unknown; atMs: number } | null): number {
	const nowMs = useNow();
	if (failure === null || !(failure.error instanceof RateLimitedError)) return 0;
	const { retryAfterS } = failure.error.context;
	if (typeof retryAfterS !== 'number') return 0;
	// The clock of the page ticks once a second: it may lag behind the moment of the failure.
	return Math.max(0, Math.ceil(retryAfterS - Math.max(0, nowMs - failure.atMs) / 1000));
}
