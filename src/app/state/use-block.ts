import { useTranslation } from 'react-i18next';
import type { Action } from '../../domain/access/actions.ts';
import { useIsReplay } from './replay-context.ts';
import { useLive } from './services.ts';
import { useRefusal } from './use-may.ts';

/** Why an act that the server must hear of cannot be done now, for the button's tooltip: a replay, no right to it, no line; null = it can. */
export function useBlock(action: Action): string | null {
	const { t } = useTranslation();
	const refusal = useRefusal(action);
	const isReplay = useIsReplay();
	const connection = useLive((state) => state.connection);
	if (isReplay) return t('forceBoard.replay');
	if (refusal !== null) return refusal;
	return connection === 'live' || connection === 'stale' ? null : t('forceBoard.offline');
}
