import { useTranslation } from 'react-i18next';
import { sayError } from '../../i18n/say-code.ts';
import { Notice } from '../../ui/states.tsx';

/** What went wrong with the last act of a panel; nothing while all is well. */
export function ActError({ error }: { readonly error: unknown }) {
	const { i18n } = useTranslation();
	return error === null ? null : <Notice {...sayError(i18n, error)} />;
}
