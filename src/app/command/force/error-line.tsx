import { TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../i18n/say-code.ts';
import { useForce, useServices } from '../../state/services.ts';
import { IconButton } from '../../ui/icon-button.tsx';

/** What went wrong with the last order or state, until the next one; nothing while all is well. */
export function ErrorLine() {
	const { t, i18n } = useTranslation();
	const { force } = useServices();
	const error = useForce((state) => state.error);
	if (error === null) return null;
	const { title, detail, code } = sayError(i18n, error);
	return (
		<span className="force-error warn" role="status" title={`${detail}\n${code}`}>
			<TriangleAlert size={16} strokeWidth={1.75} aria-hidden />
			<span className="ellipsis">{title}</span>
			<IconButton icon={X} label={t('map.close')} small onClick={() => force.setState({ error: null })} />
		</span>
	);
}
