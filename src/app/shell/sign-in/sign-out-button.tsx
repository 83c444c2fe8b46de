import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../i18n/say-code.ts';
import { useBase } from '../../state/use-base.ts';
import { Notice } from '../../ui/states.tsx';

/** Signs out and begins with a new page: nothing is left of what was seen. */
export function SignOutButton() {
	const { t, i18n } = useTranslation();
	const { api } = useBase();
	const [failure, setFailure] = useState<unknown>(null);
	const [isBusy, setBusy] = useState(false);

	async function signOut(): Promise<void> {
		setBusy(true);
		try {
			await api.signOut();
		} catch (error) {
			setFailure(error);
			setBusy(false);
			return;
		}
		location.assign('/');
	}

	return (
		<>
			{failure !== null && <Notice title={sayError(i18n, failure).title} code={sayError(i18n, failure).code} />}
			<button type="button" className="btn" disabled={isBusy} onClick={() => void signOut()}>
				<LogOut size={18} strokeWidth={1.75} aria-hidden />
				{t('session.signOut')}
			</button>
		</>
	);
}
