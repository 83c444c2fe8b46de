import { useTranslation } from 'react-i18next';
import { Notice } from '../ui/states.tsx';

/** Stands in for the whole page when it failed as a whole. */
export function PageError({ message }: { readonly message: string }) {
	const { t } = useTranslation();
	return (
		<Notice title={t('error.page')} detail={`${message}. ${t('error.pageHint')}`} code="app/page-failed">
			<button type="button" className="btn btn--primary" onClick={() => location.reload()}>
				{t('error.reload')}
			</button>
		</Notice>
	);
}
