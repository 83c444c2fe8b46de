import { useTranslation } from 'react-i18next';
import type { Action } from '../../domain/access/actions.ts';
import type { SessionAnswer } from '../../domain/api/identity-routes.ts';
import { findWord } from '../i18n/say-code.ts';
import { useIsReplay } from './replay-context.ts';
import { useSession } from './use-base.ts';

/** Whether a session allows an action somewhere at all; while the server has not told, it is left to the server to refuse. */
export function isAllowed(session: SessionAnswer | null, action: Action): boolean {
	return session === null || session.may.includes(action);
}

/** Why the person may not do something, for the button's tooltip; null = they may. */
export function useRefusal(action: Action): string | null {
	const { t, i18n } = useTranslation();
	const session = useSession((state) => state.session);
	const isReplay = useIsReplay();
	if (isReplay && !action.endsWith('.read')) return t('replay.refused');
	if (isAllowed(session, action)) return null;
	const roles = session?.roles.map((role) => t(`codes.role.${role}`)).join(t('way.comma')) || t('may.noRole');
	return t('may.denied', { action: findWord(i18n, 'action', action) ?? action, roles });
}
