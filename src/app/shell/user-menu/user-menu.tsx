import { KeyRound, MonitorSmartphone, UserRound } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionAnswer } from '../../../domain/api/identity-routes.ts';
import { useSession } from '../../state/use-base.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PasswordForm } from '../sign-in/password-form.tsx';
import { SignOutButton } from '../sign-in/sign-out-button.tsx';
import { SessionList } from './session-list.tsx';
import './user-menu.css';

/** Who is signed in: name, roles, sign-ins, password, the way out. Nothing in demo mode, where nobody is. */
export function UserMenu() {
	const session = useSession((state) => state.session);
	return session?.actor?.kind === 'user' ? <MenuOf session={session} name={session.actor.name} /> : null;
}

function MenuOf({ session, name }: { readonly session: SessionAnswer; readonly name: string }) {
	const { t } = useTranslation();
	const menu = useRef<HTMLDivElement>(null);
	const [opened, setOpened] = useState<'sessions' | 'password' | null>(null);
	const { roles, districts } = session;
	const open = (what: 'sessions' | 'password') => {
		menu.current?.hidePopover();
		setOpened(what);
	};
	return (
		<>
			<button
				type="button"
				className="btn btn--row user-menu__button"
				popoverTarget="user-menu"
				aria-label={t('session.menu', { name })}
				title={t('session.menu', { name })}
			>
				<UserRound size={18} strokeWidth={1.75} aria-hidden />
				<span className="ellipsis">{name}</span>
			</button>
			<div ref={menu} id="user-menu" popover="auto" className="user-menu float">
				<p className="user-menu__who">
					<b>{name}</b>
					<span className="soft">
						{roles.map((role) => t(`codes.role.${role}`)).join(t('way.comma')) || t('may.noRole')}
					</span>
					<span className="dim">
						{districts === null
							? t('session.wholeCity')
							: t('session.districts', { districts: districts.join(t('way.comma')) })}
					</span>
				</p>
				<button type="button" className="btn" onClick={() => open('sessions')}>
					<MonitorSmartphone size={18} strokeWidth={1.75} aria-hidden />
					{t('session.sessions')}
				</button>
				<button type="button" className="btn" onClick={() => open('password')}>
					<KeyRound size={18} strokeWidth={1.75} aria-hidden />
					{t('session.changePassword')}
				</button>
				<SignOutButton />
			</div>
			{opened === 'sessions' && (
				<Dialog title={t('session.sessions')} closeLabel={t('session.close')} onClose={() => setOpened(null)}>
					<SessionList />
				</Dialog>
			)}
			{opened === 'password' && (
				<Dialog title={t('session.changePassword')} closeLabel={t('session.close')} onClose={() => setOpened(null)}>
					<PasswordForm onDone={() => setOpened(null)} onCancel={() => setOpened(null)} />
				</Dialog>
			)}
		</>
	);
}
