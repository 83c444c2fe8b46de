import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../domain/assessment.ts';
import { sayFinding } from '../../i18n/say-code.ts';
import { Notice } from '../../ui/states.tsx';

/** Says in a card's place that its part of the city data could not be read. */
export function FailedPart({ finding }: { readonly finding: Finding }) {
	const { t, i18n } = useTranslation();
	const { message, errorCode } = finding.params;
	const detail = message === null || message === undefined ? '' : `${message}. `;
	return (
		<Notice
			title={sayFinding(i18n, finding)}
			detail={`${detail}${t('error.others')}`}
			code={errorCode === null || errorCode === undefined ? undefined : String(errorCode)}
		/>
	);
}
