import { useTranslation } from 'react-i18next';
import { sayError } from '../i18n/say-code.ts';
import { usePack } from '../state/services.ts';
import { Notice } from '../ui/states.tsx';

/** Says which files of the city data are missing or damaged; nothing when all is well. */
export function PackProblems() {
	const { t, i18n } = useTranslation();
	const pack = usePack();
	if (pack.status !== 'ready') return null;
	const unread = [pack.stationsError, pack.groundError]
		.filter((error) => error !== null)
		.map((error) => sayError(i18n, error));
	if (pack.problems.length === 0 && unread.length === 0) return null;
	const messages = [...pack.problems.map(({ message }) => message), ...unread.map(({ detail }) => detail)];
	return (
		<Notice title={t('pack.problems', { count: messages.length })} code={pack.problems[0]?.code ?? unread[0]?.code}>
			<details>
				<summary>{t('pack.details')}</summary>
				<ul>
					{messages.map((message) => (
						<li key={message}>{message}</li>
					))}
				</ul>
			</details>
		</Notice>
	);
}
