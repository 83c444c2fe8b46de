import { useTranslation } from 'react-i18next';
import { sayError } from '../i18n/say-code.ts';
import { usePack } from '../state/services.ts';
import { Notice } from '../ui/states.tsx';

/** Says which files of the city data are missing or damaged; nothing when all is well. */
export function PackProblems() {
	const { t, i18n } = useTranslation();
	const pack = usePack();
	if (pack.status !== 'ready') return null;
	const stations = pack.stationsError === null ? null : sayError(i18n, pack.stationsError);
	if (pack.problems.length === 0 && !stations) return null;
	const messages = [...pack.problems.map(({ message }) => message), ...(stations ? [stations.detail] : [])];
	return (
		<Notice title={t('pack.problems', { count: messages.length })} code={pack.problems[0]?.code ?? stations?.code}>
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
