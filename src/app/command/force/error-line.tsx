import type { i18n as I18n, TFunction } from 'i18next';
import { TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LeftUnit } from '../../../domain/records/dispatch.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useForce, useServices } from '../../state/services.ts';
import { IconButton } from '../../ui/icon-button.tsx';

/** What went wrong with the last order or state, and which units kept an order that was taken back, until the next one; nothing while all is well. */
export function ErrorLine() {
	const { t, i18n } = useTranslation();
	const { force } = useServices();
	const error = useForce((state) => state.error);
	const left = useForce((state) => state.left);
	if (error === null && left.length === 0) return null;
	const { title, hint } = error === null ? sayLeft(t, left) : sayFailure(i18n, error);
	return (
		<span className="force-error warn" role="status" title={hint}>
			<TriangleAlert size={16} strokeWidth={1.75} aria-hidden />
			<span className="ellipsis">{title}</span>
			<IconButton icon={X} label={t('map.close')} small onClick={() => force.setState({ error: null, left: [] })} />
		</span>
	);
}

function sayFailure(i18n: I18n, error: unknown): { readonly title: string; readonly hint: string } {
	const { title, detail, code } = sayError(i18n, error);
	return { title, hint: `${detail}\n${code}` };
}

function sayLeft(t: TFunction, left: readonly LeftUnit[]): { readonly title: string; readonly hint: string } {
	const sentences = left.map(({ plate, why }) => t(`forceBoard.left.${why}`, { plate }));
	return { title: sentences.join(t('log.comma')), hint: sentences.join('\n') };
}
