// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { PasswordForm } from '../../../src/app/shell/sign-in/password-form.tsx';
import { SignInForm } from '../../../src/app/shell/sign-in/sign-in-form.tsx';
import { createSessionStore, loadSession, markSignedOut, takeSession } from '../../../src/app/state/session-store.ts';
import { isAllowed, useRefusal } from '../../../src/app/state/use-may.ts';
import type { SessionAnswer } from '../../../src/domain/api/identity-routes.ts';
import { RateLimitedError, UnauthenticatedError, UsageError } from '../../../src/domain/errors.ts';
import { mount } from './mount.ts';
import { Provide } from './provide.tsx';

beforeAll(() => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

const NOBODY: SessionAnswer = {
	mode: 'accounts',
	actor: null,
	roles: [],
	districts: null,
	may: [],
	csrfToken: null,
	expiresAtMs: null,
	mustChangePassword: false,
	oidc: null,
};
const CHEN: SessionAnswer = {
	...NOBODY,
	actor: { kind: 'user', id: 'u1', name: '陈志强' },
	roles: ['crew', 'planner'],
	may: ['incident.read', 'closure.edit'],
	csrfToken: 't',
};

function show(children: ReactNode, services: object) {
	const host = document.createElement('div');
	document.body.append(host);
	act(() =>
		mount(host).render(
			<I18nextProvider i18n={createI18n('zh-CN')}>
				<Provide services={services}>{children}</Provide>
			</I18nextProvider>,
		),
	);
	const type = (field: Element | null | undefined, text: string) =>
		act(() => {
			const input = field as HTMLInputElement;
			Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
			input.dispatchEvent(new Event('input', { bubbles: true }));
		});
	const submit = () =>
		act(async () => {
			host.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
		});
	return { host, type, submit, text: () => (host.textContent ?? '').replace(/\s+/g, ' ') };
}

describe('who the page works for', () => {
	it('is read; what went wrong is kept', async () => {
		const store = createSessionStore();
		await loadSession(store, { readSession: () => Promise.reject(new Error('away')) });
		expect(store.getState()).toMatchObject({ session: null, error: { message: 'away' } });
		await loadSession(store, { readSession: async () => CHEN });
		expect(store.getState()).toEqual({ session: CHEN, isOut: false, error: null });
	});

	it('one who is signed out stays on the page and goes on after signing in again', () => {
		const store = createSessionStore();
		const loadAnew = vi.fn();
		takeSession(store, CHEN, loadAnew);
		markSignedOut(store);
		expect(store.getState()).toMatchObject({ isOut: true, session: CHEN });
		takeSession(store, { ...CHEN, csrfToken: 'new' }, loadAnew);
		expect(store.getState()).toMatchObject({ isOut: false, session: { csrfToken: 'new' } });
		takeSession(store, NOBODY, loadAnew);
		expect(store.getState()).toMatchObject({ isOut: true, session: { actor: { id: 'u1' } } });
		expect(loadAnew).not.toHaveBeenCalled();
	});

	it('another person begins with a new page', () => {
		const store = createSessionStore();
		const loadAnew = vi.fn();
		takeSession(store, CHEN, loadAnew);
		takeSession(store, { ...CHEN, actor: { kind: 'user', id: 'u2', name: '李' } }, loadAnew);
		expect(loadAnew).toHaveBeenCalledTimes(1);
		expect(store.getState().session?.actor?.id).toBe('u1');
	});

	it('where nobody was signed in nobody is signed out', () => {
		const store = createSessionStore();
		takeSession(store, NOBODY);
		markSignedOut(store);
		expect(store.getState().isOut).toBe(false);
	});

	it('what may not be done says so with action and roles', () => {
		function Refusal() {
			return <p>{useRefusal('incident.close')}</p>;
		}
		const session = createSessionStore();
		takeSession(session, CHEN);
		expect(show(<Refusal />, { session }).text()).toBe('没有权限：关闭警情。现有角色：消防员、规划员');
		expect(isAllowed(CHEN, 'closure.edit')).toBe(true);
		expect(isAllowed(null, 'incident.close')).toBe(true);
	});
});

describe('the sign-in form', () => {
	function start(signIn: () => Promise<SessionAnswer>) {
		const session = createSessionStore();
		takeSession(session, NOBODY);
		const api = { signIn: vi.fn(signIn) };
		const shown = show(<SignInForm provider="粤政易" />, { session, api });
		const fill = () => {
			shown.type(shown.host.querySelector('[autocomplete=username]'), ' chen ');
			shown.type(shown.host.querySelector('[autocomplete=current-password]'), 'long enough words');
		};
		return { ...shown, session, api, fill };
	}

	it('signs in with account and password', async () => {
		const { api, session, fill, submit } = start(async () => CHEN);
		fill();
		await submit();
		expect(api.signIn).toHaveBeenCalledWith('chen', 'long enough words');
		expect(session.getState().session).toBe(CHEN);
	});

	it('asks for what is missing before it asks the server', async () => {
		const { api, submit, text, host } = start(async () => CHEN);
		await submit();
		expect(text()).toContain('账号和密码都要填');
		expect(host.querySelectorAll('[aria-invalid=true]')).toHaveLength(2);
		expect(api.signIn).not.toHaveBeenCalled();
	});

	it('says what was refused, and counts down while it is locked', async () => {
		const wrong = start(() => Promise.reject(new UnauthenticatedError('session/bad-credentials', 'm')));
		wrong.fill();
		await wrong.submit();
		expect(wrong.text()).toContain('账号或密码不对');
		const context = { retryAfterS: 30 };
		const locked = start(() => Promise.reject(new RateLimitedError('session/too-many-attempts', 'm', { context })));
		locked.fill();
		await locked.submit();
		expect(locked.text()).toContain('稍后再试，30 s 后可再登录');
		expect(locked.host.querySelector<HTMLButtonElement>('[type=submit]')?.disabled).toBe(true);
	});

	it('offers the provider by name, and shows a password only when asked', () => {
		const { host } = start(async () => CHEN);
		expect(host.querySelector('a')?.getAttribute('href')).toBe('/api/oidc/start');
		expect(host.querySelector('a')?.textContent).toBe('用粤政易登录');
		const field = host.querySelector<HTMLInputElement>('[autocomplete=current-password]');
		expect(field?.type).toBe('password');
		act(() => host.querySelector<HTMLButtonElement>('[aria-label="显示密码"]')?.click());
		expect(field?.type).toBe('text');
	});
});

describe('a new password', () => {
	it('is given twice the same, and says which rule it breaks', async () => {
		const session = createSessionStore();
		takeSession(session, CHEN);
		const refused = new UsageError('users/bad-password', 'm', { context: { fault: 'common' } });
		const api = { changePassword: vi.fn(() => Promise.reject(refused)) };
		const { host, type, submit, text } = show(<PasswordForm onCancel={null} />, { session, api });
		const fields = host.querySelectorAll('input:not([type=hidden])');
		type(fields[0], 'the old one');
		type(fields[1], 'the new one');
		type(fields[2], 'the new onf');
		await submit();
		expect(text()).toContain('两遍新密码不一样');
		expect(api.changePassword).not.toHaveBeenCalled();
		type(fields[2], 'the new one');
		await submit();
		expect(api.changePassword).toHaveBeenCalledWith('the old one', 'the new one');
		expect(text()).toContain('太常见，容易被猜到');
	});
});
