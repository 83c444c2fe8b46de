import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PASSWORD_LENGTH } from '../../../domain/access/password-rules.ts';
import type { SessionAnswer } from '../../../domain/api/identity-routes.ts';
import { AppError } from '../../../domain/errors.ts';
import { findWord, sayError } from '../../i18n/say-code.ts';
import { takeSession } from '../../state/session-store.ts';
import { useBase, useSession } from '../../state/use-base.ts';
import { Notice } from '../../ui/states.tsx';
import { SecretField } from './secret-field.tsx';

interface PasswordFormProps {
	/** The new password holds. */
	readonly onDone?: () => void;
	/** null = there is no way round it. */
	readonly onCancel: (() => void) | null;
}

/** Present password, and the new one twice. */
export function PasswordForm({ onDone, onCancel }: PasswordFormProps) {
	const { t } = useTranslation();
	const { api, session } = useBase();
	const name = useSession((state) => state.session?.actor?.name ?? '');
	const [fields, setFields] = useState({ current: '', next: '', repeat: '' });
	const [problem, setProblem] = useState<'needAll' | 'mismatch' | null>(null);
	const [failure, setFailure] = useState<unknown>(null);
	const [isBusy, setBusy] = useState(false);
	const currentField = useRef<HTMLInputElement>(null);
	const { current, next, repeat } = fields;

	async function submit(event: FormEvent): Promise<void> {
		event.preventDefault();
		const found = Object.values(fields).includes('') ? 'needAll' : next === repeat ? null : 'mismatch';
		setProblem(found);
		setFailure(null);
		if (found) return;
		setBusy(true);
		let answer: SessionAnswer;
		try {
			answer = await api.changePassword(current, next);
		} catch (error) {
			setFailure(error);
			setBusy(false);
			currentField.current?.select();
			return;
		}
		takeSession(session, answer);
		onDone?.();
	}

	return (
		<form className="sign-in" onSubmit={(event) => void submit(event)} noValidate>
			<input type="hidden" name="username" autoComplete="username" value={name} readOnly />
			<SecretField
				label={t('session.current')}
				autoComplete="current-password"
				value={current}
				isInvalid={problem === 'needAll' && current === ''}
				inputRef={currentField}
				onChange={(value) => setFields({ ...fields, current: value })}
			/>
			<SecretField
				label={t('session.next')}
				autoComplete="new-password"
				value={next}
				isInvalid={problem === 'needAll' && next === ''}
				onChange={(value) => setFields({ ...fields, next: value })}
			/>
			<p className="dim">{t('session.rule', { least: PASSWORD_LENGTH.min })}</p>
			<SecretField
				label={t('session.repeat')}
				autoComplete="new-password"
				value={repeat}
				isInvalid={problem === 'mismatch' || (problem === 'needAll' && repeat === '')}
				onChange={(value) => setFields({ ...fields, repeat: value })}
			/>
			{problem && <Notice title={t(`session.${problem}`)} />}
			{failure !== null && <Refused error={failure} />}
			<button type="submit" className="btn btn--primary" disabled={isBusy}>
				{t(isBusy ? 'session.saving' : 'session.save')}
			</button>
			{onCancel && (
				<button type="button" className="btn" onClick={onCancel}>
					{t('session.cancel')}
				</button>
			)}
		</form>
	);
}

/** Which rule a new password breaks, where that is what was wrong. */
function Refused({ error }: { readonly error: unknown }) {
	const { i18n } = useTranslation();
	const { title, code } = sayError(i18n, error);
	const fault = error instanceof AppError ? error.context.fault : undefined;
	const detail = typeof fault === 'string' ? findWord(i18n, 'passwordFault', fault) : undefined;
	return <Notice title={title} detail={detail} code={code} />;
}
